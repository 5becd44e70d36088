"""Confirmer une restauration : ce qui sera perdu, dit en toutes lettres, et un mot à taper."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from secretariat.socle.conservatoire.valeurs import Fiche
from secretariat.socle.dates import moment_dit
from secretariat.socle.texte import sans_accents
from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.champ import ChampTexte
from secretariat.ui.composants.dialogue import Dialogue
from secretariat.ui.composants.etiquette import corps
from secretariat.ui.theme.jetons import Ton

MOT = "RESTAURER"


def ce_qui_sera_perdu(fiche: Fiche, lignes: int) -> str:
    """Combien de lignes du journal la sauvegarde n’a pas."""
    perdues = lignes - fiche.lignes_du_journal
    if perdues > 1:
        return f"{perdues} lignes du journal écrites depuis seront perdues, avec ce qu’elles racontent."
    if perdues < 0:
        return "Cette sauvegarde contient plus de lignes que la base en place\u00a0: la base a déjà été remplacée."
    return "Rien n’a été écrit depuis, hors la sauvegarde elle-même."


class DialogueRestauration(Dialogue):
    """La dernière question avant de remplacer la base."""

    def __init__(self, parent: QWidget | None, fiche: Fiche, lignes: int) -> None:
        super().__init__(
            "Remplacer la base par cette sauvegarde\u202f?",
            parent,
            valider="Restaurer",
            detail=f"Sauvegarde du {moment_dit(fiche.faite_le)}.",
            danger=True,
        )
        self.perte = Bandeau("Ce qui sera perdu", ce_qui_sera_perdu(fiche, lignes), Ton.ATTENTION)
        self.mot = ChampTexte(f"Taper {MOT} pour continuer", obligatoire=True)
        self.mot.valide.connect(self.accept)
        self.ajouter(
            self.perte,
            corps(
                "La base en place n’est pas détruite\u00a0: elle est mise de côté, dans le même dossier. La session se "
                "ferme, et le programme revient à la connexion."
            ).replier(),
            self.mot,
        )
        self.mot.setFocus()

    def verifier(self) -> bool:
        """Le mot doit être tapé."""
        juste = sans_accents(self.mot.texte()).upper() == MOT
        self.mot.refuser("" if juste else f"Taper {MOT}, ou annuler.")
        return juste

    @classmethod
    def demander(cls, parent: QWidget | None, fiche: Fiche, lignes: int) -> bool:
        """Pose la question ; dit s’il faut restaurer."""
        return cls(parent, fiche, lignes).ouvrir()
