"""Des patients fictifs pour les essais, dont on ne dit que ce qui compte."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from secretariat.dossiers.services import creer_patient
from secretariat.dossiers.valeurs import Coordonnees, DroitsPatient, Sexe, Traits
from secretariat.socle.unite_de_travail import Cabinet

NIR = "284064499000108"
ADELE = Traits("Lefèvre", "Adèle", date(1984, 6, 12), Sexe.FEMININ, "44109", prenoms="Adèle Jeanne")
JOINDRE = Coordonnees("06 39 98 12 47", "adele@exemple.fr", "3 rue du Port", "44000", "Nantes")


def traits(nom: str = "Lefèvre", prenom: str = "Adèle", **autres: object) -> Traits:
    """Les traits d’Adèle, sauf ce que l’on change ; sans liste de prénoms si le prénom change."""
    changes = {"nom_naissance": nom, "premier_prenom": prenom, **autres}
    if prenom != ADELE.premier_prenom:
        changes.setdefault("prenoms", "")
    return replace(ADELE, **changes)  # type: ignore[arg-type]


def creer(cabinet: Cabinet, nom: str = "Lefèvre", prenom: str = "Adèle", **autres: object) -> int:
    """Ouvre un dossier et le confirme."""
    droits = DroitsPatient(nir=str(autres.pop("nir"))) if "nir" in autres else None
    telephone = Coordonnees(str(autres.pop("telephone", "")))
    with cabinet.unite("essai") as unite:
        numero = creer_patient(unite, traits(nom, prenom, **autres), telephone, droits=droits)
        unite.valider()
    return numero
