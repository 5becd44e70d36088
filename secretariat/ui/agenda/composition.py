"""La mise en page d’un rendez-vous dans son rectangle : quelles lignes, à quelle place, dans quel ordre on renonce.

L’identité ne se coupe pas : on abrège le motif, puis l’état descend d’une ligne, puis l’heure cède sa place. Une
composition est une liste de traits prêts à peindre ; la grille la garde tant que le rectangle ne change pas de taille.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap, QStaticText

from secretariat.ui.agenda.disposition import Bloc
from secretariat.ui.theme.icones import icone
from secretariat.ui.theme.jetons import AGENDA, ESPACE, ICONE, LARGEUR, Taille
from secretariat.ui.theme.theme import theme
from secretariat.ui.typographie import heure

GAUCHE = LARGEUR.bande + ESPACE.petit
ENTRE_ICONE = ESPACE.infime
MOTIF_MINIMUM = ESPACE.vaste
AVEC_MOTIF, AVEC_MARQUES = 2, 3
Style = tuple[Taille, int]
NOM: Style = ("corps", 600)
NOM_ACHEVE: Style = ("corps", 500)
LEGENDE: Style = ("petit", 500)
MOTIF: Style = ("petit", 400)
MARQUE: Style = ("petit", 600)


@dataclass(frozen=True, slots=True)
class Mention:
    """Une icône et un mot de la même encre ; l’icône peut manquer."""

    mot: str
    encre: str
    icone: str = ""
    style: Style = LEGENDE

    @property
    def largeur(self) -> float:
        """La place qu’elle prend."""
        return _metrique(self.style).horizontalAdvance(self.mot) + (ICONE.petite + ENTRE_ICONE if self.icone else 0)


URGENT = Mention("Urgent", "danger", "urgent", MARQUE)
SURBOOKING = Mention("Surbooking", "attention", "surbooking", MARQUE)


@dataclass(frozen=True, slots=True)
class _Ecrit:
    x: float
    y: float
    texte: QStaticText
    police: QFont
    encre: QColor


@dataclass(frozen=True, slots=True)
class _Dessin:
    x: float
    y: float
    image: QPixmap


class Composition:
    """Les traits d’un rendez-vous, relatifs au coin de son rectangle."""

    def __init__(self, bloc: Bloc, largeur: float, hauteur: float) -> None:
        self._bloc = bloc
        self._hauteur = hauteur
        self._ecrits: list[_Ecrit] = []
        self._dessins: list[_Dessin] = []
        self._droite = largeur - ESPACE.petit
        self._nom = bloc.rdv.patient
        self._style_nom = NOM_ACHEVE if bloc.etat.acheve else NOM
        self._motif = Mention(bloc.rdv.motif, "texte2", "video" if bloc.rdv.couleur == "m_tele" else "", MOTIF)
        self._heure = Mention(heure(bloc.rdv.debut), "texte2")
        self._etat = Mention(bloc.etat.mot, bloc.etat.encre, bloc.etat.icone)
        marques = ((URGENT, bloc.rdv.urgence), (SURBOOKING, bloc.rdv.surbooking))
        self._marques = [marque for marque, vrai in marques if vrai]
        if largeur < theme().px(AGENDA.colonne_etroite):
            self._etroite()
        else:
            self._large()

    def peindre(self, peintre: QPainter, origine: QPointF) -> None:
        """Pose les textes et les icônes."""
        peintre.translate(origine)
        for dessin in self._dessins:
            peintre.drawPixmap(QPointF(dessin.x, dessin.y), dessin.image)
        for ecrit in self._ecrits:
            peintre.setFont(ecrit.police)
            peintre.setPen(ecrit.encre)
            peintre.drawStaticText(QPointF(ecrit.x, ecrit.y), ecrit.texte)
        peintre.translate(-origine)

    @property
    def _lignes(self) -> int:
        detail = theme().px(AGENDA.ligne_detail)
        return 1 + max(0, int((self._hauteur - theme().px(AGENDA.ligne_nom)) // detail))

    def _haut(self, ligne: int) -> float:
        if ligne == 0:
            return ENTRE_ICONE / 2
        return ENTRE_ICONE / 2 + theme().px(AGENDA.ligne_nom) + (ligne - 1) * theme().px(AGENDA.ligne_detail)

    def _large(self) -> None:
        gauche, lignes = self._premiere_ligne(), self._lignes
        if lignes < AVEC_MOTIF:
            self._etat_a_droite(0, self._fin_du_nom)
            return
        marques_dessous = bool(self._marques) and lignes >= AVEC_MARQUES
        remplace_le_motif = bool(self._marques) and not marques_dessous
        motif = self._marques[0] if remplace_le_motif else self._motif
        serre = gauche + motif.largeur + ESPACE.petit > self._droite - self._etat.largeur
        if serre and lignes >= AVEC_MARQUES + marques_dessous:
            self._poser(motif, gauche, 1)
            self._poser(self._etat, gauche, 2)
            suite = 3
        else:
            fin = self._etat_a_droite(1, gauche)
            if fin - gauche > MOTIF_MINIMUM:
                self._poser(motif, gauche, 1, jusqu_a=fin - ESPACE.petit)
            suite = 2
        if marques_dessous:
            for marque in self._marques:
                gauche = self._poser(marque, gauche, suite) + ESPACE.moyen

    def _premiere_ligne(self) -> float:
        """Écrit l’heure et le nom ; rend la marge où s’alignent les lignes suivantes."""
        apres_heure = GAUCHE + theme().px(AGENDA.heure)
        large = _metrique(self._style_nom).horizontalAdvance(self._nom)
        gauche = apres_heure if large <= self._droite - apres_heure else GAUCHE
        if gauche == apres_heure:
            self._poser(self._heure, GAUCHE, 0)
        self._fin_du_nom = self._poser(Mention(self._nom, self._encre_nom, style=self._style_nom), gauche, 0)
        return float(gauche)

    def _etat_a_droite(self, ligne: int, apres: float) -> float:
        """Pose l’état contre le bord droit, ou sa seule icône ; rend l’abscisse où il commence."""
        debut = self._droite - self._etat.largeur
        if debut >= apres + ESPACE.petit:
            self._poser(self._etat, debut, ligne)
            return debut
        debut = self._droite - ICONE.petite
        if debut >= apres + ESPACE.infime:
            self._dessiner(self._etat, debut, ligne)
            return debut
        return self._droite

    def _etroite(self) -> None:
        lignes = self._lignes
        noms = self._noms_etroits(coupable=lignes >= AVEC_MARQUES)
        dessus = self._marques[0] if self._marques else self._heure
        restent = lignes - len(noms)
        suites = [*noms, self._etat][:lignes]
        if restent >= AVEC_MOTIF:
            suites = [dessus, *suites]
        if restent > AVEC_MOTIF:
            suites.insert(-1, self._motif)
        for rang, mention in enumerate(suites):
            self._poser(mention, GAUCHE, rang)

    def _noms_etroits(self, *, coupable: bool) -> list[Mention]:
        """Le nom, et le prénom sur sa propre ligne s’ils ne tiennent pas ensemble."""
        tient = _metrique(self._style_nom).horizontalAdvance(self._nom) <= self._droite - GAUCHE
        morceaux = [self._nom] if tient or not coupable else self._nom.rsplit(" ", 1)
        return [Mention(morceau, self._encre_nom, style=self._style_nom) for morceau in morceaux]

    @property
    def _encre_nom(self) -> str:
        return "texte2" if self._bloc.etat.acheve else "texte"

    def _poser(self, mention: Mention, x: float, ligne: int, *, jusqu_a: float | None = None) -> float:
        fin = self._droite if jusqu_a is None else jusqu_a
        if mention.icone:
            self._dessiner(mention, x, ligne)
            x += ICONE.petite + ENTRE_ICONE
        metrique = _metrique(mention.style)
        visible = metrique.elidedText(mention.mot, Qt.TextElideMode.ElideRight, max(fin - x, 0) + 1)
        texte = QStaticText(visible)
        texte.setTextFormat(Qt.TextFormat.PlainText)
        y = self._haut(ligne) + (self._haute(ligne) - metrique.height()) / 2
        self._ecrits.append(_Ecrit(x, y, texte, theme().police(*mention.style), theme().couleur(mention.encre)))
        return x + metrique.horizontalAdvance(visible)

    def _dessiner(self, mention: Mention, x: float, ligne: int) -> None:
        haut = self._haut(ligne) + (self._haute(ligne) - ICONE.petite) / 2
        image = icone(mention.icone, mention.encre, ICONE.petite).pixmap(ICONE.petite)
        self._dessins.append(_Dessin(x, haut, image))

    @staticmethod
    def _haute(ligne: int) -> float:
        return theme().px(AGENDA.ligne_detail if ligne else AGENDA.ligne_nom)


@cache
def _metriques(style: Style, _grossissement: float) -> QFontMetricsF:
    return QFontMetricsF(theme().police(*style))


def _metrique(style: Style) -> QFontMetricsF:
    return _metriques(style, theme().grossissement)
