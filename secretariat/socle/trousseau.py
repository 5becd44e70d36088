"""Le trousseau du bureau, s’il y en a un ; chargé seulement quand il sert, car il pèse au démarrage."""

from __future__ import annotations

from secretariat.socle.cles import Trousseau


def trousseau_du_bureau() -> Trousseau | None:
    """Le trousseau du bureau (Secret Service, Windows, macOS), ou None s’il n’y en a pas."""
    import keyring  # noqa: PLC0415  (0,1 s d’import)
    from keyring.backends.fail import Keyring as Aucun  # noqa: PLC0415

    trousseau = keyring.get_keyring()
    return None if isinstance(trousseau, Aucun) else trousseau
