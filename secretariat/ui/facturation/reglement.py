"""La colonne de droite : ce que le patient doit, comment il le règle, et le bouton qui encaisse.

Le montant reçu peut dépasser le dû en espèces : l’écran dit ce qu’il faut rendre, et seul le dû s’encaisse.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Signal

from secretariat.comptabilite.valeurs import MoyenPaiement
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.montant import ZERO, Montant
from secretariat.ui.composants import (
    Bandeau,
    Bouton,
    Carte,
    ChampMontant,
    Filet,
    Option,
    Puce,
    StyleBouton,
    Tuiles,
    chiffre,
    contenir,
    gras,
    ligne,
    petit,
    pile,
)
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, Ton
from secretariat.ui.typographie import montant


class Attente(StrEnum):
    """Le choix de ne pas régler tout de suite."""

    PLUS_TARD = "plus_tard"


Choix = MoyenPaiement | Attente
OPTIONS: tuple[Option[Choix], ...] = (
    Option("Carte bancaire", MoyenPaiement.CARTE, "carte", "C"),
    Option("Espèces", MoyenPaiement.ESPECES, "billet", "E"),
    Option("Chèque", MoyenPaiement.CHEQUE, "cheque", "H"),
)
PLUS_TARD: Option[Choix] = Option("Régler plus tard", Attente.PLUS_TARD, "horloge", "L")


@dataclass(frozen=True, slots=True)
class Paiement:
    """Ce que le patient fait : régler ce montant par ce moyen, ou rien (`moyen` absent)."""

    moyen: MoyenPaiement | None
    montant: Montant


class CarteReglement(Carte):
    """« À régler » ; `avant` valide d’abord la facture, sinon elle l’est déjà.

    Signals:
        demande: La personne encaisse ; porte un `Paiement`. Le bouton reste inactif jusqu’à `debloquer`.
    """

    demande = Signal(object)

    def __init__(self, *, avant: bool) -> None:
        super().__init__(espace=ESPACE.moyen)
        self._avant, self._du, self._occupe, self._permis = avant, ZERO, False, True
        self.du = chiffre("—")
        self.du.setObjectName("facturation.du")
        self.nature = Puce("Ticket modérateur", "info", Ton.INFO)
        self.moyens: Tuiles[Choix] = Tuiles(
            "Moyen de paiement", (*OPTIONS, PLUS_TARD) if avant else OPTIONS, MoyenPaiement.CARTE
        )
        self.moyens.setObjectName("facturation.moyens")
        self.recu = ChampMontant("Montant reçu")
        self.rendre = Bandeau("", ton=Ton.INFO, icone="billet")
        self.refus = Bandeau("", ton=Ton.DANGER)
        self.valider = Bouton(
            "", StyleBouton.PRINCIPAL, icone="coche", raccourci="Ctrl+Return", hauteur=HAUTEUR.valider
        ).large(centre=True)
        self.suite = petit(encre="texte2").replier()
        self._payer = contenir(
            pile(Filet(), ESPACE.petit, gras("Moyen de paiement"), self.moyens, self.recu, espace=ESPACE.petit)
        )
        self._ranger()
        self._brancher()

    def attendre(self, du: Montant, *, nature: str = "", suite: str = "", permis: bool = True) -> None:
        """Montre ce qui est dû ; `permis` à faux interdit de valider tant que la cotation a une faute."""
        self._du, self._permis = du, permis
        self.du.setText(montant(du))
        self.du.setAccessibleName(f"À régler\u00a0: {du}")
        self.nature.setVisible(bool(nature))
        self.nature.montrer(nature, "info", Ton.INFO)
        self.suite.setText(suite)
        self.suite.setVisible(bool(suite))
        self.refus.hide()
        self._payer.setVisible(du > ZERO)
        self.recu.poser_montant(du)
        self._adapter()

    def bloquer(self) -> None:
        """Interdit de valider pendant que la cotation se refait."""
        self._permis = False
        self._adapter()

    def debloquer(self, refus: ErreurSecretariat | None = None) -> None:
        """Le travail demandé est fini ; montre le refus s’il y en a un."""
        self._occupe = False
        if refus is not None:
            self.refus.dire(str(refus), refus.conseil, Ton.DANGER)
            self.refus.show()
        self._adapter()

    def _ranger(self) -> None:
        self.ajouter(petit("À régler", encre="texte2"), ligne(self.du, None, self.nature), self._payer)
        self.ajouter(self.rendre, self.refus, self.valider, self.suite)
        self.rendre.hide()
        self.refus.hide()

    def _brancher(self) -> None:
        self.setAccessibleName("Règlement")
        self.valider.setObjectName("facturation.valider")
        self.recu.saisie.setObjectName("facturation.recu")
        self.moyens.choisi.connect(lambda _moyen: self._adapter())
        self.recu.modifie.connect(self._adapter)
        self.recu.valide.connect(self._demander)
        self.valider.au_clic(self._demander)

    def _moyen(self) -> MoyenPaiement | None:
        choisi = self.moyens.valeur()
        return choisi if isinstance(choisi, MoyenPaiement) and self._du > ZERO else None

    def _adapter(self) -> None:
        moyen = self._moyen()
        self.recu.setVisible(moyen is not None)
        self.valider.nommer(self._libelle(moyen))
        self.valider.setEnabled(self._permis and not self._occupe)
        recu = self.recu.valeur()
        a_rendre = recu - self._du if recu is not None and moyen is MoyenPaiement.ESPECES else ZERO
        self.rendre.setVisible(a_rendre > ZERO)
        self.rendre.dire(f"À rendre\u00a0: {a_rendre}", ton=Ton.INFO)

    def _libelle(self, moyen: MoyenPaiement | None) -> str:
        if moyen is None:
            return "Valider, règlement plus tard" if self._du > ZERO else "Valider, rien à encaisser"
        return f"Valider et encaisser {self._du}" if self._avant else f"Encaisser {self._du}"

    def _demander(self) -> None:
        if self._occupe or not self._permis:
            return
        moyen = self._moyen()
        if moyen is not None and not self._recu_convient(moyen):
            self.recu.setFocus()
            return
        self._occupe = True
        self.refus.hide()
        self._adapter()
        self.demande.emit(Paiement(moyen, self._du))

    def _recu_convient(self, moyen: MoyenPaiement) -> bool:
        recu = self.recu.valeur()
        if not self.recu.verifier() or recu is None or recu < ZERO:
            self.recu.refuser(self.recu.erreur or f"Saisir le montant reçu\u00a0: {self._du} attendus.")
            return False
        if recu < self._du:
            self.recu.refuser(f"Il manque {self._du - recu}\u202f: {self._du} sont attendus.")
            return False
        if recu > self._du and moyen is not MoyenPaiement.ESPECES:
            self.recu.refuser(f"{recu - self._du} de trop\u202f: {self._du} sont attendus.")
            return False
        return True
