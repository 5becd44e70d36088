"""Une carte à puce virtuelle : des fichiers rangés par application, et les trois commandes que nos lecteurs emploient.

Elle répond comme une vraie (ISO 7816-4), en un temps ou, comme une carte T=0, en deux (61xx, 6Cxx). Elle ne sait rien
de ce que ses fichiers veulent dire.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

BIEN = b"\x90\x00"
FICHIER_ABSENT, PROTEGE, HORS_FICHIER = b"\x6a\x82", b"\x69\x82", b"\x6b\x00"
SANS_FICHIER, CLASSE_REFUSEE, COMMANDE_REFUSEE, TROP_COURTE = b"\x69\x86", b"\x6e\x00", b"\x6d\x00", b"\x67\x00"
RACINE = b""
PAR_NOM, PAR_CHEMIN = 0x04, 0x09
SANS_REPONSE = 0x0C
REPONSE_MAX = 256
ENTETE = 4


@dataclass(frozen=True, slots=True)
class Application:
    """Les fichiers d’une application.

    Attributes:
        fichiers: Leur contenu, par identifiant de deux octets.
        courts: L’identifiant de chaque fichier que l’on peut lire par son identifiant court.
        proteges: Ceux que la carte refuse d’ouvrir sans droits.
    """

    fichiers: Mapping[int, bytes]
    courts: Mapping[int, int] = field(default_factory=dict)
    proteges: frozenset[int] = frozenset()


class PuceVirtuelle:
    """Une puce : son ATR, ses applications (la racine sous le nom vide), et où elle en est.

    Args:
        classe: La classe d’instructions admise ; une carte Vitale 1 n’admet pas la nôtre.
        en_deux_temps: Répondre comme une carte T=0.
    """

    def __init__(
        self, atr: bytes, applications: Mapping[bytes, Application], *, classe: int = 0x00, en_deux_temps: bool = False
    ) -> None:
        self.atr = atr
        self._applications = {RACINE: Application({}), **applications}
        self._classe, self._en_deux_temps = classe, en_deux_temps
        self.mettre_sous_tension()

    def mettre_sous_tension(self) -> None:
        """Oublie l’application et le fichier choisis."""
        self._application = self._applications[RACINE]
        self._fichier: int | None = None
        self._en_attente = b""

    def traiter(self, apdu: bytes) -> bytes:
        """La réponse à cette APDU, mot d’état compris."""
        if len(apdu) < ENTETE:
            return TROP_COURTE
        if apdu[0] != self._classe:
            return CLASSE_REFUSEE
        return self._executer(*apdu[1:ENTETE], suite=apdu[ENTETE:])

    def _executer(self, instruction: int, p1: int, p2: int, *, suite: bytes) -> bytes:
        attendu = (suite[-1] if suite else 0) or REPONSE_MAX
        match instruction:
            case 0xA4:
                return self._choisir(p1, p2, suite[1 : 1 + suite[0]] if suite else b"")
            case 0xB0:
                return self._lire(p1, p2, attendu)
            case 0xC0:
                return self._rendre(self._en_attente, attendu)
            case _:
                return COMMANDE_REFUSEE

    def _choisir(self, p1: int, p2: int, designation: bytes) -> bytes:
        if p1 == PAR_NOM:
            if designation not in self._applications or designation == RACINE:
                return FICHIER_ABSENT
            return self._ouvrir(self._applications[designation], None, p2)
        if designation == b"\x3f\x00":
            return self._ouvrir(self._applications[RACINE], None, p2)
        application = self._applications[RACINE] if p1 == PAR_CHEMIN else self._application
        identifiant = int.from_bytes(designation[-2:], "big")
        if identifiant not in application.fichiers:
            return FICHIER_ABSENT
        return self._ouvrir(application, identifiant, p2)

    def _ouvrir(self, application: Application, fichier: int | None, p2: int) -> bytes:
        self._application, self._fichier = application, fichier
        if p2 & SANS_REPONSE == SANS_REPONSE:
            return BIEN
        taille = b"" if fichier is None else len(application.fichiers[fichier]).to_bytes(2, "big")
        controle = b"\x6f" + bytes([len(taille) + 2, 0x80, len(taille)]) + taille
        if not self._en_deux_temps:
            return controle + BIEN
        self._en_attente = controle
        return bytes([0x61, len(controle)])

    def _lire(self, p1: int, p2: int, attendu: int) -> bytes:
        application = self._application
        if p1 & 0x80:
            fichier, place = application.courts.get(p1 & 0x1F), p2
            if fichier is None:
                return FICHIER_ABSENT
            self._fichier = fichier
        else:
            fichier, place = self._fichier, p1 << 8 | p2
        if fichier is None:
            return SANS_FICHIER
        if fichier in application.proteges:
            return PROTEGE
        return self._extrait(application.fichiers[fichier], place, attendu)

    def _extrait(self, contenu: bytes, place: int, attendu: int) -> bytes:
        reste = len(contenu) - place
        if reste <= 0:
            return HORS_FICHIER
        if self._en_deux_temps and attendu > reste and reste < REPONSE_MAX:
            return bytes([0x6C, reste])
        return contenu[place : place + attendu] + BIEN

    def _rendre(self, donnees: bytes, attendu: int) -> bytes:
        self._en_attente = donnees[attendu:]
        suite = bytes([0x61, min(len(self._en_attente), 0xFF)]) if self._en_attente else BIEN
        return donnees[:attendu] + suite
