"""L’ordre qui lit une carte sur ce poste, sans base : pour essayer un lecteur, se former, ou demander de l’aide.

Il ne montre que l’identité, NIR masqué : un terminal garde ce qu’on y écrit. Les droits ne se lisent pas ici.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

from secretariat.cartes.diagnostic import diagnostiquer
from secretariat.cartes.diagnostic_ecrit import en_donnees, en_texte
from secretariat.cartes.erreurs import CarteAbsente
from secretariat.cartes.identification import reconnaitre
from secretariat.cartes.lecteur import Lecteur
from secretariat.cartes.reglages import ReglagesDuPoste, lire_reglages
from secretariat.cartes.regles import anomalies
from secretariat.cartes.valeurs import (
    MENTIONS,
    AnomalieCarte,
    Beneficiaire,
    CarteCps,
    CarteVitale,
    TypeCarte,
)
from secretariat.commandes.compte_rendu import CompteRendu
from secretariat.socle.dates import date_courte
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.horloge import horloge_du_poste
from secretariat.socle.identifiants import masquer_nir

DECOUVERTE_S = 1.5
"""Le temps laissé au service pour dire ce qui est déjà branché : il regarde ses lecteurs toutes les 400 ms."""
CALME_S = 0.2
"""Le silence qui dit que tout ce qui était déjà là est annoncé : les fentes le sont l’une après l’autre."""
SIMULATION = "SIMULATION : carte fictive, aucune de ces personnes n’existe."


def lire_carte(donnees: Path, demande: argparse.Namespace) -> CompteRendu:
    """Lit la carte en place, ou une carte fictive ; ou dit l’état des lecteurs.

    Raises:
        ErreurCarte: Il n’y a pas de carte, ou elle ne se lit pas.
        ErreurMetier: Aucune carte fictive, ou aucun lecteur, ne porte ce nom.
    """
    reglages = lire_reglages(donnees)
    with _lecteur(demande, reglages) as lecteur:
        _attendre_une_carte(lecteur, demande.lecteur, demande.attendre)
        if demande.diagnostic:
            return _diagnostic(lecteur, reglages)
        if _a_lire(lecteur, demande.lecteur) is TypeCarte.CPS:
            return _professionnel(lecteur.lire_cps())
        return _patient(lecteur.lire_vitale())


@contextmanager
def _lecteur(demande: argparse.Namespace, reglages: ReglagesDuPoste) -> Iterator[Lecteur]:
    lecteur = _simule(demande) if demande.simulee else _reel(demande, reglages)
    try:
        yield lecteur
    finally:
        lecteur.fermer()


def _simule(demande: argparse.Namespace) -> Lecteur:
    from secretariat.cartes.lecteur_simule import LecteurSimule  # noqa: PLC0415  (sans le matériel)

    lecteur = LecteurSimule(avec_droits=demande.diagnostic)
    codes = [carte.code for carte in lecteur.cartes()]
    if demande.simulee not in codes:
        raise ErreurMetier(
            f"Aucune carte fictive ne porte le code « {demande.simulee} ».",
            conseil=f"Choisir parmi : {', '.join(codes)}.",
        )
    lecteur.inserer(demande.simulee)
    return lecteur


def _reel(demande: argparse.Namespace, reglages: ReglagesDuPoste) -> Lecteur:
    """Le lecteur du poste ; l’API sous licence n’y sert qu’au diagnostic."""
    if not demande.diagnostic:
        reglages = replace(reglages, api_bibliotheque="", api_fichier="")
    if demande.lecteur:
        reglages = replace(reglages, lecteur_vitale=demande.lecteur, lecteur_cps=demande.lecteur)
    try:
        from secretariat.cartes.lecteur_reel import lecteur_reel  # noqa: PLC0415  (demande la bibliothèque PC/SC)
    except ImportError:
        from secretariat.cartes.lecteur_absent import LecteurAbsent  # noqa: PLC0415

        return LecteurAbsent()
    return lecteur_reel(reglages)


def _attendre_une_carte(lecteur: Lecteur, nom: str, attente_s: float) -> None:
    """Attend qu’une carte soit vue, puis le calme ; sans attente demandée, le temps de découvrir ce qui est branché."""
    change = Event()
    cesser = lecteur.ecouter(lambda _evenement: change.set())
    fin = monotonic() + max(attente_s, DECOUVERTE_S)
    try:
        while not _une_carte_est_la(lecteur, nom) and (reste_s := fin - monotonic()) > 0:
            if lecteur.etat().service is False and not attente_s:
                return
            change.wait(reste_s)
            change.clear()
        while change.wait(CALME_S) and monotonic() < fin:
            change.clear()
    finally:
        cesser()


def _une_carte_est_la(lecteur: Lecteur, nom: str) -> bool:
    return any(lu.modele and nom in {"", lu.nom} for lu in lecteur.etat().lecteurs)


def _a_lire(lecteur: Lecteur, nom: str) -> TypeCarte:
    """La sorte de carte à lire : celle du lecteur nommé, sinon celle du patient, sinon celle qui est là."""
    if not nom:
        seule_cps = lecteur.cps_presente() and not lecteur.vitale_presente()
        return TypeCarte.CPS if seule_cps else TypeCarte.VITALE
    branches = {lu.nom: lu for lu in lecteur.etat().lecteurs}
    if nom not in branches:
        raise ErreurMetier(
            f"Aucun lecteur branché ne s’appelle « {nom} ».",
            conseil=f"Choisir parmi : {' ; '.join(branches)}." if branches else "Aucun lecteur n’est branché.",
        )
    if not branches[nom].modele:
        raise CarteAbsente(f"Aucune carte dans le lecteur « {nom} ».")
    return reconnaitre(branches[nom].atr).type_carte


def _diagnostic(lecteur: Lecteur, reglages: ReglagesDuPoste) -> CompteRendu:
    releve = diagnostiquer(lecteur, reglages)
    refus, conseil = releve.defaut
    return CompteRendu(
        tuple(en_texte(releve).splitlines()), {"diagnostic": en_donnees(releve)}, refus=refus, conseil=conseil
    )


def _patient(carte: CarteVitale) -> CompteRendu:
    remarques = anomalies(carte, horloge_du_poste().date())
    return CompteRendu(
        (
            *([SIMULATION] if carte.simulee else []),
            *(_ligne(personne) for personne in carte.beneficiaires),
            *([f"NIR de l’assuré : {masquer_nir(carte.nir_assure)}"] if carte.nir_assure else []),
            f"{MENTIONS[carte.source]}.",
            *(f"Attention : {remarque.message} {remarque.conseil}" for remarque in remarques),
        ),
        {
            "sorte": "vitale",
            "simulee": carte.simulee,
            "source": carte.source.value,
            "mention": MENTIONS[carte.source],
            "nir_assure": masquer_nir(carte.nir_assure),
            "personnes": [_personne(personne) for personne in carte.beneficiaires],
            "anomalies": [_anomalie(remarque) for remarque in remarques],
        },
    )


def _ligne(personne: Beneficiaire) -> str:
    nee = f" (naissance : {personne.nom_naissance})" if personne.nom_usage else ""
    nir = f", NIR {masquer_nir(personne.nir)}" if personne.nir else ""
    return f"{personne.nom} {personne.prenom}{nee}, {personne.naissance_affichee}{nir}"


def _personne(personne: Beneficiaire) -> dict[str, Any]:
    return {
        "nom": personne.nom_naissance,
        "nom_usage": personne.nom_usage,
        "nom_ambigu": personne.nom_ambigu,
        "prenom": personne.prenom,
        "naissance": personne.naissance_affichee,
        "nir": masquer_nir(personne.nir) if personne.nir else None,
    }


def _anomalie(remarque: AnomalieCarte) -> dict[str, str]:
    return {"message": remarque.message, "conseil": remarque.conseil}


def _professionnel(carte: CarteCps) -> CompteRendu:
    perimee = not carte.est_valable(horloge_du_poste().date())
    jour = date_courte(carte.valable_jusqu_au)
    return CompteRendu(
        (
            *([SIMULATION] if carte.simulee else []),
            f"{carte.nom} {carte.prenom}, {carte.profession or 'employé du cabinet'} ({carte.sorte.value.upper()})",
            f"Identifiant national : {carte.identifiant_national}",
            f"{'Attention : échue depuis le' if perimee else 'Valable jusqu’au'} {jour}",
        ),
        {
            "sorte": carte.sorte.value,
            "simulee": carte.simulee,
            "nom": carte.nom,
            "prenom": carte.prenom,
            "profession": carte.profession,
            "identifiant_national": carte.identifiant_national,
            "valable_jusqu_au": carte.valable_jusqu_au.isoformat(),
            "echue": perimee,
        },
    )
