"""« Qui paie quoi » : la barre, puis un bloc par payeur avec ses raisons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from secretariat.facturation.valeurs import Part
from secretariat.socle.montant import Montant
from secretariat.ui.composants import (
    Carte,
    Etiquette,
    Filet,
    Icone,
    Panneau,
    corps,
    gras,
    ligne,
    petit,
    pile,
    vider,
)
from secretariat.ui.facturation.barre_parts import BarreParts, Tranche
from secretariat.ui.facturation.presentation import Presentation, Raison
from secretariat.ui.theme.jetons import ESPACE, ICONE, LARGEUR
from secretariat.ui.theme.theme import theme
from secretariat.ui.typographie import montant


@dataclass(frozen=True, slots=True)
class Payeurs:
    """Comment nommer chacun : « CPAM de Loire-Atlantique », « Mutuelle du Port », « Patiente »."""

    amo: str
    amc: str
    patient: str


class BlocPart(QWidget):
    """Un payeur, ce qu’il règle, et pourquoi."""

    def __init__(self, nom: str, encre: str = "texte") -> None:
        super().__init__()
        self.nom, self.qui = gras(nom), petit(encre="texte2").replier()
        self.somme = Etiquette("", "titre", graisse=600, encre=encre)
        gauche = Panneau(espace=ESPACE.infime).ajouter(self.nom, self.qui, self.somme, None)
        gauche.setFixedWidth(theme().px(LARGEUR.champ_court) + ESPACE.vaste)
        self._raisons = QGridLayout()
        self._raisons.setContentsMargins(0, 0, 0, 0)
        self._raisons.setHorizontalSpacing(ESPACE.moyen)
        self._raisons.setVerticalSpacing(ESPACE.infime)
        self._raisons.setColumnStretch(1, 1)
        pourquoi = ligne(
            Icone("question", "accent", ICONE.petite),
            Etiquette("Pourquoi\u202f?", "petit", graisse=600, encre="accent"),
            None,
            espace=ESPACE.infime,
        )
        droite = pile(pourquoi, self._raisons, None, espace=ESPACE.petit)
        rangee = ligne(gauche, Filet(vertical=True), espace=ESPACE.moyen)
        rangee.addLayout(droite, 1)
        self.setLayout(rangee)

    def montrer(self, qui: str, somme: Montant, raisons: Sequence[Raison]) -> None:
        """Montre ce que règle ce payeur et ses raisons."""
        self.qui.setText(qui)
        self.somme.setText(montant(somme))
        self.setAccessibleName(f"{self.nom.text()}, {qui}\u00a0: {somme}")
        vider(self._raisons)
        for rang, raison in enumerate(raisons):
            self._poser(rang, raison)

    def textes(self) -> tuple[str, ...]:
        """Les raisons montrées, une phrase chacune."""
        posees = (self._raisons.itemAtPosition(rang, 1) for rang in range(self._raisons.rowCount()))
        pieces = (posee.widget() for posee in posees if posee is not None)
        return tuple(piece.text() for piece in pieces if isinstance(piece, Etiquette))

    def _poser(self, rang: int, raison: Raison) -> None:
        valeur = petit(raison.valeur, encre="texte", graisse=600).a_droite()
        valeur.setMinimumWidth(theme().px(LARGEUR.montant) - ESPACE.vaste)
        texte = petit(raison.texte, encre="texte2").replier()
        if raison.reference:
            texte.setToolTip(raison.reference)
            texte.setAccessibleDescription(raison.reference)
        self._raisons.addWidget(valeur, rang, 0, Qt.AlignmentFlag.AlignTop)
        self._raisons.addWidget(texte, rang, 1)


class CarteRepartition(Carte):
    """La barre, les trois blocs, et l’addition."""

    def __init__(self) -> None:
        super().__init__("Qui paie quoi")
        self.barre = BarreParts()
        self.amo, self.amc = BlocPart("AMO"), BlocPart("AMC")
        self.patient = BlocPart("Patient", "accent")
        self._addition = petit(encre="texte2")
        self._total = corps(graisse=600)
        self.ajouter(self.barre, self.amo, Filet(), self.amc, Filet(), self.patient, Filet())
        self.ajouter(ligne(gras("Total"), None, self._addition, self._total, espace=ESPACE.petit))

    def montrer(self, presentation: Presentation, payeurs: Payeurs) -> None:
        """Montre la répartition d’une facture."""
        parts, raisons = presentation.parts, presentation.raisons
        amo, amc, patient = (parts[part] for part in Part)
        self.patient.nom.setText(payeurs.patient)
        self.amo.montrer(payeurs.amo, amo, raisons[Part.AMO])
        self.amc.montrer(payeurs.amc, amc, raisons[Part.AMC])
        self.patient.montrer("à régler au cabinet", patient, raisons[Part.PATIENT])
        self.barre.montrer((
            Tranche("AMO", amo, "info_fond", "info"),
            Tranche("AMC", amc, "succes_fond", "succes"),
            Tranche(payeurs.patient, patient, "accent", "sur_accent"),
        ))
        self._addition.setText(f"{amo} AMO + {amc} AMC + {patient} {payeurs.patient.lower()} =")
        self._total.setText(montant(presentation.total))
