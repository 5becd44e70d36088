"""Deux identités sont-elles celles d’une même personne ? Un score sur 100, et ses raisons.

Date de naissance 40, nom 25, prénom 20, lieu 10, sexe 5 ; moins pour ce qui n’est que voisin. Sans aucune date voisine
le score reste sous le seuil : il suffit donc de chercher les doublons parmi les dates voisines (`dates_voisines`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from secretariat.dossiers.regles.identite import LIEU_INCONNU
from secretariat.dossiers.regles.sons import ecart, mots_proches
from secretariat.dossiers.valeurs import SEUIL_POTENTIEL, SEUIL_PROBABLE, Ressemblance, Sexe, Traits
from secretariat.socle.texte import mots

DATE_EGALE, DATE_VOISINE = 40, 20
NOM_EGAL, NOM_VOISIN = 25, 15
PRENOM_EGAL, PRENOM_VOISIN = 20, 15
SEXE_EGAL, SEXE_INCONNU = 5, 3
LIEU_EGAL, LIEU_INDETERMINE = 10, 5
MALUS_INVERSION = 5
CERTAIN = 100
MEME_NIR = "même numéro de sécurité sociale"


@dataclass(frozen=True, slots=True)
class _Points:
    valeur: int
    raison: str = ""


def comparer_traits(un: Traits, autre: Traits, *, meme_nir: bool = False) -> Ressemblance:
    """À quel point ces deux identités normalisées se ressemblent ; symétrique.

    Un NIR ne suffit pas seul : une famille partage celui de l’assuré, et deux jumeaux ont de plus la même date de
    naissance. Il n’est certain qu’avec la même date et un prénom égal ou voisin ; avec un autre prénom, la paire reste
    à regarder.
    """
    naissance = _points_de_date(un, autre)
    noms = _points_des_noms(un, autre)
    points = (naissance, *noms, _points_du_sexe(un, autre), _points_du_lieu(un, autre))
    score = sum(p.valeur for p in points)
    raisons = tuple(p.raison for p in points if p.raison)
    if not meme_nir or naissance.valeur != DATE_EGALE:
        return Ressemblance(score, raisons)
    if _meme_prenom(un, autre):
        return Ressemblance(CERTAIN, (MEME_NIR, naissance.raison))
    return Ressemblance(max(min(score, SEUIL_PROBABLE - 1), SEUIL_POTENTIEL), (MEME_NIR, *raisons, "autre prénom"))


def _meme_prenom(un: Traits, autre: Traits) -> bool:
    return _points_du_prenom(un, autre).valeur > 0 or _points_croises(un, autre).valeur > 0


def dates_voisines(jour: date) -> frozenset[date]:
    """Cette date, et toutes celles qu’une faute de frappe en ferait.

    Un chiffre faux, deux chiffres voisins échangés, ou le jour et le mois échangés, dans JJMMAAAA.
    """
    chiffres = _en_chiffres(jour)
    substitutions = {chiffres[:i] + c + chiffres[i + 1 :] for i in range(8) for c in "0123456789"}
    echanges = {chiffres[:i] + chiffres[i + 1] + chiffres[i] + chiffres[i + 2 :] for i in range(7)}
    retournee = chiffres[2:4] + chiffres[:2] + chiffres[4:]
    possibles = map(_date_ou_rien, substitutions | echanges | {retournee})
    return frozenset(d for d in possibles if d is not None)


def _a_une_faute_pres(un: date, autre: date) -> bool:
    retourne = (un.day, un.month, un.year) == (autre.month, autre.day, autre.year)
    return retourne or ecart(_en_chiffres(un), _en_chiffres(autre)) <= 1


def _en_chiffres(jour: date) -> str:
    return f"{jour.day:02}{jour.month:02}{jour.year:04}"


def _date_ou_rien(chiffres: str) -> date | None:
    try:
        return date(int(chiffres[4:]), int(chiffres[2:4]), int(chiffres[:2]))
    except ValueError:
        return None


def _points_de_date(un: Traits, autre: Traits) -> _Points:
    if un.naissance == autre.naissance:
        return _Points(DATE_EGALE, "même date de naissance")
    incertaine = un.naissance_incertaine or autre.naissance_incertaine
    if incertaine and un.naissance.year == autre.naissance.year:
        return _Points(DATE_VOISINE, "même année de naissance, date incertaine")
    if _a_une_faute_pres(un.naissance, autre.naissance):
        return _Points(DATE_VOISINE, "date de naissance à un chiffre près")
    return _Points(0)


def _points_des_noms(un: Traits, autre: Traits) -> tuple[_Points, ...]:
    directs = (_points_du_nom(un, autre), _points_du_prenom(un, autre))
    croises = _points_croises(un, autre)
    total = sum(p.valeur for p in directs)
    return (croises,) if croises.valeur > total else directs


def _points_du_nom(un: Traits, autre: Traits) -> _Points:
    uns, autres = _noms(un), _noms(autre)
    if uns & autres:
        meme_naissance = mots(un.nom_naissance) == mots(autre.nom_naissance)
        return _Points(NOM_EGAL, "même nom de naissance" if meme_naissance else "même nom, de naissance ou utilisé")
    if any(_voisins(a, b) for a in uns for b in autres):
        return _Points(NOM_VOISIN, "nom voisin")
    return _Points(0)


def _points_du_prenom(un: Traits, autre: Traits) -> _Points:
    uns, autres = _prenoms(un), _prenoms(autre)
    if uns & autres:
        return _Points(PRENOM_EGAL, "même prénom")
    if any(_voisins(a, b) for a in uns for b in autres):
        return _Points(PRENOM_VOISIN, "prénom voisin")
    if uns & _tous_les_prenoms(autre) or autres & _tous_les_prenoms(un):
        return _Points(PRENOM_VOISIN, "prénom de la liste des prénoms")
    return _Points(0)


def _points_croises(un: Traits, autre: Traits) -> _Points:
    if _proches(_noms(un), _prenoms(autre)) and _proches(_prenoms(un), _noms(autre)):
        return _Points(NOM_EGAL + PRENOM_EGAL - MALUS_INVERSION, "nom et prénom inversés")
    return _Points(0)


def _points_du_sexe(un: Traits, autre: Traits) -> _Points:
    if Sexe.INDETERMINE in {un.sexe, autre.sexe}:
        return _Points(SEXE_INCONNU)
    return _Points(SEXE_EGAL if un.sexe is autre.sexe else 0)


def _points_du_lieu(un: Traits, autre: Traits) -> _Points:
    if LIEU_INCONNU in {un.lieu_naissance, autre.lieu_naissance}:
        return _Points(LIEU_INDETERMINE)
    if un.lieu_naissance == autre.lieu_naissance:
        return _Points(LIEU_EGAL, "même lieu de naissance")
    return _Points(0)


Mots = tuple[str, ...]


def _noms(traits: Traits) -> frozenset[Mots]:
    return frozenset(m for nom in (traits.nom_naissance, traits.nom_utilise) if (m := mots(nom)))


def _prenoms(traits: Traits) -> frozenset[Mots]:
    return frozenset(m for nom in (traits.premier_prenom, traits.prenom_utilise) if (m := mots(nom)))


def _tous_les_prenoms(traits: Traits) -> frozenset[Mots]:
    return frozenset((mot,) for mot in mots(traits.prenoms))


def _proches(uns: frozenset[Mots], autres: frozenset[Mots]) -> bool:
    return any(a == b or _voisins(a, b) for a in uns for b in autres)


def _voisins(un: Mots, autre: Mots) -> bool:
    """Vrai à une coquille près, ou si l’un est le début ou la fin de l’autre (JEANNE, JEANNE-ASTRID)."""
    court, long = sorted((un, autre), key=len)
    if len(court) < len(long) and court in {long[: len(court)], long[-len(court) :]}:
        return True
    return mots_proches("".join(un), "".join(autre))
