"""Remplacer la base ouverte par une sauvegarde : attendre que plus personne ne s’en serve, fermer, remplacer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from secretariat.socle import sauvegarde
from secretariat.socle.conservatoire.coffre import Coffre
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.ui.taches import Taches
from secretariat.ui.theme.jetons import Ton


@dataclass(frozen=True, slots=True)
class Annonce:
    """Ce que la page de connexion dit de la restauration."""

    titre: str
    detail: str
    ton: Ton


class Restauration:
    """Une restauration ; les travaux déjà demandés finissent d’abord, chacun dans son fil."""

    def __init__(self, taches: Taches, coffre: Coffre, liberer: Callable[[], None]) -> None:
        """`liberer` ferme la base et rend son verrou ; il est appelé hors du fil graphique."""
        self._taches = taches
        self._coffre = coffre
        self._liberer = liberer

    def lancer(self, source: Path, ensuite: Callable[[Annonce], None]) -> None:
        """Restaure, puis dit ce qu’il en est ; en cas de refus, l’ancienne base est restée en place."""

        def travail(_suivi: object) -> Path | None:
            self._liberer()
            return sauvegarde.restaurer(source, self._coffre.base, self._coffre.cle)

        def remplacer() -> None:
            self._taches.travailler(
                travail,
                lambda ancienne: ensuite(_faite(source, ancienne)),
                en_cas_de_refus=lambda erreur: ensuite(_refusee(erreur)),
                en_fond=True,
            )

        self._apres_les_lectures(lambda: self._apres_les_travaux(remplacer))

    def _apres_les_lectures(self, suite: Callable[[], None]) -> None:
        self._taches.lire(lambda _lecture: None, lambda _rien: suite(), en_cas_de_refus=lambda _erreur: suite())

    def _apres_les_travaux(self, suite: Callable[[], None]) -> None:
        self._taches.travailler(lambda _suivi: None, lambda _rien: suite())


def _faite(source: Path, ancienne: Path | None) -> Annonce:
    gardee = f" L’ancienne base est gardée\u00a0: {ancienne}." if ancienne else ""
    return Annonce("Sauvegarde restaurée", f"La base est celle de {source.name}.{gardee}", Ton.SUCCES)


def _refusee(erreur: ErreurSecretariat) -> Annonce:
    return Annonce(str(erreur), f"{erreur.conseil} L’ancienne base est restée en place.", Ton.DANGER)
