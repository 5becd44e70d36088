"""Le champ de saisie : libellé au-dessus, contrôle, puis l’aide ou l’erreur en dessous."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from secretariat.ui.composants.etiquette import Etiquette, petit
from secretariat.ui.composants.icone import Icone
from secretariat.ui.composants.rangement import contenir, ligne, pile
from secretariat.ui.theme.jetons import ANNEAU, ESPACE, HAUTEUR, ICONE
from secretariat.ui.theme.theme import theme

S = TypeVar("S", bound=QWidget)


class Champ(QWidget, Generic[S]):
    """L’habillage commun des champs ; `saisie` est le contrôle de Qt qu’il entoure.

    Signals:
        modifie: La saisie a changé.
    """

    modifie = Signal()

    def __init__(self, libelle: str, saisie: S, *, obligatoire: bool = False, aide: str = "") -> None:
        super().__init__()
        self.saisie = saisie
        self.libelle = libelle
        self.obligatoire = obligatoire
        self._aide = aide
        etiquette = petit(libelle, encre="texte2", graisse=500)
        etiquette.setBuddy(saisie)
        saisie.setAccessibleName(f"{libelle}, obligatoire" if obligatoire else libelle)
        tete: list[QWidget | None] = [etiquette]
        if obligatoire:
            tete.append(petit("obligatoire"))
        self._dessous = Etiquette("", "petit", encre="texte3").replier()
        self._alerte = Icone("alerte", "danger", ICONE.petite)
        self._pied = contenir(ligne(self._alerte, self._dessous, espace=ESPACE.infime))
        ecart = ANNEAU.trait + ANNEAU.distance
        colonne = pile(ligne(*tete, None), ecart, saisie, self._pied)
        colonne.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setLayout(colonne)
        self.setFocusProxy(saisie)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.aider(aide)

    @property
    def erreur(self) -> str:
        """L’erreur montrée, vide s’il n’y en a pas."""
        return self._dessous.text() if self._alerte.isVisibleTo(self._pied) else ""

    def refuser(self, message: str) -> None:
        """Montre une erreur sous le champ ; un message vide l’efface."""
        if not message:
            self.aider(self._aide)
            return
        self._montrer(message, en_erreur=True)

    def aider(self, aide: str) -> None:
        """Montre une aide sous le champ, à la place d’une erreur."""
        self._aide = aide
        self._montrer(aide, en_erreur=False)

    def _montrer(self, texte: str, *, en_erreur: bool) -> None:
        self._dessous.setText(texte)
        self._dessous.teindre("danger" if en_erreur else "texte3")
        self._alerte.setVisible(en_erreur)
        self._pied.setVisible(bool(texte))
        self.saisie.setAccessibleDescription(texte)
        if bool(self.saisie.property("erreur")) != en_erreur:
            self.saisie.setProperty("erreur", en_erreur)
            self.saisie.style().unpolish(self.saisie)
            self.saisie.style().polish(self.saisie)


class ChampTexte(Champ[QLineEdit]):
    """Une ligne de texte.

    Signals:
        valide: Entrée a été pressée dans le champ.
    """

    valide = Signal()

    def __init__(
        self, libelle: str, texte: str = "", *, obligatoire: bool = False, aide: str = "", invite: str = ""
    ) -> None:
        super().__init__(libelle, QLineEdit(texte), obligatoire=obligatoire, aide=aide)
        self.saisie.setPlaceholderText(invite)
        self.saisie.textChanged.connect(self._changer)
        self.saisie.returnPressed.connect(self.valide)

    def texte(self) -> str:
        """Le texte saisi, sans espaces autour."""
        return self.saisie.text().strip()

    def poser(self, texte: str) -> None:
        """Remplace le texte."""
        self.saisie.setText(texte)

    def masquer(self) -> None:
        """Cache la saisie, pour un mot de passe."""
        self.saisie.setEchoMode(QLineEdit.EchoMode.Password)

    def verifier(self) -> bool:
        """Refuse un champ obligatoire laissé vide ; dit si la saisie convient."""
        if self.obligatoire and not self.texte():
            self.refuser(f"{self.libelle} : à renseigner.")
            return False
        return not self.erreur

    def _changer(self) -> None:
        self.refuser("")
        self.modifie.emit()


class ChampNote(Champ[QPlainTextEdit]):
    """Un texte de plusieurs lignes ; la tabulation passe au champ suivant."""

    def __init__(self, libelle: str, texte: str = "", *, obligatoire: bool = False, aide: str = "") -> None:
        super().__init__(libelle, QPlainTextEdit(texte), obligatoire=obligatoire, aide=aide)
        self.saisie.setTabChangesFocus(True)
        self.saisie.textChanged.connect(self.modifie)
        self._dimensionner()
        theme().change.connect(self._dimensionner)

    def texte(self) -> str:
        """Le texte saisi, sans espaces autour."""
        return self.saisie.toPlainText().strip()

    def poser(self, texte: str) -> None:
        """Remplace le texte."""
        self.saisie.setPlainText(texte)

    def _dimensionner(self) -> None:
        self.saisie.setFixedHeight(theme().px(HAUTEUR.champ_long))
