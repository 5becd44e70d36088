"""La réception d’essai : l’agenda d’essai, à 10 h 20 le jeudi 12 mars 2026."""

from tests.agenda.conftest import agenda

__all__ = ["agenda"]
