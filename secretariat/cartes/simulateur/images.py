"""Donner à une carte fictive les fichiers qu’aurait une vraie, pour que le même code la lise.

Une carte Vitale 2 n’offre à la lecture simple que l’identité et les NIR : ce que la fiche dit des droits n’est pas dans
l’image, il passe par l’API simulée. Le bénéficiaire qui n’a pas de NIR à lui porte celui de l’assuré, comme sur une
carte de famille ; une fiche qui ne lie aucun NIR à personne n’en montre qu’un.
"""

from __future__ import annotations

from collections.abc import Iterable

from secretariat.cartes import cps, porteurs, vitale2
from secretariat.cartes.catalogue import CarteFictive, ModeleCarte
from secretariat.cartes.cpx.simulation import certificat_simule
from secretariat.cartes.cpx.situations import OBJET_SPECIALITE
from secretariat.cartes.simulateur.puce import RACINE, Application, PuceVirtuelle
from secretariat.cartes.tlv import ecrire_tlv
from secretariat.cartes.valeurs import Beneficiaire, CarteCps, CarteVitale

ATR_VITALE_1 = bytes.fromhex("3F6525002C09699000")
ATR_VITALE_2 = bytes.fromhex("3B751300004409EA9000")
ATR_CPS_3 = bytes.fromhex("3BAC00402A001225006480000310009000")
IDENTITE, NIR, POINTEURS, D001 = 0x2F10, 0x2002, 0x2001, 0xD001
CERTIFICAT, ANNUAIRE_CERTIFICATS, ANNUAIRE_DONNEES, INFORMATIONS, SERIE = 0x7001, 0x4404, 0x4407, 0xD101, 0xD003
TAILLE_FICHIER = 256


def puce(carte: CarteFictive, *, en_deux_temps: bool = False) -> PuceVirtuelle:
    """La puce de cette carte fictive, neuve."""
    if isinstance(carte.contenu, CarteVitale):
        return PuceVirtuelle(ATR_VITALE_2, _vitale(carte.contenu), en_deux_temps=en_deux_temps)
    if isinstance(carte.contenu, CarteCps):
        return PuceVirtuelle(ATR_CPS_3, _cps(carte.contenu), en_deux_temps=en_deux_temps)
    assert carte.modele is ModeleCarte.VITALE_1  # noqa: S101  (le seul modèle sans contenu)
    return PuceVirtuelle(ATR_VITALE_1, {}, classe=0xBC)


def _vitale(carte: CarteVitale) -> dict[bytes, Application]:
    identites = _remplir(ecrire_tlv(vitale2.PORTEUR, _identite(b)) for b in carte.beneficiaires)
    nirs = _remplir(
        ecrire_tlv(vitale2.PORTEUR, ecrire_tlv(vitale2.CHAMP_NIR, nir.encode("ascii"))) for nir in _nirs(carte)
    )
    applications = {1: vitale2.AID_MF_VITALE, 2: vitale2.AID_VITALE}
    table = ecrire_tlv(
        vitale2.TABLE,
        (
            ecrire_tlv(
                vitale2.APPLICATIONS,
                (ecrire_tlv(vitale2.UNE_APPLICATION, bytes([0, cle, 0, 0]) + aid) for cle, aid in applications.items()),
            ),
            ecrire_tlv(vitale2.UN_FICHIER, b"IDENT   \0\x01" + D001.to_bytes(2, "big")),
            ecrire_tlv(vitale2.UN_FICHIER, b"NIR     \0\x02" + NIR.to_bytes(2, "big")),
        ),
    )
    return {
        RACINE: Application({IDENTITE: identites}, courts={2: IDENTITE}),
        vitale2.AID_MF_VITALE: Application({D001: identites}),
        vitale2.AID_VITALE: Application({POINTEURS: table, NIR: nirs}, courts={2: NIR}),
    }


def _identite(personne: Beneficiaire) -> Iterable[bytes]:
    yield ecrire_tlv(vitale2.CHAMP_NOM, personne.nom.encode("latin-1"))
    yield ecrire_tlv(porteurs.CHAMP_PRENOM, personne.prenom.encode("latin-1"))
    yield ecrire_tlv(porteurs.CHAMP_NAISSANCE, personne.naissance_brute.encode("ascii"))
    yield ecrire_tlv(porteurs.CHAMP_PAYS, b"FRA")


def _nirs(carte: CarteVitale) -> tuple[str, ...]:
    if all(personne.nir is None for personne in carte.beneficiaires):
        return (carte.nir_assure,)
    return tuple(personne.nir or carte.nir_assure for personne in carte.beneficiaires)


def _cps(carte: CarteCps) -> dict[bytes, Application]:
    certificat = ecrire_tlv(
        cps.SEQUENCE,
        (_etiquete("Certificat d’authentification"), ecrire_tlv(0x30, ecrire_tlv(0x04, b"\x20")), _renvoi(CERTIFICAT)),
    )
    informations = ecrire_tlv(cps.SEQUENCE, (_etiquete(OBJET_SPECIALITE), ecrire_tlv(0x30, b""), _renvoi(INFORMATIONS)))
    table = ecrire_tlv(cps.ANNUAIRE_DES_CERTIFICATS, _chemin(ANNUAIRE_CERTIFICATS)) + ecrire_tlv(
        cps.ANNUAIRE_DES_DONNEES, _chemin(ANNUAIRE_DONNEES)
    )
    racine = {
        SERIE: ecrire_tlv(cps.ETIQUETTE_NUMERO, carte.numero_serie.encode("ascii")),
        ANNUAIRE_CERTIFICATS: certificat,
        ANNUAIRE_DONNEES: informations,
        CERTIFICAT: certificat_simule(carte),
        INFORMATIONS: ecrire_tlv(cps.TEXTE, f"PS{carte.code_specialite or '    '}".encode()),
    }
    return {RACINE: Application(racine), cps.AID_IAS: Application({**racine, cps.TABLE_DES_ANNUAIRES: table})}


def _etiquete(nom: str) -> bytes:
    return ecrire_tlv(cps.SEQUENCE, ecrire_tlv(cps.TEXTE, nom.encode()))


def _renvoi(fichier: int) -> bytes:
    return ecrire_tlv(0xA1, ecrire_tlv(cps.SEQUENCE, _chemin(fichier)))


def _chemin(fichier: int) -> bytes:
    return ecrire_tlv(cps.SEQUENCE, ecrire_tlv(cps.OCTETS, b"\x3f\x00" + fichier.to_bytes(2, "big")))


def _remplir(objets: Iterable[bytes]) -> bytes:
    """Le fichier, bourré de zéros jusqu’à un multiple de sa taille."""
    contenu = b"".join(objets)
    return contenu + bytes(-len(contenu) % TAILLE_FICHIER or TAILLE_FICHIER)
