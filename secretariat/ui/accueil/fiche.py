"""La fiche d’une personne dans une liste d’attente : qui, pour qui, depuis quand ; et les gestes de sa section."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from secretariat.ui.accueil.etats import EtatMontre
from secretariat.ui.composants import (
    Bouton,
    Etiquette,
    Fond,
    Icone,
    Panneau,
    StyleBouton,
    garnir,
    gras,
    ligne,
    petit,
    pile,
)
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, ICONE, RAYON

MARGES = (ESPACE.moyen, ESPACE.petit, ESPACE.moyen, ESPACE.petit)
REPOS = Fond("surface", "bord", RAYON.controle)
VISEE = Fond("surface", "bord_champ", RAYON.controle)
CHOISIE = Fond("accent_fond", "accent", RAYON.controle)


@dataclass(frozen=True, slots=True)
class Fiche:
    """Ce que l’on montre d’une personne ; `objet` est la visite ou le rendez-vous que les gestes reçoivent."""

    cle: int
    nom: str
    detail: str
    etat: EtatMontre
    objet: Any
    remarque: str = ""
    encre_remarque: str = "texte2"

    def dite(self) -> str:
        """Tout ce qu’elle montre, en une phrase."""
        return ", ".join(filter(None, (self.nom, self.detail, self.etat.mot, self.remarque)))


@dataclass(frozen=True, slots=True)
class GesteDeFiche:
    """Un geste offert sous une section, et sa touche quand le clavier y est."""

    touche: str
    libelle: str
    icone: str
    faire: Callable[[Any], None]
    style: StyleBouton = StyleBouton.A_BORD


class CartePersonne(Panneau):
    """Une personne ; le focus la choisit.

    Signals:
        choisie: Elle a pris le focus ; porte sa clé.
        quittee: Elle l’a perdu.
        ouverte: Entrée ou un double clic ; porte l’objet de sa fiche.
    """

    choisie = Signal(int)
    quittee = Signal()
    ouverte = Signal(object)

    def __init__(self) -> None:
        super().__init__(REPOS, marges=MARGES, espace=2)
        self._fiche: Fiche | None = None
        self._nom, self._detail = gras().abreger(), petit(encre="texte2").abreger()
        self._remarque = petit(graisse=500).replier()
        self._icone = Icone("horloge", "texte2", ICONE.petite)
        self._mot = Etiquette("", "petit", graisse=600)
        tete = ligne(espace=ESPACE.infime)
        tete.addWidget(self._nom, 1)
        garnir(tete, self._icone, self._mot)
        self.ajouter(tete, self._detail, self._remarque)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setProperty("rayon", RAYON.controle)

    @property
    def fiche(self) -> Fiche | None:
        """La fiche montrée."""
        return self._fiche

    def montrer(self, fiche: Fiche) -> None:
        """Montre cette personne."""
        self._fiche = fiche
        self._nom.setText(fiche.nom)
        self._detail.setText(fiche.detail)
        self._remarque.setText(fiche.remarque)
        self._remarque.setVisible(bool(fiche.remarque))
        self._remarque.teindre(fiche.encre_remarque)
        self._icone.montrer(fiche.etat.icone, fiche.etat.encre)
        self._mot.setText(fiche.etat.mot)
        self._mot.teindre(fiche.etat.encre)
        self.setAccessibleName(fiche.dite())

    def marquer(self, *, visee: bool) -> None:
        """Distingue celle que les gestes de la section visent, et plus encore celle qui a le clavier."""
        au_repos = VISEE if visee else REPOS
        self.peindre_avec(CHOISIE if self.hasFocus() else au_repos)

    def focusInEvent(self, evenement: QFocusEvent) -> None:
        """La choisit."""
        super().focusInEvent(evenement)
        if self._fiche is not None:
            self.choisie.emit(self._fiche.cle)

    def focusOutEvent(self, evenement: QFocusEvent) -> None:
        """Reste visée, sans le clavier."""
        super().focusOutEvent(evenement)
        self.quittee.emit()

    def mouseDoubleClickEvent(self, evenement: QMouseEvent) -> None:
        """Ouvre le dossier."""
        self._ouvrir()

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Les flèches passent de l’une à l’autre, Entrée ouvre le dossier."""
        match evenement.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._ouvrir()
            case Qt.Key.Key_Down:
                self.focusNextChild()
            case Qt.Key.Key_Up:
                self.focusPreviousChild()
            case _:
                super().keyPressEvent(evenement)

    def _ouvrir(self) -> None:
        if self._fiche is not None:
            self.ouverte.emit(self._fiche.objet)


class Section(QWidget):
    """Une liste de personnes titrée ; ses gestes visent la personne choisie, la première à défaut.

    Signals:
        ouverte: On veut le dossier d’une personne ; porte l’objet de sa fiche.
    """

    ouverte = Signal(object)

    def __init__(self, titre: str, *gestes: GesteDeFiche, vide: str = "") -> None:
        super().__init__()
        self._gestes = {QKeySequence(g.touche): g for g in gestes}
        self._cartes: list[CartePersonne] = []
        self._choisie: int | None = None
        self._nombre = petit(encre="texte2")
        self._vide = petit(vide, encre="texte3").replier()
        self._dit_son_vide = bool(vide)
        self._liste = pile(espace=ESPACE.petit)
        self._boutons = [self._bouton(geste) for geste in gestes]
        entete = ligne(gras(titre), None, self._nombre)
        self.setLayout(pile(entete, self._vide, self._liste, ligne(*self._boutons), espace=ESPACE.petit))
        self.setAccessibleName(titre)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.montrer(())

    @property
    def fiches(self) -> tuple[Fiche, ...]:
        """Les personnes montrées."""
        return tuple(c.fiche for c in self._cartes if c.fiche is not None)

    @property
    def choisie(self) -> Fiche | None:
        """Celle que les gestes visent."""
        fiches = self.fiches
        return next((f for f in fiches if f.cle == self._choisie), fiches[0] if fiches else None)

    def carte(self, cle: int) -> CartePersonne | None:
        """La carte de cette personne."""
        return next((c for c in self._cartes if c.fiche is not None and c.fiche.cle == cle), None)

    def montrer(self, fiches: tuple[Fiche, ...]) -> None:
        """Montre ces personnes ; les cartes servent de nouveau, et le focus suit sa personne."""
        portait = next((c.fiche.cle for c in self._cartes if c.fiche is not None and c.hasFocus()), None)
        while len(self._cartes) > len(fiches):
            carte = self._cartes.pop()
            self._liste.removeWidget(carte)
            carte.hide()
            carte.deleteLater()
        while len(self._cartes) < len(fiches):
            self._cartes.append(self._nouvelle_carte())
        for carte, fiche in zip(self._cartes, fiches, strict=True):
            carte.montrer(fiche)
        if portait is not None and (carte_visee := self.carte(portait)) is not None:
            carte_visee.setFocus()
        nombre = len(fiches)
        self._nombre.setText(f"{nombre} personne{'s' if nombre > 1 else ''}" if nombre else "")
        self._vide.setVisible(not fiches and self._dit_son_vide)
        if self.parentWidget() is not None:
            self.setVisible(bool(fiches) or self._dit_son_vide)
        for bouton in self._boutons:
            bouton.setVisible(bool(fiches))
        self._marquer()

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Une lettre fait le geste, sur la personne choisie."""
        geste = self._gestes.get(QKeySequence(evenement.key()))
        if geste is None or evenement.modifiers() or self.choisie is None:
            super().keyPressEvent(evenement)
            return
        geste.faire(self.choisie.objet)

    def _bouton(self, geste: GesteDeFiche) -> Bouton:
        bouton = Bouton(
            geste.libelle,
            geste.style,
            icone=geste.icone,
            raccourci=geste.touche,
            lie=False,
            hauteur=HAUTEUR.bouton_carte,
        )
        return bouton.large().au_clic(lambda: self._faire(geste))

    def _faire(self, geste: GesteDeFiche) -> None:
        if self.choisie is not None:
            geste.faire(self.choisie.objet)

    def _nouvelle_carte(self) -> CartePersonne:
        carte = CartePersonne()
        carte.choisie.connect(self._choisir)
        carte.quittee.connect(self._marquer)
        carte.ouverte.connect(self.ouverte)
        self._liste.addWidget(carte)
        return carte

    def _choisir(self, cle: int) -> None:
        self._choisie = cle
        self._marquer()

    def _marquer(self) -> None:
        vise = self.choisie
        for carte in self._cartes:
            carte.marquer(visee=len(self._cartes) > 1 and carte.fiche is vise)
