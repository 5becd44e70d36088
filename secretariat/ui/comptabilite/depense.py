"""La saisie d’une dépense, dans l’écran même : une ligne de champs, Ctrl+Entrée pour inscrire."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from secretariat.comptabilite.valeurs import LIBELLES_MOYENS, Mouvement, MoyenPaiement
from secretariat.socle.horloge import Horloge, a_paris
from secretariat.socle.montant import ZERO
from secretariat.ui.composants import (
    Bouton,
    ChampDate,
    ChampMontant,
    ChampTexte,
    ListeChoix,
    StyleBouton,
    ligne,
)
from secretariat.ui.composants.saisie_en_place import SaisieEnPlace
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR

MOYENS = tuple((libelle, moyen) for moyen, libelle in LIBELLES_MOYENS.items())


class FormulaireDepense(SaisieEnPlace):
    """Une dépense à inscrire.

    Signals:
        saisie: La saisie est complète ; porte le mouvement.
    """

    saisie = Signal(object)

    def __init__(self, horloge: Horloge) -> None:
        inscrire = Bouton(
            "Inscrire la dépense", StyleBouton.PRINCIPAL, raccourci="Ctrl+Return", hauteur=HAUTEUR.bouton_carte
        )
        super().__init__("Nouvelle dépense", inscrire)
        self.inscrire = inscrire
        self._horloge = horloge
        self.setObjectName("comptabilite.depense")
        self.montant = ChampMontant("Montant", obligatoire=True)
        self.libelle = ChampTexte("Libellé", obligatoire=True)
        self.tiers = ChampTexte("Fournisseur")
        self.piece = ChampTexte("Pièce", invite="n° de facture, ticket…")
        self.moyen: ListeChoix[MoyenPaiement] = ListeChoix("Moyen", MOYENS, MoyenPaiement.CARTE)
        self.jour = ChampDate("Date", horloge, obligatoire=True)
        self._ranger()
        self.inscrire.au_clic(self._donner)

    def ouvrir(self) -> None:
        """Vide les champs et place la personne sur le montant."""
        for champ in (self.libelle, self.tiers, self.piece):
            champ.poser("")
        self.montant.poser_montant(None)
        self.moyen.choisir(MoyenPaiement.CARTE)
        self.jour.poser_date(self._aujourd_hui())
        self._rouvrir()
        self.montant.setFocus()

    def _ranger(self) -> None:
        haut = self._rangee((self.montant, 2), (self.libelle, 4), (self.tiers, 3))
        bas = self._rangee((self.jour, 3), (self.moyen, 3), (self.piece, 3))
        self.ajouter(haut, bas, self.refus, ligne(None, self.renoncer, self.inscrire))

    def _rangee(self, *champs: tuple[QWidget, int]) -> QHBoxLayout:
        rangee = ligne(espace=ESPACE.moyen)
        for champ, part in champs:
            rangee.addWidget(champ, part)
        return rangee

    def _donner(self) -> None:
        self.refus.hide()
        obligatoires = (self.montant, self.libelle, self.jour)
        fautifs = [champ for champ in obligatoires if not champ.verifier()]
        somme, jour = self.montant.valeur(), self.jour.valeur()
        if fautifs or jour is None:
            fautifs[0].setFocus()
            return
        self.inscrire.setEnabled(False)
        self.saisie.emit(
            Mouvement(
                jour,
                somme or ZERO,
                self.libelle.texte(),
                tiers=self.tiers.texte(),
                piece=self.piece.texte(),
                moyen=self.moyen.valeur(),
            )
        )

    def _aujourd_hui(self) -> date:
        return a_paris(self._horloge()).date()
