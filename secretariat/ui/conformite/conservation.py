"""La conservation : les dossiers échus ou à archiver, pourquoi cette date, et ce qu’un praticien en décide."""

from __future__ import annotations

from collections.abc import Callable

from secretariat.conformite.lectures.certificats import certificats
from secretariat.conformite.lectures.conservation import propositions
from secretariat.conformite.lectures.passages import faits_de_conservation
from secretariat.conformite.services import conservation as gestes
from secretariat.conformite.services.destruction import detruire, phrase_de_confirmation
from secretariat.conformite.valeurs.conservation import (
    LIBELLES_DECISIONS,
    CertificatRange,
    Decision,
    FaitsDeConservation,
    LigneDeConservation,
)
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.unite_de_travail import Lecture, UniteDeTravail
from secretariat.ui.composants import Bandeau, Bouton, Carte, EtatVide, StyleBouton, Tableau, contenir, ligne, pile
from secretariat.ui.conformite.certificats import BoiteCertificats
from secretariat.ui.conformite.faits import DemandeDeFaits
from secretariat.ui.conformite.pourquoi import Pourquoi
from secretariat.ui.conformite.questions import ConfirmationTapee, DemandeDeRaison
from secretariat.ui.modele_table import Colonne, ModeleTable
from secretariat.ui.poste import Ecran, Poste
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, LARGEUR, Ton
from secretariat.ui.typographie import date_courte, espaces_fines

IRREVERSIBLE = (
    "Tout ce que ces dossiers contiennent sera effacé pour toujours. Un certificat garde leur numéro, des initiales, "
    "la date et votre nom."
)


def etat(ligne_lue: LigneDeConservation) -> str:
    """La décision prise, ou ce que l’on propose."""
    if ligne_lue.decision is not None:
        return LIBELLES_DECISIONS[ligne_lue.decision]
    if ligne_lue.echu:
        return "À décider"
    return "Archivé" if ligne_lue.archive_le else "À archiver"


def encre(ligne_lue: LigneDeConservation) -> str:
    """La couleur de l’état."""
    if ligne_lue.decision is Decision.DETRUIRE:
        return Ton.DANGER.encre
    return Ton.ATTENTION.encre if etat(ligne_lue) == "À décider" else ""


COLONNES = (
    Colonne[LigneDeConservation](
        "Dossier",
        lambda x: x.nom,
        graisse=600,
        etiree=True,
        detail=lambda x: f"né(e) le {date_courte(x.naissance)}",
    ),
    Colonne[LigneDeConservation](
        "Dernier passage", lambda x: date_courte(x.dernier_passage), droite=True, accessoire=True
    ),
    Colonne[LigneDeConservation](
        "À garder jusqu’au", lambda x: date_courte(x.echeance.le) if x.echeance.le else "suspendu", droite=True
    ),
    Colonne[LigneDeConservation]("Décision", etat, encre=encre),
)


class VueConservation(Ecran):
    """La liste proposée à gauche ; à droite, pourquoi, et les gestes."""

    TABLES = frozenset({"conservation_patients", "certificats_destruction", "visites", "patients", "demandes_acces"})

    def __init__(self, poste: Poste) -> None:
        super().__init__(poste)
        self.modele = ModeleTable(COLONNES, lambda x: x.patient_id, self)
        vide = EtatVide("coche_cercle", "Aucun dossier n’est échu ni à archiver.")
        self.tableau = Tableau("Dossiers échus ou à archiver", self.modele, vide)
        self.tableau.setObjectName("conformite.conservation")
        self.pourquoi = Pourquoi()
        self.certificats = BoiteCertificats(poste)
        self.refus = Bandeau("", ton=Ton.DANGER)
        self.refus.hide()
        self.destruction = Bouton("Détruire…", StyleBouton.DANGER, icone="corbeille", hauteur=HAUTEUR.bouton_carte)
        self.destruction.setObjectName("conformite.detruire")
        self._ranger()
        self.tableau.choisie.connect(self.pourquoi.montrer)
        self.tableau.active.connect(lambda x: poste.demandes.patient.emit(x.patient_id))
        self.pourquoi.geste.connect(self._gester)
        self.destruction.au_clic(self._detruire)
        self.pourquoi.montrer(None)

    def relire(self) -> None:
        """Recalcule la liste."""

        def lire(lecture: Lecture) -> tuple[tuple[LigneDeConservation, ...], tuple[CertificatRange, ...]]:
            return propositions(lecture), certificats(lecture)

        self.poste.taches.lire(lire, self._montrer, sujet="conservation")

    def _ranger(self) -> None:
        liste = Carte("Dossiers échus, suspendus ou à archiver", droite=self.destruction)
        liste.corps.addWidget(self.tableau)
        droite = contenir(pile(self.pourquoi, self.certificats, None, espace=ESPACE.grand))
        droite.setFixedWidth(LARGEUR.liste)
        page = pile(self.refus, espace=ESPACE.moyen)
        rangee = ligne(liste, droite, espace=ESPACE.grand)
        rangee.setStretch(0, 1)
        page.addLayout(rangee, 1)
        self.setLayout(page)

    def _montrer(self, lu: tuple[tuple[LigneDeConservation, ...], tuple[CertificatRange, ...]]) -> None:
        lignes, ranges = lu
        self.modele.remplacer(lignes)
        if lignes and self.tableau.ligne_courante() is None:
            self.tableau.choisir(lignes[0].patient_id)
        self.pourquoi.montrer(self.tableau.ligne_courante())
        self.certificats.montrer(ranges)
        nombre = len(self._decides())
        self.destruction.nommer(f"Détruire {nombre} dossier{'s' if nombre > 1 else ''}…")
        self.destruction.setVisible(nombre > 0)

    def _decides(self) -> list[int]:
        return [x.patient_id for x in self.modele.lignes if x.decision is Decision.DETRUIRE and x.echu]

    def _gester(self, nom: str, lue: LigneDeConservation) -> None:
        numero = lue.patient_id
        match nom:
            case "archiver":
                self._faire("Dossier mis en archive", lambda u: gestes.mettre_en_archive(u, numero))
            case "sortir":
                self._faire("Dossier remis en base active", lambda u: gestes.sortir_de_l_archive(u, numero))
            case "reprendre":
                self._faire("Le délai court de nouveau", lambda u: gestes.reprendre_le_delai(u, numero))
            case "detruire":
                self._faire("À détruire", lambda u: gestes.decider(u, numero, Decision.DETRUIRE, ""))
            case "faits":
                self._noter_les_faits(lue)
            case _:
                self._decider_avec_raison(Decision(nom), lue)

    def _decider_avec_raison(self, decision: Decision, lue: LigneDeConservation) -> None:
        titre = f"{'Garder' if decision is Decision.GARDER else 'Suspendre'} le dossier de {lue.nom}"
        invite = "contentieux en cours, suivi repris ailleurs…"
        if (raison := DemandeDeRaison.demander(self, titre, invite=invite)) is not None:
            self._faire(LIBELLES_DECISIONS[decision], lambda u: gestes.decider(u, lue.patient_id, decision, raison))

    def _noter_les_faits(self, lue: LigneDeConservation) -> None:
        def demander(connus: FaitsDeConservation) -> None:
            faits = DemandeDeFaits.demander(self, self.poste.taches.cabinet.horloge, lue.nom, connus)
            if faits is not None:
                self._faire("Noté", lambda u: gestes.noter_faits(u, lue.patient_id, faits))

        self.poste.taches.lire(lambda lecture: faits_de_conservation(lecture, lue.patient_id), demander)

    def _detruire(self) -> None:
        numeros = self._decides()
        phrase = phrase_de_confirmation(len(numeros))
        titre = f"Détruire {len(numeros)} dossier{'s' if len(numeros) > 1 else ''}\u202f?"
        tapee = ConfirmationTapee.demander(self, titre, detail=IRREVERSIBLE, phrase=phrase)
        if tapee is not None:
            self._faire("Dossiers détruits, certificat établi", lambda u: detruire(u, numeros, confirmation=tapee))

    def _faire(self, fait: str, service: Callable[[UniteDeTravail], object]) -> None:
        def finir(_rendu: object) -> None:
            self.refus.hide()
            self.poste.demandes.message.emit(fait)

        self.poste.taches.faire("conservation des dossiers", service, finir, en_cas_de_refus=self._refuser)

    def _refuser(self, erreur: ErreurSecretariat) -> None:
        self.refus.dire(espaces_fines(str(erreur)), espaces_fines(erreur.conseil), Ton.DANGER)
        self.refus.show()
