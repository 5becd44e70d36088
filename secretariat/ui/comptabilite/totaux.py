"""Les sommes de la période : recettes, dépenses et solde, chacune par moyen de paiement."""

from __future__ import annotations

from collections.abc import Mapping

from secretariat.comptabilite.valeurs import LIBELLES_MOYENS, MoyenPaiement, Totaux
from secretariat.socle.montant import Montant
from secretariat.ui.composants import Carte, Etiquette, LigneInfo, petit, vider
from secretariat.ui.composants.panneau import Panneau
from secretariat.ui.theme.jetons import ESPACE
from secretariat.ui.typographie import montant


class CarteTotal(Carte):
    """Une somme, en titre, et ce qui la compose."""

    def __init__(self, nom: str) -> None:
        self.somme = Etiquette("", "titre", graisse=600)
        super().__init__(nom, droite=self.somme, espace=0)
        self.setObjectName(f"comptabilite.total.{nom.lower()}")

    def montrer(self, somme: Montant, lignes: Mapping[str, str], *, vide: str) -> None:
        """Montre la somme et ses lignes ; `vide` se dit quand il n’y en a pas."""
        self.somme.setText(montant(somme))
        self.setAccessibleName(f"{self.titre.text()}\u00a0: {somme}")
        vider(self.corps)
        for libelle, valeur in lignes.items():
            self.corps.addWidget(LigneInfo(libelle, valeur))
        if not lignes:
            self.corps.addWidget(petit(vide))
        self.corps.addStretch(1)


class BandeDesTotaux(Panneau):
    """Les trois cartes, côte à côte."""

    def __init__(self) -> None:
        super().__init__(en_ligne=True, espace=ESPACE.grand)
        self.recettes, self.depenses, self.solde = (CarteTotal(nom) for nom in ("Recettes", "Dépenses", "Solde"))
        for carte in (self.recettes, self.depenses, self.solde):
            self.rangee.addWidget(carte, 1)

    def montrer(self, totaux: Totaux, *, ecritures: int, contrepassees: int) -> None:
        """Montre les sommes d’une période, le nombre de ses écritures et de ses contre-passations."""
        self.recettes.montrer(totaux.recette, _par_moyen(totaux.recettes), vide="Aucune recette sur la période.")
        self.depenses.montrer(totaux.depense, _par_moyen(totaux.depenses), vide="Aucune dépense sur la période.")
        lignes = {"Écritures": str(ecritures), "Contre-passations": str(contrepassees)}
        self.solde.montrer(totaux.solde, lignes, vide="")


def _par_moyen(sommes: Mapping[MoyenPaiement, Montant]) -> dict[str, str]:
    return {LIBELLES_MOYENS[moyen]: montant(sommes[moyen]) for moyen in MoyenPaiement if moyen in sommes}
