"""Des cartes Vitale 2 dont on choisit chaque fichier, et ceux qui manquent ou se refusent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from secretariat.cartes import porteurs, vitale2
from secretariat.cartes.canal import Echangeur
from secretariat.cartes.catalogue import charger_cartes
from secretariat.cartes.simulateur.images import D001, IDENTITE, NIR, POINTEURS
from secretariat.cartes.simulateur.puce import RACINE, Application, PuceVirtuelle
from secretariat.cartes.tlv import Objet, ecrire_tlv, lire_tlv
from secretariat.cartes.valeurs import Beneficiaire, CarteCps, CarteVitale
from secretariat.socle.ressources import dossier
from tests.cartes.canaux import CanalDePuce

ATR = bytes.fromhex("3B751300004409EA9000")
CARTES = charger_cartes(dossier() / "cartes")
Apps = dict[bytes, Application]


def identite(nom: bytes = b"MARTIN", prenom: bytes = b"LEA", naissance: bytes = b"19840619") -> bytes:
    champs = (ecrire_tlv(0x80, nom), ecrire_tlv(0x81, prenom), ecrire_tlv(0x82, naissance))
    return ecrire_tlv(vitale2.PORTEUR, champs)


def nir(numero: bytes | str) -> bytes:
    octets = numero if isinstance(numero, bytes) else numero.encode()
    return ecrire_tlv(vitale2.PORTEUR, ecrire_tlv(vitale2.CHAMP_NIR, octets))


def comprise(identites: Iterable[bytes], nirs: Iterable[bytes] = ()) -> CarteVitale:
    """Ce que le programme comprend de ces objets."""
    lu = vitale2.Lu(_objets(identites), _objets(nirs))
    return porteurs.comprendre(lu, simulee=True, generation=1)


def famille(*gens: tuple[str, str, str | None]) -> tuple[Beneficiaire, ...]:
    """Les bénéficiaires de ces prénom, naissance et NIR."""
    identites = [identite(prenom=prenom.encode(), naissance=naissance.encode()) for prenom, naissance, _ in gens]
    return comprise(identites, [nir(numero) for *_, numero in gens if numero]).beneficiaires


def fermer(applications: Apps, aid: bytes, fichiers: Sequence[int], *, proteges: bool = False) -> None:
    """Ôte ces fichiers d’une application, ou les protège."""
    avant = applications[aid]
    if proteges:
        applications[aid] = replace(avant, proteges=avant.proteges | set(fichiers))
    else:
        restent = {numero: contenu for numero, contenu in avant.fichiers.items() if numero not in fichiers}
        courts = {sfi: numero for sfi, numero in avant.courts.items() if numero not in fichiers}
        applications[aid] = replace(avant, fichiers=restent, courts=courts)


def applications(identites: bytes, nirs: bytes) -> Apps:
    """Les trois chemins d’une carte, tous ouverts ; la table désigne D001 et le fichier des NIR."""
    noms = ((b"IDENT   ", 1, D001), (b"NIR     ", 2, NIR))
    table = ecrire_tlv(
        vitale2.TABLE,
        (
            ecrire_tlv(
                vitale2.APPLICATIONS,
                [
                    ecrire_tlv(vitale2.UNE_APPLICATION, bytes([0, cle, 0, 0]) + aid)
                    for cle, aid in ((1, vitale2.AID_MF_VITALE), (2, vitale2.AID_VITALE))
                ],
            ),
            *(
                ecrire_tlv(vitale2.UN_FICHIER, nom + bytes([0, cle]) + numero.to_bytes(2, "big"))
                for nom, cle, numero in noms
            ),
        ),
    )
    return {
        RACINE: Application({IDENTITE: identites}, courts={2: IDENTITE}),
        vitale2.AID_MF_VITALE: Application({D001: identites}),
        vitale2.AID_VITALE: Application({POINTEURS: table, NIR: nirs}, courts={2: NIR}),
    }


def lire(applications: Apps, *, en_deux_temps: bool = False) -> vitale2.Lu:
    """Ce que le programme lit d’une carte faite de ces applications."""
    return vitale2.lire(Echangeur(CanalDePuce(PuceVirtuelle(ATR, applications, en_deux_temps=en_deux_temps))))


def carte_fictive(code: str) -> CarteCps:
    """La carte de professionnel livrée sous ce code."""
    contenu = CARTES[code].contenu
    assert isinstance(contenu, CarteCps)
    return contenu


def _objets(octets: Iterable[bytes]) -> tuple[Objet, ...]:
    return lire_tlv(b"".join(octets))
