"""Les rendez-vous du jour par heure, avec leur état et les gestes d’une touche."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent

from secretariat.accueil import lectures
from secretariat.accueil.valeurs import EtapeDuRdv, EtapeVisite, SeuilsAttente
from secretariat.agenda import lectures as agenda
from secretariat.agenda.valeurs import AgendaDuJour, EtatRendezVous, RdvDuJour
from secretariat.socle.unite_de_travail import Lecture
from secretariat.ui.accueil.etats import EtatMontre, etat_du_rdv
from secretariat.ui.composants import EtatVide, Tableau
from secretariat.ui.modele_table import Colonne, ModeleTable
from secretariat.ui.theme.jetons import LARGEUR
from secretariat.ui.theme.theme import theme
from secretariat.ui.typographie import heure, telephone

A_L_ETAPE = {
    EtapeVisite.EN_SALLE: "P",
    EtapeVisite.EN_CONSULTATION: "S",
    EtapeVisite.A_ENCAISSER: "E",
    EtapeVisite.PARTI: "",
}
LIBELLES = {
    "A": ("Noter l’arrivée", "salle"),
    "X": ("Absent", "absent"),
    "P": ("Appeler", "stetho"),
    "S": ("Noter la sortie", "coche"),
    "E": ("Encaisser", "euro"),
    "D": ("Dossier", "dossiers"),
}


@dataclass(frozen=True, slots=True)
class AttendusLus:
    """Les rendez-vous du jour, et où en est chacun."""

    agenda: AgendaDuJour
    venues: Mapping[int, EtapeDuRdv]
    seuils: SeuilsAttente


@dataclass(frozen=True, slots=True)
class Attendu:
    """Un rendez-vous d’aujourd’hui."""

    rdv: RdvDuJour
    praticien: str
    venue: EtapeDuRdv | None
    etat: EtatMontre

    @property
    def touches(self) -> str:
        """Les gestes qui ont un sens, du plus probable au moins."""
        if self.venue is not None:
            return A_L_ETAPE[self.venue.etape] + "D"
        return "XD" if self.rdv.etat is EtatRendezVous.ABSENT else "AXD"


COLONNES: tuple[Colonne[Attendu], ...] = (
    Colonne("Heure", lambda a: heure(a.rdv.debut), graisse=500),
    Colonne("Patient", lambda a: a.rdv.patient, graisse=600, detail=lambda a: detail(a.rdv), etiree=True),
    Colonne("Téléphone", lambda a: telephone(a.rdv.telephone) if a.rdv.telephone else "", encre=lambda _: "texte2"),
    Colonne("Praticien", lambda a: a.praticien),
    Colonne("État", lambda a: a.etat.mot, icone=lambda a: a.etat.icone, encre=lambda a: a.etat.encre, graisse=500),
)
TELEPHONE = next(rang for rang, colonne in enumerate(COLONNES) if colonne.titre == "Téléphone")
LARGEUR_AVEC_TELEPHONE = LARGEUR.recherche + LARGEUR.champ_court


def lire_les_attendus(lecture: Lecture) -> AttendusLus:
    """La journée de l’accueil, en une lecture."""
    jour = lecture.aujourd_hui
    return AttendusLus(agenda.jour(lecture, jour), lectures.etapes_du_jour(lecture, jour), lectures.seuils(lecture))


def attendus(lus: AttendusLus, maintenant: datetime, *, a_suivre: bool) -> tuple[Attendu, ...]:
    """Par heure ; `a_suivre` ne garde que ceux pour qui il reste quelque chose à faire."""
    lignes = [
        Attendu(rdv, colonne.praticien.titre, venue, etat_du_rdv(rdv, venue, maintenant, lus.seuils))
        for colonne in lus.agenda.colonnes
        for rdv in colonne.rendez_vous
        if rdv.etat is not EtatRendezVous.ANNULE
        for venue in (lus.venues.get(rdv.id),)
    ]
    gardes = [a for a in lignes if not (a_suivre and a.etat.acheve)]
    return tuple(sorted(gardes, key=lambda a: (a.rdv.debut, a.praticien, a.rdv.id)))


def detail(rdv: RdvDuJour) -> str:
    """« Consultation · Urgent »."""
    marques = [mot for mot, vrai in (("Urgent", rdv.urgence), ("Surbooking", rdv.surbooking)) if vrai]
    return " · ".join(dict.fromkeys([rdv.motif, *marques]))


class TableauAttendus(Tableau[Attendu]):
    """Le tableau ; une lettre y fait un geste au lieu de chercher un nom.

    Signals:
        geste: Une touche de geste a été pressée ; porte la lettre et l’`Attendu`.
    """

    geste = Signal(str, object)

    def __init__(self) -> None:
        self.modele = ModeleTable(COLONNES, cle=lambda a: a.rdv.id)
        vide = EtatVide(
            "agenda", "Plus personne n’est attendu.", "Les rendez-vous pris pour aujourd’hui paraissent ici."
        )
        super().__init__("Attendus du jour", self.modele, vide)
        self.setObjectName("accueil.attendus")

    def event(self, evenement: QEvent) -> bool:
        """Garde pour elle les lettres qui font un geste ici, avant les raccourcis de la fenêtre."""
        if isinstance(evenement, QKeyEvent) and evenement.type() == QEvent.Type.ShortcutOverride:
            evenement.setAccepted(bool(self._lettre(evenement)))
            return True
        return super().event(evenement)

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """À l’étroit, le téléphone laisse sa place au nom."""
        super().resizeEvent(evenement)
        self.setColumnHidden(TELEPHONE, self.width() < theme().px(LARGEUR_AVEC_TELEPHONE))

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Une lettre de geste agit sur la ligne courante."""
        lettre, ligne = self._lettre(evenement), self.ligne_courante()
        if lettre and ligne is not None:
            self.geste.emit(lettre, ligne)
            return
        super().keyPressEvent(evenement)

    def keyboardSearch(self, _texte: str) -> None:  # noqa: N802 — nom imposé par Qt
        """Pas de recherche à la volée : les lettres sont des gestes."""

    def _lettre(self, evenement: QKeyEvent) -> str:
        ligne = self.ligne_courante()
        touche = evenement.key()
        if ligne is None or evenement.modifiers() or not Qt.Key.Key_A <= touche <= Qt.Key.Key_Z:
            return ""
        lettre = chr(touche)
        return lettre if lettre in ligne.touches else ""
