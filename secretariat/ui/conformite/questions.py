"""Les questions que posent ces écrans : une raison, une confirmation tapée, pourquoi écarter un élément."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from secretariat.conformite.valeurs.acces import LIBELLES_EXCLUSIONS, RaisonExclusion
from secretariat.ui.composants import ChampTexte, Dialogue, ListeChoix
from secretariat.ui.theme.jetons import LARGEUR


class DemandeDeRaison(Dialogue):
    """Une phrase qui dit pourquoi ; elle est obligatoire."""

    def __init__(self, parent: QWidget | None, titre: str, *, detail: str, valider: str, invite: str) -> None:
        super().__init__(titre, parent, valider=valider, detail=detail, largeur=LARGEUR.dialogue)
        self.raison = ChampTexte("Raison", obligatoire=True, invite=invite)
        self.ajouter(self.raison)
        self.raison.setFocus()

    def verifier(self) -> bool:
        """Refuse une raison vide."""
        return self.raison.verifier()

    @classmethod
    def demander(
        cls, parent: QWidget | None, titre: str, *, detail: str = "", valider: str = "Valider", invite: str = ""
    ) -> str | None:
        """La raison, ou rien si la personne renonce."""
        dialogue = cls(parent, titre, detail=detail, valider=valider, invite=invite)
        return dialogue.raison.texte() if dialogue.ouvrir() else None


class ConfirmationTapee(Dialogue):
    """Une phrase exacte à taper, pour ce qui ne se défait pas."""

    def __init__(self, parent: QWidget | None, titre: str, *, detail: str, phrase: str) -> None:
        super().__init__(titre, parent, valider="Détruire", detail=detail, danger=True)
        self._phrase = phrase
        self.saisie = ChampTexte(f"Taper «\u00a0{phrase}\u00a0» pour confirmer", obligatoire=True)
        self.ajouter(self.saisie)
        self.saisie.setFocus()

    def verifier(self) -> bool:
        """Refuse une autre phrase."""
        if self.saisie.texte().upper() != self._phrase:
            self.saisie.refuser(f"Ce n’est pas «\u00a0{self._phrase}\u00a0».")
            return False
        return True

    @classmethod
    def demander(cls, parent: QWidget | None, titre: str, *, detail: str, phrase: str) -> str | None:
        """La phrase tapée, ou rien si la personne renonce."""
        dialogue = cls(parent, titre, detail=detail, phrase=phrase)
        return dialogue.saisie.texte() if dialogue.ouvrir() else None


class DemandeExclusion(Dialogue):
    """Pourquoi un élément du dossier ne se communique pas."""

    def __init__(self, parent: QWidget | None, element: str) -> None:
        super().__init__(f"Écarter «\u00a0{element}\u00a0»", parent, valider="Écarter")
        self.raison: ListeChoix[RaisonExclusion] = ListeChoix(
            "Pourquoi", [(libelle[:1].upper() + libelle[1:], raison) for raison, libelle in LIBELLES_EXCLUSIONS.items()]
        )
        self.precision = ChampTexte("Précision", aide="Elle paraît dans l’inventaire remis au demandeur.")
        self.ajouter(self.raison, self.precision)

    @classmethod
    def demander(cls, parent: QWidget | None, element: str) -> tuple[RaisonExclusion, str] | None:
        """La raison et sa précision, ou rien si la personne renonce."""
        dialogue = cls(parent, element)
        return (dialogue.raison.valeur(), dialogue.precision.texte()) if dialogue.ouvrir() else None
