"""Ce que le journal retient des dossiers, des factures et des documents que l’on a ouverts."""

from __future__ import annotations


def consultations(cabinet) -> list[str]:
    """Les objets consultés (`patients:12`), du premier au dernier."""
    with cabinet.connexion_nue() as connexion:
        requete = "SELECT objet FROM journal WHERE operation = 'consultation' ORDER BY id"
        return list(connexion.exec_driver_sql(requete).scalars())
