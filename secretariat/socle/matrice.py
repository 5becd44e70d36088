"""La matrice rôle × action : le défaut livré (`resources/droits/defaut.yaml`) et ce que le cabinet y a changé.

La base ne garde que les écarts au défaut : un défaut qui change avec le programme profite à qui n’a rien changé.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from secretariat.socle.base import Base, Versionnee
from secretariat.socle.droits import Droit, DroitManquant
from secretariat.socle.ressources import dossier

CLES = {"description", "source", "verifie_le", "certitude", "notes", "roles", "groupes"}
CLES_D_UN_DROIT = {"cle", "libelle", "permis", "note"}


class MatriceInvalide(Exception):
    """Le fichier des droits ne suit pas la forme."""


class EcartDeDroit(Versionnee, Base):
    """Une case que le cabinet a changée ; absente, c’est le défaut."""

    __tablename__ = "droits"

    role: Mapped[str] = mapped_column(primary_key=True)
    droit: Mapped[str] = mapped_column(primary_key=True)
    permis: Mapped[bool]


@dataclass(frozen=True, slots=True)
class DroitDecrit:
    """Un droit, tel que l’écran le montre, et les rôles qui l’ont par défaut."""

    droit: Droit
    libelle: str
    permis: frozenset[str]
    note: str


@dataclass(frozen=True, slots=True)
class Groupe:
    """Des droits qui vont ensemble."""

    nom: str
    droits: tuple[DroitDecrit, ...]


@dataclass(frozen=True, slots=True)
class Defaut:
    """La matrice livrée, sa source et le jour où on l’a relue.

    Attributes:
        roles: Le nom de chaque rôle, tel qu’on le lit.
    """

    source: str
    notes: str
    verifie_le: date
    roles: dict[str, str]
    groupes: tuple[Groupe, ...]

    def decrit(self, droit: Droit) -> DroitDecrit:
        """La description d’un droit."""
        return next(d for groupe in self.groupes for d in groupe.droits if d.droit is droit)

    def du_role(self, role: str) -> frozenset[Droit]:
        """Les droits d’un rôle dans un cabinet neuf."""
        return frozenset(d.droit for groupe in self.groupes for d in groupe.droits if role in d.permis)


@cache
def defaut() -> Defaut:
    """La matrice livrée, lue une fois."""
    import yaml  # noqa: PLC0415  (25 ms : pas avant la page de connexion)

    return lire(yaml.safe_load((dossier() / "droits" / "defaut.yaml").read_text(encoding="utf-8")))


@cache
def droits_par_defaut(role: str) -> frozenset[Droit]:
    """Les droits d’un rôle dans un cabinet neuf ; aucun pour un rôle inconnu."""
    return defaut().du_role(role)


_ECARTS = select(EcartDeDroit.droit, EcartDeDroit.permis).where(EcartDeDroit.role == bindparam("role"))


def droits_du_role(connexion: Connection, role: str) -> frozenset[Droit]:
    """Les droits d’un rôle dans ce cabinet."""
    ecarts = {ligne.droit: ligne.permis for ligne in connexion.execute(_ECARTS, {"role": role})}
    livres = droits_par_defaut(role)
    if not ecarts:
        return livres
    return frozenset(droit for droit in Droit if ecarts.get(droit.value, droit in livres))


def tous_les_droits(connexion: Connection) -> dict[str, frozenset[Droit]]:
    """Les droits de chaque rôle dans ce cabinet."""
    return {role: droits_du_role(connexion, role) for role in defaut().roles}


def refus(connexion: Connection, droit: Droit, role: str) -> DroitManquant:
    """Le refus d’un geste : lequel, à quel rôle, et qui pourrait le faire."""
    livre = defaut()
    action = livre.decrit(droit).libelle
    autres = [nom for cle, nom in livre.roles.items() if cle != role and droit in droits_du_role(connexion, cle)]
    qui = " ou un ".join(autres)
    return DroitManquant(
        f"«\u00a0{action}\u00a0» n’est pas permis au rôle «\u00a0{livre.roles.get(role, role)}\u00a0».",
        conseil=f"Le demander à un {qui}\u202f; les droits se règlent dans l’écran Cabinet, vue Droits."
        if qui
        else "Aucun rôle n’a ce droit\u202f: il se donne dans l’écran Cabinet, vue Droits.",
        droit=droit,
    )


def lire(donnees: dict[str, Any]) -> Defaut:
    """Vérifie la forme du fichier et le range.

    Raises:
        MatriceInvalide: Une clé est inconnue ou absente, un droit manque, y est deux fois ou n’existe pas.
    """
    if set(donnees) != CLES:
        raise MatriceInvalide(f"clés attendues {sorted(CLES)}, trouvées {sorted(donnees)}")
    if not isinstance(donnees["verifie_le"], date) or not donnees["source"].get("titre"):
        raise MatriceInvalide("il faut une source, et la date AAAA-MM-JJ où on l’a relue")
    groupes = tuple(
        Groupe(groupe["nom"], tuple(_droit(entree, donnees["roles"]) for entree in groupe["droits"]))
        for groupe in donnees["groupes"]
    )
    decrits = [d.droit for groupe in groupes for d in groupe.droits]
    if sorted(decrits) != sorted(Droit):
        ecart = sorted(set(decrits) ^ set(Droit)) or sorted(d for d in decrits if decrits.count(d) > 1)
        raise MatriceInvalide(f"droits absents ou répétés : {ecart}")
    return Defaut(donnees["source"]["titre"], donnees["notes"], donnees["verifie_le"], donnees["roles"], groupes)


def _droit(entree: dict[str, Any], roles: dict[str, str]) -> DroitDecrit:
    if inconnues := set(entree) - CLES_D_UN_DROIT:
        raise MatriceInvalide(f"clés inconnues {sorted(inconnues)}")
    if absentes := CLES_D_UN_DROIT - {"note"} - set(entree):
        raise MatriceInvalide(f"clés absentes {sorted(absentes)}")
    if entree["cle"] not in list(Droit):
        raise MatriceInvalide(f"droit inconnu {entree['cle']!r}")
    if inconnus := set(entree["permis"]) - set(roles):
        raise MatriceInvalide(f"rôles inconnus {sorted(inconnus)}")
    return DroitDecrit(Droit(entree["cle"]), entree["libelle"], frozenset(entree["permis"]), entree.get("note", ""))
