"""La carte du professionnel par la bibliothèque PKCS#11 de son fabricant ; seul module qui connaisse `pkcs11`.

Chaque geste ouvre sa session et la referme : rien ne reste connecté entre deux, et c’est à chaque fois la même carte
(numéro de série du jeton), ou rien. Une bibliothèque ne s’initialise qu’une fois par processus et n’est pas tenue de
supporter deux fils : ses jetons la partagent sous un verrou, et le dernier fermé la remet à zéro, ce qui fait voir aux
suivants les lecteurs et les cartes du moment.

Un code faux laisse ouverte la session qu’il n’a pas débloquée (python-pkcs11 n’en rend pas le numéro) : elle ne donne
accès à rien et part avec la remise à zéro.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from threading import RLock

import pkcs11
from pkcs11 import (
    Attribute,
    KeyType,
    Mechanism,
    ObjectClass,
    PKCS11Error,
    Session,
    SlotFlag,
    Token,
    TokenFlag,
)
from pkcs11.types import SignMixin
from pkcs11.util.ec import encode_ecdsa_signature

from secretariat.cartes.cpx.algorithmes import ECDSA_SHA256, RSA_SHA256, digest_info
from secretariat.cartes.cpx.certificat import Titulaire, lire_certificat
from secretariat.cartes.cpx.jeton import refus_du_code, verifier_forme_du_code
from secretariat.cartes.cpx.situations import OBJET_SPECIALITE, OBJETS_SITUATIONS, lire_situation, lire_specialite
from secretariat.cartes.cpx.traduction import sans_cle, traduire
from secretariat.cartes.erreurs import CarteRetiree, CodeFaux, DonneesInvalides, ErreurCarte, JetonAbsent
from secretariat.cartes.valeurs import EssaisRestants, Signature, Situation, UsageCle

REFUS = (PKCS11Error, NotImplementedError, ValueError, struct.error)
"""Ce que lève python-pkcs11 : le refus de la bibliothèque, ou sa réponse qui ne se décode pas."""

FINS_D_IDENTIFIANT = {UsageCle.AUTHENTIFICATION: 0x20, UsageCle.SIGNATURE: 0x10}
"""Le dernier octet de CKA_ID, selon une seule source : une préférence, non une exigence."""

DRAPEAUX_ESSAIS = (
    (TokenFlag.USER_PIN_LOCKED, EssaisRestants.BLOQUE),
    (TokenFlag.USER_PIN_FINAL_TRY, EssaisRestants.DERNIER),
    (TokenFlag.USER_PIN_COUNT_LOW, EssaisRestants.PEU),
)
Certificats = dict[bytes, bytes]
"""Les certificats de carte CPx d’un jeton (DER), par CKA_ID."""


class _Bibliotheque:
    """Une bibliothèque chargée, et combien de jetons s’en servent."""

    def __init__(self, chemin: str) -> None:
        self.chemin = chemin
        self.verrou = RLock()
        self._jetons = 0

    def prendre(self) -> None:
        with self.verrou:
            try:
                self._lib = pkcs11.lib(self.chemin)
            except REFUS as refus:
                raise JetonAbsent(
                    f"La bibliothèque PKCS#11 «\u00a0{self.chemin}\u00a0» ne se charge pas.", detail=str(refus)
                ) from refus
            self._jetons += 1

    def rendre(self) -> None:
        with self.verrou:
            self._jetons -= 1
            if not self._jetons:
                with suppress(PKCS11Error):
                    self._lib.finalize()

    def jetons(self, lecteur: str) -> list[Token]:
        """Les jetons présents et personnalisés, ceux de ce lecteur s’il est nommé."""
        trouves = []
        for fente in self._lib.get_slots(token_present=True):
            if SlotFlag.TOKEN_PRESENT in fente.flags and _est_ce_lecteur(fente.slot_description, lecteur):
                with suppress(PKCS11Error):  # une carte Vitale dans l’autre fente n’est pas un jeton
                    trouves.append(fente.get_token())
        return [jeton for jeton in trouves if TokenFlag.TOKEN_INITIALIZED in jeton.flags]


_BIBLIOTHEQUES: dict[str, _Bibliotheque] = {}
_VERROU = RLock()


class JetonPkcs11:
    """La première carte CPx que voit une bibliothèque PKCS#11, ou celle du lecteur nommé.

    Args:
        bibliotheque: Le fichier de la bibliothèque (`libcps3_pkcs11_lux.so`, `cps3_pkcs11_w64.dll`…).
        lecteur: Le nom PC/SC du lecteur ; vide, tous sont regardés.

    Raises:
        JetonAbsent: La bibliothèque n’est pas là ou ne se charge pas, ou elle ne voit aucune carte.
        CarteNonPriseEnCharge: La carte n’a pas de certificat.
        DonneesInvalides: Aucun de ses certificats n’est celui d’une carte CPx.
    """

    simule = False

    def __init__(self, bibliotheque: Path, lecteur: str = "") -> None:
        self._bibliotheque = _ouvrir(bibliotheque)
        self._ferme = False
        try:
            with self._bibliotheque.verrou:
                self._jeton, self._certificats = _choisir(self._bibliotheque.jetons(lecteur))
        except REFUS as refus:
            self.fermer()
            raise traduire(refus) from refus
        except ErreurCarte:
            self.fermer()
            raise

    def titulaire(self) -> Titulaire:
        """La personne que nomme le certificat d’authentification, à défaut un autre."""
        with self._bibliotheque.verrou:
            self._reconnaitre()
        identifiant = next(iter(_par_preference(self._certificats, UsageCle.AUTHENTIFICATION)))
        return lire_certificat(self._certificats[identifiant])

    def code_specialite(self) -> str:
        """Le code de spécialité que porte `CPS_INFO_PS`."""
        with self._session() as session:
            valeurs = _donnees(session, OBJET_SPECIALITE)
        return lire_specialite(valeurs[0]) if valeurs else ""

    def essais_restants(self) -> EssaisRestants:
        """Où en est le compteur d’essais, d’après les drapeaux du jeton."""
        with self._bibliotheque.verrou:
            return _essais(self._reconnaitre())

    def signer(self, donnees: bytes, code: str, *, usage: UsageCle = UsageCle.SIGNATURE) -> Signature:
        """Fait signer ces octets par la clé de cet usage, à défaut par l’autre."""
        verifier_forme_du_code(code)
        with self._session(code) as session:
            cle, certificat = self._cle(session, usage)
            algorithme, valeur = _signer(cle, donnees, code if _veut_le_code(cle) else None)
        signataire = lire_certificat(certificat).identifiant_national
        return Signature(algorithme, valeur, certificat, signataire, simulee=False)

    def situations(self, code: str) -> tuple[Situation, ...]:
        """Les situations d’exercice que portent les objets `CPS_ACTIVITY_xx_PS`."""
        verifier_forme_du_code(code)
        with self._session(code) as session:
            valeurs = [valeur for nom in OBJETS_SITUATIONS for valeur in _donnees(session, nom)]
        return tuple(lire_situation(valeur) for valeur in valeurs)

    def fermer(self) -> None:
        """Rend la carte ; la dernière rendue, la bibliothèque se remet à zéro."""
        with self._bibliotheque.verrou:
            if not self._ferme:
                self._ferme = True
                self._bibliotheque.rendre()

    @contextmanager
    def _session(self, code: str | None = None) -> Iterator[Session]:
        """Une session, ouverte par ce code s’il y en a un, qui se referme avec le geste."""
        with self._bibliotheque.verrou:
            jeton = self._reconnaitre()
            if code is not None and _essais(jeton) is EssaisRestants.BLOQUE:
                raise refus_du_code(EssaisRestants.BLOQUE)
            try:
                session = jeton.open(user_pin=code)
                try:
                    yield session
                finally:
                    session.close()
            except REFUS as refus:
                raise self._traduire(refus) from refus

    def _reconnaitre(self) -> Token:
        """Le jeton, relu à l’instant : le même qu’à l’ouverture, ou rien."""
        try:
            present = None if self._ferme else self._jeton.slot.get_token()
        except REFUS:
            present = None
        if present is None or _empreinte(present) != _empreinte(self._jeton):
            self.fermer()
            raise CarteRetiree
        return present

    def _traduire(self, refus: Exception) -> ErreurCarte:
        """L’erreur que vaut ce refus ; un retrait, quel que soit le refus, si la carte n’est plus là."""
        try:
            present = self._reconnaitre()
        except CarteRetiree as retrait:
            return retrait
        erreur = traduire(refus)
        if isinstance(erreur, CarteRetiree):
            self.fermer()
        return refus_du_code(_essais(present)) if isinstance(erreur, CodeFaux) else erreur

    def _cle(self, session: Session, usage: UsageCle) -> tuple[SignMixin, bytes]:
        for identifiant in _par_preference(self._certificats, usage):
            cles = session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.ID: identifiant})
            for cle in list(cles):
                if isinstance(cle, SignMixin):
                    return cle, self._certificats[identifiant]
        raise sans_cle("aucune clé privée du CKA_ID d’un certificat")


def _ouvrir(chemin: Path) -> _Bibliotheque:
    if not chemin.is_file():
        raise JetonAbsent(f"La bibliothèque PKCS#11 «\u00a0{chemin}\u00a0» n’existe pas.")
    with _VERROU:
        resolu = str(chemin.resolve())
        bibliotheque = _BIBLIOTHEQUES.setdefault(resolu, _Bibliotheque(resolu))
    bibliotheque.prendre()
    return bibliotheque


def _est_ce_lecteur(description: str, lecteur: str) -> bool:
    """Vrai si la fente est celle de ce lecteur ; une bibliothèque peut en couper ou en compléter le nom."""
    decrite, nomme = description.strip().casefold(), lecteur.strip().casefold()
    return not nomme or (bool(decrite) and (decrite in nomme or nomme in decrite))


def _choisir(jetons: Sequence[Token]) -> tuple[Token, Certificats]:
    """Le premier jeton qui porte un certificat de carte CPx."""
    if not jetons:
        raise JetonAbsent("La bibliothèque PKCS#11 ne voit aucune carte de professionnel.")
    fautes: list[ErreurCarte] = [sans_cle("aucun certificat")]
    for jeton in jetons:
        certificats: Certificats = {}
        for identifiant, der in _lire_certificats(jeton):
            try:
                lire_certificat(der)
            except DonneesInvalides as faute:
                fautes.append(faute)
            else:
                certificats[identifiant] = der
        if certificats:
            return jeton, certificats
    raise fautes[-1]


def _lire_certificats(jeton: Token) -> list[tuple[bytes, bytes]]:
    with jeton.open() as session:
        objets = list(session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}))
        return [(objet[Attribute.ID], objet[Attribute.VALUE]) for objet in objets]


def _par_preference(certificats: Certificats, usage: UsageCle) -> list[bytes]:
    """Les identifiants, celui de cet usage d’abord, puis celui de l’autre, puis le reste."""
    rangs = dict.fromkeys(FINS_D_IDENTIFIANT.values(), 1) | {FINS_D_IDENTIFIANT[usage]: 0}
    return sorted(certificats, key=lambda identifiant: rangs.get(identifiant[-1] if identifiant else -1, 2))


def _donnees(session: Session, nom: str) -> list[bytes]:
    objets = list(session.get_objects({Attribute.CLASS: ObjectClass.DATA, Attribute.LABEL: nom}))
    return [objet[Attribute.VALUE] for objet in objets]


def _essais(jeton: Token) -> EssaisRestants:
    return next((etat for drapeau, etat in DRAPEAUX_ESSAIS if drapeau in jeton.flags), EssaisRestants.NORMAL)


def _empreinte(jeton: Token) -> tuple[object, ...]:
    return jeton.serial, jeton.label, jeton.manufacturer_id, jeton.model


def _veut_le_code(cle: SignMixin) -> bool:
    """Vrai pour une clé qui redemande le code à chaque signature (CKA_ALWAYS_AUTHENTICATE)."""
    try:
        return bool(cle[Attribute.ALWAYS_AUTHENTICATE])
    except PKCS11Error:  # attribut que la bibliothèque ne connaît pas
        return False


def _signer(cle: SignMixin, donnees: bytes, code: str | None) -> tuple[str, bytes]:
    """L’algorithme et la valeur, par le meilleur mécanisme de la carte ; l’empreinte se calcule ici s’il le faut."""
    mecanismes = cle.session.token.slot.get_mechanisms()
    match cle.key_type:
        case KeyType.RSA if Mechanism.SHA256_RSA_PKCS in mecanismes:
            return RSA_SHA256, cle.sign(donnees, mechanism=Mechanism.SHA256_RSA_PKCS, pin=code)
        case KeyType.RSA:
            return RSA_SHA256, cle.sign(digest_info(donnees), mechanism=Mechanism.RSA_PKCS, pin=code)
        case KeyType.EC if Mechanism.ECDSA_SHA256 in mecanismes:
            return ECDSA_SHA256, encode_ecdsa_signature(cle.sign(donnees, mechanism=Mechanism.ECDSA_SHA256, pin=code))
        case KeyType.EC:
            empreinte = sha256(donnees).digest()
            return ECDSA_SHA256, encode_ecdsa_signature(cle.sign(empreinte, mechanism=Mechanism.ECDSA, pin=code))
        case autre:
            raise sans_cle(f"type de clé {autre!r}")
