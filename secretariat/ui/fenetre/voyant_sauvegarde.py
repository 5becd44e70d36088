"""L’alerte des sauvegardes, dans la barre haute : rien tant que tout va bien."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from secretariat.socle.conservatoire.valeurs import Alerte
from secretariat.ui.composants.bouton_nu import BoutonNu
from secretariat.ui.poste import Demandes
from secretariat.ui.sauvegardes import Sauvegardes
from secretariat.ui.theme.icones import peindre_icone
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, ICONE, LARGEUR, RAYON, Ton
from secretariat.ui.theme.peinture import Trait, largeur_texte, peindre_cadre, peindre_texte, peintre_lisse
from secretariat.ui.theme.theme import theme


class VoyantSauvegarde(BoutonNu):
    """« Sauvegarde manquée » ; le survol dit pourquoi, le clic mène aux sauvegardes."""

    def __init__(self, demandes: Demandes, sauvegardes: Sauvegardes) -> None:
        super().__init__()
        self._titre = ""
        self.setObjectName("barre.sauvegarde")
        self.setProperty("rayon", RAYON.controle)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(lambda _coche: demandes.sauvegardes.emit())
        sauvegardes.alerte.connect(self.montrer)
        self.hide()

    def montrer(self, alerte: Alerte | None) -> None:
        """Montre l’alerte, et la dit aux lecteurs d’écran ; sans alerte, s’efface."""
        self._titre = alerte.titre if alerte else ""
        self.setToolTip(alerte.detail if alerte else "")
        self.setAccessibleName(f"{alerte.titre}. {alerte.detail}" if alerte else "")
        self.setVisible(alerte is not None)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """La place de l’icône et du titre."""
        texte = largeur_texte(self._titre, theme().police("petit", 500))
        return QSize(round(ICONE.moyenne + ESPACE.petit + texte + 2 * ESPACE.moyen + 1), theme().px(HAUTEUR.bouton))

    def paintEvent(self, _evenement: QPaintEvent) -> None:
        """Peint l’icône et le titre, dans le ton du danger."""
        couleur, cadre, cote = theme().couleur, QRectF(self.rect()), ICONE.moyenne
        with peintre_lisse(self) as peintre:
            fond = couleur("survol") if self.underMouse() else couleur(Ton.DANGER.fond)
            bord = Trait(couleur(Ton.DANGER.encre), LARGEUR.trait)
            peindre_cadre(peintre, cadre, RAYON.controle, fond=fond, bord=bord)
            icone = QRectF(ESPACE.moyen, (cadre.height() - cote) / 2, cote, cote)
            peindre_icone(peintre, "alerte", icone, Ton.DANGER.encre)
            texte = cadre.adjusted(icone.right() + ESPACE.petit, 0, 0, 0)
            police = theme().police("petit", 500)
            peindre_texte(peintre, texte, self._titre, police, couleur=couleur(Ton.DANGER.encre))
