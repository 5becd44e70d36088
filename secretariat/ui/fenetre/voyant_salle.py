"""Le compteur de la salle d’attente, dans la barre haute."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from secretariat.accueil import lectures
from secretariat.accueil.valeurs import Compteurs
from secretariat.socle.droits import Droit
from secretariat.ui.composants.bouton_nu import BoutonNu
from secretariat.ui.poste import Poste
from secretariat.ui.theme.icones import peindre_icone
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, ICONE, LARGEUR, RAYON
from secretariat.ui.theme.peinture import Trait, largeur_texte, peindre_cadre, peindre_texte, peintre_lisse
from secretariat.ui.theme.theme import theme

PERIODE_MS = 30_000
TABLES = frozenset({"visites", "rendez_vous"})


class VoyantSalle(BoutonNu):
    """« 4 en salle · 1 en retard » ; le clic mène à l’accueil."""

    def __init__(self, poste: Poste) -> None:
        super().__init__()
        self._poste = poste
        self._salle, self._alerte = "Salle vide", ""
        self.setObjectName("barre.salle")
        self.setProperty("rayon", RAYON.controle)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(lambda: poste.demandes.aller.emit("accueil"))
        poste.taches.modifie.connect(self._sur_modification)
        poste.droits.change.connect(self.relire)
        minuterie = QTimer(self, interval=PERIODE_MS)
        minuterie.timeout.connect(self.relire)
        minuterie.start()
        self.relire()

    def relire(self) -> None:
        """Redemande les nombres ; le voyant s’efface pour qui ne lit pas l’agenda."""
        if not self._poste.droits.peut(Droit.LIRE_AGENDA):
            self.hide()
            return
        self._poste.taches.lire(lectures.compteurs, self.montrer, sujet="voyant de la salle")

    def montrer(self, compteurs: Compteurs) -> None:
        """Montre les nombres, et le dit aux lecteurs d’écran."""
        self._salle = f"{compteurs.en_salle} en salle" if compteurs.en_salle else "Salle vide"
        self._alerte = f"{compteurs.en_retard} en retard" if compteurs.en_retard else ""
        self.show()
        self.setAccessibleName(", ".join(filter(None, (self._salle, self._alerte))))
        self.updateGeometry()
        self.update()

    def _sur_modification(self, tables: frozenset[str]) -> None:
        if tables & TABLES:
            self.relire()

    def sizeHint(self) -> QSize:
        """La place des deux mentions."""
        police = theme().police("petit", 500)
        large = ICONE.moyenne + ESPACE.petit + largeur_texte(self._salle, police) + 2 * ESPACE.moyen
        if self._alerte:
            large += ICONE.petite + ESPACE.infime + 2 * ESPACE.petit + largeur_texte(self._alerte, police)
        return QSize(round(large + 1), theme().px(HAUTEUR.bouton))

    def paintEvent(self, _evenement: QPaintEvent) -> None:
        """Peint la salle, puis l’alerte avec son icône."""
        couleur, cadre = theme().couleur, QRectF(self.rect())
        police = theme().police("petit", 500)
        with peintre_lisse(self) as peintre:
            fond = couleur("survol") if self.underMouse() else couleur("surface")
            peindre_cadre(peintre, cadre, RAYON.controle, fond=fond, bord=Trait(couleur("bord"), LARGEUR.trait))
            cote = ICONE.moyenne
            icone = QRectF(ESPACE.moyen, (cadre.height() - cote) / 2, cote, cote)
            peindre_icone(peintre, "salle", icone, "texte2")
            texte = cadre.adjusted(icone.right() + ESPACE.petit, 0, 0, 0)
            peindre_texte(peintre, texte, self._salle, police, couleur=couleur("texte"))
            if self._alerte:
                gauche = texte.left() + largeur_texte(self._salle, police) + 2 * ESPACE.petit
                petite = ICONE.petite
                alerte = QRectF(gauche, (cadre.height() - petite) / 2, petite, petite)
                peindre_icone(peintre, "horloge", alerte, "attention")
                reste = cadre.adjusted(alerte.right() + ESPACE.infime, 0, 0, 0)
                peindre_texte(peintre, reste, self._alerte, police, couleur=couleur("attention"))
