"""Ajouter, renouveler et révoquer un moyen d’ouvrir une base, sans la réécrire : seul son fichier de clés change.

Le fichier d’avant est gardé sous « .precedent » tant que le nouveau, relu sur le disque, n’a pas ouvert la base ; s’il
ne l’ouvre pas, l’ancien revient. Les sauvegardes déjà faites gardent les clés qu’elles avaient.
"""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from secretariat.socle import chiffrement, cles, poste
from secretariat.socle.cles import CleRefusee, Emplacement, Enveloppes, Moyen, Trousseau
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurMetier
from secretariat.socle.fichier_base import VerrouDeBase
from secretariat.socle.fichiers import cause_dite

Essai = Callable[[Enveloppes], bytes | None]
"""Ce que le nouveau moyen rend, une fois le fichier relu : la clé, ou rien."""
RUBRIQUE = "cles"
HUMAINS = frozenset({Moyen.PHRASE, Moyen.RECUPERATION})


class DernierMoyen(ErreurMetier):
    """Sans cet emplacement, plus personne n’ouvrirait la base."""


def ajouter_phrase(base: Path, cle: bytes, phrase: str, *, libelle: str, le: str) -> Emplacement:
    """Ajoute une phrase de passe, avec le nom de qui s’en sert.

    Raises:
        ErreurMetier: La phrase est trop courte, ou ouvre déjà la base.
        ErreurEnvironnement: Le fichier de clés ne s’écrit pas ; l’ancien est resté.
    """
    with _seul(base):
        enveloppes = cles.lire(base)
        _refuser_la_phrase(enveloppes, phrase)
        place = cles.envelopper(cle, phrase, moyen=Moyen.PHRASE, le=le, libelle=libelle.strip())
        _changer(base, cle, (*enveloppes.emplacements, place), _par(phrase, place))
        return place


def renouveler_phrase(base: Path, cle: bytes, phrase: str, *, repere: str, le: str) -> Emplacement:
    """Remplace une phrase de passe par une autre ; l’ancienne n’ouvre plus.

    Raises:
        ErreurMetier: L’emplacement n’est pas une phrase, ou la phrase ne convient pas.
    """
    with _seul(base):
        enveloppes = cles.lire(base)
        ancien = _emplacement(enveloppes, repere)
        if ancien.moyen is not Moyen.PHRASE:
            raise ErreurMetier(
                "Cet emplacement n’est pas une phrase de passe.", conseil="Choisir une phrase dans la liste."
            )
        _refuser_la_demonstration(enveloppes)
        _refuser_la_phrase(enveloppes, phrase)
        place = cles.envelopper(cle, phrase, moyen=Moyen.PHRASE, le=le, libelle=ancien.libelle)
        nouvelles = tuple(place if e.repere == repere else e for e in enveloppes.emplacements)
        _changer(base, cle, nouvelles, _par(phrase, place))
        return place


def renouveler_la_fiche(base: Path, cle: bytes, code: str, *, le: str) -> Emplacement:
    """Remplace la fiche de récupération par celle de ce code ; les fiches d’avant n’ouvrent plus."""
    with _seul(base):
        enveloppes = cles.lire(base)
        place = cles.envelopper(cle, code, moyen=Moyen.RECUPERATION, le=le)
        autres = tuple(e for e in enveloppes.emplacements if e.moyen is not Moyen.RECUPERATION)
        _changer(base, cle, (*autres, place), _par(code, place))
        return place


def confier_au_trousseau(base: Path, cle: bytes, trousseau: Trousseau, *, le: str) -> Emplacement:
    """Confie la clé au trousseau de ce poste ; ce que ce trousseau ouvrait déjà est remplacé.

    Raises:
        cles.TrousseauMuet: Le trousseau refuse.
    """
    with _seul(base):
        enveloppes = cles.lire(base)
        ancien = trousseau.get_password(cles.SERVICE, enveloppes.base)
        place = cles.confier_au_trousseau(cle, enveloppes.base, trousseau, le=le)
        gardes = tuple(e for e in enveloppes.emplacements if not _est_ouvert_par(e, enveloppes, ancien))
        try:
            _changer(base, cle, (*gardes, place), lambda lues: cles.ouvrir_par_trousseau(lues, trousseau))
        except ErreurEnvironnement:
            if ancien is not None:
                trousseau.set_password(cles.SERVICE, enveloppes.base, ancien)
            raise
        return place


def revoquer(base: Path, cle: bytes, *, repere: str) -> Emplacement:
    """Ôte un emplacement ; ce qu’il ouvrait ne l’ouvre plus.

    Raises:
        DernierMoyen: C’est le dernier qu’une personne puisse employer.
        ErreurMetier: Il n’y a pas d’emplacement de ce repère, ou c’est celui de la démonstration.
    """
    with _seul(base):
        enveloppes = cles.lire(base)
        ote = _emplacement(enveloppes, repere)
        restants = tuple(e for e in enveloppes.emplacements if e.repere != repere)
        if not any(e.moyen in HUMAINS for e in restants):
            raise DernierMoyen(
                "C’est le dernier moyen qu’une personne ait d’ouvrir la base.",
                conseil="Ajouter d’abord une phrase de passe ou une fiche de récupération : un trousseau se perd.",
            )
        if ote.moyen is Moyen.PHRASE:
            _refuser_la_demonstration(enveloppes)
        _changer(base, cle, restants, lambda _lues: cle)
        return ote


def prouver(base: Path, secret: str) -> bytes:
    """La clé, si ce secret (phrase ou fiche) ouvre la base : à demander avant de changer quoi que ce soit.

    Raises:
        CleRefusee: Il ne l’ouvre pas.
    """
    return cles.ouvrir_par_un_secret(cles.lire(base), secret)


def essayer_la_fiche(base: Path, saisie: str) -> Emplacement:
    """L’emplacement que cette fiche de récupération ouvre, la base comprise ; ne change rien.

    Raises:
        CleRefusee: La fiche est mal recopiée, ou n’est pas celle de cette base.
        chiffrement.BaseIllisible: La clé qu’elle rend n’ouvre pas la base.
    """
    enveloppes = cles.lire(base)
    for emplacement in enveloppes.emplacements:
        if emplacement.moyen is Moyen.RECUPERATION:
            cle = cles.ouvre_par_la_fiche(Enveloppes(enveloppes.base, (emplacement,)), saisie)
            if cle is not None:
                chiffrement.connecter(base, cle).close()
                return emplacement
    raise CleRefusee(
        "Cette fiche de récupération est bien recopiée, mais ce n’est pas celle de cette base.",
        conseil="Chercher la fiche la plus récente, ou en refaire une (Renouveler la fiche).",
    )


def noter_l_essai(base: Path, le: str) -> None:
    """Garde le jour où l’on a vérifié que la fiche imprimée est la bonne."""
    fichier = poste.reglages_du_poste(base)
    poste.ecrire(fichier, {**poste.lire(fichier), RUBRIQUE: {"fiche_verifiee_le": le}})


def dernier_essai(base: Path) -> str:
    """Le jour du dernier essai réussi de la fiche, AAAA-MM-JJ ; vide s’il n’y en a pas eu."""
    rubrique = poste.lire(poste.reglages_du_poste(base)).get(RUBRIQUE)
    return str(rubrique.get("fiche_verifiee_le", "")) if isinstance(rubrique, dict) else ""


def _par(secret: str, place: Emplacement) -> Essai:
    def essai(lues: Enveloppes) -> bytes | None:
        seule = tuple(e for e in lues.emplacements if e == place)
        return cles.ouvre(Enveloppes(lues.base, seule), secret, place.moyen)

    return essai


def _changer(base: Path, cle: bytes, emplacements: tuple[Emplacement, ...], essai: Essai) -> None:
    """Écrit le nouveau fichier, le relit, ouvre la base avec ; l’ancien revient au premier ennui."""
    fichier, precedent = cles.fichier_de(base), cles.precedent_de(base)
    nouvelles = dataclasses.replace(cles.lire(base), emplacements=emplacements)
    try:
        shutil.copyfile(fichier, precedent)
    except OSError as erreur:
        precedent.unlink(missing_ok=True)
        raise _changement_refuse(cause_dite(erreur)) from erreur
    try:
        cles.ecrire(base, nouvelles)
        _refuser_si_rien_n_ouvre(base, cle, nouvelles, essai)
    except BaseException:
        precedent.replace(fichier)
        raise
    precedent.unlink()


def _refuser_si_rien_n_ouvre(base: Path, cle: bytes, nouvelles: Enveloppes, essai: Essai) -> None:
    relues = cles.lire(base)
    if relues != nouvelles or essai(relues) != cle:
        raise _changement_refuse("le nouveau fichier de clés n’ouvre pas la base")
    chiffrement.connecter(base, cle).close()


def finir_un_changement(base: Path) -> None:
    """Après une coupure pendant un changement de clés : garde le nouveau fichier s’il se lit, sinon l’ancien."""
    precedent = cles.precedent_de(base)
    if not precedent.exists():
        return
    if cles.lire_sans_secours(base) is None:
        precedent.replace(cles.fichier_de(base))
    else:
        precedent.unlink()


@contextmanager
def _seul(base: Path) -> Iterator[None]:
    """Deux changements à la fois perdraient l’un des deux."""
    verrou = VerrouDeBase(base.with_name(base.name + ".cles"))
    verrou.prendre()
    try:
        yield
    finally:
        verrou.rendre()


def _emplacement(enveloppes: Enveloppes, repere: str) -> Emplacement:
    for emplacement in enveloppes.emplacements:
        if emplacement.repere == repere:
            return emplacement
    raise ErreurMetier(f"Il n’y a pas d’emplacement {repere}.", conseil="La liste des clés donne le repère de chacun.")


def _refuser_la_phrase(enveloppes: Enveloppes, phrase: str) -> None:
    if len(phrase) < cles.LONGUEUR_PHRASE:
        raise ErreurMetier(
            f"Une phrase de passe a au moins {cles.LONGUEUR_PHRASE} caractères.",
            conseil="Quatre mots au hasard conviennent.",
        )
    if cles.ouvre(enveloppes, phrase, Moyen.PHRASE) is not None:
        raise ErreurMetier("Cette phrase ouvre déjà la base.", conseil="En choisir une autre.")


def _refuser_la_demonstration(enveloppes: Enveloppes) -> None:
    if enveloppes.base == cles.BASE_DE_DEMONSTRATION:
        raise ErreurMetier(
            "La phrase de la démonstration est publique et ne change pas.",
            conseil="Les données y sont inventées ; un vrai cabinet a sa phrase à lui.",
        )


def _est_ouvert_par(emplacement: Emplacement, enveloppes: Enveloppes, secret: str | None) -> bool:
    if secret is None or emplacement.moyen is not Moyen.TROUSSEAU:
        return False
    return cles.ouvre(Enveloppes(enveloppes.base, (emplacement,)), secret, Moyen.TROUSSEAU) is not None


def _changement_refuse(cause: str) -> ErreurEnvironnement:
    return ErreurEnvironnement(
        f"Les clés n’ont pas été changées : {cause}.",
        conseil="L’ancien fichier de clés est resté en place ; vérifier la place libre, puis recommencer.",
    )
