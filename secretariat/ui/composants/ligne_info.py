"""Les valeurs d’un dossier : un libellé et sa valeur, en ligne ou l’un sur l’autre."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from secretariat.ui.composants.etiquette import Etiquette, petit
from secretariat.ui.composants.icone import Icone
from secretariat.ui.composants.rangement import ligne, pile
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, ICONE, Ton


class LigneInfo(QWidget):
    """« Libellé … valeur », la valeur à droite ; un ton l’accompagne d’une icône."""

    def __init__(self, libelle: str, valeur: str, *, icone: str = "", ton: Ton | None = None) -> None:
        super().__init__()
        encre = ton.encre if ton else "texte"
        self.valeur = Etiquette(valeur, "petit", graisse=500, encre=encre).abreger().a_droite()
        self.valeur.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        nom = petit(libelle, encre="texte2")
        nom.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        rangee = ligne(nom, espace=ESPACE.petit)
        if icone:
            rangee.addStretch(1)
            rangee.addWidget(Icone(icone, encre, ICONE.petite))
            self.valeur.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        rangee.addWidget(self.valeur)
        self.setLayout(rangee)
        self.setMinimumHeight(HAUTEUR.fait)


class Valeur(QWidget):
    """Un petit libellé au-dessus de sa valeur, comme dans l’entête d’un dossier."""

    def __init__(self, libelle: str, valeur: str, *, detail: str = "") -> None:
        super().__init__()
        self.valeur = Etiquette(valeur or "—", graisse=500).selectionnable()
        self.valeur.setAccessibleName(f"{libelle} : {valeur or 'non renseigné'}")
        rangee = pile(petit(libelle), self.valeur, espace=2)
        if detail:
            rangee.addWidget(petit(detail, encre="texte2"))
        self.setLayout(rangee)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
