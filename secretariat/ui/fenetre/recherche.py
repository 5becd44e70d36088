"""La recherche de partout : sous la barre, en place, sans fenêtre ; le clavier ne quitte pas la saisie.

↑ ↓ choisissent, Entrée ouvre, Ctrl+Entrée prend rendez-vous, Échap referme.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from secretariat.dossiers import lectures
from secretariat.dossiers.valeurs import PatientTrouve
from secretariat.socle.texte import mots
from secretariat.ui.composants.champ_recherche import ChampRecherche
from secretariat.ui.composants.etiquette import petit
from secretariat.ui.composants.panneau import Fond, Panneau
from secretariat.ui.fenetre.metiers import METIERS
from secretariat.ui.fenetre.resultats import ModeleResultats, PeintreResultats, Resultat, resultat_patient
from secretariat.ui.poste import Poste
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, LARGEUR, RAYON
from secretariat.ui.theme.theme import theme

LIMITE = 12
LIGNES_VISIBLES = 8
AIDE = "↑ ↓ choisir · Entrée ouvrir · Ctrl+Entrée rendez-vous · Échap fermer"


class RechercheGlobale(Panneau):
    """Le volet de résultats sous le champ de la barre haute."""

    def __init__(self, poste: Poste, champ: ChampRecherche, fenetre: QWidget) -> None:
        fond = Fond("surface", "bord_fort", RAYON.carte)
        super().__init__(fond, marges=(ESPACE.petit,) * 4, espace=ESPACE.petit, parent=fenetre)
        self._poste, self._champ = poste, champ
        self.setObjectName("recherche.volet")
        self.setAccessibleName("Résultats de la recherche")
        self._derniers: list[PatientTrouve] = []
        self._modele = ModeleResultats(self)
        self.liste = self._fabriquer_liste()
        self._pied = petit(AIDE)
        self._pied.setContentsMargins(ESPACE.petit, 0, 0, 0)
        self.ajouter(self.liste, self._pied)
        self.hide()
        champ.installEventFilter(self)
        champ.cherche.connect(self._chercher)

    def fermer(self) -> None:
        """Referme le volet et vide la saisie."""
        self.hide()
        self._champ.clear()

    def eventFilter(self, surveille: QObject, evenement: QEvent) -> bool:
        """Traite les touches de la saisie qui concernent la liste."""
        sorte = evenement.type()
        if sorte == QEvent.Type.KeyPress and isinstance(evenement, QKeyEvent):
            return self._touche(evenement)
        if sorte == QEvent.Type.FocusIn and not self._champ.text():
            self._proposer_derniers()
        if sorte == QEvent.Type.FocusOut:
            self.hide()
        return super().eventFilter(surveille, evenement)

    def _touche(self, evenement: QKeyEvent) -> bool:
        if not self.isVisible():
            return False
        avec_controle = bool(evenement.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match evenement.key():
            case Qt.Key.Key_Down:
                self._deplacer(1)
            case Qt.Key.Key_Up:
                self._deplacer(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._choisir(self.liste.currentIndex(), reserver=avec_controle)
            case Qt.Key.Key_Escape:
                self.fermer()
                self._champ.rendre_le_clavier()
            case _:
                return False
        return True

    def _deplacer(self, pas: int) -> None:
        nombre = self._modele.rowCount()
        if nombre:
            rang = (self.liste.currentIndex().row() + pas) % nombre
            self.liste.setCurrentIndex(self._modele.index(rang))

    def _choisir(self, index: QModelIndex, *, reserver: bool = False) -> None:
        if not index.isValid():
            return
        ligne = self._modele.ligne(index)
        self.fermer()
        (ligne.reserver if reserver and ligne.reserver else ligne.choisir)()

    def _chercher(self, texte: str) -> None:
        if not texte:
            self.hide() if not self._champ.hasFocus() else self._proposer_derniers()
            return
        self._poste.taches.lire(
            lambda lecture: lectures.rechercher(lecture, texte, limite=LIMITE),
            lambda trouves: self._montrer(texte, trouves),
            sujet="recherche de la barre",
        )

    def _montrer(self, texte: str, trouves: tuple[PatientTrouve, ...]) -> None:
        if texte != self._champ.text().strip():
            return
        creer = Resultat(
            f"Nouveau patient « {texte} »",
            "",
            "aucun dossier ne convient" if not trouves else "",
            "plus",
            lambda: self._poste.demandes.nouveau_patient.emit(texte),
        )
        actions = self._actions(texte)
        self._remplir((*(self._ligne(p) for p in trouves), *actions, creer))

    def _ligne(self, patient: PatientTrouve) -> Resultat:
        def ouvrir(identifiant: int) -> None:
            self._retenir(patient)
            self._poste.demandes.patient.emit(identifiant)

        return resultat_patient(patient, ouvrir=ouvrir, reserver=self._poste.demandes.rendez_vous.emit)

    def _actions(self, texte: str) -> tuple[Resultat, ...]:
        cherche = mots(texte)
        return tuple(
            Resultat(f"Aller à {m.libelle}", "", m.touche, m.icone, self._aller(m.nom))
            for m in METIERS
            if cherche and all(any(mot.startswith(c) for mot in mots(m.libelle)) for c in cherche)
        )

    def _aller(self, nom: str) -> Callable[[], None]:
        return lambda: self._poste.demandes.aller.emit(nom)

    def _retenir(self, patient: PatientTrouve) -> None:
        self._derniers = [patient, *(p for p in self._derniers if p.id != patient.id)][:LIGNES_VISIBLES]

    def _proposer_derniers(self) -> None:
        if self._derniers:
            self._remplir(tuple(self._ligne(p) for p in self._derniers))
        else:
            self.hide()

    def _remplir(self, lignes: tuple[Resultat, ...]) -> None:
        self._modele.remplacer(lignes)
        self.liste.setCurrentIndex(self._modele.index(0))
        visibles = min(len(lignes), LIGNES_VISIBLES)
        self.liste.setFixedHeight(visibles * theme().px(HAUTEUR.valider))
        origine = self._champ.mapTo(self._fenetre(), QPoint(0, self._champ.height() + ESPACE.infime))
        self.setFixedWidth(max(self._champ.width(), LARGEUR.dialogue))
        self.adjustSize()
        self.move(origine)
        self.show()
        self.raise_()

    def _fenetre(self) -> QWidget:
        parent = self.parentWidget()
        return parent if parent is not None else self

    def _fabriquer_liste(self) -> QListView:
        liste = QListView()
        liste.setModel(self._modele)
        liste.setItemDelegate(PeintreResultats(liste))
        liste.setFrameShape(QFrame.Shape.NoFrame)
        liste.setMouseTracking(True)
        liste.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        liste.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        liste.setAccessibleName("Résultats")
        liste.setObjectName("recherche.resultats")
        liste.clicked.connect(self._choisir)
        return liste
