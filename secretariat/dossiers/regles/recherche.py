"""La recherche d’un patient : les mots par lesquels on le retrouve, et ce que veut dire ce que l’on tape.

Chaque patient laisse dans la table des mots ses noms, ses prénoms, sa date de naissance, son téléphone et son NIR. Ce
que l’on tape se découpe en fragments ; un patient convient si chaque fragment commence l’un de ses mots. Tout signe
qui n’est ni lettre ni chiffre sépare : « % », « * » ou l’apostrophe n’ont aucun sens particulier.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from secretariat.dossiers.regles.coordonnees import telephone_compose
from secretariat.dossiers.regles.identite import TABLE
from secretariat.dossiers.regles.sons import cle_sonore
from secretariat.dossiers.valeurs import LIBELLES_CHAMPS, Champ, Traits
from secretariat.socle.texte import mots

LONGUEUR_MAX = 120
FRAGMENTS_MAX = 8
SIECLES = ("19", "20")
DATE_SEPAREE = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{2}|\d{4}))?(?![\d/.-])", re.ASCII)
DATE_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)", re.ASCII)
INDICATIF_33 = re.compile(r"(?:\+|\b00)33[\s.]*(?:\(0\))?[\s.]*(?=\d|$)", re.ASCII)
GROUPE = re.compile(r"\d+|2[ab]\d*", re.ASCII)
DATE_COURTE = re.compile(r"((?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2]))(\d{2})", re.ASCII)
CHIFFRES_D_UN_GROUPE = 3
CHIFFRES_DE_L_ANNEE = 4
CHIFFRES_DU_JOUR = 4
CHIFFRES_AVANT_LA_CORSE = 5
LETTRES_MIN_AU_MILIEU = 3
LETTRES_MIN_PROCHE = 4
NOMS = frozenset({Champ.NOM, Champ.NOM_UTILISE})
CHAMPS_DES_NOMS = NOMS | {Champ.PRENOM, Champ.PRENOM_UTILISE, Champ.AUTRE_PRENOM}


@dataclass(frozen=True, slots=True)
class Fragment:
    """Un morceau de ce que l’on tape.

    Attributes:
        debuts: Les débuts de mot qui conviennent, au moins un ; plusieurs pour une date au siècle sous-entendu.
    """

    debuts: tuple[str, ...]

    @property
    def texte(self) -> str:
        """Le premier début, qui est le fragment lui-même."""
        return self.debuts[0]

    @property
    def nom(self) -> bool:
        """Vrai pour un fragment de nom ou de prénom, faux pour des chiffres."""
        return self.texte.isalpha()

    def convient(self, mot: str) -> bool:
        """Vrai si ce mot commence par le fragment."""
        return mot.startswith(self.debuts)


@dataclass(frozen=True, slots=True)
class MotIndexe:
    """Un mot par lequel on retrouve un patient, et d’où il vient."""

    mot: str
    champ: Champ


def fragments(saisie: str) -> tuple[Fragment, ...]:
    """Ce que l’on a tapé, en fragments ; vide s’il n’y a ni lettre ni chiffre.

    >>> [f.debuts for f in fragments("dup 14/07/60")]
    [('14071960', '14072060'), ('dup',)]
    """
    texte = INDICATIF_33.sub("0", saisie[:LONGUEUR_MAX])
    trouves: list[Fragment] = []
    texte = DATE_ISO.sub(lambda m: _mettre_de_cote(trouves, m[3] + m[2] + m[1]), texte)
    texte = DATE_SEPAREE.sub(lambda m: _mettre_de_cote(trouves, *_dates(m[1], m[2], m[3])), texte)
    trouves += [_fragment(mot) for mot in _regrouper(mots(texte.translate(TABLE)))]
    return tuple(dict.fromkeys(trouves))[:FRAGMENTS_MAX]


def mots_du_patient(traits: Traits, telephone: str = "", nir: str = "") -> frozenset[MotIndexe]:
    """Tous les mots par lesquels on retrouve ce patient ; `telephone` en E.164, `nir` compact."""
    textes = (
        (Champ.NOM, traits.nom_naissance),
        (Champ.NOM_UTILISE, traits.nom_utilise),
        (Champ.PRENOM, traits.premier_prenom),
        (Champ.PRENOM_UTILISE, traits.prenom_utilise),
        (Champ.AUTRE_PRENOM, traits.prenoms),
    )
    resultat: dict[str, Champ] = {}
    for champ, texte in textes:
        for mot in _mots_et_ensemble(texte):
            resultat.setdefault(mot, champ)
    sons = {f"~{cle}" for mot in resultat if len(mot) >= LETTRES_MIN_AU_MILIEU and (cle := cle_sonore(mot))}
    jour = traits.naissance
    return frozenset({
        *(MotIndexe(mot, champ) for mot, champ in resultat.items()),
        *(MotIndexe(son, Champ.SON) for son in sons),
        MotIndexe(f"{jour:%d%m}{jour.year:04}", Champ.NAISSANCE),
        MotIndexe(f"{jour.year:04}{jour:%m%d}", Champ.NAISSANCE),
        *([MotIndexe(telephone_compose(telephone), Champ.TELEPHONE)] if telephone else []),
        *([MotIndexe(nir.lower(), Champ.NIR)] if nir else []),
    })


def texte_comparable(traits: Traits) -> str:
    """Les noms et prénoms, sans accents, entourés d’espaces : ce que parcourt la recherche au milieu d’un mot."""
    noms = (traits.nom_naissance, traits.nom_utilise, traits.premier_prenom, traits.prenom_utilise, traits.prenoms)
    return f" {' '.join(dict.fromkeys(mot for nom in noms for mot in mots(nom)))} "


def raison(cherches: Iterable[Fragment], indexes: Iterable[MotIndexe]) -> str:
    """Pourquoi ce patient convient : « nom de naissance, date de naissance », ou « au milieu du nom »."""
    indexes = tuple(indexes)
    raisons = []
    for fragment in cherches:
        champs = {indexe.champ for indexe in indexes if fragment.convient(indexe.mot)} - {Champ.SON}
        premier = next((champ for champ in LIBELLES_CHAMPS if champ in champs), None)
        raisons.append(LIBELLES_CHAMPS[premier] if premier else "au milieu du nom")
    return ", ".join(dict.fromkeys(raisons))


def _mettre_de_cote(trouves: list[Fragment], *debuts: str) -> str:
    trouves.append(Fragment(debuts))
    return " "


def _dates(jour: str, mois: str, annee: str | None) -> tuple[str, ...]:
    debut = jour.zfill(2) + mois.zfill(2)
    if annee is None:
        return (debut,)
    return (
        (debut + annee,) if len(annee) == CHIFFRES_DE_L_ANNEE else tuple(debut + siecle + annee for siecle in SIECLES)
    )


def _fragment(mot: str) -> Fragment:
    """Six chiffres qui peuvent être une date le sont aussi."""
    courte = DATE_COURTE.fullmatch(mot)
    if courte:
        return Fragment((mot, *(courte[1] + siecle + courte[2] for siecle in SIECLES)))
    return Fragment((mot,))


def _regrouper(elements: Iterable[str]) -> list[str]:
    """Réunit les groupes de chiffres que l’on dicte : « 06 39 98 », « 2 84 06 44 », « 14 07 1960 »."""
    resultat: list[str] = []
    precedent = ""
    for element in elements:
        if precedent and _se_suivent(resultat[-1], precedent, element):
            resultat[-1] += element
        else:
            resultat.append(element)
        precedent = element if GROUPE.fullmatch(element) else ""
    return resultat


def _se_suivent(debut: str, precedent: str, element: str) -> bool:
    if not GROUPE.fullmatch(element) or len(precedent) > CHIFFRES_D_UN_GROUPE:
        return False
    if not element.isdigit():
        return len(debut) == CHIFFRES_AVANT_LA_CORSE
    annee = len(element) == CHIFFRES_DE_L_ANNEE and len(debut) == CHIFFRES_DU_JOUR
    return annee or len(element) <= CHIFFRES_D_UN_GROUPE


def _mots_et_ensemble(texte: str) -> tuple[str, ...]:
    """Les mots d’un nom, et le nom écrit d’un seul tenant : « dartagnan », « jeanpierre »."""
    elements = mots(texte)
    return (*elements, "".join(elements)) if len(elements) > 1 else elements
