"""Choisir un patient en tapant : ce que l’on tape, ceux que cela désigne, et pourquoi chacun est là."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from secretariat.dossiers.valeurs import PatientTrouve
from secretariat.socle.unite_de_travail import Lecture
from secretariat.ui.accueil.presents import Reponses, chercher
from secretariat.ui.composants import Bouton, ChampRecherche, EtatVide, StyleBouton, Tableau, petit, pile
from secretariat.ui.modele_table import Colonne, ModeleTable
from secretariat.ui.poste import Poste
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR
from secretariat.ui.theme.theme import theme
from secretariat.ui.typographie import date_courte

Recherche = Callable[[Lecture, str], Reponses]
COLONNES: tuple[Colonne[PatientTrouve], ...] = (
    Colonne(
        "Patient",
        lambda p: p.nom,
        graisse=600,
        icone=lambda p: "homonyme" if p.homonyme else "",
        encre=lambda p: "attention" if p.homonyme else "",
        detail=lambda p: " · ".join(filter(None, (f"né(e) le {date_courte(p.naissance)}", p.raison))),
        etiree=True,
    ),
)


class _Saisie(ChampRecherche):
    """La recherche ; Entrée choisit."""

    entree = Signal()

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Entrée seule choisit ; Ctrl+Entrée reste au panneau."""
        seule = not evenement.modifiers() & Qt.KeyboardModifier.ControlModifier
        if seule and evenement.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entree.emit()
            return
        super().keyPressEvent(evenement)


class _Reponses(Tableau[PatientTrouve]):
    """Les réponses, toutes montrées s’il y a la place ; elles défilent sinon."""

    def sizeHint(self) -> QSize:
        """Tout le contenu."""
        return QSize(super().sizeHint().width(), self.hauteur_du_contenu() + ESPACE.infime)

    def minimumSizeHint(self) -> QSize:
        """Une ligne."""
        return QSize(super().minimumSizeHint().width(), theme().px(HAUTEUR.ligne_double) + ESPACE.infime)


class ChoixPatient(QWidget):
    """Une recherche et ses réponses, en place ; Entrée choisit, ou va à la liste s’il faut y désigner quelqu’un.

    Là où l’on ne fait que désigner (`creation=False`), créer un dossier ne se propose pas.

    Signals:
        choisi: Un patient a été choisi ; porte le `PatientTrouve`.
        descend: La flèche du bas, sans réponse où aller.
    """

    choisi = Signal(object)
    descend = Signal()

    def __init__(
        self,
        poste: Poste,
        invite: str = "Nom, prénom, naissance, téléphone…",
        *,
        recherche: Recherche = chercher,
        creation: bool = True,
    ) -> None:
        super().__init__()
        self._creation = creation
        self._poste, self._recherche = poste, recherche
        self._entree_en_attente = False
        self.saisie = _Saisie(invite)
        self.saisie.cherche.connect(self._chercher)
        self.saisie.entree.connect(self._prendre_la_reponse)
        self.modele = ModeleTable(COLONNES, cle=lambda p: p.id)
        self.reponses = _Reponses("Patients trouvés", self.modele, EtatVide("recherche", "Aucun patient trouvé."))
        self.reponses.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.reponses.horizontalHeader().hide()
        self.reponses.active.connect(self._choisir)
        self.reponses.clicked.connect(lambda index: self._choisir(self.modele.ligne(index)))
        self.saisie.descend.connect(self._descendre)
        self._rien = petit(encre="texte2").replier()
        self.creer = Bouton("Créer un dossier", StyleBouton.DISCRET, icone="plus").au_clic(self._creer)
        self.setLayout(pile(self.saisie, self._rien, self.reponses, self.creer, espace=ESPACE.infime))
        self.setFocusProxy(self.saisie)
        self._montrer(Reponses())

    def vider(self) -> None:
        """Oublie ce qui a été tapé."""
        self.saisie.clear()

    def _chercher(self, texte: str) -> None:
        if not texte:
            self._montrer(Reponses())
            return
        self._poste.taches.lire(
            lambda lecture: self._recherche(lecture, texte),
            self._montrer,
            sujet=f"choix du patient {id(self)}",
        )

    def _montrer(self, reponses: Reponses) -> None:
        texte = self.saisie.text().strip()
        trouves = reponses.patients if texte else ()
        self.modele.remplacer(trouves)
        self.reponses.setVisible(bool(trouves))
        self.reponses.setMaximumHeight(self.reponses.hauteur_du_contenu() + ESPACE.infime)
        self.reponses.updateGeometry()
        self._rien.setVisible(bool(texte) and not trouves)
        self._rien.setText(f"Aucun patient ne répond à «\u00a0{texte}\u00a0».")
        self.creer.setVisible(self._creation and bool(texte))
        attendait, self._entree_en_attente = self._entree_en_attente, False
        if attendait and trouves:
            self._descendre() if reponses.certain is None else self._choisir(reponses.certain)

    def _prendre_la_reponse(self) -> None:
        """Une frappe rapide suivie d’Entrée attend la réponse à cette frappe-là."""
        if not self.saisie.text().strip():
            return
        self._entree_en_attente = True
        self._chercher(self.saisie.text().strip())

    def _descendre(self) -> None:
        if not self.modele.lignes:
            self.descend.emit()
        else:
            self.reponses.setFocus(Qt.FocusReason.TabFocusReason)
            self.reponses.setCurrentIndex(self.modele.index(0, 0))

    def _choisir(self, patient: PatientTrouve) -> None:
        self.vider()
        self.choisi.emit(patient)

    def _creer(self) -> None:
        self._poste.demandes.nouveau_patient.emit(self.saisie.text().strip())
