"""Ce que l’on cherche au journal : un patient, une personne, un geste, deux dates, un objet ou un mot."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secretariat.cabinet.audit.libelles import operation_dite
from secretariat.dossiers.valeurs import PatientTrouve
from secretariat.socle.audit import Criteres
from secretariat.ui.accueil.choix_patient import ChoixPatient
from secretariat.ui.composants.bouton import Bouton, BoutonIcone, StyleBouton
from secretariat.ui.composants.champ import ChampTexte
from secretariat.ui.composants.champ_date import ChampDate
from secretariat.ui.composants.etiquette import gras
from secretariat.ui.composants.liste_choix import ListeChoix
from secretariat.ui.composants.rangement import contenir, ligne, pile
from secretariat.ui.poste import Poste
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, LARGEUR

TOUS = ("tous", "")


class FiltresJournal(QWidget):
    """Les critères ; chacun relit le journal dès qu’il change.

    Signals:
        changes: Un critère a changé.
    """

    changes = Signal()

    def __init__(self, poste: Poste) -> None:
        super().__init__()
        horloge = poste.taches.cabinet.horloge
        self.patient_id: int | None = None
        self.nom_du_patient = ""
        self.texte = ChampTexte(
            "Objet ou mot",
            invite="patients:12, un motif, une valeur…",
            aide="Un mot se cherche dans les 100\u202f000 dernières lignes\u202f; plus loin, donner des dates.",
        )
        self.texte.setObjectName("cabinet.journal.texte")
        self.acteur: ListeChoix[str] = ListeChoix("Qui", (TOUS,))
        self.operation: ListeChoix[str] = ListeChoix("Geste", (TOUS,))
        self.du = ChampDate("Du", horloge)
        self.au = ChampDate("Au", horloge)
        self.choisir = Bouton("Choisir un patient…", icone="patient", hauteur=HAUTEUR.bouton_carte)
        self.choix = ChoixPatient(poste, creation=False)
        self.choix.setMaximumWidth(LARGEUR.dialogue)
        self.nom = gras()
        self.oublier = BoutonIcone("croix", "Revenir à tous les patients", StyleBouton.DISCRET)
        self._ranger()
        self._brancher()
        self.montrer_patient(None, "")

    def criteres(self) -> Criteres:
        """Ce que les champs disent, illisibles exceptés."""
        return Criteres(
            patient_id=self.patient_id,
            acteur=self.acteur.valeur(),
            operation=self.operation.valeur(),
            du=self.du.valeur(),
            au=self.au.valeur(),
            texte=self.texte.texte(),
        )

    def proposer(self, acteurs: tuple[str, ...], operations: tuple[str, ...]) -> None:
        """Les personnes et les gestes que le journal connaît ; le choix fait reste."""
        self.acteur.proposer((TOUS, *((nom, nom) for nom in acteurs)), self.acteur.valeur())
        self.operation.proposer((TOUS, *((operation_dite(o), o) for o in operations)), self.operation.valeur())

    def montrer_patient(self, patient_id: int | None, nom: str) -> None:
        """Ne montre que les lignes de ce patient ; None pour tous."""
        self.patient_id, self.nom_du_patient = patient_id, nom
        self.nom.setText(nom)
        for piece in (self.nom, self.oublier):
            piece.setVisible(patient_id is not None)
        self.choisir.setVisible(patient_id is None)
        self.choix.hide()

    def _ranger(self) -> None:
        for champ in (self.acteur, self.operation):
            champ.setFixedWidth(LARGEUR.champ)
        for date in (self.du, self.au):
            date.setFixedWidth(LARGEUR.champ_court)
        champs = ligne(self.texte, self.acteur, self.operation, self.du, self.au, espace=ESPACE.moyen)
        champs.setStretch(0, 1)
        patient = contenir(ligne(self.choisir, self.nom, self.oublier, None, espace=ESPACE.petit))
        self.setLayout(pile(champs, patient, self.choix, espace=ESPACE.petit))

    def _brancher(self) -> None:
        self.texte.modifie.connect(self.changes)
        self.acteur.choisi.connect(lambda _: self.changes.emit())
        self.operation.choisi.connect(lambda _: self.changes.emit())
        for date in (self.du, self.au):
            date.date_lue.connect(lambda _: self.changes.emit())
        self.choisir.au_clic(self._chercher)
        self.choix.choisi.connect(self._prendre)
        self.oublier.clicked.connect(lambda: self._poser(None, ""))

    def _chercher(self) -> None:
        self.choix.setVisible(not self.choix.isVisible())
        self.choix.saisie.setFocus()

    def _prendre(self, patient: PatientTrouve) -> None:
        self._poser(patient.id, patient.nom)

    def _poser(self, patient_id: int | None, nom: str) -> None:
        self.montrer_patient(patient_id, nom)
        self.changes.emit()
