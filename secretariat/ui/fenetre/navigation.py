"""La navigation par métier, à gauche : une icône, un nom, une touche de fonction."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from secretariat.ui.composants.bouton_nu import BoutonNu
from secretariat.ui.composants.panneau import Fond, Panneau
from secretariat.ui.droits import DroitsDuPoste, explication
from secretariat.ui.fenetre.metiers import METIERS, Metier
from secretariat.ui.theme.icones import peindre_icone
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, ICONE, LARGEUR, RAYON
from secretariat.ui.theme.peinture import DROITE, largeur_texte, peindre_cadre, peindre_texte, peintre_lisse
from secretariat.ui.theme.theme import theme


class BoutonMetier(BoutonNu):
    """Un métier ; coché quand son écran est montré."""

    def __init__(self, metier: Metier) -> None:
        super().__init__(metier.libelle)
        self._metier = metier
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setObjectName(f"navigation.{metier.nom}")
        self.setAccessibleName(metier.libelle)
        self.setAccessibleDescription(f"Raccourci {metier.touche}")
        self.setProperty("rayon", RAYON.controle)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme().change.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Une ligne de la navigation."""
        return QSize(LARGEUR.navigation - 2 * ESPACE.moyen, theme().px(HAUTEUR.navigation))

    def minimumSizeHint(self) -> QSize:
        """Elle garde sa hauteur."""
        return self.sizeHint()

    def paintEvent(self, _evenement: QPaintEvent) -> None:
        """Peint le fond, la bande du lieu courant, l’icône, le nom et la touche."""
        actif, cadre = self.isChecked(), QRectF(self.rect())
        encre, legende = self._encres()
        with peintre_lisse(self) as peintre:
            if fond := self._fond():
                forme = peindre_cadre(peintre, cadre, RAYON.controle, fond=theme().couleur(fond))
                if actif:
                    peintre.setClipPath(forme)
                    peintre.fillRect(QRectF(0, 0, LARGEUR.bande, cadre.height()), theme().couleur("accent"))
                    peintre.setClipping(False)
            cote = ICONE.grande
            icone = QRectF(ESPACE.moyen, (cadre.height() - cote) / 2, cote, cote)
            peindre_icone(peintre, self._metier.icone, icone, encre)
            texte = cadre.adjusted(icone.right() + ESPACE.moyen, 0, -ESPACE.moyen, 0)
            police = theme().police("corps", 600 if actif else 500)
            peindre_texte(peintre, texte, self._metier.libelle, police, couleur=theme().couleur(self._encre_du_nom()))
            peindre_texte(
                peintre,
                texte,
                self._metier.touche,
                theme().police("petit", 500),
                couleur=theme().couleur(legende),
                alignement=DROITE,
            )

    def _encres(self) -> tuple[str, str]:
        """L’encre de l’icône et celle de la touche."""
        if not self.isEnabled():
            return "inactif", "inactif"
        return ("accent", "accent") if self.isChecked() else ("texte2", "texte3")

    def _encre_du_nom(self) -> str:
        if not self.isEnabled():
            return "inactif"
        return "accent" if self.isChecked() else "texte"

    def _fond(self) -> str:
        if not self.isEnabled():
            return ""
        if self.isChecked():
            return "accent_fond"
        if self.isDown():
            return "appui"
        return "survol" if self.underMouse() else ""


class Navigation(Panneau):
    """Les métiers.

    Signals:
        demande: Un métier a été choisi, à la souris ou par sa touche ; porte son nom.
    """

    demande = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        marges = (ESPACE.moyen, ESPACE.grand, ESPACE.moyen, ESPACE.grand)
        super().__init__(Fond("surface"), marges=marges, espace=ESPACE.infime, parent=parent)
        self.setAccessibleName("Métiers")
        self._dimensionner()
        theme().change.connect(self._dimensionner)
        self._boutons: dict[str, BoutonMetier] = {}
        groupe = QButtonGroup(self)
        for metier in METIERS:
            bouton = BoutonMetier(metier)
            bouton.clicked.connect(lambda _=False, nom=metier.nom: self.demande.emit(nom))
            raccourci = QShortcut(QKeySequence(metier.touche), self)
            raccourci.activated.connect(lambda nom=metier.nom: self.demande.emit(nom))
            groupe.addButton(bouton)
            self._boutons[metier.nom] = bouton
            self.ajouter(bouton)
        self.ajouter(None)

    def _dimensionner(self) -> None:
        """Sa largeur, un peu plus si le nom le plus long et sa touche n’y tiennent pas."""
        noms, touches = theme().police("corps", 600), theme().police("petit", 500)
        texte = max(largeur_texte(m.libelle, noms) + largeur_texte(m.touche, touches) for m in METIERS)
        autour = ICONE.grande + 2 * ESPACE.moyen + ESPACE.petit + ESPACE.moyen
        self.setFixedWidth(max(LARGEUR.navigation, round(texte + autour) + 2 * ESPACE.moyen))

    def reserver(self, droits: DroitsDuPoste) -> None:
        """Grise les métiers dont la personne ne verrait rien, et dit pourquoi au survol."""
        for metier in METIERS:
            permis = metier.est_permis(droits)
            bouton = self._boutons[metier.nom]
            bouton.setEnabled(permis)
            bouton.setToolTip("" if permis or metier.droit is None else explication(metier.droit))

    def montrer(self, nom: str) -> None:
        """Marque le métier dont l’écran est montré."""
        self._boutons[nom].setChecked(True)

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint le fond et le filet de droite."""
        super().paintEvent(evenement)
        with peintre_lisse(self) as peintre:
            droite = QRectF(self.width() - LARGEUR.trait, 0, LARGEUR.trait, self.height())
            peintre.fillRect(droite, theme().couleur("bord"))
