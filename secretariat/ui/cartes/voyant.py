"""Le voyant de la carte, dans la barre haute : ce qui est dans le lecteur, et s’il est simulé."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from secretariat.cartes.erreurs import ServiceAbsent
from secretariat.cartes.lecteur import EtatDuPoste
from secretariat.cartes.valeurs import CarteVitale, TypeCarte
from secretariat.ui.cartes.ecoute import EcouteDuLecteur, EtapeFente, EtatFente
from secretariat.ui.cartes.lecteurs_reels import manque
from secretariat.ui.cartes.porteur import nom_de_la_carte
from secretariat.ui.composants.bouton_nu import BoutonNu
from secretariat.ui.theme.icones import peindre_icone
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, ICONE, LARGEUR, RAYON, Ton
from secretariat.ui.theme.peinture import CENTRE, Trait, largeur_texte, peindre_cadre, peindre_texte, peintre_lisse
from secretariat.ui.theme.theme import theme

SIMULATION = "SIMULATION"


@dataclass(frozen=True, slots=True)
class _Montre:
    texte: str
    icone: str
    encre: str
    simulee: bool = False
    conseil: str = ""


def _montre(etat: EtatFente, poste: EtatDuPoste) -> _Montre:
    match etat.etape:
        case EtapeFente.VIDE if (faute := manque(poste)) is not None:
            dit = "Cartes indisponibles" if isinstance(faute, ServiceAbsent) else "Aucun lecteur"
            return _Montre(dit, "carte", "texte2", conseil=f"{faute} {faute.conseil}")
        case EtapeFente.VIDE:
            return _Montre("Aucune carte", "carte", "texte2")
        case EtapeFente.LECTURE:
            return _Montre("Lecture de la carte…", "carte", Ton.INFO.encre)
        case EtapeFente.REFUS:
            return _Montre(etat.message.rstrip("."), "alerte", Ton.DANGER.encre, conseil=etat.conseil)
        case EtapeFente.LUE:
            carte = etat.carte
            nom = nom_de_la_carte(carte) if isinstance(carte, CarteVitale) else ""
            simulee = carte is not None and carte.simulee
            return _Montre(f"Carte Vitale lue — {nom}", "carte", Ton.SUCCES.encre, simulee=simulee)


class VoyantCarte(BoutonNu):
    """« Carte Vitale lue — LEFÈVRE Clémence », et la mention SIMULATION ; le clic ouvre le panneau du lecteur."""

    def __init__(self, ecoute: EcouteDuLecteur) -> None:
        super().__init__()
        self._ecoute = ecoute
        self._montre = _montre(ecoute.etat(TypeCarte.VITALE), ecoute.poste)
        self.setObjectName("barre.carte")
        self.setProperty("rayon", RAYON.controle)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme().change.connect(self.updateGeometry)
        ecoute.change.connect(self._actualiser)
        self._actualiser()

    def sizeHint(self) -> QSize:
        """La place de l’icône, du texte et de la mention ; un refus trop long s’abrège et se lit dans le bandeau."""
        texte = min(self._large(self._montre.texte), LARGEUR.salle)
        return QSize(round(self._place_fixe() + texte + 1), theme().px(HAUTEUR.bouton))

    def minimumSizeHint(self) -> QSize:
        """Le texte s’abrège quand la fenêtre est étroite ; la mention reste."""
        texte = min(self._large(self._montre.texte), LARGEUR.champ_court)
        return QSize(round(self._place_fixe() + texte + 1), theme().px(HAUTEUR.bouton))

    def paintEvent(self, _evenement: QPaintEvent) -> None:
        """Peint le cadre, l’icône, le texte et la mention."""
        couleur, cadre = theme().couleur, QRectF(self.rect())
        with peintre_lisse(self) as peintre:
            fond = couleur("appui" if self.isDown() else "survol" if self.underMouse() else "surface")
            peindre_cadre(peintre, cadre, RAYON.controle, fond=fond, bord=Trait(couleur("bord"), LARGEUR.trait))
            cote = ICONE.moyenne
            icone = QRectF(ESPACE.moyen, (cadre.height() - cote) / 2, cote, cote)
            peindre_icone(peintre, self._montre.icone, icone, self._montre.encre)
            texte = cadre.adjusted(icone.right() + ESPACE.petit, 0, -ESPACE.moyen, 0)
            if self._montre.simulee:
                texte.setRight(self._peindre_mention(peintre, texte.right()) - ESPACE.petit)
            encre = couleur(self._montre.encre if self._montre.icone == "alerte" else "texte")
            peindre_texte(peintre, texte, self._montre.texte, theme().police("petit", 500), couleur=encre)

    def _actualiser(self) -> None:
        self._montre = _montre(self._ecoute.etat(TypeCarte.VITALE), self._ecoute.poste)
        parties = (self._montre.texte, "simulation" if self._montre.simulee else "", self._montre.conseil)
        self.setAccessibleName(", ".join(filter(None, parties)))
        self.setToolTip(self._montre.conseil or "Ouvrir le lecteur de cartes")
        self.updateGeometry()
        self.update()

    def _peindre_mention(self, peintre: QPainter, droite: float) -> float:
        couleur, haut = theme().couleur, theme().px(HAUTEUR.puce_fine)
        large = self._large(SIMULATION) + 2 * ESPACE.petit
        cadre = QRectF(droite - large, (self.height() - haut) / 2, large, haut)
        bord = Trait(couleur(Ton.ATTENTION.encre), LARGEUR.trait)
        peindre_cadre(peintre, cadre, RAYON.puce, fond=couleur(Ton.ATTENTION.fond), bord=bord)
        police = theme().police("petit", 500)
        peindre_texte(peintre, cadre, SIMULATION, police, couleur=couleur(Ton.ATTENTION.encre), alignement=CENTRE)
        return cadre.left()

    def _place_fixe(self) -> float:
        mention = self._large(SIMULATION) + 3 * ESPACE.petit if self._montre.simulee else 0
        return 2 * ESPACE.moyen + ICONE.moyenne + ESPACE.petit + mention

    def _large(self, texte: str) -> float:
        return largeur_texte(texte, theme().police("petit", 500))
