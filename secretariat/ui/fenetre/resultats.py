"""Les résultats de la recherche : le modèle de la liste et la façon dont chaque ligne se peint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from secretariat.dossiers.valeurs import PatientTrouve
from secretariat.ui.theme.icones import peindre_icone
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, ICONE, RAYON
from secretariat.ui.theme.peinture import DROITE, largeur_texte, peindre_cadre, peindre_texte
from secretariat.ui.theme.theme import theme
from secretariat.ui.typographie import date_courte, telephone

Index = QModelIndex | QPersistentModelIndex
RACINE = QModelIndex()
ROLE_LIGNE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Resultat:
    """Une ligne : ce qu’elle dit, et ce qui se passe si on la choisit."""

    titre: str
    detail: str
    raison: str
    icone: str
    choisir: Callable[[], None]
    reserver: Callable[[], None] | None = None
    alerte: str = ""


def resultat_patient(
    patient: PatientTrouve, *, ouvrir: Callable[[int], None], reserver: Callable[[int], None]
) -> Resultat:
    """La ligne d’un patient : Entrée ouvre son dossier, Ctrl+Entrée prend rendez-vous."""
    morceaux = [f"{patient.sexe.value} · {date_courte(patient.naissance)}", patient.commune]
    if patient.nom_utilise and patient.nom_utilise != patient.nom_naissance:
        morceaux.append(f"nom de naissance {patient.nom_naissance.upper()}")
    if patient.telephone:
        morceaux.append(telephone(patient.telephone))
    return Resultat(
        titre=patient.nom,
        detail=" · ".join(filter(None, morceaux)),
        raison=patient.raison,
        icone="patient",
        choisir=lambda: ouvrir(patient.id),
        reserver=lambda: reserver(patient.id),
        alerte="Homonyme" if patient.homonyme else "",
    )


class ModeleResultats(QAbstractListModel):
    """Les lignes de la recherche, remplacées d’un bloc."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lignes: tuple[Resultat, ...] = ()

    def remplacer(self, lignes: tuple[Resultat, ...]) -> None:
        """Montre ces lignes-ci."""
        self.beginResetModel()
        self._lignes = lignes
        self.endResetModel()

    def ligne(self, index: Index) -> Resultat:
        """La ligne sous un index."""
        return self._lignes[index.row()]

    def rowCount(self, parent: Index = RACINE) -> int:
        """Le nombre de lignes."""
        return 0 if parent.isValid() else len(self._lignes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Le titre, la ligne entière, ou ce qu’un lecteur d’écran en dit."""
        if not index.isValid():
            return None
        ligne = self.ligne(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return ligne.titre
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(filter(None, (ligne.titre, ligne.detail, ligne.raison, ligne.alerte)))
            case _ if role == ROLE_LIGNE:
                return ligne
            case _:
                return None


class PeintreResultats(QStyledItemDelegate):
    """Peint une ligne : le nom, ses traits, et à droite la raison de sa présence."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Deux lignes de texte."""
        return QSize(option.rect.width(), theme().px(HAUTEUR.valider))

    def paint(self, peintre: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Peint la ligne."""
        ligne: Resultat = index.data(ROLE_LIGNE)
        cadre = QRectF(option.rect).adjusted(ESPACE.infime, 0, -ESPACE.infime, 0)
        peintre.save()
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        choisie = bool(option.state & QStyle.StateFlag.State_Selected)
        survolee = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if choisie or survolee:
            fond = theme().couleur("accent_fond" if choisie else "survol")
            peindre_cadre(peintre, cadre, RAYON.controle, fond=fond)
        icone = QRectF(cadre.left() + ESPACE.moyen, cadre.center().y() - ICONE.grande / 2, ICONE.grande, ICONE.grande)
        peindre_icone(peintre, ligne.icone, icone, "accent" if choisie else "texte2")
        self._textes(peintre, cadre.adjusted(icone.width() + 2 * ESPACE.moyen, 0, -ESPACE.moyen, 0), ligne)
        peintre.restore()

    def _textes(self, peintre: QPainter, cadre: QRectF, ligne: Resultat) -> None:
        couleur, police = theme().couleur, theme().police
        raison = largeur_texte(ligne.raison, police("petit")) + ESPACE.grand if ligne.raison else 0
        milieu = cadre.center().y()
        if not ligne.detail:
            peindre_texte(peintre, cadre, ligne.titre, police("corps", 500), couleur=couleur("texte"))
            peindre_texte(peintre, cadre, ligne.raison, police("petit"), couleur=couleur("texte3"), alignement=DROITE)
            return
        haut = QRectF(
            cadre.left(), milieu - theme().px(ESPACE.ample) + ESPACE.infime, cadre.width(), theme().px(HAUTEUR.touche)
        )
        bas = QRectF(cadre.left(), milieu, cadre.width(), theme().px(HAUTEUR.touche))
        peindre_texte(
            peintre, haut.adjusted(0, 0, -raison, 0), ligne.titre, police("corps", 600), couleur=couleur("texte")
        )
        peindre_texte(peintre, haut, ligne.raison, police("petit"), couleur=couleur("texte3"), alignement=DROITE)
        peindre_texte(peintre, bas, ligne.detail, police("petit"), couleur=couleur("texte2"))
        if ligne.alerte:
            peindre_texte(
                peintre, bas, ligne.alerte, police("petit", 600), couleur=couleur("attention"), alignement=DROITE
            )
