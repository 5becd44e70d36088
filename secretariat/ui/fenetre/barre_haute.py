"""La barre haute : le cabinet, la recherche, les voyants, la personne. Toujours là, quel que soit l’écran."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from secretariat.cabinet.services import SessionOuverte
from secretariat.cabinet.valeurs import LIBELLES_ROLES, Etablissement
from secretariat.ui.composants.bouton_nu import BoutonNu
from secretariat.ui.composants.champ_recherche import ChampRecherche
from secretariat.ui.composants.etiquette import gras, petit
from secretariat.ui.composants.panneau import Fond, Panneau
from secretariat.ui.composants.puce import PuceDemo
from secretariat.ui.composants.rangement import garnir, pile
from secretariat.ui.theme.icones import peindre_icone
from secretariat.ui.theme.jetons import AVATAR, ESPACE, HAUTEUR, ICONE, LARGEUR, RAYON, Ton
from secretariat.ui.theme.peinture import CENTRE, largeur_texte, peindre_cadre, peindre_texte, peintre_lisse
from secretariat.ui.theme.theme import theme

PRIORITE_RECHERCHE = 8
"""La recherche prend la place avant le vide qui la suit."""


class Embleme(QWidget):
    """L’emblème du cabinet."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(AVATAR.petit, AVATAR.petit)

    def paintEvent(self, _evenement: QPaintEvent) -> None:
        """Peint un carré d’accent et l’icône de la maison de santé."""
        cadre, cote = QRectF(self.rect()), ICONE.titre
        with peintre_lisse(self) as peintre:
            peindre_cadre(peintre, cadre, RAYON.controle, fond=theme().couleur("accent"))
            marge = (cadre.width() - cote) / 2
            peindre_icone(peintre, "maison_sante", QRectF(marge, marge, cote, cote), "sur_accent")


class BoutonSession(BoutonNu):
    """La personne connectée ; ouvre le menu de session."""

    def __init__(self, session: SessionOuverte) -> None:
        super().__init__(f"{session.identite.nom} — {LIBELLES_ROLES[session.role]}")
        self._initiales = session.identite.nom[:2].upper()
        self.setObjectName("barre.session")
        self.setAccessibleName(f"Session de {self.text()}")
        self.setProperty("rayon", RAYON.controle)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """L’avatar, le nom et la flèche."""
        texte = largeur_texte(self.text(), theme().police("petit", 500))
        return QSize(
            round(AVATAR.petit + texte + ICONE.moyenne + 2 * ESPACE.petit + 2 * ESPACE.infime + 1),
            theme().px(HAUTEUR.navigation),
        )

    def paintEvent(self, _evenement: QPaintEvent) -> None:
        """Peint les initiales, le nom et la flèche du menu."""
        couleur, cadre = theme().couleur, QRectF(self.rect())
        with peintre_lisse(self) as peintre:
            if self.underMouse() or self.isDown():
                peindre_cadre(peintre, cadre, RAYON.controle, fond=couleur("survol"))
            disque = QRectF(ESPACE.infime, (cadre.height() - AVATAR.petit) / 2, AVATAR.petit, AVATAR.petit)
            peindre_cadre(peintre, disque, AVATAR.petit / 2, fond=couleur(Ton.ACCENT.fond))
            peindre_texte(
                peintre,
                disque,
                self._initiales,
                theme().police("petit", 600),
                couleur=couleur("accent"),
                alignement=CENTRE,
            )
            fleche = ICONE.moyenne
            droite = QRectF(cadre.right() - fleche - ESPACE.infime, (cadre.height() - fleche) / 2, fleche, fleche)
            peindre_icone(peintre, "bas", droite, "texte2")
            texte = QRectF(
                disque.right() + ESPACE.petit, 0, droite.left() - disque.right() - ESPACE.petit, cadre.height()
            )
            peindre_texte(peintre, texte, self.text(), theme().police("petit", 500), couleur=couleur("texte"))


class BarreHaute(Panneau):
    """La barre ; `voyants` reçoit l’indicateur de carte et le compteur de la salle d’attente."""

    def __init__(self, etablissement: Etablissement, session: SessionOuverte, praticiens: int) -> None:
        super().__init__(Fond("surface"), en_ligne=True, marges=(ESPACE.grand, 0, ESPACE.grand, 0), espace=ESPACE.moyen)
        self._demonstration = etablissement.demonstration
        self._dimensionner()
        theme().change.connect(self._dimensionner)
        self.recherche = ChampRecherche("Rechercher un patient, une action…", raccourci="Ctrl+K")
        self.recherche.setObjectName("barre.recherche")
        self.recherche.setMaximumWidth(LARGEUR.recherche)
        self.session = BoutonSession(session)
        self.voyants = QHBoxLayout()
        self.voyants.setSpacing(ESPACE.petit)
        self.ajouter(Embleme(), self._cabinet(etablissement, praticiens))
        self.rangee.addWidget(self.recherche, PRIORITE_RECHERCHE)
        self.ajouter(None)
        if etablissement.demonstration:
            self.ajouter(PuceDemo())
        self.rangee.addLayout(self.voyants)
        self.ajouter(self.session)

    def ajouter_voyant(self, voyant: QWidget) -> None:
        """Pose un voyant à la suite des autres."""
        garnir(self.voyants, voyant)

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint le fond, le filet du bas et, en démonstration, la bande rouge du haut."""
        super().paintEvent(evenement)
        with peintre_lisse(self) as peintre:
            bas = QRectF(0, self.height() - LARGEUR.trait, self.width(), LARGEUR.trait)
            peintre.fillRect(bas, theme().couleur("bord"))
            if self._demonstration:
                peintre.fillRect(QRectF(0, 0, self.width(), HAUTEUR.bande_demo), theme().couleur("demo"))

    def _dimensionner(self) -> None:
        self.setFixedHeight(theme().px(HAUTEUR.barre))

    def _cabinet(self, etablissement: Etablissement, praticiens: int) -> QWidget:
        nombre = f"{praticiens} praticien{'s' if praticiens > 1 else ''}"
        bloc = QWidget()
        bloc.setLayout(
            pile(
                None,
                gras(etablissement.nom).abreger(),
                petit(f"{nombre} · {etablissement.ville}").abreger(),
                None,
                espace=0,
            )
        )
        bloc.setFixedWidth(LARGEUR.navigation - AVATAR.petit - ESPACE.ample)
        return bloc
