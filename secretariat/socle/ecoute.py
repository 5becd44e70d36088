"""Écouter ce que les autres postes annoncent sur le serveur ; le fichier, lui, se regarde (`socle.veille`)."""

from __future__ import annotations

from typing import Any, cast

import psycopg
from sqlalchemy import Engine

from secretariat.socle import moteurs
from secretariat.socle.pannes import panne_du_serveur, serveur_perdu


class ReveilDuServeur:
    """Écoute les annonces que chaque transaction validée fait aux autres postes."""

    def __init__(self, moteur: Engine) -> None:
        self._connexion = moteur.raw_connection()
        self._pilote = cast("psycopg.Connection[Any]", self._connexion.driver_connection)
        self._connexion.detach()  # une écoute ne revient pas à la réserve
        self._pilote.autocommit = True
        self._pilote.execute(f"LISTEN {moteurs.CANAL}")

    def attendre(self, delai_s: float) -> bool:
        """Voir `Reveil`.

        Raises:
            ServeurPerdu: La liaison est tombée.
        """
        try:
            recues = list(self._pilote.notifies(timeout=delai_s, stop_after=1))
            if not recues:
                self._pilote.execute("SELECT 1")  # une liaison morte ne le dit pas d’elle-même
        except psycopg.OperationalError as erreur:
            raise panne_du_serveur(erreur.sqlstate) or serveur_perdu() from erreur
        return bool(recues)

    def fermer(self) -> None:
        """Voir `Reveil`."""
        self._pilote.close()
