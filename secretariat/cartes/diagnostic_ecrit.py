"""Écrire un diagnostic : en texte pour une personne, en JSON pour un programme. Rien d’autre que ce qu’il contient."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from secretariat.cartes.diagnostic import Diagnostic
from secretariat.cartes.diagnostic_epreuve import DROITS_LUS, EchangeChronometre, Epreuve
from secretariat.cartes.lecteur import EtatLecteur
from secretariat.cartes.valeurs import TypeCarte
from secretariat.socle.horloge import a_paris

ENTETE = (
    "Diagnostic des cartes à puce du Secrétariat",
    "Ce fichier ne contient aucune donnée personnelle\u00a0: ni nom, ni NIR, ni date, ni numéro de carte.",
)
INSTRUCTIONS = {0xA4: "choisir", 0xB0: "lire", 0xC0: "lire la suite"}
"""Les commandes ISO 7816-4 dont le programme se sert."""
DUREE_MINI_MS = 0.1
CARTES = {TypeCarte.VITALE: "carte du patient", TypeCarte.CPS: "carte professionnelle"}


def instruction_dite(instruction: int) -> str:
    """« choisir (A4) ».

    >>> instruction_dite(0xB0), instruction_dite(0x20)
    ('lire (B0)', 'commande (20)')
    """
    return f"{INSTRUCTIONS.get(instruction, 'commande')} ({instruction:02X})"


def en_texte(diagnostic: Diagnostic) -> str:
    """Le diagnostic, une ligne par fait."""
    return "\n".join((*ENTETE, *_lignes(diagnostic), ""))


def en_json(diagnostic: Diagnostic) -> str:
    """Le diagnostic, en JSON."""
    return json.dumps(en_donnees(diagnostic), ensure_ascii=False, indent=2) + "\n"


def en_donnees(diagnostic: Diagnostic) -> dict[str, Any]:
    """Le diagnostic, fait de textes, de nombres et de listes."""
    p = diagnostic.plateforme
    return {
        "fait_le": diagnostic.fait_le.isoformat(timespec="seconds"),
        "simule": diagnostic.simule,
        "plateforme": {
            "programme": p.programme, "systeme": p.systeme, "python": p.python, "pyscard": p.pyscard,
            "python-pkcs11": p.pkcs11,
        },
        "service": {
            "present": diagnostic.etat.service,
            "depuis": diagnostic.service.depuis and diagnostic.service.depuis.isoformat(timespec="seconds"),
            "detail": diagnostic.service.detail,
        },
        "lecteurs": [
            {"nom": lu.nom, "carte": lu.modele, "atr": lu.atr.hex().upper(), "muette": lu.muette}
            for lu in diagnostic.etat.lecteurs
        ],
        "composants": {
            nom: {"fichier": composant.fichier, "en_place": composant.en_place}
            for nom, composant in (
                ("pkcs11", diagnostic.pkcs11),
                ("api_bibliotheque", diagnostic.api_bibliotheque),
                ("api_fichier", diagnostic.api_fichier),
            )
        },
        "epreuves": [_epreuve(epreuve) for epreuve in diagnostic.epreuves],
    }  # fmt: skip


def _epreuve(epreuve: Epreuve) -> dict[str, Any]:
    return {
        "lecteur": epreuve.lecteur,
        "carte": epreuve.type_carte.value,
        "erreur": epreuve.erreur,
        "detail": epreuve.detail,
        "octets": epreuve.octets,
        "duree_ms": round(epreuve.duree_ms, 1),
        "porteurs": epreuve.compte.porteurs,
        "nirs": epreuve.compte.nirs,
        "droits": epreuve.compte.droits,
        "echanges": [
            {
                "instruction": f"{e.echange.instruction:02X}",
                "sw": f"{e.echange.sw:04X}",
                "octets": e.echange.octets,
                "duree_ms": round(e.duree_ms, 1),
            }
            for e in epreuve.echanges
        ],
    }


def _lignes(diagnostic: Diagnostic) -> Iterator[str]:
    p = diagnostic.plateforme
    yield f"Instant\u00a0: {a_paris(diagnostic.fait_le):%Y-%m-%d %H:%M:%S}"
    yield f"Version\u00a0: {p.programme or 'inconnue'}, Python {p.python}, {p.systeme}"
    yield f"pyscard\u00a0: {p.pyscard or 'absent'}, python-pkcs11\u00a0: {p.pkcs11 or 'absent'}"
    if diagnostic.simule:
        yield "SIMULATION\u00a0: rien de ce qui suit ne vient d’un vrai lecteur."
    yield f"Service de cartes\u00a0: {service_dit(diagnostic)}"
    yield f"Lecteurs\u00a0: {len(diagnostic.etat.lecteurs) or 'aucun'}"
    yield from (f"  {lecteur.nom}\u00a0: {_carte(lecteur)}" for lecteur in diagnostic.etat.lecteurs)
    yield f"Bibliothèque de signature (PKCS#11)\u00a0: {diagnostic.pkcs11.dit}"
    yield f"Bibliothèque de l’API de lecture Vitale\u00a0: {diagnostic.api_bibliotheque.dit}"
    yield f"Fichier de l’API de lecture Vitale\u00a0: {diagnostic.api_fichier.dit}"
    for epreuve in diagnostic.epreuves:
        yield ""
        yield from _lignes_d_epreuve(epreuve)


def _lignes_d_epreuve(epreuve: Epreuve) -> Iterator[str]:
    yield f"Épreuve de la {CARTES[epreuve.type_carte]}, dans «\u00a0{epreuve.lecteur}\u00a0»"
    yield from (_ligne(rang, echange) for rang, echange in enumerate(epreuve.echanges, start=1))
    yield f"  {issue_dite(epreuve)}"


def issue_dite(epreuve: Epreuve) -> str:
    """Comment l’épreuve s’est finie, en une phrase."""
    lu = f"{epreuve.octets} octets en {ms_dites(epreuve.duree_ms)}" if epreuve.echanges else "aucun échange"
    if epreuve.erreur:
        detail = f", {epreuve.detail}" if epreuve.detail else ""
        return f"Arrêtée\u00a0: {epreuve.phrase.rstrip('.')} ({epreuve.erreur}{detail})\u202f; {lu}."
    compte = epreuve.compte
    phrase = f"Lue\u00a0: {lu}, {compte.porteurs} porteur{'s' if compte.porteurs > 1 else ''}"
    if epreuve.type_carte is TypeCarte.CPS:
        return f"{phrase}."
    return f"{phrase}, {compte.nirs} NIR\u202f; droits {_droits(compte.droits)}."


def service_dit(diagnostic: Diagnostic) -> str:
    """« présent depuis 10:20:03 », « absent (PC/SC 8010001D) »."""
    mots = {True: "présent", False: "absent", None: "pas encore essayé"}
    service = diagnostic.service
    depuis = f" depuis {a_paris(service.depuis):%H:%M:%S}" if service.depuis else ""
    return f"{mots[diagnostic.etat.service]}{depuis}{f' ({service.detail})' if service.detail else ''}"


def ms_dites(duree_ms: float) -> str:
    """« 12,3 ms », « < 0,1 ms »."""
    if duree_ms < DUREE_MINI_MS:
        return "<\u00a00,1\u00a0ms"
    return f"{duree_ms:.1f}\u00a0ms".replace(".", ",")


def _droits(issue: str) -> str:
    return issue if issue == DROITS_LUS else f"non lus ({issue})"


def _carte(lecteur: EtatLecteur) -> str:
    if not lecteur.modele:
        return "vide"
    atr = f", ATR {lecteur.atr.hex(' ').upper()}" if lecteur.atr else ""
    return f"{lecteur.modele}{', muette' if lecteur.muette else ''}{atr}"


def _ligne(rang: int, e: EchangeChronometre) -> str:
    suite = f"{e.echange.octets:>5} octets  {ms_dites(e.duree_ms):>10}"
    return f"  {rang:>3}  {instruction_dite(e.echange.instruction):<18}  SW {e.echange.sw:04X}  {suite}"
