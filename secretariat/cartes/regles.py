"""Relire une carte Vitale : ce qui doit attirer l’œil avant d’en reprendre quoi que ce soit dans un dossier.

Aucune de ces anomalies n’interdit l’accueil du patient : on peut changer de sexe ou de nom, naître à une date inconnue,
porter une carte pas encore mise à jour. Elles se montrent, et la personne au poste décide.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from secretariat.cartes.valeurs import FORME_NAISSANCE, AnomalieCarte, Beneficiaire, CarteVitale, SourceLecture
from secretariat.socle.identifiants import masquer_nir, nir_valide


def anomalies(carte: CarteVitale, jour: date) -> tuple[AnomalieCarte, ...]:
    """Tout ce que la carte a d’inattendu ce jour-là, dans l’ordre où elle se lit."""
    return (*carte.remarques, *_du_porteur(carte), *(a for b in carte.beneficiaires for a in _du_beneficiaire(b, jour)))


def _du_porteur(carte: CarteVitale) -> Iterator[AnomalieCarte]:
    inscrits = {b.nir for b in carte.beneficiaires}
    if carte.nir_assure and carte.nir_assure not in inscrits and not nir_valide(carte.nir_assure):
        yield _cle_fausse(carte.nir_assure, "l’assuré")
    nombre = len(carte.beneficiaires)
    if not carte.nirs_lus and not carte.nir_assure:
        yield AnomalieCarte(
            "La carte n’a laissé lire aucun NIR.", "Le reprendre d’une attestation, ou lire la carte de nouveau."
        )
    elif nombre == 1 and inscrits == {None} and carte.source is SourceLecture.SIMPLE:
        yield AnomalieCarte(
            "Le NIR de la carte ne suit pas la naissance de la personne\u202f: c’est peut-être celui de son assuré.",
            "Demander à la personne une attestation de droits avant d’inscrire ce NIR dans un dossier.",
        )
    elif nombre > 1 and inscrits == {None}:
        yield AnomalieCarte(
            f"La carte inscrit {nombre} personnes et {_nirs(carte.nirs_lus)}\u202f: elle ne dit pas à qui "
            f"{'ils appartiennent' if carte.nirs_lus > 1 else 'il appartient'}.",
            "Demander à la personne une attestation de droits avant d’inscrire ce NIR dans un dossier.",
        )


def _du_beneficiaire(personne: Beneficiaire, jour: date) -> Iterator[AnomalieCarte]:
    qui = f"{personne.prenom} {personne.nom}"
    if personne.nir is not None and not nir_valide(personne.nir):
        yield _cle_fausse(personne.nir, qui)
    elif personne.nir is not None and not nir_suit_la_naissance(personne.nir, personne.naissance):
        yield AnomalieCarte(
            f"Le NIR de {qui} ne suit pas sa date de naissance ({personne.naissance_affichee}).",
            "Comparer avec une pièce d’identité\u202f; un NIR attribué ne change pas avec l’état civil.",
        )
    yield from _de_naissance(personne, qui)
    if personne.droits_fin is not None and personne.droits_fin < jour:
        yield AnomalieCarte(
            f"Les droits de {qui} inscrits sur la carte ont pris fin le {personne.droits_fin:%d/%m/%Y}.",
            "Proposer de mettre la carte à jour en pharmacie, ou demander une attestation de droits.",
        )


def _de_naissance(personne: Beneficiaire, qui: str) -> Iterator[AnomalieCarte]:
    if personne.naissance is not None:
        return
    if personne.naissance_lunaire:
        yield AnomalieCarte(
            f"La date de naissance de {qui} est lunaire ({personne.naissance_brute}).",
            "La garder telle quelle pour la facturation\u202f; l’âge se compte du 1er janvier de cette année.",
        )
    elif not personne.naissance_est_une_date:
        yield AnomalieCarte(
            f"La date de naissance de {qui} ne se comprend pas ({personne.naissance_brute or 'absente'}).",
            "La relever sur une pièce d’identité.",
        )
    else:
        yield AnomalieCarte(
            f"La carte ne dit pas le siècle de naissance de {qui}.", "Demander l’année de naissance complète."
        )


def _nirs(nombre: int) -> str:
    return f"{nombre} NIR" if nombre > 1 else "un seul NIR"


def _cle_fausse(nir: str, qui: str) -> AnomalieCarte:
    return AnomalieCarte(
        f"La clé du NIR de {qui} est fausse ({masquer_nir(nir)}).",
        "Ne pas reprendre ce NIR\u202f; le recopier d’une attestation de droits.",
    )


def nir_s_accorde(nir: str, naissance_brute: str) -> bool:
    """Vrai si ce NIR peut être celui de qui porte cette date, lunaire ou sans siècle comprise (AAAAMMJJ ou AAMMJJ).

    >>> nir_s_accorde("155209999000322", "19550099"), nir_s_accorde("284064499000108", "20150101")
    (True, False)
    """
    if not FORME_NAISSANCE.fullmatch(naissance_brute):
        return False
    mois_nir, mois = nir[3:5], naissance_brute[-4:-2]
    mois_connus = "01" <= mois_nir <= "12" and "01" <= mois <= "12"
    return nir[1:3] == naissance_brute[-6:-4] and (not mois_connus or mois_nir == mois)


def nir_suit_la_naissance(nir: str, naissance: date | None) -> bool:
    """Vrai si l’année et le mois s’accordent ; un mois de NIR hors de 01 à 12 ne dit rien du mois."""
    return naissance is None or nir_s_accorde(nir, naissance.isoformat().replace("-", ""))
