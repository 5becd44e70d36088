"""Un mot de passe que l’on choisit : ce qu’il vaut se voit pendant qu’on le tape."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from secretariat.cabinet.mots_de_passe import force
from secretariat.cabinet.valeurs import CasMotDePasse, Force
from secretariat.ui.composants.champ import ChampTexte
from secretariat.ui.composants.etiquette import petit
from secretariat.ui.composants.rangement import pile
from secretariat.ui.theme.jetons import ESPACE
from secretariat.ui.theme.peinture import peindre_cadre, peintre_lisse
from secretariat.ui.theme.theme import theme

HAUT = ESPACE.infime


class _Barre(QWidget):
    """La part du seuil atteinte."""

    def __init__(self) -> None:
        super().__init__()
        self._part, self._encre = 0.0, "danger"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HAUT)
        theme().change.connect(self.update)

    def montrer(self, valeur: Force) -> None:
        """Montre ce que vaut le mot de passe."""
        self._part = min(valeur.bits / valeur.seuil, 1.0)
        self._encre = "succes" if valeur.suffisante else "danger"
        self.update()

    def sizeHint(self) -> QSize:
        """Une bande fine."""
        return QSize(HAUT, HAUT)

    def paintEvent(self, _evenement: QPaintEvent) -> None:
        """Peint la bande et sa part pleine."""
        cadre = QRectF(self.rect())
        with peintre_lisse(self) as peintre:
            peindre_cadre(peintre, cadre, HAUT / 2, fond=theme().couleur("bord"))
            pleine = QRectF(0, 0, cadre.width() * self._part, cadre.height())
            peindre_cadre(peintre, pleine, HAUT / 2, fond=theme().couleur(self._encre))


class JaugeDeForce(QWidget):
    """Sous un champ de mot de passe : une bande, et ce qui manque, en mots."""

    def __init__(
        self,
        champ: ChampTexte,
        identifiant: Callable[[], str] = lambda: "",
        cas: CasMotDePasse = CasMotDePasse.AVEC_BLOCAGE,
    ) -> None:
        super().__init__()
        self._champ, self._identifiant, self._cas = champ, identifiant, cas
        self._barre = _Barre()
        self.bilan = petit().replier()
        self.setLayout(pile(self._barre, self.bilan, espace=ESPACE.infime))
        self.hide()
        champ.modifie.connect(self._mesurer)

    @property
    def valeur(self) -> Force:
        """Ce que vaut ce qui est tapé."""
        return force(self._champ.saisie.text(), self._cas, identifiant=self._identifiant())

    def verifier(self) -> bool:
        """Refuse un mot de passe trop faible ; dit s’il convient."""
        valeur = self.valeur
        if not valeur.suffisante:
            self._champ.refuser(f"Trop faible\u00a0: {', '.join(valeur.manques)}.")
        return valeur.suffisante

    def _mesurer(self) -> None:
        self.setVisible(bool(self._champ.saisie.text()))
        valeur = self.valeur
        self._barre.montrer(valeur)
        self.bilan.setText(dire(valeur))
        self.bilan.teindre("texte2" if valeur.suffisante else "danger")


def dire(valeur: Force) -> str:
    """Ce que vaut un mot de passe, en mots : « 80 bits, il en faut 50 : convient. »."""
    compte = f"{valeur.bits} bits, il en faut {valeur.seuil}"
    return f"{compte}\u00a0: convient." if valeur.suffisante else f"{compte}\u00a0: {', '.join(valeur.manques)}."
