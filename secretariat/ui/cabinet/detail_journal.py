"""Une ligne du journal, lue en entier : qui, quand, d’où, pourquoi, et chaque champ avant et après."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from secretariat.cabinet.audit.libelles import Changement, changements, objet_dit, operation_dite, role_dit
from secretariat.socle.dates import moment_dit
from secretariat.socle.unite_de_travail import LigneDuJournal
from secretariat.ui.composants.carte import Carte
from secretariat.ui.composants.etiquette import corps, petit
from secretariat.ui.composants.rangement import contenir, pile, vider
from secretariat.ui.theme.jetons import ESPACE, LARGEUR

INVITE = "Choisir une ligne pour la lire en entier."


class DetailJournal(Carte):
    """Le panneau de droite ; il défile si la ligne est longue."""

    def __init__(self) -> None:
        super().__init__("Détail")
        self.setFixedWidth(LARGEUR.actions)
        self._champs = pile(espace=ESPACE.moyen)
        contenu = contenir(self._champs)
        aire = QScrollArea(widgetResizable=True)
        aire.setFrameShape(QFrame.Shape.NoFrame)
        aire.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        aire.setWidget(contenu)
        self.corps.addWidget(aire, 1)
        self.montrer(None)

    def montrer(self, ligne: LigneDuJournal | None) -> None:
        """Montre cette ligne."""
        vider(self._champs)
        if ligne is None:
            self._champs.addWidget(petit(INVITE, encre="texte2").replier())
        else:
            for titre, valeur in _entete(ligne):
                self._champs.addWidget(_bloc(titre, valeur))
            for changement in changements(ligne.details):
                self._champs.addWidget(_bloc(changement.champ, *_valeurs(changement)))
        self._champs.addStretch(1)

    def dit(self) -> str:
        """Tout ce que le panneau montre, à la suite."""
        return "\n".join(piece.text() for piece in self.findChildren(type(corps())) if piece.isVisibleTo(self))


def _entete(ligne: LigneDuJournal) -> tuple[tuple[str, str], ...]:
    return (
        ("Geste", f"{operation_dite(ligne.operation)}, {objet_dit(ligne.objet)}"),
        ("Qui", f"{ligne.acteur}, {role_dit(ligne.role)}, poste {ligne.poste}"),
        ("Quand", moment_dit(ligne.instant)),
        ("Raison", ligne.motif),
    )


def _valeurs(changement: Changement) -> tuple[str, ...]:
    if not changement.a_change:
        return (changement.apres,)
    return (f"avant\u00a0: {changement.avant or 'vide'}", f"après\u00a0: {changement.apres or 'vide'}")


def _bloc(titre: str, *valeurs: str) -> QWidget:
    titre_dit = titre[:1].upper() + titre[1:]
    return contenir(
        pile(petit(titre_dit, encre="texte2"), *(corps(v).replier().selectionnable() for v in valeurs), espace=2)
    )
