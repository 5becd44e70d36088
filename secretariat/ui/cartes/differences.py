"""Ce que la carte changerait, champ par champ : le dossier, la carte, et une case par différence."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from secretariat.dossiers.valeurs import Difference
from secretariat.ui.composants import Bandeau, Etiquette, Filet, Icone, corps, petit, vider
from secretariat.ui.theme.jetons import ESPACE, ICONE, Ton

RIEN = "—"
ENTETES = ("Champ", "Au dossier", "Sur la carte")


class TableDesDifferences(QWidget):
    """Une ligne par différence ; les droits sont cochés d’avance, un trait strict ne l’est jamais."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Différences entre la carte et le dossier")
        self._grille = QGridLayout(self)
        self._grille.setContentsMargins(0, 0, 0, 0)
        self._grille.setHorizontalSpacing(ESPACE.grand)
        self._grille.setVerticalSpacing(ESPACE.petit)
        for colonne, part in enumerate((3, 4, 4)):
            self._grille.setColumnStretch(colonne, part)
        self._cases: list[tuple[QCheckBox, Difference]] = []

    @property
    def cases(self) -> tuple[QCheckBox, ...]:
        """Les cases, dans l’ordre des différences."""
        return tuple(case for case, _ in self._cases)

    def acceptees(self) -> tuple[Difference, ...]:
        """Les différences cochées."""
        return tuple(difference for case, difference in self._cases if case.isChecked())

    def montrer(self, differences: tuple[Difference, ...]) -> None:
        """Remplace les lignes."""
        vider(self._grille)
        self._cases = []
        if not differences:
            accord = Bandeau("La carte et le dossier disent la même chose.", ton=Ton.SUCCES)
            self._grille.addWidget(accord, 0, 0, 1, 3)
            return
        for colonne, entete in enumerate(ENTETES):
            self._grille.addWidget(petit(entete, encre="texte2", graisse=500), 0, colonne)
        self._grille.addWidget(Filet(), 1, 0, 1, 3)
        for rang, difference in enumerate(differences, start=2):
            self._poser(rang, difference)

    def oublier(self) -> None:
        """N’a plus rien à comparer."""
        vider(self._grille)
        self._cases = []

    def _poser(self, rang: int, difference: Difference) -> None:
        case = QCheckBox(difference.libelle)
        case.setObjectName(f"carte.accepter.{difference.champ}")
        case.setChecked(not difference.stricte)
        avant, apres = difference.actuel or RIEN, difference.propose or RIEN
        case.setAccessibleName(f"{difference.libelle} : remplacer {avant} par {apres}")
        if difference.stricte:
            case.setToolTip("Trait strict : l’accepter rend l’identité provisoire, jusqu’au contrôle d’une pièce.")
        self._cases.append((case, difference))
        self._grille.addWidget(case, rang, 0)
        self._grille.addWidget(corps(avant, encre="texte2").abreger(), rang, 1)
        self._grille.addWidget(_propose(apres, stricte=difference.stricte), rang, 2)


def _propose(texte: str, *, stricte: bool) -> QWidget:
    valeur = Etiquette(texte, graisse=500).abreger()
    if not stricte:
        return valeur
    porteur = QWidget()
    rangee = QGridLayout(porteur)
    rangee.setContentsMargins(0, 0, 0, 0)
    rangee.setHorizontalSpacing(ESPACE.petit)
    rangee.setColumnStretch(0, 1)
    rangee.addWidget(valeur, 0, 0)
    rangee.addWidget(Icone("bouclier", Ton.ATTENTION.encre, ICONE.petite), 0, 1)
    rangee.addWidget(petit("trait strict", encre=Ton.ATTENTION.encre), 0, 2)
    return porteur
