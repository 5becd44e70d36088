"""Demander le code porteur : la carte va signer, et elle seule saura s’il est bon. Il ne sort pas de cette boîte."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

from secretariat.cartes.valeurs import CODE_PORTEUR, CarteCps, EssaisRestants
from secretariat.ui.cartes.forme_du_code import FORME_DU_CODE, a_la_forme_d_un_code
from secretariat.ui.composants import Bandeau, Dialogue, EtiquetteSimulation, ligne
from secretariat.ui.composants.champ import ChampTexte
from secretariat.ui.theme.jetons import LARGEUR, Ton

AVERTISSEMENTS = {
    EssaisRestants.PEU: ("Un code faux a déjà été tapé.", "Après trois codes faux de suite, la carte se bloque."),
    EssaisRestants.BLOQUE: (
        "Le code de cette carte est bloqué.",
        "Le débloquer avec le code de secours de l’ANS.",
    ),
    EssaisRestants.DERNIER: (
        "Il reste un seul essai.",
        "Un code faux de plus bloque la carte. Au moindre doute, renoncer.",
    ),
}


class DialogueCode(Dialogue):
    """Le code porteur d’une carte de professionnel."""

    def __init__(
        self, parent: QWidget | None, carte: CarteCps, *, essais: EssaisRestants, pour: str, valider: str = "Signer"
    ) -> None:
        super().__init__(
            f"Code de la carte {carte.porteur}",
            parent,
            valider=valider,
            detail=f"{pour} Le code se tape par la personne à qui est la carte, et ne se garde nulle part.",
            largeur=LARGEUR.dialogue_etroit,
        )
        self.setObjectName("carte.code")
        self.code = ChampTexte("Code porteur", obligatoire=True)
        self.code.masquer()
        self.code.saisie.setObjectName("carte.code.saisie")
        if carte.simulee:
            self.ajouter(ligne(EtiquetteSimulation(), None))
            self.ajouter(Bandeau(f"Carte fictive\u202f: son code est {CODE_PORTEUR}.", ton=Ton.INFO))
        if essais is EssaisRestants.BLOQUE:
            self.code.setEnabled(False)
            self.bouton_valider.setEnabled(False)
        if avertissement := AVERTISSEMENTS.get(essais):
            self.ajouter(Bandeau(*avertissement, ton=Ton.DANGER))
        self.ajouter(self.code)
        self.code.saisie.setFocus()
        if (disposition := self.layout()) is not None:
            disposition.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)

    def verifier(self) -> bool:
        """Refuse ce qui ne peut pas être un code, que la carte compterait pour un essai."""
        if not a_la_forme_d_un_code(self.code.saisie.text()):
            self.code.refuser(FORME_DU_CODE)
            return False
        return True

    @classmethod
    def poser(
        cls, parent: QWidget, carte: CarteCps, essais: EssaisRestants, pour: str, *, valider: str = "Signer"
    ) -> DialogueCode:
        """Pose la boîte devant l’écran et rend la main : la carte peut sortir pendant qu’elle attend.

        `finished` dit qu’elle est fermée, `donne` ce qui a été tapé.
        """
        boite = cls(parent, carte, essais=essais, pour=pour, valider=valider)
        boite.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        boite.resize(boite.sizeHint())  # sans quoi Qt la borne aux deux tiers d’un petit écran, et l’écrase
        boite.show()
        return boite

    @property
    def donne(self) -> str | None:
        """Le code tapé ; None si la personne a renoncé."""
        return self.code.saisie.text() if self.result() == self.DialogCode.Accepted else None
