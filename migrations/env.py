"""Lance les migrations sur la connexion, déjà déverrouillée, que l’application lui donne."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

import secretariat.accueil.modele
import secretariat.agenda.modele
import secretariat.cabinet.modele
import secretariat.comptabilite.modele
import secretariat.conformite.modele
import secretariat.courriers.modele
import secretariat.dossiers.modele
import secretariat.facturation.modele
import secretariat.socle.journal
from secretariat.socle.base import Base, ColonneInstant, ColonneMontant


def rendre(sorte: str, objet: Any, _contexte: AutogenContext) -> str | Literal[False]:  # noqa: ANN401
    """Écrit nos types en types de SQLAlchemy : une migration ne dépend pas du code d’aujourd’hui."""
    match sorte, objet:
        case "type", ColonneMontant():
            return "sa.Integer()"
        case "type", ColonneInstant():
            return "sa.DateTime()"
        case _:
            return False


def migrer(connexion: Connection) -> None:
    """Joue les migrations sur cette connexion."""
    context.configure(
        connection=connexion,
        target_metadata=Base.metadata,
        render_as_batch=connexion.dialect.name == "sqlite",
        render_item=rendre,
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


migrer(context.config.attributes["connexion"])
