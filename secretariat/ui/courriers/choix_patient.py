"""Choisir de quel patient on parle : la même recherche que partout."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from secretariat.dossiers.lectures import rechercher
from secretariat.dossiers.valeurs import PatientTrouve
from secretariat.ui.composants import Bouton, Carte, ChampRecherche, EtatVide, Tableau, ligne, titre
from secretariat.ui.dossiers.colonnes import modele_des_patients
from secretariat.ui.poste import Poste
from secretariat.ui.theme.jetons import ESPACE

INVITE = "Chercher le patient de qui parle la lettre."
TITRE = "Écrire un courrier"


class ChoixPatient(QWidget):
    """Une recherche et sa liste ; Entrée prend la première réponse.

    Signals:
        choisi: Un patient est choisi ; porte son numéro.
        renonce: Revenir en arrière.
    """

    choisi = Signal(int)
    renonce = Signal()

    def __init__(self, poste: Poste, intitule: str = TITRE, invite: str = INVITE) -> None:
        super().__init__()
        self._poste, self._invite = poste, invite
        self.recherche = ChampRecherche("Pour quel patient\u202f? Nom, date de naissance, téléphone…")
        self.recherche.setObjectName("courriers.patient")
        self._modele = modele_des_patients(poste.taches.cabinet.horloge)
        self._vide = EtatVide("recherche", invite)
        self.tableau = Tableau("Patients trouvés", self._modele, self._vide)
        self.recherche.cherche.connect(self._chercher)
        self.recherche.descend.connect(self.tableau.setFocus)
        self.recherche.returnPressed.connect(self._prendre_la_ligne)
        self.tableau.active.connect(lambda patient: self.choisi.emit(patient.id))
        page = QVBoxLayout(self)
        page.setContentsMargins(ESPACE.ample, ESPACE.moyen, ESPACE.ample, ESPACE.grand)
        page.setSpacing(ESPACE.moyen)
        retour = Bouton("Revenir à la liste", raccourci="Esc").au_clic(self.renonce.emit)
        page.addLayout(ligne(titre(intitule), None, retour))
        page.addWidget(self.recherche)
        carte = Carte()
        carte.corps.addWidget(self.tableau)
        page.addWidget(carte, 1)

    def commencer(self) -> None:
        """Vide la recherche et y place le curseur."""
        self.recherche.clear()
        self.recherche.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chercher(self, texte: str) -> None:
        self._vide.dire(f"Aucun dossier ne correspond à «\u00a0{texte}\u00a0»." if texte else self._invite)
        if not texte:
            self._modele.remplacer(())
            return
        self._poste.taches.lire(lambda lecture: rechercher(lecture, texte), self._montrer, sujet="patient du courrier")

    def _montrer(self, trouves: tuple[PatientTrouve, ...]) -> None:
        self._modele.remplacer(trouves)
        if trouves:
            self.tableau.choisir(trouves[0].id)

    def _prendre_la_ligne(self) -> None:
        if (patient := self.tableau.ligne_courante()) is not None:
            self.choisi.emit(patient.id)
