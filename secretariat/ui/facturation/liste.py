"""La journée de facturation : ce qui reste à encaisser, les feuilles du jour ou à signer, les impayées, les lots."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from secretariat.accueil.valeurs import VisiteDuJour
from secretariat.facturation.valeurs import EtatFacture, FactureListee, FicheLot
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.ui.composants import (
    Bandeau,
    Bouton,
    Carte,
    Chargement,
    EtatVide,
    Segment,
    StyleBouton,
    Tableau,
    ligne,
    petit,
    pile,
)
from secretariat.ui.facturation.colonnes import A_ENCAISSER, A_REGLER, FEUILLES, LOTS
from secretariat.ui.facturation.donnees import Journee
from secretariat.ui.facturation.signature import Bilan
from secretariat.ui.modele_table import ModeleTable
from secretariat.ui.theme.jetons import ESPACE, Ton
from secretariat.ui.typographie import de

MARGES = (ESPACE.ample, ESPACE.grand, ESPACE.ample, ESPACE.grand)


class Volet(StrEnum):
    """Les quatre listes."""

    A_ENCAISSER = "a_encaisser"
    FEUILLES = "feuilles"
    A_REGLER = "a_regler"
    LOTS = "lots"


TITRES = {
    Volet.A_ENCAISSER: "À encaisser",
    Volet.FEUILLES: "Feuilles de soins",
    Volet.A_REGLER: "À régler",
    Volet.LOTS: "Lots",
}
CHOIX = tuple((titre, volet) for volet, titre in TITRES.items())
VIDES = {
    Volet.A_ENCAISSER: ("Personne à encaisser.", "Les patients sortis de consultation paraissent ici."),
    Volet.FEUILLES: (
        "Aucune feuille de soins aujourd’hui.",
        "Encaisser un patient en établit une\u202f; celles à signer restent ici.",
    ),
    Volet.A_REGLER: ("Aucune facture en attente de règlement.", "Celles réglées plus tard paraissent ici."),
    Volet.LOTS: ("Aucun lot.", "Une feuille signée entre dans le lot ouvert de son praticien."),
}


class PageListe(QWidget):
    """Les quatre listes, une à la fois.

    Signals:
        encaisser: On facture une visite ; la porte.
        ouvrir: On ouvre une facture ; porte la ligne.
        signer: On signe ces feuilles et on les met en lot ; porte leurs identifiants.
    """

    encaisser = Signal(object)
    ouvrir = Signal(object)
    signer = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.segment = Segment("Liste", CHOIX, Volet.A_ENCAISSER)
        self.lot = Bouton("Signer et mettre en lot", StyleBouton.PRINCIPAL, icone="signature", raccourci="S")
        self.alerte = Bandeau("", ton=Ton.ATTENTION)
        self.chargement = Chargement()
        self.nombre = petit(encre="texte2")
        self.carte = Carte(TITRES[Volet.A_ENCAISSER], droite=self.nombre, espace=0)
        self.piles = QStackedWidget()
        self.visites: ModeleTable[VisiteDuJour] = ModeleTable(A_ENCAISSER, cle=lambda v: v.id)
        self.feuilles: ModeleTable[FactureListee] = ModeleTable(FEUILLES, cle=lambda f: f.id)
        self.impayees: ModeleTable[FactureListee] = ModeleTable(A_REGLER, cle=lambda f: f.id)
        self.lots: ModeleTable[FicheLot] = ModeleTable(LOTS, cle=lambda lot: lot.id)
        self.tableaux = {
            Volet.A_ENCAISSER: self._tableau(Volet.A_ENCAISSER, self.visites, self.encaisser.emit),
            Volet.FEUILLES: self._tableau(Volet.FEUILLES, self.feuilles, self.ouvrir.emit),
            Volet.A_REGLER: self._tableau(Volet.A_REGLER, self.impayees, self.ouvrir.emit),
            Volet.LOTS: self._tableau(Volet.LOTS, self.lots, lambda _lot: None),
        }
        self._ranger()
        self.segment.choisi.connect(self._changer_de_volet)
        self.lot.au_clic(self._signer)

    def montrer(self, journee: Journee) -> None:
        """Remplace les quatre listes."""
        self.chargement.finir()
        self.visites.remplacer(journee.a_encaisser)
        self.feuilles.remplacer(journee.feuilles)
        self.impayees.remplacer(journee.a_regler)
        self.lots.remplacer(journee.lots)
        for tableau in self.tableaux.values():
            _choisir_la_premiere(tableau)
        self._montrer_le_volet()

    def a_signer(self) -> tuple[int, ...]:
        """Les feuilles montrées qui attendent leur signature ou leur lot."""
        etats = {EtatFacture.VALIDEE, EtatFacture.SIGNEE}
        return tuple(f.id for f in self.feuilles.lignes if f.etat in etats and f.annule_id is None)

    def activer(self) -> None:
        """Le clavier est sur la liste."""
        self.tableaux[self.segment.valeur()].setFocus()

    def signees(self, bilan: Bilan) -> None:
        """Dit celles qui attendent encore une carte."""
        self.lot.setEnabled(bool(self.a_signer()))
        self.alerte.setVisible(bool(bilan.autres))
        if bilan.autres:
            attendus = ", ".join(dict.fromkeys(de(fiche.praticien) for fiche in bilan.autres))
            nombre = len(bilan.autres)
            feuilles = f"{nombre} feuilles restent validées" if nombre > 1 else "Une feuille reste validée"
            self.alerte.dire(f"{feuilles}\u00a0: il faut la carte {attendus}.", "L’insérer, puis S.", Ton.ATTENTION)

    def non_signees(self, refus: ErreurSecretariat) -> None:
        """Dit pourquoi rien n’est signé."""
        self.lot.setEnabled(True)
        self.alerte.dire(f"Les feuilles restent validées. {refus}", refus.conseil, Ton.ATTENTION)
        self.alerte.show()

    def _tableau(self, volet: Volet, modele: ModeleTable[Any], activer: Callable[[Any], object]) -> Tableau[Any]:
        message, detail = VIDES[volet]
        tableau: Tableau[Any] = Tableau(TITRES[volet], modele, EtatVide("facturation", message, detail))
        tableau.setObjectName(f"facturation.{volet.value}")
        tableau.active.connect(activer)
        self.piles.addWidget(tableau)
        return tableau

    def _ranger(self) -> None:
        self.segment.setObjectName("facturation.volet")
        self.lot.setObjectName("facturation.signer_tout")
        self.alerte.hide()
        self.carte.ajouter(self.chargement)
        self.carte.corps.addWidget(self.piles, 1)
        page = pile(ligne(self.segment, None, self.lot), self.alerte, espace=ESPACE.grand, marges=MARGES)
        page.addWidget(self.carte, 1)
        self.setLayout(page)
        self._montrer_le_volet()

    def _changer_de_volet(self, _volet: Volet) -> None:
        self._montrer_le_volet()

    def _montrer_le_volet(self) -> None:
        volet = self.segment.valeur()
        self.piles.setCurrentWidget(self.tableaux[volet])
        self.carte.titre.setText(TITRES[volet])
        self.nombre.setText(_compte(self.tableaux[volet].model().rowCount()))
        restantes = self.a_signer()
        self.lot.setVisible(volet is Volet.FEUILLES)
        self.lot.setEnabled(bool(restantes))
        self.lot.nommer(f"Signer et mettre en lot ({len(restantes)})" if restantes else "Signer et mettre en lot")

    def _signer(self) -> None:
        self.lot.setEnabled(False)
        self.alerte.hide()
        self.signer.emit(self.a_signer())


def _choisir_la_premiere(tableau: Tableau[Any]) -> None:
    if tableau.ligne_courante() is None and tableau.model().rowCount():
        tableau.selectRow(0)


def _compte(nombre: int) -> str:
    return {0: "", 1: "1 ligne"}.get(nombre, f"{nombre} lignes")
