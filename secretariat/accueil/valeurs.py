"""Les mots de la réception."""

from __future__ import annotations

from enum import StrEnum


class EtapeVisite(StrEnum):
    """Où en est un patient venu au cabinet ; se déduit des instants notés, ne s’écrit jamais."""

    EN_SALLE = "en_salle"
    EN_CONSULTATION = "en_consultation"
    A_ENCAISSER = "a_encaisser"
    PARTI = "parti"
