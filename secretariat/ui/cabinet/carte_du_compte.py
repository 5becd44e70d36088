"""Associer à un compte la carte de professionnel qui est dans le lecteur, ou l’en dissocier."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from secretariat.cabinet import services
from secretariat.cabinet.valeurs import FicheUtilisateur
from secretariat.cartes.valeurs import CarteCps
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.unite_de_travail import UniteDeTravail
from secretariat.ui.composants.dialogue import Confirmation
from secretariat.ui.poste import Poste

Faire = Callable[[str, Callable[[UniteDeTravail], object], str], None]
"""Lance un geste du cabinet : son motif, le service, et la phrase qui dit que c’est fait."""


def changer_la_carte(
    poste: Poste,
    devant: QWidget,
    compte: FicheUtilisateur,
    *,
    faire: Faire,
    refuser: Callable[[ErreurSecretariat], None],
) -> None:
    """Dissocie la carte du compte s’il en a une ; sinon lit celle qui est en place, et propose de l’associer."""
    if compte.a_une_carte:
        _dissocier(devant, compte, faire)
        return
    poste.taches.lire_la_carte(
        poste.lecteur.lire_cps, lambda carte: _associer(devant, compte, carte, faire), en_cas_de_refus=refuser
    )


def _associer(devant: QWidget, compte: FicheUtilisateur, carte: CarteCps, faire: Faire) -> None:
    qui = carte.porteur
    if Confirmation.demander(
        devant,
        f"La carte de {qui} ouvre le compte «\u00a0{compte.identifiant}\u00a0»\u202f?",
        detail="Cette personne entrera par sa carte et son code\u202f; son mot de passe reste valable.",
        valider="Associer la carte",
    ):
        faire(
            "carte associée à un compte",
            lambda unite: services.associer_carte(unite, compte.id, carte.identifiant_national),
            f"La carte de {qui} ouvre «\u00a0{compte.identifiant}\u00a0»",
        )


def _dissocier(devant: QWidget, compte: FicheUtilisateur, faire: Faire) -> None:
    if Confirmation.demander(
        devant,
        f"La carte n’ouvre plus le compte «\u00a0{compte.identifiant}\u00a0»\u202f?",
        detail="Le mot de passe reste valable. Perdue ou volée, elle se fait aussi opposer auprès de l’ANS\u202f: la "
        "suivante portera le même identifiant.",
        valider="Dissocier la carte",
    ):
        faire(
            "carte dissociée d’un compte",
            lambda unite: services.associer_carte(unite, compte.id, None),
            f"Plus aucune carte n’ouvre «\u00a0{compte.identifiant}\u00a0»",
        )
