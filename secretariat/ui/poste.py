"""Ce que chaque écran reçoit à sa naissance, et comment il demande à en montrer un autre. Rien de global.

Un écran ne connaît pas les autres : il émet une demande (`poste.demandes.patient.emit(12)`) et la fenêtre l’exauce.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from secretariat.cabinet.services import SessionOuverte
from secretariat.cabinet.valeurs import Etablissement
from secretariat.cartes.lecteur import Lecteur
from secretariat.socle.bareme import Bareme
from secretariat.ui.defaire import Defaire
from secretariat.ui.droits import DroitsDuPoste
from secretariat.ui.sauvegardes import Sauvegardes
from secretariat.ui.taches import Taches


class Demandes(QObject):
    """Les demandes qu’un écran adresse à la fenêtre.

    Signals:
        aller: Montrer un métier ; porte son nom (`agenda`, `dossiers`…).
        patient: Ouvrir un dossier ; porte le numéro du patient.
        nouveau_patient: Créer un dossier ; porte ce qui a été cherché.
        patient_de_carte: Créer le dossier du porteur d’une carte ; porte l’`IdentiteLue` et le sexe, s’il est connu.
        rendez_vous: Prendre un rendez-vous pour un patient ; porte son numéro.
        encaisser: Facturer une consultation ; porte le numéro du patient et celui de la visite (0 s’il n’y en a pas).
        courrier: Écrire un courrier ; porte le numéro du patient.
        restaurer: Remplacer la base par une sauvegarde ; porte son chemin. La session se ferme.
        sauvegardes: Montrer où en sont les sauvegardes.
        journal_du_patient: Montrer qui a ouvert ou modifié un dossier ; porte son numéro et le nom du patient.
        message: Dire qu’un geste est fait, sans demander de réponse ; porte la phrase.
    """

    aller = Signal(str)
    patient = Signal(int)
    nouveau_patient = Signal(str)
    patient_de_carte = Signal(object, object)
    rendez_vous = Signal(int)
    encaisser = Signal(int, int)
    courrier = Signal(int)
    restaurer = Signal(object)
    sauvegardes = Signal()
    journal_du_patient = Signal(int, str)
    message = Signal(str)


@dataclass(frozen=True, slots=True)
class Poste:
    """Le poste de travail ouvert : la personne, le cabinet, et les moyens d’agir.

    Attributes:
        sauvegardes: Celles de la base ; None si elle ne se sauvegarde pas d’ici (un serveur).
        rapports: Le dossier des rapports de défaut ; None si ce lancement n’en garde pas.
        place_des_sauvegardes: Pour un serveur, où ce poste rangerait ses sauvegardes.
        donnees: Le dossier de données du compte, où ce poste garde ses réglages ; None si ce lancement n’en a pas.
    """

    taches: Taches
    defaire: Defaire
    demandes: Demandes
    lecteur: Lecteur
    bareme: Bareme
    etablissement: Etablissement
    session: SessionOuverte
    sauvegardes: Sauvegardes | None
    droits: DroitsDuPoste
    rapports: Path | None = None
    place_des_sauvegardes: Path | None = None
    donnees: Path | None = None


class Ecran(QWidget):
    """Un écran de métier : il lit quand on le montre, et se relit quand une table qu’il montre a changé.

    Une sous-classe nomme ses `TABLES` et définit `relire`. Caché, un écran ne lit rien : il se relira en revenant.
    """

    TABLES: frozenset[str] = frozenset()

    def __init__(self, poste: Poste, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.poste = poste
        self._a_relire = True
        poste.taches.modifie.connect(self._sur_modification)

    def relire(self) -> None:
        """Demande les lignes à montrer ; l’ancien contenu reste visible jusqu’à leur arrivée."""

    def activer(self) -> None:
        """L’écran vient au premier plan ; il place le focus sur ce que l’on fera d’abord."""
        if self._a_relire:
            self._a_relire = False
            self.relire()

    def _sur_modification(self, tables: frozenset[str]) -> None:
        if not tables & self.TABLES:
            return
        if self.isVisible():
            self.relire()
        else:
            self._a_relire = True
