"""Les sortes de valeurs d’un réglage : comment elles se rangent, se lisent, se saisissent et se disent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from secretariat.socle.dates import date_courte, moment_dit

T = TypeVar("T")
C = TypeVar("C", bound=StrEnum)
ENTIER = re.compile(r"[+-]?[0-9]{1,9}")


class ValeurRefusee(ValueError):
    """Cette valeur n’est pas de la sorte attendue, ou sort des bornes ; le message dit lesquelles."""


class Sorte(Protocol[T]):
    """Une sorte de valeur ; chaque méthode qui lit lève `ValeurRefusee` si elle ne le peut pas."""

    def depuis_base(self, brut: object) -> T:
        """Depuis le JSON rangé en base."""
        ...

    def depuis_texte(self, texte: str) -> T:
        """Depuis ce qu’une personne a tapé, ou choisi."""
        ...

    def verifier(self, valeur: T) -> None:
        """Refuse une valeur hors des bornes."""
        ...

    def vers_base(self, valeur: T) -> object:
        """Vers le JSON rangé en base."""
        ...

    def vers_texte(self, valeur: T) -> str:
        """Ce que la saisie montre."""
        ...

    def dire(self, valeur: T) -> str:
        """En toutes lettres, avec l’unité."""
        ...

    @property
    def attendu(self) -> str:
        """Ce qui est permis, en français : « de 1 à 120 minutes »."""
        ...

    @property
    def unite(self) -> str:
        """L’unité de ce que l’on tape, au pluriel ; vide s’il n’y en a pas."""
        ...


@dataclass(frozen=True, slots=True)
class Entier:
    """Un nombre entier entre deux bornes comprises ; `unite` est au pluriel."""

    minimum: int
    maximum: int
    unite: str = ""

    @property
    def attendu(self) -> str:
        """« de 6 à 36 mois »."""
        return f"de {self.minimum} à {self.maximum} {self.unite}".strip()

    def depuis_base(self, brut: object) -> int:
        """Un entier JSON ; ni booléen, ni nombre à virgule, ni texte."""
        if type(brut) is not int:
            raise ValeurRefusee(f"il faut un nombre entier, {self.attendu}")
        self.verifier(brut)
        return brut

    def depuis_texte(self, texte: str) -> int:
        """Des chiffres, et rien d’autre."""
        if not ENTIER.fullmatch(texte.strip()):
            raise ValeurRefusee(f"il faut un nombre entier, {self.attendu}")
        valeur = int(texte)
        self.verifier(valeur)
        return valeur

    def verifier(self, valeur: int) -> None:
        """Refuse hors des bornes."""
        if not self.minimum <= valeur <= self.maximum:
            raise ValeurRefusee(f"il faut {self.attendu}")

    def vers_base(self, valeur: int) -> object:
        """Tel quel."""
        return valeur

    def vers_texte(self, valeur: int) -> str:
        """Les chiffres."""
        return str(valeur)

    def dire(self, valeur: int) -> str:
        """« 12 mois », « 1 jour »."""
        return f"{valeur} {_accorde(self.unite, valeur)}".strip()


@dataclass(frozen=True, slots=True)
class Duree:
    """Une durée, rangée en nombre entier de son pas ; les bornes se comptent dans ce pas."""

    minimum: int
    maximum: int
    unite: str
    pas: timedelta

    @classmethod
    def minutes(cls, minimum: int, maximum: int) -> Duree:
        """Une durée qui se règle à la minute."""
        return cls(minimum, maximum, "minutes", timedelta(minutes=1))

    @classmethod
    def heures(cls, minimum: int, maximum: int) -> Duree:
        """Une durée qui se règle à l’heure."""
        return cls(minimum, maximum, "heures", timedelta(hours=1))

    @classmethod
    def jours(cls, minimum: int, maximum: int) -> Duree:
        """Une durée qui se règle au jour."""
        return cls(minimum, maximum, "jours", timedelta(days=1))

    @property
    def attendu(self) -> str:
        """« de 1 à 120 minutes »."""
        return self._nombre.attendu

    def depuis_base(self, brut: object) -> timedelta:
        """Un entier JSON."""
        return self._nombre.depuis_base(brut) * self.pas

    def depuis_texte(self, texte: str) -> timedelta:
        """Des chiffres."""
        return self._nombre.depuis_texte(texte) * self.pas

    def verifier(self, valeur: timedelta) -> None:
        """Refuse hors des bornes, et une fraction du pas."""
        if valeur % self.pas:
            raise ValeurRefusee(f"il faut un nombre entier de {self.unite}, {self.attendu}")
        self._nombre.verifier(valeur // self.pas)

    def vers_base(self, valeur: timedelta) -> object:
        """Le nombre de pas."""
        return valeur // self.pas

    def vers_texte(self, valeur: timedelta) -> str:
        """Les chiffres."""
        return str(valeur // self.pas)

    def dire(self, valeur: timedelta) -> str:
        """« 10 minutes »."""
        return self._nombre.dire(valeur // self.pas)

    @property
    def _nombre(self) -> Entier:
        return Entier(self.minimum, self.maximum, self.unite)


@dataclass(frozen=True, slots=True)
class OuiNon:
    """Une case à cocher."""

    attendu = "oui ou non"
    unite = ""

    def depuis_base(self, brut: object) -> bool:
        """Un booléen JSON."""
        if not isinstance(brut, bool):
            raise ValeurRefusee(f"il faut {self.attendu}")
        return brut

    def depuis_texte(self, texte: str) -> bool:
        """« oui » ou « non »."""
        if texte.strip().lower() not in {"oui", "non"}:
            raise ValeurRefusee(f"il faut {self.attendu}")
        return texte.strip().lower() == "oui"

    def verifier(self, valeur: bool) -> None:  # noqa: FBT001  (la valeur du réglage)
        """Un booléen convient toujours."""

    def vers_base(self, valeur: bool) -> object:  # noqa: FBT001  (la valeur du réglage)
        """Tel quel."""
        return valeur

    def vers_texte(self, valeur: bool) -> str:  # noqa: FBT001  (la valeur du réglage)
        """« oui » ou « non »."""
        return self.dire(valeur)

    def dire(self, valeur: bool) -> str:  # noqa: FBT001  (la valeur du réglage)
        """« oui » ou « non »."""
        return "oui" if valeur else "non"


@dataclass(frozen=True, slots=True)
class Texte:
    """Un texte d’une ligne, sans caractère de contrôle."""

    longueur: int

    unite = ""

    @property
    def attendu(self) -> str:
        """« une ligne de 80 caractères au plus »."""
        return f"une ligne de {self.longueur} caractères au plus"

    def depuis_base(self, brut: object) -> str:
        """Un texte JSON."""
        if not isinstance(brut, str):
            raise ValeurRefusee(f"il faut {self.attendu}")
        self.verifier(brut)
        return brut

    def depuis_texte(self, texte: str) -> str:
        """Le texte, sans espaces autour."""
        self.verifier(texte.strip())
        return texte.strip()

    def verifier(self, valeur: str) -> None:
        """Refuse un texte trop long, ou qui ne tient pas sur une ligne."""
        if len(valeur) > self.longueur or not (valeur.isprintable() or not valeur):
            raise ValeurRefusee(f"il faut {self.attendu}")

    def vers_base(self, valeur: str) -> object:
        """Tel quel."""
        return valeur

    def vers_texte(self, valeur: str) -> str:
        """Tel quel."""
        return valeur

    def dire(self, valeur: str) -> str:
        """Entre guillemets."""
        return f"«\u00a0{valeur}\u00a0»" if valeur else "rien"


class Choix(Generic[C]):
    """Une valeur parmi celles d’une énumération, avec le libellé de chacune."""

    unite = ""

    def __init__(self, enumeration: type[C], libelles: dict[C, str]) -> None:
        self.enumeration = enumeration
        self.libelles = libelles

    @property
    def attendu(self) -> str:
        """Les choix, séparés par des points-virgules."""
        return "une de ces valeurs\u00a0: " + "\u202f; ".join(self.libelles.values())

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """Les couples (libellé, texte à donner à `depuis_texte`)."""
        return tuple((libelle, valeur.value) for valeur, libelle in self.libelles.items())

    def depuis_base(self, brut: object) -> C:
        """Le code du choix."""
        trouvee = next((valeur for valeur in self.enumeration if valeur.value == brut), None)
        if trouvee is None:
            raise ValeurRefusee(f"il faut {self.attendu}")
        return trouvee

    def depuis_texte(self, texte: str) -> C:
        """Le code du choix."""
        return self.depuis_base(texte)

    def verifier(self, valeur: C) -> None:
        """Un membre de l’énumération convient toujours."""

    def vers_base(self, valeur: C) -> object:
        """Le code."""
        return valeur.value

    def vers_texte(self, valeur: C) -> str:
        """Le code."""
        return valeur.value

    def dire(self, valeur: C) -> str:
        """Le libellé."""
        return self.libelles[valeur]


class _Datee(Generic[T]):
    """Ce que le jour et l’instant ont en commun : absents, ou écrits en ISO 8601."""

    attendu: str
    unite = ""

    def _lire(self, texte: str) -> T:
        raise NotImplementedError

    def depuis_base(self, brut: object) -> T | None:
        """Un texte ISO 8601, ou rien."""
        if brut is None:
            return None
        if not isinstance(brut, str):
            raise ValeurRefusee(f"il faut {self.attendu}")
        try:
            return self._lire(brut)
        except ValueError as erreur:
            raise ValeurRefusee(f"il faut {self.attendu}") from erreur

    def depuis_texte(self, texte: str) -> T | None:
        """Comme en base ; vide pour « aucun »."""
        return self.depuis_base(texte.strip() or None)

    def verifier(self, valeur: T | None) -> None:
        """Toute date convient."""

    def vers_base(self, valeur: Any | None) -> object:  # noqa: ANN401  (une date ou un instant)
        """En ISO 8601."""
        return None if valeur is None else valeur.isoformat()

    def vers_texte(self, valeur: Any | None) -> str:  # noqa: ANN401  (une date ou un instant)
        """En ISO 8601, ou rien."""
        return "" if valeur is None else valeur.isoformat()


class Jour(_Datee[date]):
    """Une date, ou aucune."""

    attendu = "une date, ou rien"

    def _lire(self, texte: str) -> date:
        return date.fromisoformat(texte)

    def dire(self, valeur: date | None) -> str:
        """« 12/03/2026 »."""
        return "aucune date" if valeur is None else date_courte(valeur)


class Instant(_Datee[datetime]):
    """Un instant avec son fuseau, ou aucun."""

    attendu = "un instant avec son fuseau, ou rien"

    def _lire(self, texte: str) -> datetime:
        instant = datetime.fromisoformat(texte)
        if instant.tzinfo is None:
            raise ValeurRefusee(f"il faut {self.attendu}")
        return instant

    def dire(self, valeur: datetime | None) -> str:
        """« jeudi 12 mars 2026 à 10 h 05 »."""
        return "aucun instant" if valeur is None else moment_dit(valeur)


def _accorde(unite: str, nombre: int) -> str:
    return unite if abs(nombre) > 1 or unite == "mois" else unite.removesuffix("s")
