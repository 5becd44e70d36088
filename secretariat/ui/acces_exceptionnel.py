"""Demander un accès exceptionnel à la partie médicale d’un patient, depuis l’écran où un document s’est refusé."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from secretariat.dossiers.services import ouvrir_acces_exceptionnel
from secretariat.dossiers.valeurs import AccesAccorde, DocumentReserve
from secretariat.socle.dates import heure_dite
from secretariat.socle.droits import Droit
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.champ import ChampNote
from secretariat.ui.composants.dialogue import Dialogue
from secretariat.ui.droits import explication
from secretariat.ui.poste import Poste
from secretariat.ui.theme.jetons import Ton

RAISON_MINIMALE = 10


class DialogueAcces(Dialogue):
    """Pourquoi ouvrir maintenant ; ce que cela entraîne est dit avant."""

    def __init__(self, parent: QWidget | None, minutes: int) -> None:
        super().__init__("Accès exceptionnel", parent, valider="Ouvrir", danger=True)
        self.raison = ChampNote(
            "Ce qui oblige à ouvrir maintenant", obligatoire=True, aide=f"Au moins {RAISON_MINIMALE} caractères."
        )
        self.raison.saisie.setObjectName("acces.raison")
        avertissement = Bandeau(
            "Le praticien du patient en sera prévenu",
            "Votre nom, l’heure et cette raison vont au journal. "
            f"L’accès dure {minutes} minutes, pour ce seul patient.",
            Ton.ATTENTION,
            icone="verrou",
        )
        self.ajouter(avertissement, self.raison)

    def verifier(self) -> bool:
        """Refuse une raison trop courte."""
        if len(self.raison.texte()) < RAISON_MINIMALE:
            self.raison.refuser(f"Au moins {RAISON_MINIMALE} caractères\u00a0: le praticien la lira.")
            return False
        return True

    @classmethod
    def demander(cls, parent: QWidget | None, minutes: int) -> str | None:
        """Demande la raison."""
        boite = cls(parent, minutes)
        return boite.raison.texte() if boite.ouvrir() else None


def demander_un_acces(poste: Poste, parent: QWidget, patient_id: int, reprendre: Callable[[], None]) -> None:
    """Demande la raison, ouvre l’accès, le dit, puis reprend le geste refusé."""
    if not poste.droits.peut(Droit.BRIS_DE_GLACE):
        poste.taches.refus.emit(explication(Droit.LIRE_MEDICAL), "")
        return
    raison = DialogueAcces.demander(parent, poste.session.securite.acces_exceptionnel_minutes)
    if raison is None:
        return

    def ouvert(acces: AccesAccorde) -> None:
        jusqu_a = heure_dite(acces.jusqu_a)
        poste.demandes.message.emit(f"Accès ouvert jusqu’à {jusqu_a}\u202f; le praticien en est prévenu")
        reprendre()

    poste.taches.faire("accès exceptionnel", lambda unite: ouvrir_acces_exceptionnel(unite, patient_id, raison), ouvert)


def refus_de_document(
    poste: Poste, parent: QWidget, reprendre: Callable[[], None]
) -> Callable[[ErreurSecretariat], None]:
    """Ce que fait un écran d’un refus : proposer un accès exceptionnel si c’est le remède, sinon le montrer."""

    def recevoir(erreur: ErreurSecretariat) -> None:
        if isinstance(erreur, DocumentReserve) and erreur.peut_briser:
            demander_un_acces(poste, parent, erreur.patient_id, reprendre)
        else:
            poste.taches.refus.emit(str(erreur), erreur.conseil)

    return recevoir
