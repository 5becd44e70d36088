"""Sous le journal, l’écriture choisie et ce que l’on peut en faire : la contre-passer, aller à sa liée."""

from __future__ import annotations

from PySide6.QtCore import Signal

from secretariat.comptabilite.valeurs import LigneEcriture, Origine
from secretariat.ui.composants import Bouton, Panneau, corps, petit, pile
from secretariat.ui.comptabilite.colonnes import lien
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR

INVITE = "Choisir une écriture pour la contre-passer."


class BarreEcriture(Panneau):
    """L’écriture choisie.

    Signals:
        contrepasser: On veut annuler l’écriture ; la porte.
        aller: On veut voir l’écriture liée ; porte son numéro.
    """

    contrepasser = Signal(object)
    aller = Signal(int)

    def __init__(self) -> None:
        super().__init__(en_ligne=True, marges=(0, ESPACE.moyen, 0, 0), espace=ESPACE.moyen)
        self._ecriture: LigneEcriture | None = None
        self.titre = corps(graisse=500).abreger()
        self.detail = petit(encre="texte2").abreger()
        self.liee = Bouton("", icone="droite", raccourci="L", hauteur=HAUTEUR.bouton_carte)
        self.annuler = Bouton("Contre-passer…", icone="annuler", raccourci="X", hauteur=HAUTEUR.bouton_carte)
        self.liee.setObjectName("comptabilite.liee")
        self.annuler.setObjectName("comptabilite.contrepasser")
        self.rangee.addLayout(pile(self.titre, self.detail, espace=ESPACE.infime), 1)
        self.ajouter(self.liee, self.annuler)
        self.liee.au_clic(self._aller)
        self.annuler.au_clic(self._contrepasser)
        self.montrer(None)

    def montrer(self, ecriture: LigneEcriture | None) -> None:
        """Montre cette écriture, ou invite à en choisir une."""
        self._ecriture = ecriture
        self.titre.setText(f"Écriture {ecriture.numero}\u00a0: {ecriture.libelle}" if ecriture else INVITE)
        self.detail.setText(_detail(ecriture) if ecriture else "")
        self.detail.setVisible(bool(self.detail.text()))
        cible = _liee(ecriture) if ecriture else None
        self.liee.nommer(f"Voir l’écriture {cible}")
        self.liee.setVisible(cible is not None)
        self.annuler.setEnabled(ecriture is not None and est_annulable(ecriture))

    def _aller(self) -> None:
        if self._ecriture is not None and (cible := _liee(self._ecriture)) is not None:
            self.aller.emit(cible)

    def _contrepasser(self) -> None:
        if self._ecriture is not None:
            self.contrepasser.emit(self._ecriture)


def est_annulable(ecriture: LigneEcriture) -> bool:
    """Vrai pour une écriture intacte qui ne vient pas d’une facture : celle-là se corrige avec sa facture."""
    return not lien(ecriture) and ecriture.origine is not Origine.PATIENT


def _liee(ecriture: LigneEcriture) -> int | None:
    return ecriture.contrepasse or ecriture.contrepassee_par


def _detail(ecriture: LigneEcriture) -> str:
    if dit := lien(ecriture):
        return f"{dit} · saisie par {ecriture.auteur}"
    if ecriture.origine is Origine.PATIENT:
        return f"Recette de la facture {ecriture.piece}\u00a0: elle se contre-passe depuis la facture (F6)."
    return f"Saisie par {ecriture.auteur}"
