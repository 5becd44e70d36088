"""Remettre la fiche de récupération, puis s’assurer que la personne l’a : elle en retape une partie, fiche en main."""

from __future__ import annotations

import random

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from secretariat.cabinet.valeurs import FicheRecuperation
from secretariat.socle import recuperation
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.ui import enregistrer_sous, imprimer
from secretariat.ui.composants.bouton import Bouton, StyleBouton
from secretariat.ui.composants.champ import ChampTexte
from secretariat.ui.composants.etiquette import corps, gras, petit
from secretariat.ui.composants.rangement import contenir, ligne, pile
from secretariat.ui.taches import Taches
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR

COLONNES = 3


class EpreuveDeLaFiche(QWidget):
    """La fiche, puis l’épreuve.

    Signals:
        reussie: La personne a retapé ce qu’on lui demandait : elle a la fiche.
        finie: On peut continuer, l’épreuve réussie ou remise à plus tard.
    """

    reussie = Signal()
    finie = Signal()

    def __init__(self, fiche: FicheRecuperation, taches: Taches, *, plus_tard: bool = True) -> None:
        super().__init__()
        self._fiche, self._taches = fiche, taches
        hasard = random.SystemRandom()
        self.groupes: tuple[int, ...] = tuple(sorted(hasard.sample(range(1, 9), 2)))
        self.mots: tuple[int, ...] = tuple(sorted(hasard.sample(range(1, 16), 2)))
        self.continuer = self._large("J’ai la fiche, la vérifier", "premier.note").au_clic(self._eprouver)
        self.saisie = ChampTexte(
            f"Groupes {self.groupes[0]} et {self.groupes[1]}, ou mots {self.mots[0]} et {self.mots[1]}, ou code QR",
            obligatoire=True,
        )
        self.saisie.saisie.setObjectName("premier.epreuve")
        self.saisie.valide.connect(self._verifier)
        self.verifier = self._large("Vérifier", "premier.verifier").au_clic(self._verifier)
        self.revoir = Bouton("Revoir la fiche", StyleBouton.DISCRET).au_clic(self.commencer)
        self.plus_tard = Bouton("Vérifier plus tard", StyleBouton.DISCRET).au_clic(self.finie.emit)
        if not plus_tard:
            self.plus_tard.hide()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._page_de_la_fiche())
        self._pages.addWidget(self._page_de_l_epreuve())
        rangee = QVBoxLayout(self)
        rangee.setContentsMargins(0, 0, 0, 0)
        rangee.addWidget(self._pages)

    def commencer(self) -> None:
        """Montre la fiche, le clavier sur ce qui continue."""
        self._pages.setCurrentIndex(0)
        self.continuer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _page_de_la_fiche(self) -> QWidget:
        self.enregistrer = Bouton("Enregistrer en PDF…", icone="telecharger", hauteur=HAUTEUR.bouton_carte)
        self.papier = Bouton("Imprimer…", icone="imprimer", hauteur=HAUTEUR.bouton_carte)
        self.enregistrer.au_clic(self._enregistrer)
        self.papier.au_clic(self._imprimer)
        self.dit = petit("", encre="texte2").replier()
        self.dit.hide()
        code = self._fiche.code
        moities = code[: len(code) // 2], code[len(code) // 2 + 1 :]
        return contenir(
            pile(
                *(gras(moitie).selectionnable() for moitie in moities),
                petit("ou les mêmes bits en quinze mots", encre="texte2"),
                contenir(self._grille_des_mots()),
                ligne(self.papier, self.enregistrer, None),
                self.dit,
                self.continuer,
                None,
                espace=ESPACE.moyen,
            )
        )

    def _page_de_l_epreuve(self) -> QWidget:
        return contenir(
            pile(
                corps("Fiche en main, retaper ce qu’elle dit, ou lire son code QR avec une douchette.").replier(),
                self.saisie,
                self.verifier,
                ligne(self.revoir, None, self.plus_tard),
                None,
                espace=ESPACE.moyen,
            )
        )

    def _grille_des_mots(self) -> QGridLayout:
        grille = QGridLayout()
        grille.setContentsMargins(0, 0, 0, 0)
        for rang, mot in enumerate(recuperation.en_mots(self._fiche.code)):
            grille.addWidget(petit(f"{rang + 1}. {mot}", encre="texte"), rang // COLONNES, rang % COLONNES)
        return grille

    def _large(self, libelle: str, nom: str) -> Bouton:
        bouton = Bouton(libelle, StyleBouton.PRINCIPAL, icone="coche").large(centre=True)
        bouton.setObjectName(nom)
        return bouton

    def _eprouver(self) -> None:
        self.saisie.poser("")
        self._pages.setCurrentIndex(1)
        self.saisie.saisie.setFocus(Qt.FocusReason.OtherFocusReason)

    def _verifier(self) -> None:
        if not recuperation.confirme(self._fiche.code, self.saisie.texte(), groupes=self.groupes, mots=self.mots):
            self.saisie.refuser("Ce n’est pas ce que dit la fiche\u00a0: la relire, ou la revoir.")
            self.saisie.saisie.selectAll()
            return
        self.reussie.emit()
        self.finie.emit()

    def _en_pdf(self) -> bytes:
        from secretariat.cabinet import fiche_recuperation  # noqa: PLC0415  (reportlab ne se charge qu’ici)

        return fiche_recuperation.en_pdf(self._fiche)

    def _enregistrer(self) -> None:
        nom = f"fiche-de-recuperation-{self._fiche.jour}.pdf"
        chemin = enregistrer_sous.demander(self, nom, "Document PDF (*.pdf)", "Enregistrer la fiche de récupération")
        if chemin is not None:
            self._taches.travailler(
                lambda _suivi: enregistrer_sous.ecrire(chemin, self._en_pdf()),
                lambda ecrit: self._dire(f"Enregistrée\u00a0: {ecrit}. L’imprimer, puis effacer le fichier."),
                en_cas_de_refus=self._sur_refus,
            )

    def _imprimer(self) -> None:
        imprimer.imprimer(self._taches, self, self._en_pdf)

    def _sur_refus(self, erreur: ErreurSecretariat) -> None:
        self._dire(f"{erreur} {erreur.conseil}")

    def _dire(self, texte: str) -> None:
        self.dit.setText(texte)
        self.dit.show()
