"""La comptabilité (F7) : le journal d’une période, ses totaux, la dépense, la contre-passation, l’export.

Rien ne s’y modifie ni ne s’y efface : une erreur s’annule par une écriture contraire, et toutes deux restent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from secretariat.comptabilite import exports, lectures, services
from secretariat.comptabilite.recapitulatif import Recapitulatif, arreter_les_comptes, ecrire_le_recapitulatif
from secretariat.comptabilite.valeurs import LigneEcriture, Mouvement, Origine, Totaux
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.unite_de_travail import Lecture
from secretariat.ui import enregistrer_sous
from secretariat.ui.composants import (
    Bandeau,
    Bouton,
    Carte,
    Chargement,
    EtatVide,
    StyleBouton,
    Tableau,
    contenir,
    ligne,
    pile,
)
from secretariat.ui.composants.demande_raison import DemandeRaison
from secretariat.ui.comptabilite.barre_ecriture import BarreEcriture
from secretariat.ui.comptabilite.colonnes import COLONNES
from secretariat.ui.comptabilite.depense import FormulaireDepense
from secretariat.ui.comptabilite.periode import ChoixPeriode, Periode
from secretariat.ui.comptabilite.totaux import BandeDesTotaux
from secretariat.ui.enregistrer_sous import Demande
from secretariat.ui.modele_table import ModeleTable
from secretariat.ui.poste import Ecran, Poste
from secretariat.ui.taches import Avancement
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, Ton
from secretariat.ui.typographie import montant

Ecrire = Callable[[Sequence[LigneEcriture], Path], None]
FORMATS: dict[str, tuple[Ecrire, str]] = {
    "csv": (exports.exporter_csv, "Tableau CSV (*.csv)"),
    "xlsx": (exports.exporter_xlsx, "Classeur XLSX (*.xlsx)"),
}
MARGES = (ESPACE.ample, ESPACE.grand, ESPACE.ample, ESPACE.grand)


class EcranComptabilite(Ecran):
    """Le journal des recettes et des dépenses ; `demander` choisit où écrire un export."""

    TABLES = frozenset({"ecritures"})

    def __init__(self, poste: Poste, parent: QWidget | None = None) -> None:
        super().__init__(poste, parent)
        horloge = poste.taches.cabinet.horloge
        self.demander: Demande = enregistrer_sous.demander
        self.periode = ChoixPeriode(horloge)
        self.totaux = BandeDesTotaux()
        self.depense = FormulaireDepense(horloge)
        self.raison = DemandeRaison("Contre-passer une écriture", "Contre-passer")
        self.barre = BarreEcriture()
        self.alerte = Bandeau("", ton=Ton.DANGER)
        self.chargement = Chargement()
        self.modele: ModeleTable[LigneEcriture] = ModeleTable(COLONNES, cle=lambda e: e.numero)
        self.tableau = Tableau("Journal", self.modele, self._etat_vide())
        self.nouvelle = Bouton("Nouvelle dépense", StyleBouton.PRINCIPAL, icone="plus", raccourci="D")
        self.exports = {
            nom: Bouton(f"Exporter {nom.upper()}", icone="telecharger", hauteur=HAUTEUR.bouton_titre) for nom in FORMATS
        }
        self.arreter = Bouton("Arrêter les comptes", icone="imprimer", hauteur=HAUTEUR.bouton_titre)
        self._aller_a_la_fin, self._a_montrer = True, 0
        self._ranger()
        self._brancher()

    def relire(self) -> None:
        """Relit les écritures et les sommes de la période."""
        periode = self.periode.periode

        def lire(lecture: Lecture) -> tuple[tuple[LigneEcriture, ...], Totaux]:
            return lectures.journal(lecture, periode.debut, periode.fin), lectures.totaux(
                lecture, periode.debut, periode.fin
            )

        self.chargement.commencer()
        self.poste.taches.lire(lire, self._montrer, sujet="journal")

    def activer(self) -> None:
        """Le clavier est sur le journal."""
        super().activer()
        self.tableau.setFocus()

    def exporter(self, nom: str) -> None:
        """Écrit le journal montré, au format `csv` ou `xlsx`, là où la personne le dit."""
        ecrire, filtre = FORMATS[nom]
        chemin = self.demander(self, f"journal-{self.periode.periode.nom_de_fichier}.{nom}", filtre)
        if chemin is None:
            return
        lignes = self.modele.lignes
        self.alerte.hide()
        self._occuper(occupe=True)

        def travail(_suivi: Avancement) -> Path:
            ecrire(lignes, chemin)
            return chemin

        self.poste.taches.travailler(travail, self._ecrit, en_cas_de_refus=self._refuser_l_export)

    def arreter_les_comptes(self) -> None:
        """Imprime le récapitulatif de la période, et scelle le journal d’audit en même temps."""
        periode = self.periode.periode
        chemin = self.demander(self, f"recapitulatif-{periode.nom_de_fichier}.pdf", "Document PDF (*.pdf)")
        if chemin is None:
            return
        self.alerte.hide()
        self._occuper(occupe=True)

        def imprimer(recapitulatif: Recapitulatif) -> None:
            def travail(_suivi: Avancement) -> Path:
                ecrire_le_recapitulatif(recapitulatif, chemin)
                return chemin

            self.poste.taches.travailler(travail, self._ecrit, en_cas_de_refus=self._refuser_l_export)

        self.poste.taches.faire(
            "arrêt des comptes",
            lambda unite: arreter_les_comptes(unite, periode.debut, periode.fin),
            imprimer,
            en_cas_de_refus=self._refuser_l_export,
        )

    def _ranger(self) -> None:
        tete = ligne(espace=ESPACE.grand)
        tete.addWidget(self.periode, 1)
        tete.addLayout(pile(self.nouvelle, None))
        journal = Carte("Journal", droite=contenir(ligne(self.arreter, *self.exports.values())), espace=0)
        journal.ajouter(self.chargement)
        journal.corps.addWidget(self.tableau, 1)
        journal.ajouter(self.barre)
        page = pile(tete, self.totaux, self.alerte, self.depense, self.raison, espace=ESPACE.grand, marges=MARGES)
        page.addWidget(journal, 1)
        self.setLayout(page)
        self.alerte.hide()
        self.depense.hide()

    def _brancher(self) -> None:
        self.tableau.setObjectName("comptabilite.journal")
        self.alerte.setObjectName("comptabilite.alerte")
        self.raison.setObjectName("comptabilite.raison")
        for nom, bouton in self.exports.items():
            bouton.setObjectName(f"comptabilite.exporter.{nom}")
            bouton.au_clic(partial(self.exporter, nom))
        self.arreter.setObjectName("comptabilite.arreter")
        self.arreter.au_clic(self.arreter_les_comptes)
        self.periode.changee.connect(self._changer_de_periode)
        self.nouvelle.au_clic(self._ouvrir_la_depense)
        self.depense.saisie.connect(self._inscrire)
        self.depense.renoncee.connect(self._fermer_les_saisies)
        self.tableau.choisie.connect(self.barre.montrer)
        self.barre.contrepasser.connect(self._demander_la_raison)
        self.barre.aller.connect(self.tableau.choisir)
        self.raison.donnee.connect(self._contrepasser)
        self.raison.renoncee.connect(self._fermer_les_saisies)

    def _montrer(self, lu: tuple[tuple[LigneEcriture, ...], Totaux]) -> None:
        lignes, totaux = lu
        self.chargement.finir()
        self.modele.remplacer(lignes)
        self.totaux.montrer(
            totaux, ecritures=len(lignes), contrepassees=sum(ligne.contrepasse is not None for ligne in lignes)
        )
        if self._aller_a_la_fin:
            self._aller_a_la_fin = False
            self.tableau.choisir(lignes[-1].numero if lignes else None)
            self.tableau.scrollToBottom()
        self._montrer_l_inscrite(lignes)
        for bouton in self.exports.values():
            bouton.setEnabled(bool(lignes))
        self.barre.montrer(self.tableau.ligne_courante())

    def _montrer_l_inscrite(self, lignes: tuple[LigneEcriture, ...]) -> None:
        """Choisit l’écriture que l’on vient d’inscrire, si la période la montre."""
        inscrite = next((ligne for ligne in lignes if ligne.id == self._a_montrer), None)
        if inscrite is not None:
            self._a_montrer = 0
            self.tableau.choisir(inscrite.numero)

    def _changer_de_periode(self, _periode: Periode) -> None:
        self._aller_a_la_fin = True
        self.relire()

    def _ouvrir_la_depense(self) -> None:
        self.raison.hide()
        self.totaux.hide()
        self.depense.ouvrir()

    def _inscrire(self, mouvement: Mouvement) -> None:
        def fait(ecriture_id: int) -> None:
            self._a_montrer = ecriture_id
            self._fermer_les_saisies()
            self.poste.demandes.message.emit(f"Dépense inscrite\u00a0: {mouvement.libelle}, {mouvement.montant}")

        self.poste.taches.faire(
            "dépense inscrite au journal",
            lambda unite: services.enregistrer_depense(unite, mouvement),
            fait,
            en_cas_de_refus=self.depense.refuser,
        )

    def _demander_la_raison(self, ecriture: LigneEcriture) -> None:
        self.depense.hide()
        self.totaux.hide()
        self.raison.ouvrir(
            f"L’écriture {ecriture.numero} («\u00a0{ecriture.libelle}\u00a0», {montant(ecriture.montant)}) reste au "
            "journal\u202f; une écriture contraire, datée d’aujourd’hui, l’annule."
        )

    def _contrepasser(self, raison: str) -> None:
        ecriture = self.tableau.ligne_courante()
        if ecriture is None or ecriture.origine is Origine.PATIENT:
            return

        def fait(_id: int) -> None:
            self._fermer_les_saisies()
            self.poste.demandes.message.emit(f"Écriture {ecriture.numero} contre-passée")

        self.poste.taches.faire(
            "contre-passation d’une écriture",
            lambda unite: services.contrepasser(unite, ecriture.id, raison),
            fait,
            en_cas_de_refus=self.raison.refuser,
        )

    def _fermer_les_saisies(self) -> None:
        self.depense.hide()
        self.raison.hide()
        self.totaux.show()
        self.tableau.setFocus()

    def _ecrit(self, chemin: Path) -> None:
        self._occuper(occupe=False)
        quoi = "Récapitulatif" if chemin.suffix == ".pdf" else "Journal"
        self.poste.demandes.message.emit(f"{quoi} écrit dans {chemin}")

    def _refuser_l_export(self, erreur: ErreurSecretariat) -> None:
        self._occuper(occupe=False)
        self.alerte.dire(str(erreur), erreur.conseil, Ton.DANGER)
        self.alerte.show()

    def _occuper(self, *, occupe: bool) -> None:
        for bouton in (self.arreter, *self.exports.values()):
            bouton.setEnabled(not occupe)
        if occupe:
            self.chargement.commencer()
        else:
            self.chargement.finir()

    def _etat_vide(self) -> EtatVide:
        return EtatVide(
            "comptabilite",
            "Aucune écriture sur cette période.",
            "Les règlements encaissés s’inscrivent ici d’eux-mêmes\u202f; une dépense se saisit avec D.",
        )
