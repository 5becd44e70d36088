"""Les actes d’une facture : le tableau, et de quoi en ajouter ou en retirer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from secretariat.facturation.valeurs import ActePropose
from secretariat.ui.composants import (
    Bouton,
    BoutonIcone,
    Carte,
    EtatVide,
    ListeChoix,
    Panneau,
    StyleBouton,
    Tableau,
    contenir,
    ligne,
)
from secretariat.ui.facturation.presentation import LigneMontree, Presentation
from secretariat.ui.modele_table import Colonne, ModeleTable
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR

COLONNES: tuple[Colonne[LigneMontree], ...] = (
    Colonne("Code", lambda a: a.code, graisse=600, encre=lambda _: "accent"),
    Colonne("Acte", lambda a: a.acte, graisse=500, detail=lambda a: a.detail, etiree=True),
    Colonne("Tarif", lambda a: a.tarif, droite=True),
    Colonne("Taux", lambda a: a.taux, droite=True, encre=lambda _: "texte2", accessoire=True),
    Colonne("AMO", lambda a: a.amo, droite=True),
    Colonne("AMC", lambda a: a.amc, droite=True),
    Colonne("Patient", lambda a: a.patient, droite=True, graisse=600),
)


class _ChoixActe(Panneau):
    """La liste des actes, et le bouton qui ajoute le choisi ; Entrée ajoute, Échap referme.

    Signals:
        choisi: Un acte est choisi ; porte son code.
        renonce: La personne renonce.
    """

    choisi = Signal(str)
    renonce = Signal()

    def __init__(self) -> None:
        super().__init__(en_ligne=True, espace=ESPACE.petit)
        self.liste: ListeChoix[str] = ListeChoix("Acte à ajouter")
        self.liste.saisie.setObjectName("facturation.acte")
        self.ajout = Bouton("Ajouter", StyleBouton.PRINCIPAL).au_clic(self._choisir)
        self.ajouter(self.liste, self.ajout)
        self.rangee.setStretch(0, 1)
        self.rangee.setAlignment(self.ajout, Qt.AlignmentFlag.AlignBottom)
        self.hide()

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Entrée ajoute, Échap renonce."""
        match evenement.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._choisir()
            case Qt.Key.Key_Escape:
                self.renonce.emit()
            case _:
                super().keyPressEvent(evenement)

    def _choisir(self) -> None:
        if self.liste.saisie.count():
            self.choisi.emit(self.liste.valeur())


class CarteActes(Carte):
    """Les actes cotés.

    Signals:
        ajoute: On ajoute un acte ; porte son code.
        retire: On retire un acte ; porte son code.
    """

    ajoute = Signal(str)
    retire = Signal(str)

    def __init__(self, *, modifiable: bool) -> None:
        self.ajout = Bouton("Ajouter un acte", icone="plus", raccourci="+", hauteur=HAUTEUR.bouton_titre)
        self.retrait = BoutonIcone("corbeille", "Retirer l’acte (Suppr)", hauteur=HAUTEUR.bouton_titre)
        outils = contenir(ligne(self.retrait, self.ajout)) if modifiable else None
        super().__init__("Actes", droite=outils, espace=ESPACE.petit)
        self.modele: ModeleTable[LigneMontree] = ModeleTable(COLONNES, cle=lambda a: a.code)
        vide = EtatVide("facturation", "Aucun acte.", "Ajouter un acte avec la touche +.")
        self.tableau = Tableau("Actes", self.modele, vide)
        self.tableau.setObjectName("facturation.actes")
        self.choix = _ChoixActe()
        self.ajouter(self.choix, self.tableau)
        self._brancher()

    def proposer(self, actes: Sequence[ActePropose]) -> None:
        """Les actes que l’on peut ajouter."""
        self.choix.liste.proposer([(f"{a.code} — {a.libelle} — {a.tarif}", a.code) for a in actes])

    def montrer(self, presentation: Presentation) -> None:
        """Montre les actes et le total."""
        self.modele.remplacer(presentation.lignes)
        lignes_minimales = 2
        hauteur = self.tableau.hauteur_du_contenu()
        if not presentation.lignes:
            hauteur *= lignes_minimales
        self.tableau.setFixedHeight(hauteur + ESPACE.infime)
        self._montrer_le_retrait(self.tableau.ligne_courante())

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Suppr retire l’acte choisi."""
        if evenement.key() == Qt.Key.Key_Delete and self.retrait.isEnabled():
            self._retirer()
            return
        super().keyPressEvent(evenement)

    def _brancher(self) -> None:
        self.ajout.setObjectName("facturation.ajouter_acte")
        self.ajout.au_clic(self._ouvrir_le_choix)
        self.retrait.au_clic(self._retirer)
        self.choix.choisi.connect(self._ajouter_l_acte)
        self.choix.renonce.connect(self._fermer_le_choix)
        self.tableau.choisie.connect(self._montrer_le_retrait)
        self._montrer_le_retrait(None)

    def _ouvrir_le_choix(self) -> None:
        self.choix.show()
        self.choix.liste.setFocus()

    def _fermer_le_choix(self) -> None:
        self.choix.hide()
        self.tableau.setFocus()

    def _ajouter_l_acte(self, code: str) -> None:
        self._fermer_le_choix()
        self.ajoute.emit(code)

    def _montrer_le_retrait(self, choisie: LigneMontree | None) -> None:
        self.retrait.setEnabled(choisie is not None and not choisie.est_total)

    def _retirer(self) -> None:
        choisie = self.tableau.ligne_courante()
        if choisie is not None and not choisie.est_total:
            self.retire.emit(choisie.code)
