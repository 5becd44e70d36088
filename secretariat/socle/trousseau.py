"""Le trousseau du bureau, s’il y en a un ; chargé seulement quand il sert, car il pèse au démarrage."""

from __future__ import annotations

from secretariat.socle.cles import Trousseau, TrousseauMuet


class TrousseauPrudent:
    """Un trousseau qui, verrouillé ou refusé, ne rend rien au lieu d’arrêter le programme."""

    def __init__(self, trousseau: Trousseau) -> None:
        self._trousseau = trousseau

    def get_password(self, service: str, username: str) -> str | None:
        """Le secret rangé, ou None s’il n’y est pas ou ne se laisse pas lire."""
        from keyring.errors import KeyringError  # noqa: PLC0415

        try:
            return self._trousseau.get_password(service, username)
        except KeyringError:
            return None

    def set_password(self, service: str, username: str, password: str) -> None:
        """Range un secret.

        Raises:
            TrousseauMuet: Le trousseau refuse.
        """
        from keyring.errors import KeyringError  # noqa: PLC0415

        try:
            self._trousseau.set_password(service, username, password)
        except KeyringError as erreur:
            raise TrousseauMuet(
                "Le trousseau du bureau ne garde pas la clé.",
                conseil="Le déverrouiller, ou se servir de la phrase de passe.",
            ) from erreur


def trousseau_du_bureau() -> Trousseau | None:
    """Le trousseau du bureau (Secret Service, Windows, macOS), ou None s’il n’y en a pas."""
    import keyring  # noqa: PLC0415  (0,1 s d’import)
    from keyring.backends.fail import Keyring as Aucun  # noqa: PLC0415

    trousseau = keyring.get_keyring()
    return None if isinstance(trousseau, Aucun) else TrousseauPrudent(trousseau)
