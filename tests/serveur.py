"""Le serveur PostgreSQL des essais ; les mesures emploient le même."""

from __future__ import annotations

from outils.serveur_local import PostgresAbsent, ServeurLocal, preparer

ServeurDEssai = ServeurLocal

__all__ = ["PostgresAbsent", "ServeurDEssai", "preparer"]
