"""Écrire un export hors du fil graphique : on dit où, le journal le retient, une barre avance, on peut l’arrêter."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QProgressBar, QWidget

from secretariat.conformite import ecriture
from secretariat.conformite.services.exports import annoncer_export, annoncer_export_de_la_demande
from secretariat.conformite.valeurs.export import Export
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.unite_de_travail import Lecture, UniteDeTravail
from secretariat.ui import enregistrer_sous
from secretariat.ui.composants import Bouton, petit, pile
from secretariat.ui.composants.rangement import ligne
from secretariat.ui.poste import Poste
from secretariat.ui.taches import Avancement
from secretariat.ui.theme.jetons import ESPACE

FILTRE = "Archive ZIP (*.zip)"
PORTABILITE = "demande de la personne (portabilité)"


class BarreDeSortie(QWidget):
    """La barre d’un export en cours ; cachée quand il n’y en a pas."""

    def __init__(self, poste: Poste) -> None:
        super().__init__()
        self._poste = poste
        self._suivi: Avancement | None = None
        self._barre = QProgressBar()
        self._barre.setAccessibleName("Avancement de l’export")
        self._arreter = Bouton("Arrêter", icone="croix").au_clic(self._demander_l_arret)
        rangee = ligne(petit("Export en cours", encre="texte2"), espace=ESPACE.moyen)
        rangee.addWidget(self._barre, 1)
        rangee.addWidget(self._arreter)
        self.setLayout(pile(rangee))
        self.hide()

    def exporter_la_demande(self, demande_id: int) -> None:
        """Écrit ce qui répond à une demande, là où la personne le dit."""
        self._exporter(
            f"acces-{demande_id}.zip",
            lambda unite, vers: annoncer_export_de_la_demande(unite, demande_id, vers=vers),
            partial(_demande, demande_id),
        )

    def exporter_le_patient(self, patient_id: int) -> None:
        """Écrit toutes les données d’un patient, là où la personne le dit."""
        self._exporter(
            f"dossier-{patient_id}.zip",
            lambda unite, vers: annoncer_export(unite, patient_id, raison=PORTABILITE, vers=vers),
            partial(_patient, patient_id),
        )

    def _exporter(
        self, nom: str, annoncer: Callable[[UniteDeTravail, str], object], preparer: Callable[[Lecture], Export]
    ) -> None:
        destination = enregistrer_sous.demander(self, nom, FILTRE, "Exporter le dossier")
        if destination is not None:
            self._poste.taches.faire(
                "export d’un dossier",
                lambda unite: annoncer(unite, destination.name),
                lambda _rien: self._ecrire(destination, preparer),
            )

    def _ecrire(self, destination: Path, preparer: Callable[[Lecture], Export]) -> None:
        cabinet = self._poste.taches.cabinet

        def travail(suivi: Avancement) -> Path:
            with cabinet.lecture() as lecture:
                return ecriture.ecrire(preparer(lecture), destination, suivi)

        self._barre.setRange(0, 0)
        self.show()
        self._suivi = self._poste.taches.travailler(
            travail, self._finir, avancement=self._avancer, en_cas_de_refus=self._refuser
        )

    def _avancer(self, fait: int, total: int) -> None:
        self._barre.setRange(0, total)
        self._barre.setValue(fait)

    def _demander_l_arret(self) -> None:
        if self._suivi is not None:
            self._suivi.arreter()

    def _finir(self, chemin: Path) -> None:
        self.hide()
        self._poste.demandes.message.emit(f"Dossier exporté\u00a0: {chemin}")

    def _refuser(self, erreur: ErreurSecretariat) -> None:
        self.hide()
        self._poste.taches.refus.emit(str(erreur), erreur.conseil)


def _demande(demande_id: int, lecture: Lecture) -> Export:
    from secretariat.conformite.communication import preparer_la_communication  # noqa: PLC0415  (chargé s’il sert)

    return preparer_la_communication(lecture, demande_id)


def _patient(patient_id: int, lecture: Lecture) -> Export:
    from secretariat.conformite import portabilite  # noqa: PLC0415  (chargé s’il sert)

    return portabilite.preparer(lecture, patient_id)
