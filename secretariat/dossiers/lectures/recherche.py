"""La recherche d’un patient pendant que l’on tape, sur cent mille dossiers.

Le fragment le plus rare se lit par plage dans la table des mots ; les autres se vérifient patient par patient, par
l’index. Rien n’est lu au-delà de `LUS_AU_PLUS` mots. Ce n’est que s’il y a peu de réponses que l’on regarde aussi au
milieu des mots ; les noms proches viennent toujours en dernier.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rapidfuzz.distance import OSA
from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from secretariat.dossiers.lectures.listes import COLONNES, LigneListe, en_liste
from secretariat.dossiers.modele import MotRecherche, Patient
from secretariat.dossiers.regles.recherche import (
    CHAMPS_DES_NOMS,
    LETTRES_MIN_AU_MILIEU,
    LETTRES_MIN_PROCHE,
    NOMS,
    Fragment,
    MotIndexe,
    fragments,
    raison,
)
from secretariat.dossiers.regles.sons import cle_sonore, mots_proches
from secretariat.dossiers.valeurs import Champ, PatientTrouve
from secretariat.socle.droits import Droit, geste
from secretariat.socle.unite_de_travail import Lecture

LUS_AU_PLUS = 1500
VOISINS_AU_PLUS = 400
ASSEZ = 5
PROCHES_AU_PLUS = 5
APRES_TOUT = "\uffff"
DEBUT_COMMUN = 3
CHAMPS = {champ.value: champ for champ in Champ}


@geste(Droit.LIRE_IDENTITE)
def rechercher(lecture: Lecture, saisie: str, *, limite: int = 30) -> tuple[PatientTrouve, ...]:
    """Les patients que désigne ce que l’on a tapé, dans n’importe quel ordre, les plus probables d’abord.

    Vide si la saisie n’a ni lettre ni chiffre.
    """
    cherches = fragments(saisie)
    if not cherches:
        return ()
    trouves = _par_debut(lecture, cherches, limite)
    if len(trouves) < ASSEZ:
        trouves = (*trouves, *_au_milieu(lecture, cherches, {t.id for t in trouves}, limite - len(trouves)))
    proches = _proches(lecture, cherches, {t.id for t in trouves}, min(PROCHES_AU_PLUS, limite))
    return (*trouves[: limite - len(proches)], *proches)


def _par_debut(lecture: Lecture, cherches: Sequence[Fragment], limite: int) -> tuple[PatientTrouve, ...]:
    meneur, *autres = sorted(cherches, key=lambda f: _frequence(lecture, f)) if len(cherches) > 1 else cherches
    conditions = [_porte(f) for f in autres]
    trouves: tuple[LigneListe, ...] = ()
    if meneur.nom:
        trouves = _lire(lecture, _meneurs(meneur, conditions, noms_seuls=True), cherches, limite)
    if len(trouves) < limite:
        trouves = _lire(lecture, _meneurs(meneur, conditions, noms_seuls=False), cherches, limite)
    return _avec_raisons(lecture, trouves, cherches)


def _plage(fragment: Fragment) -> ColumnElement[bool]:
    plages = [and_(MotRecherche.mot >= debut, MotRecherche.mot < debut + APRES_TOUT) for debut in fragment.debuts]
    return or_(*plages) if len(plages) > 1 else plages[0]


def _frequence(lecture: Lecture, fragment: Fragment) -> int:
    lus = select(MotRecherche.patient_id).where(_plage(fragment)).limit(LUS_AU_PLUS).subquery()
    return lecture.tous(select(func.count()).select_from(lus))[0]


def _porte(fragment: Fragment) -> ColumnElement[bool]:
    """Vrai si le patient du mot courant a aussi un mot qui commence par ce fragment."""
    autre = MotRecherche.__table__.alias()
    plages = [and_(autre.c.mot >= debut, autre.c.mot < debut + APRES_TOUT) for debut in fragment.debuts]
    return exists().where(autre.c.patient_id == MotRecherche.patient_id, or_(*plages))


def _meneurs(meneur: Fragment, conditions: Iterable[ColumnElement[bool]], *, noms_seuls: bool) -> Select[int]:
    requete = select(MotRecherche.patient_id).where(_plage(meneur), *conditions)
    if noms_seuls:
        requete = requete.where(MotRecherche.champ.in_([champ.value for champ in sorted(NOMS)]))
    return requete.limit(LUS_AU_PLUS)


def _lire(lecture: Lecture, numeros: Select[int], cherches: Iterable[Fragment], limite: int) -> tuple[LigneListe, ...]:
    noms = [fragment.texte.upper() for fragment in cherches if fragment.nom]
    requete = (
        select(*COLONNES)
        .where(Patient.id.in_(numeros))
        .order_by(_rang(noms), Patient.nom_naissance, Patient.premier_prenom, Patient.naissance, Patient.id)
        .limit(limite)
    )
    return lecture.lignes(requete, LigneListe)


def _rang(noms: Sequence[str]) -> ColumnElement[int]:
    """0 si l’un des fragments est tout le nom, 1 s’il le commence, 2 s’il commence le prénom, 3 sinon."""
    if not noms:
        return case((true(), 0))
    utilise = func.upper(Patient.nom_utilise)
    entier = or_(Patient.nom_naissance.in_(noms), utilise.in_(noms))
    nom = or_(*(_commence(colonne, texte) for texte in noms for colonne in (Patient.nom_naissance, utilise)))
    prenom = or_(*(_commence(Patient.premier_prenom, texte) for texte in noms))
    return case((entier, 0), (nom, 1), (prenom, 2), else_=3)


def _commence(colonne: ColumnElement[str] | InstrumentedAttribute[str], texte: str) -> ColumnElement[bool]:
    return and_(colonne >= texte, colonne < texte + APRES_TOUT)


def _avec_raisons(
    lecture: Lecture, lignes: Sequence[LigneListe], cherches: Sequence[Fragment]
) -> tuple[PatientTrouve, ...]:
    indexes = _mots_de(lecture, [ligne.id for ligne in lignes], cherches)
    return tuple(en_liste(ligne, raison(cherches, indexes[ligne.id])) for ligne in lignes)


def _mots_de(lecture: Lecture, numeros: Sequence[int], cherches: Sequence[Fragment]) -> dict[int, list[MotIndexe]]:
    """Les mots de ces patients qui commencent par l’un des fragments : de quoi dire pourquoi chacun est là."""
    resultat: dict[int, list[MotIndexe]] = {numero: [] for numero in numeros}
    if not numeros:
        return resultat
    requete = select(MotRecherche.patient_id, MotRecherche.mot, MotRecherche.champ).where(
        MotRecherche.patient_id.in_(numeros), or_(*(_plage(fragment) for fragment in cherches))
    )
    for numero, mot, champ in lecture.lignes(requete, _telle_quelle):
        resultat[numero].append(MotIndexe(mot, CHAMPS[champ]))
    return resultat


def _telle_quelle(*ligne: Any) -> tuple[Any, ...]:  # noqa: ANN401  (trois colonnes)
    return ligne


def _au_milieu(
    lecture: Lecture, cherches: Sequence[Fragment], deja: set[int], limite: int
) -> tuple[PatientTrouve, ...]:
    """Les patients dont un nom contient chaque fragment ; trop long s’il n’y a pas un fragment de trois lettres."""
    noms = [fragment for fragment in cherches if fragment.nom]
    if max((len(fragment.texte) for fragment in noms), default=0) < LETTRES_MIN_AU_MILIEU:
        return ()
    contient = [Patient.recherche.like(f"%{fragment.texte}%") for fragment in noms]
    contenus = select(Patient.id).where(*contient).limit(limite + len(deja))
    numeros = [n for n in lecture.tous(contenus) if n not in deja]
    if not numeros:
        return ()
    chiffres = [fragment for fragment in cherches if not fragment.nom]
    indexes = _mots_de(lecture, numeros, cherches)
    gardes = [n for n in numeros if all(any(f.convient(m.mot) for m in indexes[n]) for f in chiffres)]
    lignes = lecture.lignes(
        select(*COLONNES).where(Patient.id.in_(gardes)).order_by(Patient.nom_naissance, Patient.premier_prenom),
        LigneListe,
    )
    return tuple(en_liste(ligne, raison(cherches, indexes[ligne.id])) for ligne in lignes[:limite])


def _proches(lecture: Lecture, cherches: Sequence[Fragment], deja: set[int], limite: int) -> tuple[PatientTrouve, ...]:
    """Les patients dont un nom ressemble à l’un des fragments, les autres convenant tels quels."""
    trouves: dict[int, PatientTrouve] = {}
    for fragment in cherches:
        if fragment.nom and len(fragment.texte) >= LETTRES_MIN_PROCHE and len(trouves) < limite:
            autres = [_porte(autre) for autre in cherches if autre is not fragment]
            for mot in _mots_voisins(lecture, fragment.texte):
                trouves |= _porteurs(lecture, mot, conditions=autres, deja=deja | trouves.keys(), limite=limite)
    return tuple(trouves.values())[:limite]


def _porteurs(
    lecture: Lecture, mot: str, *, conditions: Iterable[ColumnElement[bool]], deja: set[int], limite: int
) -> dict[int, PatientTrouve]:
    porteurs = select(MotRecherche.patient_id).where(MotRecherche.mot == mot, *conditions).limit(LUS_AU_PLUS)
    lignes = _lire(lecture, porteurs, [Fragment((mot,))], limite + len(deja))
    return {x.id: en_liste(x, f"proche de {mot.upper()}", proche=True) for x in lignes if x.id not in deja}


def _mots_voisins(lecture: Lecture, texte: str) -> list[str]:
    """Les mots enregistrés qui ressemblent à celui-ci, du plus ressemblant au moins."""
    debut = texte[:DEBUT_COMMUN]
    meme_debut = and_(MotRecherche.mot >= debut, MotRecherche.mot < debut + APRES_TOUT)
    memes_lettres = select(MotRecherche.mot).where(meme_debut, MotRecherche.champ.in_(sorted(CHAMPS_DES_NOMS)))
    voisins = set(lecture.tous(memes_lettres.distinct().limit(VOISINS_AU_PLUS)))
    voisins.update(_de_meme_son(lecture, texte))
    retenus = [m for m in voisins if m.isalpha() and not m.startswith(texte) and mots_proches(texte, m)]
    return sorted(retenus, key=lambda m: (OSA.distance(texte, m), m))[:PROCHES_AU_PLUS]


def _de_meme_son(lecture: Lecture, texte: str) -> tuple[str, ...]:
    pareils = select(MotRecherche.patient_id).where(MotRecherche.mot == f"~{cle_sonore(texte)}").limit(VOISINS_AU_PLUS)
    requete = select(MotRecherche.mot).where(
        MotRecherche.patient_id.in_(pareils), MotRecherche.champ.in_(sorted(CHAMPS_DES_NOMS))
    )
    return lecture.tous(requete.distinct())
