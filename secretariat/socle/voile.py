"""Le voile du journal : qui le relit sans lire la partie médicale y voit le geste, pas ce qui dirait la maladie."""

from __future__ import annotations

import json
from collections.abc import Callable

from secretariat.socle.base import Base
from secretariat.socle.droits import Droit

VOILE = "•••"


def voiler(objet: str, details: str, peut: Callable[[Droit], bool]) -> str:
    """Les détails d’une ligne (`documents:12`), ceux que sa table réserve remplacés par des points."""
    reserves = _reserves().get(objet.partition(":")[0], {})
    caches = {nom for nom, droit in reserves.items() if not peut(droit)}
    if not caches:
        return details
    lus = json.loads(details)
    return json.dumps(
        {nom: VOILE if nom in caches else valeur for nom, valeur in lus.items()}, ensure_ascii=False, sort_keys=True
    )


def _reserves() -> dict[str, dict[str, Droit]]:
    tables = (table.class_ for table in Base.registry.mappers)
    return {table.__tablename__: dict(table.reserves) for table in tables if table.reserves}
