"""Les dossiers qui sont peut-être déjà celui de la personne que l’on saisit, ou dont on lit la carte."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select

from secretariat.dossiers.lectures.listes import COLONNES, LigneListe, en_liste
from secretariat.dossiers.modele import Couverture, Patient
from secretariat.dossiers.regles.carte import traits_de_carte
from secretariat.dossiers.regles.doublons import DATE_VOISINE, comparer_traits, dates_voisines
from secretariat.dossiers.regles.identite import normaliser_traits, translitterer
from secretariat.dossiers.valeurs import SEUIL_POTENTIEL, Candidat, IdentiteLue, Ressemblance, Traits
from secretariat.socle.droits import Droit, geste
from secretariat.socle.identifiants import compacter_nir
from secretariat.socle.unite_de_travail import Lecture

SEUIL_CARTE = 60
LIMITE = 20


@dataclass(frozen=True, slots=True)
class _Voisin:
    """Une ligne trouvée par une date, un NIR ou un nom, à comparer."""

    liste: LigneListe
    traits: Traits
    nir: str


@geste(Droit.LIRE_IDENTITE)
def candidats(lecture: Lecture, traits: Traits, *, nir: str = "", sauf: int | None = None) -> tuple[Candidat, ...]:
    """Les doublons possibles de ces traits, du plus ressemblant au moins.

    Args:
        lecture: La base.
        traits: Tels que saisis ; ils n’ont pas besoin d’être recevables.
        nir: S’il est connu ; avec la même date de naissance il suffit.
        sauf: Le dossier à ne pas comparer à lui-même.
    """
    cherches = normaliser_traits(traits)
    voisins = _voisins(lecture, _autour_de(cherches.naissance, incertaine=cherches.naissance_incertaine))
    return _classer(voisins, cherches, nir=nir, seuil=SEUIL_POTENTIEL, sauf=sauf)


@geste(Droit.LIRE_IDENTITE)
def candidats_carte(lecture: Lecture, lue: IdentiteLue) -> tuple[Candidat, ...]:
    """Les dossiers qui peuvent être celui du porteur de la carte, du plus ressemblant au moins.

    Le NIR avec la date de naissance désigne sans doute possible ; le NIR seul est celui d’une famille. Une carte dont
    la date n’est pas du calendrier se rapproche par le NIR et le nom.
    """
    nir = compacter_nir(lue.nir)
    conditions = [Couverture.nir == nir] if nir else []
    if lue.naissance is not None:
        conditions.append(_autour_de(lue.naissance, incertaine=False))
        cherches = traits_de_carte(lue, lue.naissance)
        return _classer(_voisins(lecture, or_(*conditions)), cherches, nir=nir, seuil=SEUIL_CARTE)
    conditions.append(Patient.nom_naissance == translitterer(lue.nom_naissance))
    return _classer_sans_date(_voisins(lecture, or_(*conditions)), lue, nir)


def _autour_de(jour: date, *, incertaine: bool) -> ColumnElement[bool]:
    """Les dates qui peuvent valoir celle-ci ; hors d’elles, aucun score n’atteint le seuil du doublon."""
    meme_annee = Patient.naissance.between(date(jour.year, 1, 1), date(jour.year, 12, 31))
    if incertaine:
        return meme_annee
    return or_(Patient.naissance.in_(sorted(dates_voisines(jour))), meme_annee & Patient.naissance_incertaine)


def _voisins(lecture: Lecture, condition: ColumnElement[bool]) -> tuple[_Voisin, ...]:
    requete = (
        select(*COLONNES, Patient.prenoms, Patient.lieu_naissance, Patient.naissance_incertaine, Couverture.nir)
        .outerjoin(Couverture, Couverture.patient_id == Patient.id)
        .where(condition)
    )
    return lecture.lignes(requete, _voisin)


def _voisin(*colonnes: object) -> _Voisin:
    ligne = LigneListe(*colonnes[: len(COLONNES)])  # type: ignore[arg-type]
    prenoms, lieu, incertaine, nir = colonnes[len(COLONNES) :]
    traits = Traits(
        nom_naissance=ligne.nom_naissance,
        premier_prenom=ligne.premier_prenom,
        naissance=ligne.naissance,
        sexe=ligne.sexe,
        lieu_naissance=str(lieu),
        prenoms=str(prenoms),
        nom_utilise=ligne.nom_utilise,
        prenom_utilise=ligne.prenom_utilise,
        naissance_incertaine=bool(incertaine),
    )
    return _Voisin(ligne, traits, str(nir or ""))


def _classer(
    voisins: tuple[_Voisin, ...], cherches: Traits, *, nir: str, seuil: int, sauf: int | None = None
) -> tuple[Candidat, ...]:
    compares = (
        (v, comparer_traits(cherches, v.traits, meme_nir=bool(nir) and v.nir == nir))
        for v in voisins
        if v.liste.id != sauf
    )
    return _ranger((v, ressemblance) for v, ressemblance in compares if ressemblance.score >= seuil)


def _classer_sans_date(voisins: tuple[_Voisin, ...], lue: IdentiteLue, nir: str) -> tuple[Candidat, ...]:
    """Sans date à comparer, le NIR et les noms décident ; la date du dossier n’y est pour rien."""
    compares = []
    for voisin in voisins:
        sans_date = comparer_traits(traits_de_carte(lue, voisin.traits.naissance), voisin.traits)
        raisons = tuple(raison for raison in sans_date.raisons if "date" not in raison)
        meme_nir = bool(nir) and voisin.nir == nir
        if meme_nir:
            raisons = ("même numéro de sécurité sociale", *raisons)
        score = sans_date.score if meme_nir else sans_date.score - DATE_VOISINE
        if score >= SEUIL_CARTE:
            compares.append((voisin, Ressemblance(score, raisons)))
    return _ranger(compares)


def _ranger(compares: Iterable[tuple[_Voisin, Ressemblance]]) -> tuple[Candidat, ...]:
    ordonnes = sorted(compares, key=lambda c: (-c[1].score, c[0].liste.nom_naissance, c[0].liste.id))
    return tuple(Candidat(en_liste(v.liste, ", ".join(r.raisons)), r.score, r.raisons) for v, r in ordonnes[:LIMITE])
