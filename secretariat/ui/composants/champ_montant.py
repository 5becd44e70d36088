"""Le montant tapé au clavier, aligné à droite : `26,5` ou `26.50` valent 26,50 €."""

from __future__ import annotations

from PySide6.QtCore import Qt

from secretariat.socle.montant import Montant
from secretariat.ui.composants.champ import ChampTexte
from secretariat.ui.lecture_saisie import lire_montant
from secretariat.ui.theme.theme import theme


class ChampMontant(ChampTexte):
    """Une somme en euros."""

    def __init__(
        self, libelle: str, valeur: Montant | None = None, *, obligatoire: bool = False, aide: str = ""
    ) -> None:
        super().__init__(libelle, obligatoire=obligatoire, aide=aide, invite="0,00 €")
        self.saisie.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.saisie.editingFinished.connect(self._terminer)
        self._habiller()
        theme().change.connect(self._habiller)
        self.poser_montant(valeur)

    def valeur(self) -> Montant | None:
        """La somme saisie, ou rien si le champ est vide ou illisible."""
        try:
            return lire_montant(self.texte())
        except ValueError:
            return None

    def poser_montant(self, valeur: Montant | None) -> None:
        """Remplace la somme."""
        self.poser(str(valeur) if valeur is not None else "")

    def verifier(self) -> bool:
        """Refuse une somme manquante ou illisible ; dit si la saisie convient."""
        try:
            if self.texte():
                lire_montant(self.texte())
        except ValueError as erreur:
            self.refuser(str(erreur))
            return False
        return super().verifier()

    def _terminer(self) -> None:
        if self.texte() and self.verifier():
            self.poser_montant(self.valeur())

    def _habiller(self) -> None:
        self.saisie.setFont(theme().police("corps", 600))
