"""La salle d’attente, montrée à l’accueil et à côté de l’agenda : en salle, en retard, en consultation, à encaisser."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from secretariat.accueil import lectures
from secretariat.accueil.valeurs import EtapeVisite, SeuilsAttente, VisiteDuJour
from secretariat.agenda.valeurs import RdvDuJour
from secretariat.cabinet.lectures import praticiens
from secretariat.socle.horloge import a_paris
from secretariat.socle.unite_de_travail import Lecture
from secretariat.ui.accueil.etats import ETAPES, EtatMontre, attente, etat_du_rdv, remarque_attente
from secretariat.ui.accueil.fiche import Fiche, GesteDeFiche, Section
from secretariat.ui.accueil.gestes import Gestes
from secretariat.ui.composants import Panneau, StyleBouton, pile
from secretariat.ui.poste import Ecran, Poste
from secretariat.ui.theme.jetons import ESPACE, LARGEUR
from secretariat.ui.theme.theme import theme
from secretariat.ui.typographie import heure, telephone

PERIODE_MS = 30_000
MARGES = (ESPACE.grand, ESPACE.grand, ESPACE.grand, ESPACE.grand)


@dataclass(frozen=True, slots=True)
class SalleLue:
    """Qui est où, à un instant ; les durées se déduisent de l’heure."""

    en_salle: tuple[VisiteDuJour, ...]
    en_consultation: tuple[VisiteDuJour, ...]
    a_encaisser: tuple[VisiteDuJour, ...]
    en_retard: tuple[RdvDuJour, ...]
    praticiens: dict[int, str]
    seuils: SeuilsAttente


def lire_la_salle(lecture: Lecture) -> SalleLue:
    """Tout ce que la colonne montre, en une lecture."""
    visites = lectures.visites_du_jour(lecture)
    return SalleLue(
        en_salle=lectures.salle_d_attente(lecture),
        en_consultation=tuple(v for v in visites if v.etape is EtapeVisite.EN_CONSULTATION),
        a_encaisser=lectures.a_encaisser(lecture),
        en_retard=lectures.attendus_en_retard(lecture),
        praticiens={p.id: p.titre for p in praticiens(lecture)},
        seuils=lectures.seuils(lecture),
    )


class Salle(Ecran):
    """La colonne de droite ; elle se relit seule, et toutes les trente secondes."""

    TABLES = frozenset({"visites", "rendez_vous", "patients"})

    def __init__(self, poste: Poste, parent: QWidget | None = None) -> None:
        super().__init__(poste, parent)
        gestes = Gestes(poste)
        self.setObjectName("salle")
        self.setAccessibleName("Salle d’attente")
        self.en_salle = Section(
            "Salle d’attente",
            GesteDeFiche("P", "Appeler", "stetho", lambda v: gestes.appeler(v.id, v.patient)),
            GesteDeFiche("X", "S’en va", "deconnexion", lambda v: gestes.partir(v, sans_consultation=True)),
            vide="Personne n’attend.",
        )
        self.en_retard = Section(
            "Attendu, en retard",
            GesteDeFiche("A", "Arrivé", "salle", gestes.arrivee),
            GesteDeFiche("X", "Absent", "absent", gestes.absent),
        )
        self.en_consultation = Section(
            "En consultation",
            GesteDeFiche("S", "Noter la sortie", "coche", lambda v: gestes.terminer(v.id, v.patient)),
        )
        self.a_encaisser = Section(
            "À encaisser",
            GesteDeFiche("E", "Encaisser", "euro", self._encaisser, StyleBouton.PRINCIPAL),
            GesteDeFiche("L", "Part", "deconnexion", gestes.partir),
        )
        self._ranger()
        minuterie = QTimer(self, interval=PERIODE_MS)
        minuterie.timeout.connect(self.relire)
        minuterie.start()
        self._dimensionner()
        theme().change.connect(self._dimensionner)

    def relire(self) -> None:
        """Redemande qui est où."""
        if self.isVisible():
            self.poste.taches.lire(lire_la_salle, self.montrer, sujet=f"salle {id(self)}")

    def showEvent(self, evenement: QShowEvent) -> None:
        """Se lit en paraissant."""
        super().showEvent(evenement)
        self.relire()

    def montrer(self, lue: SalleLue) -> None:
        """Montre qui est où, à l’heure qu’il est."""
        maintenant = self.poste.taches.cabinet.horloge()
        self.en_salle.montrer(tuple(_fiche_en_salle(v, maintenant, lue.seuils) for v in lue.en_salle))
        self.en_retard.montrer(tuple(_fiche_en_retard(r, maintenant, lue) for r in lue.en_retard))
        self.en_consultation.montrer(tuple(_fiche_en_consultation(v) for v in lue.en_consultation))
        self.a_encaisser.montrer(tuple(_fiche_a_encaisser(v, maintenant) for v in lue.a_encaisser))

    def _ranger(self) -> None:
        sections = (self.en_salle, self.en_retard, self.en_consultation, self.a_encaisser)
        for section in sections:
            section.ouverte.connect(lambda objet: self.poste.demandes.patient.emit(objet.patient_id))
        contenu = Panneau(marges=MARGES, espace=ESPACE.grand).ajouter(*sections, None)
        aire = QScrollArea(widgetResizable=True)
        aire.setFrameShape(QFrame.Shape.NoFrame)
        aire.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        aire.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        aire.setWidget(contenu)
        self.setLayout(pile(aire))

    def _encaisser(self, visite: VisiteDuJour) -> None:
        self.poste.demandes.encaisser.emit(visite.patient_id, visite.id)

    def _dimensionner(self) -> None:
        self.setFixedWidth(theme().px(LARGEUR.salle))


def _fiche_en_salle(visite: VisiteDuJour, maintenant: datetime, seuils: SeuilsAttente) -> Fiche:
    etat = attente(visite.instants, maintenant, seuils)
    remarque, encre = remarque_attente(visite.instants, maintenant, seuils), etat.encre
    if visite.urgence:
        remarque, encre = " · ".join(filter(None, ("Urgent", visite.remarque, remarque))), "danger"
    return Fiche(visite.id, visite.patient, _pour(visite), etat, visite, remarque, encre)


def _fiche_en_retard(rdv: RdvDuJour, maintenant: datetime, lue: SalleLue) -> Fiche:
    etat = etat_du_rdv(rdv, None, maintenant, lue.seuils)
    detail = f"{lue.praticiens.get(rdv.praticien_id, '')} · {heure(rdv.debut)}"
    return Fiche(rdv.id, rdv.patient, detail, etat, rdv, telephone(rdv.telephone) if rdv.telephone else "")


def _fiche_en_consultation(visite: VisiteDuJour) -> Fiche:
    depuis = f"depuis {heure(visite.instants.appel)}" if visite.instants.appel else ""
    etat = ETAPES[EtapeVisite.EN_CONSULTATION]
    return Fiche(visite.id, visite.patient, f"{visite.praticien} · {depuis}", etat, visite)


def _fiche_a_encaisser(visite: VisiteDuJour, maintenant: datetime) -> Fiche:
    sortie = f"Sortie {heure(visite.instants.sortie)}" if visite.instants.sortie else "À encaisser"
    venue = a_paris(visite.instants.arrivee).date()
    if venue != a_paris(maintenant).date():
        sortie = f"Venue du {venue:%d/%m}"
    return Fiche(visite.id, visite.patient, visite.praticien, EtatMontre("euro", "attention", sortie), visite)


def _pour(visite: VisiteDuJour) -> str:
    if visite.heure_prevue is None:
        return f"{visite.praticien} · sans rendez-vous"
    return f"{visite.praticien} · {heure(visite.heure_prevue)}"
