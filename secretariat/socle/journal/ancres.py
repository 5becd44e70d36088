"""Les ancres : chaque jour, l’état du journal est scellé, et l’empreinte de sa dernière ligne sort de la base.

La chaîne du journal montre une ligne changée ou ôtée au milieu ; elle ne montre pas une fin coupée, ni une chaîne
refaite tout entière. L’ancre le montre : son empreinte est imprimée sur le récapitulatif du jour et gardée avec chaque
sauvegarde, là où qui écrit dans la base n’écrit pas. Les ancres se suivent, s’enchaînent, et laissent leur ligne au
journal.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date

from sqlalchemy import Table, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secretariat.socle.audit import Occasion
from secretariat.socle.base import Base, interdire_corrections


class Ancre(Base):
    """L’état du journal à un instant.

    Attributes:
        numero: Son rang, sans trou.
        derniere_ligne: La dernière ligne du journal à ce moment.
        empreinte_journal: L’empreinte de cette ligne ; c’est elle que l’on imprime.
        precedente: L’empreinte de l’ancre d’avant, vide pour la première.
        empreinte: Celle de l’ancre même.
    """

    __tablename__ = "ancres"

    numero: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    jour: Mapped[date]
    occasion: Mapped[Occasion]
    derniere_ligne: Mapped[int]
    empreinte_journal: Mapped[str]
    scelle_le: Mapped[str]
    precedente: Mapped[str]
    empreinte: Mapped[str]

    def calculer(self) -> str:
        """L’empreinte que ses champs doivent donner."""
        champs = [
            self.precedente,
            self.numero,
            self.jour.isoformat(),
            self.occasion.value,
            self.derniere_ligne,
            self.empreinte_journal,
            self.scelle_le,
        ]
        return hashlib.sha256(json.dumps(champs).encode()).hexdigest()


if isinstance(Ancre.__table__, Table):
    interdire_corrections(Ancre.__table__, "une ancre du journal ne se corrige pas")


def dernieres_ancres(session: Session, limite: int | None) -> tuple[Ancre, ...]:
    """De la plus récente à la plus ancienne ; toutes si la limite est None."""
    return tuple(session.scalars(select(Ancre).order_by(Ancre.numero.desc()).limit(limite)))


def toutes_les_ancres(session: Session) -> tuple[Ancre, ...]:
    """De la première à la dernière."""
    return dernieres_ancres(session, None)[::-1]
