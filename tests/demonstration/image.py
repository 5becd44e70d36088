"""L’image d’une base de démonstration : tout ce qu’elle contient, sauf ce qui change à chaque écriture."""

from __future__ import annotations

import hashlib

from sqlalchemy import select

from secretariat.socle.base import Base
from secretariat.socle.unite_de_travail import Cabinet

HORS_IMAGE = {"journal"}
CHANGEANTES = {"mot_de_passe"}


def empreinte(cabinet: Cabinet) -> str:
    """Une empreinte, la même pour deux bases de même contenu ; les mots de passe sont salés, le journal aussi."""
    resume = hashlib.sha256()
    with cabinet.connexion_nue() as connexion:
        for table in Base.metadata.sorted_tables:
            if table.name in HORS_IMAGE:
                continue
            colonnes = [c for c in table.columns if c.name not in CHANGEANTES]
            for ligne in connexion.execute(select(*colonnes).order_by(*table.primary_key.columns)):
                resume.update(repr((table.name, *ligne)).encode())
    return resume.hexdigest()
