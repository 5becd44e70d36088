"""« Modifié par un autre poste » : champ par champ, garder ma saisie ou reprendre celle de l’autre.

Rien n’est choisi d’avance et rien ne s’enregistre tant que tout n’est pas décidé ; Échap ramène à la saisie, intacte.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QSizePolicy, QWidget

from secretariat.socle.conflits import Changement, Divergence
from secretariat.ui.composants.bouton import Bouton
from secretariat.ui.composants.dialogue import Dialogue
from secretariat.ui.composants.etiquette import Etiquette, gras, petit
from secretariat.ui.composants.filet import Filet
from secretariat.ui.composants.panneau import Fond, Panneau
from secretariat.ui.composants.proposition import Proposition
from secretariat.ui.composants.rangement import contenir, ligne, pile
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, LARGEUR, RAYON
from secretariat.ui.typographie import date_courte, heure

Dire = Callable[[str, object], str]
RIEN = "— (vide)"
TITRE = "Modifié par un autre poste"
MIEN, AUTRE = 0, 1
MARGES_REPRISES = (ESPACE.grand, ESPACE.moyen, ESPACE.grand, ESPACE.moyen)


class ChampDispute(QWidget):
    """Un champ changé des deux côtés : sa valeur d’avant, puis les deux propositions.

    Signals:
        decide: Une des deux est choisie.
    """

    decide = Signal()

    def __init__(self, divergence: Divergence, dire: Dire) -> None:
        super().__init__()
        self.champ = divergence.champ
        self.setAccessibleName(divergence.libelle)
        avant, mien, autre = (
            dire(divergence.champ, valeur) or RIEN for valeur in (divergence.lu, divergence.voulu, divergence.actuel)
        )
        self.mien = self._proposer("Garder ma saisie", mien, touche="1")
        self.autre = self._proposer(_reprendre(divergence.par), autre, touche="2")
        for proposition, verbe in ((self.mien, "garder ma saisie"), (self.autre, _reprendre(divergence.par))):
            proposition.setAccessibleName(f"{divergence.libelle}, {verbe}\u00a0: {proposition.text()}")
            proposition.setObjectName(f"conflit.{divergence.champ}.{proposition.objectName()}")
        grille = QGridLayout()
        grille.setHorizontalSpacing(ESPACE.moyen)
        for colonne, proposition in enumerate(self.propositions):
            grille.addWidget(proposition, 0, colonne)
            grille.setColumnStretch(colonne, 1)
        ancien = _detail(f"Avant\u00a0: {avant}")
        self.setLayout(pile(gras(divergence.libelle), ancien, ESPACE.infime, grille, espace=2))

    @property
    def propositions(self) -> tuple[Proposition, Proposition]:
        """La mienne, puis celle de l’autre."""
        return self.mien, self.autre

    @property
    def est_decide(self) -> bool:
        """Vrai dès qu’une des deux est choisie."""
        return self.mien.isChecked() or self.autre.isChecked()

    def prendre_le_clavier(self, colonne: int) -> None:
        """Donne le clavier à la proposition choisie, à défaut à celle de cette colonne, sans rien choisir."""
        choisie = next((p for p in self.propositions if p.isChecked()), self.propositions[colonne])
        choisie.setFocus(Qt.FocusReason.TabFocusReason)

    def _proposer(self, qui: str, valeur: str, *, touche: str) -> Proposition:
        proposition = Proposition(qui, valeur, touche=touche)
        proposition.setObjectName(touche)
        proposition.toggled.connect(self._annoncer)
        return proposition

    def _annoncer(self, coche: bool) -> None:  # noqa: FBT001 — argument du signal
        if coche:
            self.decide.emit()


class DialogueConflit(Dialogue):
    """La question posée quand deux postes ont changé le même objet."""

    @classmethod
    def demander(
        cls,
        parent: QWidget | None,
        divergences: Sequence[Divergence],
        reprises: Sequence[Divergence],
        *,
        dire: Dire,
        valider: str = "Enregistrer",
        renoncer: str = "Revenir à la saisie",
    ) -> frozenset[str] | None:
        """Demande quoi garder ; rend les champs qui gardent ma saisie, ou rien si l’on revient à la saisie.

        `dire` écrit la valeur d’un champ comme les écrans la montrent.
        """
        dialogue = cls(parent, divergences, reprises, dire=dire, valider=valider)
        dialogue.bouton_annuler.nommer(renoncer)
        miens = dialogue.miens() if dialogue.ouvrir() else None
        dialogue.deleteLater()
        return miens

    def __init__(
        self,
        parent: QWidget | None,
        divergences: Sequence[Divergence],
        reprises: Sequence[Divergence],
        *,
        dire: Dire,
        valider: str = "Enregistrer",
    ) -> None:
        super().__init__(
            TITRE, parent, valider=valider, detail=_annoncer(divergences, reprises), largeur=LARGEUR.dialogue_large
        )
        self.setObjectName("conflit")
        self.disputes = tuple(ChampDispute(divergence, dire) for divergence in divergences)
        self.reste = petit("", encre="texte2")
        self.pied.insertWidget(0, self.reste)
        pieces = [*self._en_bloc(), *self._separes(), *_reprises(reprises, dire)]
        self._defile = contenir(pile(*pieces, None, espace=ESPACE.grand))
        self.aire = self.defiler(self._defile)
        for dispute in self.disputes:
            dispute.decide.connect(self._compter)
        self._compter()

    def miens(self) -> frozenset[str]:
        """Les champs qui gardent ma saisie."""
        return frozenset(dispute.champ for dispute in self.disputes if dispute.mien.isChecked())

    def verifier(self) -> bool:
        """Tout doit être décidé."""
        return all(dispute.est_decide for dispute in self.disputes)

    def tout_garder(self, colonne: int) -> None:
        """Décide tout d’un coup : la première colonne garde le mien, la seconde reprend l’autre."""
        for dispute in self.disputes:
            dispute.propositions[colonne].setChecked(True)
        self.bouton_valider.setFocus(Qt.FocusReason.TabFocusReason)

    def showEvent(self, evenement: QShowEvent) -> None:
        """Prend la hauteur de son contenu, et donne le clavier au premier champ à décider."""
        super().showEvent(evenement)
        self.ajuster_a(self.aire, self._defile, LARGEUR.dialogue_large)
        if self.disputes:
            self.disputes[0].prendre_le_clavier(MIEN)
        else:
            self.bouton_valider.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """1 et 2 décident du champ qui a le clavier, et passent au suivant qui reste à décider."""
        foyer = QApplication.focusWidget()
        rang = next((r for r, d in enumerate(self.disputes) if foyer is not None and d.isAncestorOf(foyer)), None)
        match evenement.key():
            case Qt.Key.Key_1 | Qt.Key.Key_2 if rang is not None:
                self._choisir(rang, MIEN if evenement.key() == Qt.Key.Key_1 else AUTRE)
            case _:
                super().keyPressEvent(evenement)

    def _choisir(self, rang: int, colonne: int) -> None:
        self.disputes[rang].propositions[colonne].setChecked(True)
        suivants = (*self.disputes[rang + 1 :], *self.disputes[:rang])
        a_decider = next((dispute for dispute in suivants if not dispute.est_decide), None)
        if a_decider is None:
            self.bouton_valider.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            a_decider.prendre_le_clavier(colonne)
            self.aire.ensureWidgetVisible(a_decider)

    def _compter(self) -> None:
        reste = sum(not dispute.est_decide for dispute in self.disputes)
        self.reste.setText(f"Reste {reste} champ{'s' if reste > 1 else ''} à décider" if reste else "")
        self.bouton_valider.setEnabled(not reste)

    def _en_bloc(self) -> list[QWidget]:
        if len(self.disputes) < 2:  # noqa: PLR2004 — un seul champ : ses deux propositions suffisent
            return []
        tout_le_mien = Bouton("Tout garder le mien", hauteur=HAUTEUR.bouton_carte)
        tout_l_autre = Bouton("Tout reprendre l’autre", hauteur=HAUTEUR.bouton_carte)
        tout_le_mien.au_clic(lambda: self.tout_garder(MIEN)).setObjectName("conflit.tout.mien")
        tout_l_autre.au_clic(lambda: self.tout_garder(AUTRE)).setObjectName("conflit.tout.autre")
        return [contenir(ligne(tout_le_mien, tout_l_autre, None))]

    def _separes(self) -> list[QWidget]:
        pieces: list[QWidget] = []
        for dispute in self.disputes:
            pieces += [Filet(), dispute] if pieces else [dispute]
        return pieces


def _annoncer(divergences: Sequence[Divergence], reprises: Sequence[Divergence]) -> str:
    if not divergences:
        return "Rien de ce qui a changé ailleurs ne touche à la saisie."
    suite = "\u202f; le reste se fusionne" if reprises else ""
    if len(divergences) == 1:
        return f"Ce champ vient d’être changé ailleurs. Dire ce qui est juste{suite}."
    return f"Ces champs viennent d’être changés ailleurs. Pour chacun, dire ce qui est juste{suite}."


def _reprendre(par: Changement | None) -> str:
    return f"{par.qui}, {_quand(par)}" if par else "L’autre poste"


def _quand(par: Changement) -> str:
    return f"le {date_courte(par.instant.date())} à {heure(par.instant)}"


def _reprises(reprises: Sequence[Divergence], dire: Dire) -> list[QWidget]:
    """Ce que l’autre a changé ailleurs, et qui est gardé : pour information."""
    if not reprises:
        return []
    bloc = Panneau(Fond("info_fond", rayon=RAYON.controle), marges=MARGES_REPRISES, espace=ESPACE.infime)
    bloc.setObjectName("conflit.reprises")
    bloc.setAccessibleName("Changé par l’autre poste seul, et gardé")
    bloc.ajouter(gras("Changé par l’autre poste seul, et gardé"))
    for reprise in reprises:
        avant, apres = (dire(reprise.champ, valeur) or RIEN for valeur in (reprise.lu, reprise.actuel))
        qui = f"\u202f; {reprise.par.qui}, {_quand(reprise.par)}" if reprise.par else ""
        bloc.ajouter(_detail(f"{reprise.libelle}\u00a0: {avant} → {apres}{qui}"))
    return [bloc]


def _detail(texte: str) -> Etiquette:
    """Un petit texte replié, qui ne réclame que la hauteur de ses lignes."""
    etiquette = Etiquette(texte, "petit", encre="texte2").replier()
    politique = etiquette.sizePolicy()
    politique.setVerticalPolicy(QSizePolicy.Policy.Preferred)
    etiquette.setSizePolicy(politique)
    return etiquette
