"""Le journal d’audit, tel qu’on le relit : qui, quand, pourquoi, quoi. On n’y corrige rien."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QProgressBar, QVBoxLayout

from secretariat.cabinet.audit import exports
from secretariat.cabinet.audit.conservation import Depassement, depassement
from secretariat.cabinet.audit.exports import JournalDuPatient
from secretariat.cabinet.audit.libelles import en_clair, objet_dit, operation_dite, role_dit
from secretariat.socle import verification
from secretariat.socle.audit import Criteres
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.horloge import a_paris
from secretariat.socle.unite_de_travail import Lecture, LigneDuJournal, UniteDeTravail
from secretariat.socle.verification import Controle
from secretariat.ui import enregistrer_sous
from secretariat.ui.cabinet.detail_journal import DetailJournal
from secretariat.ui.cabinet.filtres_journal import FiltresJournal
from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.bouton import Bouton
from secretariat.ui.composants.carte import Carte
from secretariat.ui.composants.etats import EtatVide
from secretariat.ui.composants.etiquette import petit
from secretariat.ui.composants.rangement import contenir, ligne
from secretariat.ui.composants.tableau import Tableau
from secretariat.ui.modele_table import Colonne, ModeleTable
from secretariat.ui.poste import Ecran, Poste
from secretariat.ui.taches import Avancement
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, Ton

PAR_PAGE = 200
FORMES = {
    "pdf": ("PDF pour le patient", "Document PDF (*.pdf)", exports.ecrire_pdf),
    "csv": ("CSV", "Tableau CSV (*.csv)", exports.ecrire_le_csv),
    "xlsx": ("XLSX", "Classeur XLSX (*.xlsx)", exports.ecrire_le_xlsx),
}
COLONNES = (
    Colonne[LigneDuJournal]("N°", lambda ligne: f"{ligne.numero}", droite=True),
    Colonne[LigneDuJournal](
        "Instant",
        lambda ligne: f"{a_paris(ligne.instant):%d/%m/%Y}",
        detail=lambda ligne: f"{a_paris(ligne.instant):%H:%M:%S}",
    ),
    Colonne[LigneDuJournal]("Qui", lambda ligne: ligne.acteur, detail=lambda ligne: role_dit(ligne.role), graisse=500),
    Colonne[LigneDuJournal](
        "Quoi", lambda ligne: operation_dite(ligne.operation), detail=lambda ligne: objet_dit(ligne.objet)
    ),
    Colonne[LigneDuJournal](
        "Pourquoi", lambda ligne: ligne.motif, detail=lambda ligne: en_clair(ligne.details), etiree=True
    ),
)


@dataclass(frozen=True, slots=True)
class JournalLu:
    """Une page du journal, qui l’on y connaît, et ce qui dépasse la durée de conservation."""

    lignes: tuple[LigneDuJournal, ...]
    connus: tuple[tuple[str, ...], tuple[str, ...]]
    depassement: Depassement


class VueJournal(Ecran):
    """Les lignes qui répondent aux critères, page après page ; la chaîne s’y vérifie, un patient s’en sort."""

    def __init__(self, poste: Poste) -> None:
        super().__init__(poste)
        self.filtres = FiltresJournal(poste)
        self.modele = ModeleTable(COLONNES, lambda ligne: ligne.numero, self)
        self.tableau = Tableau("Journal d’audit", self.modele, EtatVide("journal", "Aucune ligne ne répond."))
        self.detail = DetailJournal()
        self.suite = Bouton("Lignes plus anciennes", icone="bas", hauteur=HAUTEUR.bouton_carte).au_clic(self._suite)
        self.suite.setObjectName("cabinet.journal.suite")
        self.legende = petit("Chaque ligne porte l’empreinte de la précédente.", encre="texte2")
        self.message, self.depassement = Bandeau(""), Bandeau("")
        self.message.hide()
        self.depassement.hide()
        self.verifier = Bouton("Vérifier la chaîne", icone="bouclier", hauteur=HAUTEUR.bouton_carte)
        self.arreter = Bouton("Arrêter", hauteur=HAUTEUR.bouton_carte)
        self.avance = QProgressBar()
        self.avance.setAccessibleName("Vérification du journal")
        self.exports = {
            nom: Bouton(f"{libelle}…", icone="telecharger", hauteur=HAUTEUR.bouton_carte)
            for nom, (libelle, *_) in FORMES.items()
        }
        self._travail: Avancement | None = None
        self._ranger()
        self._brancher()
        self._occuper(occupe=False)
        self._suivre_le_patient()

    def activer(self) -> None:
        """Le journal change à chaque geste : on le relit toujours."""
        self.relire()

    def montrer_le_patient(self, patient_id: int, nom: str) -> None:
        """Ne montre que ce qui a été fait de ce dossier."""
        self.filtres.montrer_patient(patient_id, nom)
        self._suivre_le_patient()
        self.relire()

    def relire(self) -> None:
        """Redemande la première page, et qui le journal connaît."""
        criteres = self.filtres.criteres()

        def lire(lecture: Lecture) -> JournalLu:
            return JournalLu(
                lecture.lignes_du_journal(criteres, limite=PAR_PAGE), lecture.audit.connus(), depassement(lecture)
            )

        self.poste.taches.lire(lire, self._montrer, sujet="journal d’audit")

    def _ranger(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(ESPACE.moyen)
        page.addWidget(self.filtres)
        page.addLayout(ligne(*self.exports.values(), self.legende, None, self.avance, self.arreter, self.verifier))
        page.addWidget(self.message)
        page.addWidget(self.depassement)
        carte = Carte()
        carte.corps.addWidget(self.tableau)
        carte.ajouter(contenir(ligne(None, self.suite, None)))
        corps = ligne(espace=ESPACE.grand)
        corps.addWidget(carte, 1)
        corps.addWidget(self.detail)
        page.addLayout(corps, 1)

    def _brancher(self) -> None:
        self.filtres.changes.connect(self._suivre_le_patient)
        self.filtres.changes.connect(self.relire)
        self.tableau.choisie.connect(self.detail.montrer)
        self.verifier.au_clic(self._verifier)
        self.arreter.au_clic(self._arreter)
        for nom, bouton in self.exports.items():
            bouton.setObjectName(f"cabinet.journal.{nom}")
            bouton.au_clic(partial(self.exporter, nom))

    def _montrer(self, lu: JournalLu) -> None:
        self.filtres.proposer(*lu.connus)
        self.modele.remplacer(lu.lignes)
        self.suite.setVisible(len(lu.lignes) == PAR_PAGE)
        self.depassement.setVisible(bool(lu.depassement.dit))
        self.depassement.dire("Au-delà de la durée de conservation", lu.depassement.dit, Ton.INFO)
        self.detail.montrer(self.tableau.ligne_courante())

    def _suite(self) -> None:
        lignes = self.modele.lignes
        if not lignes:
            return
        criteres = self.filtres.criteres()
        suivante = Criteres(
            criteres.patient_id, criteres.acteur, criteres.operation, criteres.du, criteres.au, criteres.texte,
            avant=lignes[-1].numero,
        )  # fmt: skip

        def ajouter(page: tuple[LigneDuJournal, ...]) -> None:
            self.modele.remplacer((*lignes, *page))
            self.suite.setVisible(len(page) == PAR_PAGE)

        self.poste.taches.lire(
            lambda lecture: lecture.lignes_du_journal(suivante, limite=PAR_PAGE), ajouter, sujet="journal d’audit"
        )

    def _suivre_le_patient(self) -> None:
        du_patient = self.filtres.patient_id is not None
        for bouton in self.exports.values():
            bouton.setVisible(du_patient)
        self.legende.setVisible(not du_patient)

    def exporter(self, nom: str) -> None:
        """Sort le journal du patient choisi ; la sortie se note d’abord."""
        patient_id, patient = self.filtres.patient_id, self.filtres.nom_du_patient
        _, filtre, ecrire = FORMES[nom]
        if patient_id is None:
            return
        chemin = enregistrer_sous.demander(self, f"acces-au-dossier-{patient_id}.{nom}", filtre)
        if chemin is None:
            return

        def noter(unite: UniteDeTravail) -> JournalDuPatient:
            return exports.noter_la_sortie(unite, patient_id, patient, nom.upper())

        def ecrire_ensuite(journal: JournalDuPatient) -> None:
            def travail(_avancement: Avancement) -> Path:
                ecrire(journal, chemin)
                return chemin

            self.poste.taches.travailler(travail, self._ecrit, en_cas_de_refus=self._refuser)

        motif = "sortie du journal d’un patient"
        self.poste.taches.faire(motif, noter, ecrire_ensuite, en_cas_de_refus=self._refuser)

    def _verifier(self) -> None:
        cabinet = self.poste.taches.cabinet
        self._occuper(occupe=True)
        self._travail = self.poste.taches.travailler(
            lambda avancement: verification.verifier(cabinet, avancer=avancement),
            self._conclure,
            avancement=self._avancer,
            en_cas_de_refus=self._refuser,
        )

    def _arreter(self) -> None:
        if self._travail is not None:
            self._travail.arreter()

    def _avancer(self, fait: int, total: int) -> None:
        self.avance.setRange(0, max(total, 1))
        self.avance.setValue(fait)

    def _conclure(self, controles: tuple[Controle, ...]) -> None:
        self._occuper(occupe=False)
        journal = next(controle for controle in controles if controle.nom == "Journal")
        titre = "Le journal est entier" if journal.reussi else "Le journal a été touché"
        self._dire(titre, journal.detail, reussi=journal.reussi)

    def _ecrit(self, chemin: Path) -> None:
        self._dire("Le journal de ce dossier est écrit", str(chemin), reussi=True)
        self.relire()

    def _refuser(self, erreur: ErreurSecretariat) -> None:
        self._occuper(occupe=False)
        self._dire(str(erreur), erreur.conseil, reussi=False)

    def _dire(self, titre: str, detail: str, *, reussi: bool) -> None:
        self.message.dire(titre, detail, Ton.SUCCES if reussi else Ton.DANGER)
        self.message.show()

    def _occuper(self, *, occupe: bool) -> None:
        self.avance.setVisible(occupe)
        self.arreter.setVisible(occupe)
        self.verifier.setVisible(not occupe)
        self.avance.setRange(0, 0)
