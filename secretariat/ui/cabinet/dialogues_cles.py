"""Ce que l’on demande pour changer les clés : une preuve d’abord, puis le nouveau secret."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

from secretariat.cabinet.valeurs import FicheRecuperation
from secretariat.socle import cles
from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.champ import ChampTexte
from secretariat.ui.composants.dialogue import Dialogue
from secretariat.ui.composants.etiquette import petit
from secretariat.ui.epreuve_fiche import EpreuveDeLaFiche
from secretariat.ui.taches import Taches
from secretariat.ui.theme.jetons import LARGEUR, Ton


@dataclass(frozen=True, slots=True)
class NouvellePhrase:
    """Ce que la personne a tapé ; aucun secret ne se montre dans une trace."""

    preuve: str = field(repr=False)
    phrase: str = field(repr=False)
    libelle: str = ""


def _secret(libelle: str, *, aide: str = "") -> ChampTexte:
    champ = ChampTexte(libelle, obligatoire=True, aide=aide)
    champ.masquer()
    return champ


class DialoguePreuve(Dialogue):
    """Prouver que l’on peut ouvrir la base avant d’y changer une clé."""

    def __init__(self, parent: QWidget | None, titre: str, *, detail: str, geste: str, danger: bool = False) -> None:
        super().__init__(titre, parent, valider=geste, detail=detail, danger=danger)
        self.preuve = _secret("Phrase de passe, ou fiche de récupération")
        self.preuve.valide.connect(self.accept)
        self.ajouter(self.preuve)
        self.preuve.setFocus()

    def verifier(self) -> bool:
        """La preuve doit être donnée."""
        return self.preuve.verifier()

    @classmethod
    def demander(
        cls, parent: QWidget | None, titre: str, *, detail: str, geste: str, danger: bool = False
    ) -> str | None:
        """La preuve tapée, ou None."""
        dialogue = cls(parent, titre, detail=detail, geste=geste, danger=danger)
        return dialogue.preuve.saisie.text() if dialogue.ouvrir() else None


class DialoguePhrase(Dialogue):
    """Une nouvelle phrase de passe, tapée deux fois."""

    def __init__(self, parent: QWidget | None, titre: str, *, avec_libelle: bool) -> None:
        super().__init__(titre, parent, valider="Enregistrer")
        self.preuve = _secret("Phrase actuelle, ou fiche de récupération")
        self.libelle = ChampTexte("À qui est cette phrase", invite="Dr Marchand, secrétariat…")
        if not avec_libelle:
            self.libelle.hide()
        aide = f"Au moins {cles.LONGUEUR_PHRASE} caractères\u00a0: quatre mots au hasard conviennent."
        self.phrase = _secret("Nouvelle phrase de passe", aide=aide)
        self.encore = _secret("La même, encore une fois")
        self.ajouter(self.preuve, self.libelle, self.phrase, self.encore)
        self.preuve.setFocus()

    def verifier(self) -> bool:
        """Une preuve, et deux fois la même phrase assez longue."""
        if not self.preuve.verifier():
            return False
        phrase = self.phrase.saisie.text()
        if len(phrase) < cles.LONGUEUR_PHRASE:
            self.phrase.refuser(f"Au moins {cles.LONGUEUR_PHRASE} caractères.")
            return False
        if phrase != self.encore.saisie.text():
            self.encore.refuser("Les deux saisies diffèrent.")
            return False
        return True

    @classmethod
    def demander(cls, parent: QWidget | None, titre: str, *, avec_libelle: bool) -> NouvellePhrase | None:
        """La phrase tapée, ou None."""
        dialogue = cls(parent, titre, avec_libelle=avec_libelle)
        if not dialogue.ouvrir():
            return None
        return NouvellePhrase(dialogue.preuve.saisie.text(), dialogue.phrase.saisie.text(), dialogue.libelle.texte())


class DialoguePremierePhrase(DialoguePhrase):
    """La première phrase d’une clé neuve : il n’y a rien à prouver."""

    def __init__(self, parent: QWidget | None, titre: str) -> None:
        super().__init__(parent, titre, avec_libelle=False)
        self.preuve.obligatoire = False
        self.preuve.hide()
        self.phrase.setFocus()

    @classmethod
    def demander(cls, parent: QWidget | None, titre: str) -> str | None:  # type: ignore[override]  # sans preuve
        """La phrase tapée, ou None."""
        dialogue = cls(parent, titre)
        return dialogue.phrase.saisie.text() if dialogue.ouvrir() else None


class DialogueFiche(Dialogue):
    """La nouvelle fiche, et l’épreuve qui prouve qu’on l’a imprimée ; l’ancienne vaut jusque-là."""

    def __init__(self, parent: QWidget | None, fiche: FicheRecuperation, taches: Taches) -> None:
        super().__init__("Nouvelle fiche de récupération", parent, largeur=LARGEUR.dialogue)
        self.bouton_valider.hide()
        self.epreuve = EpreuveDeLaFiche(fiche, taches, plus_tard=False)
        self.epreuve.reussie.connect(self.accept)
        attention = Bandeau(
            "L’ancienne fiche cessera d’ouvrir la base",
            "Elle vaut encore tant que la nouvelle n’est pas vérifiée ci-dessous.",
            Ton.ATTENTION,
        )
        self.ajouter(attention, self.epreuve)
        self.epreuve.commencer()

    @classmethod
    def demander(cls, parent: QWidget | None, fiche: FicheRecuperation, taches: Taches) -> bool:
        """Montre la fiche ; dit si la personne a prouvé qu’elle l’a."""
        return cls(parent, fiche, taches).ouvrir()


class DialogueFicheDuServeur(Dialogue):
    """La fiche des sauvegardes d’un serveur, à imprimer ; on peut l’éprouver tout de suite ou plus tard."""

    def __init__(self, parent: QWidget | None, fiche: FicheRecuperation, taches: Taches) -> None:
        super().__init__("Fiche de récupération des sauvegardes", parent, largeur=LARGEUR.dialogue)
        self.bouton_valider.hide()
        self.eprouvee = False
        self.epreuve = EpreuveDeLaFiche(fiche, taches)
        self.epreuve.reussie.connect(self._retenir)
        self.epreuve.finie.connect(self.accept)
        self.ajouter(self.epreuve)
        self.epreuve.commencer()

    def _retenir(self) -> None:
        self.eprouvee = True

    @classmethod
    def demander(cls, parent: QWidget | None, fiche: FicheRecuperation, taches: Taches) -> bool:
        """Montre la fiche ; dit si la personne a prouvé qu’elle l’a."""
        dialogue = cls(parent, fiche, taches)
        dialogue.ouvrir()
        return dialogue.eprouvee


class DialogueEssai(Dialogue):
    """Taper, ou lire à la douchette, une fiche de récupération pour savoir si elle ouvre la base."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(
            "Tester la fiche de récupération", parent, valider="Tester", detail="Rien n’est changé dans la base."
        )
        self.saisie = ChampTexte("Le code, les quinze mots, ou le contenu du code QR", obligatoire=True)
        self.saisie.valide.connect(self.accept)
        self.ajouter(self.saisie, petit("Majuscules, accents, espaces et tirets ne comptent pas.", encre="texte2"))
        self.saisie.setFocus()

    def verifier(self) -> bool:
        """Il faut taper quelque chose."""
        return self.saisie.verifier()

    @classmethod
    def demander(cls, parent: QWidget | None) -> str | None:
        """Ce qui a été tapé, ou None."""
        dialogue = cls(parent)
        return dialogue.saisie.texte() if dialogue.ouvrir() else None
