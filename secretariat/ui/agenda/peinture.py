"""La peinture de la grille : fonds, heures, temps fermés, rendez-vous, trait du présent, sélection, déplacement.

Le trait du présent passe entre les fonds et les textes : l’heure ne barre jamais un nom.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPixmap

from secretariat.ui.agenda.composition import Composition
from secretariat.ui.agenda.disposition import Bloc, Disposition, Ferme
from secretariat.ui.agenda.geometrie import Geometrie
from secretariat.ui.theme.icones import peindre_icone
from secretariat.ui.theme.jetons import AGENDA, ANNEAU, AVATAR, ESPACE, HAUTEUR, ICONE, LARGEUR, RAYON
from secretariat.ui.theme.peinture import CENTRE, DROITE, Trait, largeur_texte, peindre_cadre, peindre_texte
from secretariat.ui.theme.theme import melange, theme
from secretariat.ui.typographie import duree

QUART = 15
PALEUR_QUART = 0.45
PALEUR_ACHEVE = 0.55
PALEUR_HACHURE = 0.6
METIERS_COURTS = {"Médecine générale": "Généraliste", "Pédiatrie": "Pédiatre"}
RETARD_MONTRE = 10


@dataclass(frozen=True, slots=True)
class Fantome:
    """Là où tomberait ce que l’on déplace ou ce que l’on réserve ; `gene` nomme qui occupe déjà la place."""

    colonne: int
    debut: int
    fin: int
    nom: str
    couleur: str
    legende: str
    gene: str = ""


@dataclass(frozen=True, slots=True)
class Libere:
    """Une place quittée à l’instant, montrée en tirets."""

    colonne: int
    debut: int
    fin: int
    libelle: str


@dataclass(frozen=True, slots=True)
class _FondDeBloc:
    """La forme et les couleurs d’un rendez-vous, faites une fois."""

    forme: QPainterPath
    bande: QPainterPath
    couleur: QColor
    couleur_bande: QColor
    bord: QPen | None
    hachure: QColor | None

    @classmethod
    def de(cls, bloc: Bloc, cadre: QRectF) -> _FondDeBloc:
        """Le fond d’un bloc dans ce rectangle."""
        jeton, rdv, absent = theme().couleur, bloc.rdv, bloc.etat.icone == "absent"
        presse = rdv.urgence and not bloc.etat.acheve
        bord = _bord("m_urgence" if presse else "bord_fort", tirets=rdv.surbooking and not presse)
        forme, bande = QPainterPath(), QPainterPath()
        borde = presse or absent or rdv.surbooking
        retrait = LARGEUR.trait / 2 if borde else 0
        forme.addRoundedRect(cadre.adjusted(retrait, retrait, -retrait, -retrait), RAYON.rendez_vous, RAYON.rendez_vous)
        bande.addRect(QRectF(cadre.left(), cadre.top(), LARGEUR.bande, cadre.height()))
        teinte = theme().teinte(rdv.couleur, part=PALEUR_ACHEVE if bloc.etat.acheve else 1)
        return cls(
            forme,
            bande & forme,
            jeton("danger_fond") if presse else jeton("surface") if absent else teinte,
            jeton("m_urgence" if rdv.urgence else rdv.couleur),
            bord if borde else None,
            melange(jeton("surface"), jeton("bord_fort"), PALEUR_HACHURE) if absent else None,
        )


def _bord(encre: str, *, tirets: bool) -> QPen:
    stylo = QPen(theme().couleur(encre), LARGEUR.trait)
    if tirets:
        stylo.setDashPattern([4, 3])
    return stylo


class PeintreGrille:
    """Peint une disposition avec une géométrie ; garde les mises en page d’une peinture à l’autre."""

    def __init__(self, disposition: Disposition, geometrie: Geometrie) -> None:
        self.disposition, self.geometrie = disposition, geometrie
        self._compositions: dict[int, Composition] = {}
        self._fonds: dict[int, _FondDeBloc] = {}
        self._cadres = [(bloc, geometrie.cadre_bloc(bloc)) for bloc in disposition.blocs]

    def peindre(self, peintre: QPainter, vue: QRectF, maintenant: int | None) -> None:
        """Peint ce qui touche la vue ; `maintenant` est la minute présente, None un autre jour."""
        visibles = [(bloc, cadre) for bloc, cadre in self._cadres if cadre.intersects(vue)]
        self._lignes(peintre, vue)
        for ferme in self.disposition.fermes:
            if (cadre := self.geometrie.cadre_ferme(ferme)).intersects(vue):
                self._ferme(peintre, ferme, cadre)
        for bloc, cadre in visibles:
            self._fond(peintre, bloc, cadre)
        if maintenant is not None:
            self._trait_du_present(peintre, maintenant)
        for bloc, cadre in visibles:
            self._composition(bloc, cadre).peindre(peintre, cadre.topLeft())

    def bloc_sous(self, point: QPointF) -> Bloc | None:
        """Le rendez-vous sous un point du contenu."""
        return next((bloc for bloc, cadre in reversed(self._cadres) if cadre.contains(point)), None)

    def choix(self, peintre: QPainter, cadre: QRectF, *, actif: bool) -> None:
        """Entoure ce qui est choisi ; plus pâle quand le clavier est ailleurs."""
        couleur = theme().couleur("accent" if actif else "bord_champ")
        peindre_cadre(peintre, cadre, RAYON.rendez_vous, bord=Trait(couleur, ANNEAU.trait))

    def libere(self, peintre: QPainter, libere: Libere) -> None:
        """La place quittée, en tirets."""
        cadre, couleur = self.geometrie.cadre(libere.colonne, libere.debut, libere.fin), theme().couleur
        peindre_cadre(peintre, cadre, RAYON.rendez_vous, bord=Trait(couleur("bord_fort"), LARGEUR.trait, tirets=True))
        if any(b.colonne == libere.colonne and b.debut < libere.fin and libere.debut < b.fin for b, _ in self._cadres):
            return
        milieu = cadre.center().y() - ICONE.petite / 2
        peindre_icone(
            peintre, "deplacer", QRectF(cadre.left() + ESPACE.moyen, milieu, ICONE.petite, ICONE.petite), "texte3"
        )
        texte = cadre.adjusted(ESPACE.vaste, 0, -ESPACE.petit, 0)
        peindre_texte(peintre, texte, libere.libelle, theme().police("petit", 500), couleur=couleur("texte3"))

    def fantome(self, peintre: QPainter, fantome: Fantome) -> None:
        """Ce que l’on tient, là où il tomberait, avec ce qui gêne."""
        cadre, couleur = self.geometrie.cadre(fantome.colonne, fantome.debut, fantome.fin), theme().couleur
        encre = couleur("danger" if fantome.gene else "accent")
        fond = couleur("danger_fond") if fantome.gene else theme().teinte(fantome.couleur)
        peindre_cadre(peintre, cadre, RAYON.rendez_vous, fond=fond, bord=Trait(encre, ANNEAU.trait, tirets=True))
        texte = cadre.adjusted(ESPACE.moyen, 2, -ESPACE.petit, -2)
        haut = theme().px(AGENDA.ligne_nom)
        titre = QRectF(texte.left(), texte.top(), texte.width(), haut)
        peindre_texte(peintre, titre, fantome.nom, theme().police("corps", 600), couleur=couleur("texte"))
        if texte.height() > haut:
            dessous = QRectF(texte.left(), titre.bottom(), texte.width(), theme().px(AGENDA.ligne_detail))
            detail = fantome.gene or fantome.legende
            peindre_texte(peintre, dessous, detail, theme().police("petit", 500), couleur=encre)

    def gouttiere(self, peintre: QPainter, hauteur: float, maintenant: int | None) -> None:
        """Les heures, à gauche ; elles ne défilent que de haut en bas."""
        geometrie, couleur = self.geometrie, theme().couleur
        peintre.fillRect(QRectF(0, 0, geometrie.gouttiere, max(hauteur, geometrie.hauteur)), couleur("surface"))
        police, haut = theme().police("petit", 500), theme().px(AGENDA.etiquette_heure)
        for heure in range(geometrie.premiere, geometrie.derniere + 1):
            y = geometrie.y(heure * 60)
            cadre = QRectF(0, max(y - haut / 2, 0), geometrie.gouttiere - ESPACE.moyen, haut)
            peindre_texte(peintre, cadre, f"{heure}\u00a0h", police, couleur=couleur("texte3"), alignement=DROITE)
        if maintenant is not None:
            cadre = QRectF(0, geometrie.y(maintenant) - haut / 2, geometrie.gouttiere - 2, haut)
            peindre_cadre(peintre, cadre, RAYON.puce, fond=couleur("demo"))
            texte = self.disposition.heure(maintenant)
            peindre_texte(
                peintre, cadre, texte, theme().police("petit", 600), couleur=couleur("sur_demo"), alignement=CENTRE
            )

    def entetes(self, peintre: QPainter, hauteur: float, retards: dict[int, int] | None) -> None:
        """Les praticiens, en tête de colonne ; `retards` est None quand ce n’est pas aujourd’hui."""
        geometrie, couleur = self.geometrie, theme().couleur
        peintre.fillRect(QRectF(0, 0, geometrie.largeur, hauteur), couleur("surface"))
        for rang, colonne in enumerate(self.disposition.colonnes):
            x, praticien = geometrie.x(rang), colonne.praticien
            peintre.fillRect(QRectF(x, 0, LARGEUR.trait, hauteur), couleur("bord"))
            cote = AVATAR.petit
            disque = QRectF(x + ESPACE.petit, (hauteur - cote) / 2, cote, cote)
            peindre_cadre(peintre, disque, cote / 2, fond=couleur("survol"))
            initiales = f"{praticien.prenom[:1]}{praticien.nom[:1]}".upper()
            police = theme().police("petit", 600)
            peindre_texte(peintre, disque, initiales, police, couleur=couleur("texte2"), alignement=CENTRE)
            droite = geometrie.x(rang + 1) - ESPACE.infime
            texte = QRectF(disque.right() + ESPACE.petit, 0, droite - disque.right() - ESPACE.petit, hauteur)
            self._entete(peintre, texte, rang, None if retards is None else retards.get(praticien.id, 0))

    def _entete(self, peintre: QPainter, cadre: QRectF, rang: int, retard: int | None) -> None:
        praticien, couleur = self.disposition.colonnes[rang].praticien, theme().couleur
        haut, milieu = theme().px(AGENDA.ligne_nom), cadre.center().y()
        nom, gras = praticien.nom_complet, theme().police("corps", 600)
        if largeur_texte(nom, gras) > cadre.width():
            nom = praticien.titre
        titre = QRectF(cadre.left(), milieu - haut, cadre.width(), haut)
        peindre_texte(peintre, titre, nom, gras, couleur=couleur("texte"))
        dessous = QRectF(cadre.left(), milieu, cadre.width(), haut)
        self._ponctualite(peintre, dessous, METIERS_COURTS.get(praticien.specialite, praticien.specialite), retard)

    @staticmethod
    def _ponctualite(peintre: QPainter, cadre: QRectF, metier: str, retard: int | None) -> None:
        """Le métier, puis le retard ; quand la place manque, le retard seul, qui compte davantage."""
        couleur, police, forte = theme().couleur, theme().police("petit"), theme().police("petit", 500)
        if retard is None:
            peindre_texte(peintre, cadre, metier, police, couleur=couleur("texte2"))
            return
        tard = retard >= RETARD_MONTRE
        mot, encre = (f"Retard {duree(retard)}", "attention") if tard else ("À l’heure", "succes")
        place = largeur_texte(mot, forte) + ICONE.petite + 2 * ESPACE.infime
        large = largeur_texte(f"{metier} · ", police)
        if large + place <= cadre.width():
            peindre_texte(peintre, cadre, f"{metier} · ", police, couleur=couleur("texte2"))
            cadre.setLeft(cadre.left() + large)
        icone = QRectF(cadre.left(), cadre.center().y() - ICONE.petite / 2, ICONE.petite, ICONE.petite)
        peindre_icone(peintre, "horloge" if tard else "coche_cercle", icone, encre)
        cadre.setLeft(icone.right() + ESPACE.infime)
        peindre_texte(peintre, cadre, mot, forte, couleur=couleur(encre))

    def _composition(self, bloc: Bloc, cadre: QRectF) -> Composition:
        if bloc.rdv.id not in self._compositions:
            self._compositions[bloc.rdv.id] = Composition(bloc, cadre.width(), cadre.height())
        return self._compositions[bloc.rdv.id]

    def _lignes(self, peintre: QPainter, vue: QRectF) -> None:
        geometrie, couleur = self.geometrie, theme().couleur
        forte, pale = couleur("bord"), melange(couleur("surface"), couleur("bord"), PALEUR_QUART)
        for quart in range(geometrie.premiere * 60, geometrie.derniere * 60 + 1, QUART):
            y = round(geometrie.y(quart))
            if vue.top() - 1 <= y <= vue.bottom():
                teinte = forte if quart % 60 == 0 else pale
                peintre.fillRect(QRectF(geometrie.gouttiere, y, geometrie.largeur, LARGEUR.trait), teinte)
        for colonne in range(geometrie.colonnes):
            peintre.fillRect(QRectF(geometrie.x(colonne), vue.top(), LARGEUR.trait, vue.height()), forte)

    def _ferme(self, peintre: QPainter, ferme: Ferme, cadre: QRectF) -> None:
        peindre_cadre(peintre, cadre, RAYON.rendez_vous, fond=theme().couleur("creux"))
        peindre_cadre_hachure(
            peintre, cadre, melange(theme().couleur("creux"), theme().couleur("bord"), PALEUR_HACHURE)
        )
        haut = min(theme().px(HAUTEUR.cible), cadre.height())
        texte = QRectF(cadre.left() + ESPACE.moyen, cadre.top(), cadre.width() - 2 * ESPACE.moyen, haut)
        couleur = theme().couleur("texte3")
        peindre_texte(peintre, texte, ferme.libelle, theme().police("petit", 500), couleur=couleur)

    def _fond(self, peintre: QPainter, bloc: Bloc, cadre: QRectF) -> None:
        if bloc.rdv.id not in self._fonds:
            self._fonds[bloc.rdv.id] = _FondDeBloc.de(bloc, cadre)
        fond = self._fonds[bloc.rdv.id]
        peintre.fillPath(fond.forme, fond.couleur)
        if fond.hachure is not None:
            peindre_cadre_hachure(peintre, cadre, fond.hachure)
        peintre.fillPath(fond.bande, fond.couleur_bande)
        if fond.bord is not None:
            peintre.strokePath(fond.forme, fond.bord)

    def _trait_du_present(self, peintre: QPainter, maintenant: int) -> None:
        y = round(self.geometrie.y(maintenant))
        gauche = self.geometrie.gouttiere
        peintre.fillRect(QRectF(gauche, y - 1, self.geometrie.largeur - gauche, 2), theme().couleur("m_urgence"))


def peindre_cadre_hachure(peintre: QPainter, cadre: QRectF, encre: QColor) -> None:
    """Hachure un rectangle en diagonale, à pas fixe quelle que soit l’échelle."""
    peintre.save()
    peintre.setBrushOrigin(cadre.topLeft())
    peindre = QBrush(_motif_hachure(encre))
    peintre.fillRect(cadre.adjusted(LARGEUR.bande, 1, -2, -1), peindre)
    peintre.restore()


def _motif_hachure(encre: QColor) -> QPixmap:
    pas = AGENDA.hachure
    motif = QPixmap(pas, pas)
    motif.fill(QColor(0, 0, 0, 0))
    with QPainter(motif) as peintre:
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        peintre.setPen(QPen(encre, LARGEUR.trait))
        for decalage in (-pas, 0, pas):
            peintre.drawLine(QPointF(decalage, pas), QPointF(decalage + pas, 0))
    return motif
