"""Les lecteurs du poste, tels que le panneau les montre : le service, chaque lecteur, la carte qu’il a."""

from __future__ import annotations

from secretariat.cartes.erreurs import AucunLecteur, ErreurCarte, ServiceAbsent
from secretariat.cartes.lecteur import EtatDuPoste, EtatLecteur
from secretariat.ui.composants import Bandeau, LigneInfo, Panneau, gras, vider
from secretariat.ui.theme.jetons import ESPACE, Ton


def etat_dit(lecteur: EtatLecteur) -> str:
    """« Carte Vitale 2 », « Carte muette », « Vide »."""
    if lecteur.muette:
        return "Carte muette"
    return lecteur.modele or "Vide"


def manque(poste: EtatDuPoste) -> ErreurCarte | None:
    """Ce qui empêche toute lecture sur ce poste ; None si un lecteur est là, ou si l’on ne sait pas encore."""
    if poste.service is False:
        return ServiceAbsent()
    return AucunLecteur() if poste.service and not poste.lecteurs else None


class LecteursReels(Panneau):
    """Une ligne par lecteur ; à défaut, ce qui manque et ce que l’on peut y faire."""

    def __init__(self) -> None:
        super().__init__(espace=ESPACE.moyen)
        self.setObjectName("lecteur.reels")

    def montrer(self, poste: EtatDuPoste) -> None:
        """Remplace les lignes."""
        vider(self.rangee)
        if (faute := manque(poste)) is not None:
            self.ajouter(Bandeau(str(faute), faute.conseil, Ton.ATTENTION))
            return
        self.ajouter(gras("Lecteurs de ce poste"))
        for lecteur in poste.lecteurs:
            self.ajouter(LigneInfo(lecteur.nom, etat_dit(lecteur)))
