"""Les clés d’une base : une clé tirée au sort, enveloppée une fois par moyen de l’ouvrir.

Le fichier `<base>.cles.json`, à côté de la base, ne contient que des enveloppes AES-256-GCM : la clé n’y est jamais
en clair. Trois moyens : le trousseau du bureau, une phrase de passe, un code de récupération à imprimer (les deux
derniers passent par Argon2id). Sans aucun des trois, les données sont perdues : c’est voulu.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import platform
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from secretariat.socle import fichiers, recuperation
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurMetier
from secretariat.socle.recuperation import SaisieFautive

LONGUEUR_CLE = 32
CONTEXTE = b"secretariat/emplacement/v1"
PASSES, VOIES, MEMOIRE_KIO = 3, 4, 64 * 1024
"""Profil « low-memory » de la RFC 9106 : environ 0,2 s par essai."""
LONGUEUR_PHRASE = 12
"""Quatre mots au hasard conviennent."""
SERVICE = "secretariat"
"""Le nom sous lequel le trousseau du bureau range nos secrets."""

BASE_DE_DEMONSTRATION = "demonstration"
PHRASE_DE_DEMONSTRATION = "démonstration"
"""La base de démonstration ne contient que des données inventées : sa phrase est publique."""


class Moyen(StrEnum):
    """Les moyens d’ouvrir une base."""

    TROUSSEAU = "trousseau"
    PHRASE = "phrase"
    RECUPERATION = "recuperation"


class CleRefusee(ErreurMetier):
    """Ce secret n’ouvre pas cette base."""


class TrousseauMuet(ErreurEnvironnement):
    """Le trousseau du bureau est là, mais ne veut rien garder (verrouillé, refusé)."""


class Trousseau(Protocol):
    """Ce que l’on demande au trousseau du bureau ; le module `keyring` s’y conforme."""

    def get_password(self, service: str, username: str) -> str | None:
        """Le secret rangé, ou None."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Range un secret."""


@dataclass(frozen=True, slots=True)
class Emplacement:
    """Une enveloppe de la clé ; les octets y sont en base64. Le libellé dit à qui elle est, ou de quel poste."""

    moyen: Moyen
    sel: str
    nonce: str
    chiffre: str
    cree_le: str
    libelle: str = ""

    @property
    def repere(self) -> str:
        """De quoi désigner cet emplacement sans rien révéler : le début de l’empreinte de son sel."""
        return hashlib.sha256(self.sel.encode()).hexdigest()[:6]


@dataclass(frozen=True, slots=True)
class Enveloppes:
    """Le contenu du fichier de clés d’une base."""

    base: str
    emplacements: tuple[Emplacement, ...]

    @property
    def moyens(self) -> frozenset[Moyen]:
        """Les moyens prévus pour cette base."""
        return frozenset(emplacement.moyen for emplacement in self.emplacements)


def fichier_de(base: Path) -> Path:
    """Le fichier de clés qui accompagne une base."""
    return base.with_name(base.name + ".cles.json")


def nouvelle_cle() -> bytes:
    """Une clé de base, tirée au sort."""
    return secrets.token_bytes(LONGUEUR_CLE)


def precedent_de(base: Path) -> Path:
    """Le fichier de clés d’avant un changement, gardé tant que le nouveau n’a pas ouvert la base."""
    return base.with_name(base.name + ".cles.json.precedent")


def envelopper(cle: bytes, secret: str, *, moyen: Moyen, le: str, libelle: str = "") -> Emplacement:
    """Ferme la clé avec un secret ; `le` est le jour, AAAA-MM-JJ."""
    sel, nonce = os.urandom(16), os.urandom(12)
    chiffre = AESGCM(_cle_de(secret, sel, moyen)).encrypt(nonce, cle, CONTEXTE)
    sel64, nonce64, chiffre64 = (base64.b64encode(octets).decode() for octets in (sel, nonce, chiffre))
    return Emplacement(moyen, sel64, nonce64, chiffre64, le, libelle)


def ouvrir(enveloppes: Enveloppes, secret: str, moyen: Moyen) -> bytes:
    """La clé de la base ; un code de récupération se donne en groupes, en mots, ou par le contenu du code QR.

    Raises:
        CleRefusee: Le secret n’ouvre aucun emplacement de ce moyen.
    """
    if moyen is Moyen.RECUPERATION and recuperation.ressemble(secret):
        secret = _code_recopie(secret)
    if (cle := ouvre(enveloppes, secret, moyen)) is not None:
        return cle
    raise CleRefusee(
        {
            Moyen.PHRASE: "Cette phrase de passe n’ouvre pas la base.",
            Moyen.RECUPERATION: "Ce code de récupération n’ouvre pas la base.",
            Moyen.TROUSSEAU: "Le trousseau du bureau n’a pas la clé de cette base.",
        }[moyen],
        conseil="Vérifier la saisie (majuscules, tirets), ou employer la fiche de récupération imprimée.",
    )


def ouvre(enveloppes: Enveloppes, secret: str, moyen: Moyen) -> bytes | None:
    """La clé qu’un secret ouvre par ce moyen, ou None."""
    for emplacement in enveloppes.emplacements:
        if emplacement.moyen is not moyen:
            continue
        with suppress(InvalidTag, ValueError):
            sel, nonce, chiffre = map(base64.b64decode, (emplacement.sel, emplacement.nonce, emplacement.chiffre))
            return AESGCM(_cle_de(secret, sel, moyen)).decrypt(nonce, chiffre, CONTEXTE)
    return None


def ouvrir_par_un_secret(enveloppes: Enveloppes, secret: str) -> bytes:
    """La clé, par ce que la personne a tapé : la phrase de passe, ou la fiche de récupération sous toutes ses formes.

    Raises:
        CleRefusee: Cela n’ouvre pas la base ; une fiche mal recopiée est dite telle.
    """
    if (cle := ouvre(enveloppes, secret, Moyen.PHRASE)) is not None:
        return cle
    if recuperation.ressemble(secret):
        return _ouvrir_par_la_fiche(enveloppes, secret)
    raise CleRefusee(
        "Ni comme phrase de passe, ni comme code de récupération, cela n’ouvre la base.",
        conseil="Vérifier la touche Verr. Maj. et les tirets\u202f; la phrase oubliée, le code imprimé convient.",
    )


def ouvre_par_la_fiche(enveloppes: Enveloppes, saisie: str) -> bytes | None:
    """La clé qu’une fiche de récupération ouvre, ou None si c’est celle d’une autre base.

    Raises:
        CleRefusee: La fiche est mal recopiée ; le message dit où.
    """
    return ouvre(enveloppes, _code_recopie(saisie), Moyen.RECUPERATION)


def _ouvrir_par_la_fiche(enveloppes: Enveloppes, secret: str) -> bytes:
    if (cle := ouvre_par_la_fiche(enveloppes, secret)) is not None:
        return cle
    creees = ", ".join(e.cree_le for e in enveloppes.emplacements if e.moyen is Moyen.RECUPERATION)
    raise CleRefusee(
        "Cette fiche de récupération est bien recopiée, mais ce n’est pas celle de cette base.",
        conseil=f"Prendre la fiche du {creees}." if creees else "Cette base n’a pas de fiche\u00a0: taper la phrase.",
    )


def _code_recopie(secret: str) -> str:
    try:
        return recuperation.lire(secret).code
    except SaisieFautive as erreur:
        raise CleRefusee(str(erreur), conseil=erreur.conseil) from erreur


def ouvrir_par_trousseau(enveloppes: Enveloppes, trousseau: Trousseau) -> bytes | None:
    """La clé si le trousseau du bureau la connaît, None sinon : il reste alors la phrase de passe."""
    if Moyen.TROUSSEAU not in enveloppes.moyens:
        return None
    secret = trousseau.get_password(SERVICE, enveloppes.base)
    if secret is None:
        return None
    try:
        return ouvrir(enveloppes, secret, Moyen.TROUSSEAU)
    except CleRefusee:
        return None


def cle_sans_question(base: Path, trousseau: Callable[[], Trousseau | None]) -> bytes | None:
    """La clé d’une base si l’on peut l’ouvrir sans rien demander : démonstration, ou trousseau du bureau."""
    enveloppes = lire(base)
    if enveloppes.base == BASE_DE_DEMONSTRATION:
        return ouvrir(enveloppes, PHRASE_DE_DEMONSTRATION, Moyen.PHRASE)
    if Moyen.TROUSSEAU not in enveloppes.moyens or (bureau := trousseau()) is None:
        return None
    return ouvrir_par_trousseau(enveloppes, bureau)


def confier_au_trousseau(cle: bytes, base: str, trousseau: Trousseau, *, le: str) -> Emplacement:
    """Range un secret au trousseau du bureau et rend l’emplacement qu’il ouvre."""
    secret = secrets.token_urlsafe(LONGUEUR_CLE)
    trousseau.set_password(SERVICE, base, secret)
    return envelopper(cle, secret, moyen=Moyen.TROUSSEAU, le=le, libelle=platform.node())


def ecrire(base: Path, enveloppes: Enveloppes) -> None:
    """Écrit le fichier de clés, d’un seul coup : l’ancien reste entier si l’écriture échoue.

    Raises:
        ErreurEnvironnement: Le disque ou le dossier refuse.
    """
    contenu = {
        "format": 1,
        "base": enveloppes.base,
        "emplacements": [
            {nom: getattr(e, nom) for nom in ("moyen", "sel", "nonce", "chiffre", "cree_le", "libelle")}
            for e in enveloppes.emplacements
        ],
    }
    fichiers.enregistrer(fichier_de(base), json.dumps(contenu, ensure_ascii=False, indent=2).encode())


def lire(base: Path) -> Enveloppes:
    """Lit le fichier de clés d’une base ; abîmé pendant un changement de clés, c’est le précédent qui sert.

    Raises:
        ErreurEnvironnement: Il manque ou n’est pas lisible.
    """
    lues = lire_sans_secours(base)
    if lues is not None:
        return lues
    return _lire(precedent_de(base) if precedent_de(base).exists() else fichier_de(base))


def lire_sans_secours(base: Path) -> Enveloppes | None:
    """Le fichier de clés en place, ou None s’il manque ou ne se lit pas."""
    try:
        return _lire(fichier_de(base))
    except ErreurEnvironnement:
        return None


def _lire(chemin: Path) -> Enveloppes:
    try:
        contenu: dict[str, Any] = json.loads(chemin.read_text(encoding="utf-8"))
        return Enveloppes(contenu["base"], _emplacements(contenu["emplacements"]))
    except FileNotFoundError as erreur:
        raise ErreurEnvironnement(
            f"Le fichier de clés {chemin.name} manque à côté de la base.",
            conseil="Le remettre à côté de la base ; chaque sauvegarde en contient une copie.",
        ) from erreur
    except (OSError, ValueError, KeyError, TypeError) as erreur:
        raise ErreurEnvironnement(
            f"Le fichier de clés {chemin.name} est illisible.",
            conseil="Le remplacer par celui de la dernière sauvegarde.",
        ) from erreur


def _emplacements(bruts: Sequence[dict[str, str]]) -> tuple[Emplacement, ...]:
    return tuple(
        Emplacement(Moyen(b["moyen"]), b["sel"], b["nonce"], b["chiffre"], b["cree_le"], b.get("libelle", ""))
        for b in bruts
    )


def _cle_de(secret: str, sel: bytes, moyen: Moyen) -> bytes:
    if moyen is Moyen.RECUPERATION:
        secret = recuperation.caracteres(secret)
    derivation = Argon2id(salt=sel, length=LONGUEUR_CLE, iterations=PASSES, lanes=VOIES, memory_cost=MEMOIRE_KIO)
    return derivation.derive(secret.encode())
