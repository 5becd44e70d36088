"""Un trousseau d’essai, tenu en mémoire."""

from __future__ import annotations


class TrousseauDeMemoire:
    """Un trousseau tenu en mémoire, au contrat de `keyring`."""

    def __init__(self):
        self.secrets = {}

    def get_password(self, service, username):
        return self.secrets.get((service, username))

    def set_password(self, service, username, password):
        self.secrets[service, username] = password
