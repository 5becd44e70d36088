"""Le menu d’un rendez-vous ou d’un créneau libre : les mêmes gestes qu’au clavier, avec leur touche."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from secretariat.accueil.valeurs import EtapeVisite
from secretariat.agenda.valeurs import EtatRendezVous
from secretariat.ui.agenda.disposition import Bloc
from secretariat.ui.theme.icones import icone


class Geste(StrEnum):
    """Ce que l’on fait d’un rendez-vous ; la valeur est la touche."""

    ARRIVEE = "A"
    APPELER = "P"
    TERMINER = "S"
    ENCAISSER = "E"
    CONFIRMER = "C"
    ABSENT = "X"
    DEPLACER = "M"
    DOSSIER = "D"
    ANNULER = "Del"


LIBELLES = {
    Geste.ARRIVEE: ("Noter l’arrivée", "salle"),
    Geste.APPELER: ("Appeler en consultation", "stetho"),
    Geste.TERMINER: ("Noter la sortie", "coche"),
    Geste.ENCAISSER: ("Encaisser", "euro"),
    Geste.CONFIRMER: ("Confirmer", "coche_cercle"),
    Geste.ABSENT: ("Noter absent", "absent"),
    Geste.DEPLACER: ("Déplacer", "deplacer"),
    Geste.DOSSIER: ("Ouvrir le dossier", "dossiers"),
    Geste.ANNULER: ("Annuler le rendez-vous", "annuler"),
}
RETOUR_DE_L_ABSENT = "N’est plus absent"
DE_L_ETAPE = {
    EtapeVisite.EN_SALLE: (Geste.APPELER,),
    EtapeVisite.EN_CONSULTATION: (Geste.TERMINER,),
    EtapeVisite.A_ENCAISSER: (Geste.ENCAISSER,),
    EtapeVisite.PARTI: (),
}
A_HONORER = (Geste.ARRIVEE, Geste.CONFIRMER, Geste.ABSENT, Geste.DEPLACER, Geste.ANNULER)


def gestes_possibles(bloc: Bloc) -> tuple[Geste, ...]:
    """Les gestes qui ont un sens à cette étape ; le dossier s’ouvre toujours."""
    if bloc.venue is not None:
        return (*DE_L_ETAPE[bloc.venue.etape], Geste.DOSSIER)
    match bloc.rdv.etat:
        case EtatRendezVous.ABSENT:
            return (Geste.ABSENT, Geste.DOSSIER)
        case EtatRendezVous.CONFIRME:
            return (*(g for g in A_HONORER if g is not Geste.CONFIRMER), Geste.DOSSIER)
        case EtatRendezVous.PREVU:
            return (*A_HONORER, Geste.DOSSIER)
        case EtatRendezVous.ANNULE:
            return (Geste.DOSSIER,)


def menu_du_bloc(parent: QWidget, bloc: Bloc, faire: Callable[[Geste, Bloc], None]) -> QMenu:
    """Le menu d’un rendez-vous."""
    menu = QMenu(parent)
    menu.setAccessibleName(bloc.rdv.patient)
    for geste in gestes_possibles(bloc):
        libelle, dessin = LIBELLES[geste]
        if geste is Geste.ABSENT and bloc.rdv.etat is EtatRendezVous.ABSENT:
            libelle = RETOUR_DE_L_ABSENT
        action = _action(menu, libelle, dessin, geste.value)
        action.triggered.connect(lambda _=False, g=geste: faire(g, bloc))
    return menu


def menu_du_creneau(parent: QWidget, reserver: Callable[[], None]) -> QMenu:
    """Le menu d’un créneau libre."""
    menu = QMenu(parent)
    _action(menu, "Nouveau rendez-vous", "plus", "N").triggered.connect(lambda _=False: reserver())
    return menu


def touches(gestes: Iterable[Geste]) -> dict[int, Geste]:
    """Le code de touche de chaque geste."""
    return {_code(g.value): g for g in gestes}


def _action(menu: QMenu, libelle: str, dessin: str, touche: str) -> QAction:
    action = QAction(icone(dessin), f"{libelle}\t{'Suppr' if touche == 'Del' else touche}", menu)
    menu.addAction(action)
    return action


def _code(touche: str) -> int:
    return int(Qt.Key.Key_Delete) if touche == Geste.ANNULER.value else ord(touche)
