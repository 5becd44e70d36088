"""Ce que le journal retient d’une lecture de carte : qu’elle a eu lieu, comment, et rien de ce qu’elle disait."""

from __future__ import annotations

from secretariat.cartes.valeurs import CarteVitale
from secretariat.socle.droits import Droit, geste
from secretariat.socle.unite_de_travail import UniteDeTravail


@geste(Droit.LIRE_IDENTITE)
def noter_lecture(unite: UniteDeTravail, carte: CarteVitale) -> None:
    """Note « lecture carte » : par quel chemin, combien de porteurs, et si elle est simulée.

    Le nom n’y est pas : la carte n’est encore celle de personne. Ce qu’on en reporte à un dossier s’y note avec lui.
    """
    unite.noter(
        "lecture carte", "cartes", source=carte.source.value, porteurs=len(carte.beneficiaires), simulee=carte.simulee
    )
