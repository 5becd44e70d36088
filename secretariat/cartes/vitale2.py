"""Lire une carte Vitale 2 sans licence : l’identité et le NIR de ses porteurs, et rien d’autre.

Trois chemins publics mènent aux mêmes objets ; aucun n’a été essayé ici sur une vraie carte, et rien ne dit qu’elles
les ouvrent tous. On les prend donc dans l’ordre, et l’on s’arrête quand l’identité et le NIR sont là :

1. l’identité par le fichier court 2 de la racine, le NIR par le fichier court 2 de l’application VITALE ;
2. l’identité par le fichier D001 de l’application MF_VITALE ;
3. ce qui manque par la table des fichiers de VITALE (2001, « POINTERS »), qui dit où chercher.

La carte a pu être échangée contre une autre pendant la lecture sans que personne ne le voie : le premier fichier lu se
relit à la fin, et doit être le même.

Sources : cardpeek, `vitale_2.lua` ; Rufus, `lecteurvitale.cpp` (2026) ; un lecteur public en JavaScript pour D001.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from secretariat.cartes.canal import SW_BIEN, Echangeur, refus
from secretariat.cartes.erreurs import (
    AccesProtege,
    CarteInconnue,
    CarteRetiree,
    DonneesInvalides,
    ErreurCarte,
    FichierAbsent,
    ReponseInattendue,
)
from secretariat.cartes.tlv import Objet, lire_tlv, trouver

AID_VITALE = bytes.fromhex("D250000002564954414C45")
AID_MF_VITALE = bytes.fromhex("D2500000024D465F564954414C45")
PORTEUR, CHAMP_NOM, CHAMP_NIR = 0x65, 0x80, 0x93
TABLE, APPLICATIONS, UNE_APPLICATION, UN_FICHIER = 0xE0, 0xA0, 0x82, 0x80
FICHIERS_SUIVIS_MAX = 40
AID_MAX = 16
"""La plus grande longueur d’un identifiant d’application, en octets (ISO 7816-4)."""
REFUS_D_UN_CHEMIN = (FichierAbsent, AccesProtege, ReponseInattendue, DonneesInvalides)
"""Ce qui fait essayer le chemin suivant ; tout autre refus arrête la lecture."""


@dataclass(frozen=True, slots=True)
class Chemin:
    """Où est un fichier : dans une application (la racine si `aid` est vide), par identifiant court ou entier."""

    aid: bytes
    sfi: int = 0
    fichier: int = 0

    def ouvrir(self, echangeur: Echangeur) -> None:
        """Choisit l’application.

        Raises:
            ErreurCarte: La carte ne l’a pas, ou la refuse.
        """
        choisie = echangeur.choisir_application(self.aid) if self.aid else echangeur.choisir_racine()
        if choisie.sw != SW_BIEN:
            raise refus(choisie.sw)

    def lire(self, echangeur: Echangeur) -> bytes:
        """Le contenu du fichier de l’application ouverte, bourrage compris.

        Raises:
            ErreurCarte: Le fichier manque, ou se refuse.
        """
        if self.sfi:
            return echangeur.lire_fichier_court(self.sfi)
        echangeur.choisir_fichier(self.fichier)
        return echangeur.lire_fichier()


IDENTITE_A_LA_RACINE = Chemin(b"", sfi=2)
NIR_DE_VITALE = Chemin(AID_VITALE, sfi=2)
IDENTITE_D001 = Chemin(AID_MF_VITALE, fichier=0xD001)
POINTEURS = Chemin(AID_VITALE, fichier=0x2001)


@dataclass(frozen=True, slots=True)
class Lu:
    """Les objets bruts d’une carte : une identité par porteur, et ceux des NIR, dont le nombre peut différer.

    Un objet de NIR peut être vide : il garde le rang de qui n’en a pas.
    """

    identites: tuple[Objet, ...]
    nirs: tuple[Objet, ...]


def lire(echangeur: Echangeur) -> Lu:
    """L’identité et les NIR que la carte laisse lire.

    Raises:
        CarteInconnue: Elle n’a aucune des deux applications d’une carte Vitale.
        CarteRetiree: Une autre carte l’a remplacée pendant la lecture.
        ErreurCarte: Aucun chemin ne donne l’identité, ou la carte n’est plus là.
    """
    collecte = _Collecte(echangeur)
    collecte.essayer(IDENTITE_A_LA_RACINE)
    collecte.essayer(NIR_DE_VITALE)
    if not collecte.identites:
        collecte.essayer(IDENTITE_D001)
    if not collecte.est_complete:
        for chemin in _pointes(collecte.octets_de(POINTEURS)):
            collecte.essayer(chemin)
    return collecte.conclure()


class _Collecte:
    """Ce que les chemins essayés ont donné jusqu’ici."""

    def __init__(self, echangeur: Echangeur) -> None:
        self._echangeur = echangeur
        self.identites: tuple[Objet, ...] = ()
        self.nirs: tuple[Objet, ...] = ()
        self._premier: tuple[Chemin, bytes] | None = None
        self._refus: list[ErreurCarte] = []
        self._est_vitale = False

    @property
    def est_complete(self) -> bool:
        return bool(self.identites and self.nirs)

    def octets_de(self, chemin: Chemin) -> bytes:
        """Le contenu d’un fichier ; vide si la carte ne l’ouvre pas."""
        try:
            chemin.ouvrir(self._echangeur)
            self._est_vitale |= bool(chemin.aid)
            return chemin.lire(self._echangeur)
        except REFUS_D_UN_CHEMIN as erreur:
            self._refus.append(erreur)
            return b""

    def essayer(self, chemin: Chemin) -> None:
        """Prend dans ce fichier ce qui manque encore."""
        if self.est_complete:
            return
        octets = self.octets_de(chemin)
        try:
            porteurs = tuple((o, o.enfants()) for o in lire_tlv(octets) if o.etiquette == PORTEUR)
        except DonneesInvalides as erreur:
            self._refus.append(erreur)
            return
        if porteurs and self._premier is None:
            self._premier = chemin, octets
        self.identites = self.identites or _liste(porteurs, CHAMP_NOM, sauf=CHAMP_NIR)
        self.nirs = self.nirs or _liste(porteurs, CHAMP_NIR, sauf=CHAMP_NOM)

    def conclure(self) -> Lu:
        """Ce qui a été lu, si c’est bien une Vitale et toujours la même carte."""
        if not (self._est_vitale or self._s_ouvre_comme_une_vitale()):
            raise CarteInconnue(detail="aucune application de carte Vitale")
        if not self.identites or self._premier is None:
            raise self._le_refus_le_plus_parlant()
        chemin, octets = self._premier
        if self.octets_de(chemin) != octets:
            raise CarteRetiree(detail="la relecture diffère")
        return Lu(self.identites, self.nirs)

    def _s_ouvre_comme_une_vitale(self) -> bool:
        """Vrai si la carte a l’une des deux applications, quand la racine seule a tout donné ou que l’une manque."""
        return any(self._echangeur.choisir_application(aid).sw == SW_BIEN for aid in (AID_VITALE, AID_MF_VITALE))

    def _le_refus_le_plus_parlant(self) -> ErreurCarte:
        """Des données illisibles plutôt qu’un accès réservé, plutôt qu’un fichier absent."""
        for sorte in (DonneesInvalides, AccesProtege, ReponseInattendue):
            if (refus_lu := next((r for r in self._refus if isinstance(r, sorte)), None)) is not None:
                return refus_lu
        return FichierAbsent(detail="aucun des trois chemins n’ouvre l’identité")


def _liste(porteurs: tuple[tuple[Objet, tuple[Objet, ...]], ...], champ: int, *, sauf: int) -> tuple[Objet, ...]:
    """Les porteurs d’une liste, un objet vide compris : son rang compte. Aucun si nul n’a le champ qu’elle range."""
    if not any(trouver(enfants, champ) for _, enfants in porteurs):
        return ()
    return tuple(o for o, enfants in porteurs if trouver(enfants, champ) or not trouver(enfants, sauf))


def _pointes(table: bytes) -> Iterator[Chemin]:
    """Les fichiers que désigne la table : 8 caractères de nom, 2 octets d’application, 2 octets de fichier."""
    try:
        racine = trouver(lire_tlv(table), TABLE)
        objets = racine.enfants() if racine else ()
        liste = trouver(objets, APPLICATIONS)
        nommees = [o.valeur for o in (liste.enfants() if liste else ()) if o.etiquette == UNE_APPLICATION]
    except DonneesInvalides:
        return
    fichiers = [o.valeur for o in objets if o.etiquette == UN_FICHIER and len(o.valeur) == 12]  # noqa: PLR2004
    applications = {nommee[:2]: nommee[4:] for nommee in nommees}
    for fichier in fichiers[:FICHIERS_SUIVIS_MAX]:
        aid = applications.get(fichier[8:10], b"")
        if 0 < len(aid) <= AID_MAX:
            yield Chemin(aid, fichier=int.from_bytes(fichier[10:12], "big"))
