"""Lire, sans code, une carte de professionnel : son numéro, et le certificat qui dit à qui elle est.

La carte range ses certificats comme le veut ISO 7816-15 (PKCS#15) : une table (5031) dit où sont les annuaires, un
annuaire dit où est chaque certificat. On suit ces renvois au lieu de croire à des emplacements : ceux des cartes CPS ne
sont pas publics. Les situations d’exercice et de facturation demandent le code porteur et ne se lisent pas ici.

Sources : ANS, sources de la Cryptolib CPS 5.2 (application IAS-ECC, EF.SN.ICC) ; ISO 7816-15. Rien de tout cela n’a été
essayé sur une vraie carte ; si la carte n’ouvre pas ce chemin, la bibliothèque PKCS#11 du poste prend le relais.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from secretariat.cartes.canal import SW_BIEN, Echangeur, refus
from secretariat.cartes.cpx.certificat import Titulaire, lire_certificat
from secretariat.cartes.cpx.situations import OBJET_SPECIALITE, lire_specialite
from secretariat.cartes.erreurs import AccesProtege, CarteRetiree, DonneesInvalides, FichierAbsent, ReponseInattendue
from secretariat.cartes.tlv import Objet, ecrire_tlv, lire_tlv, trouver
from secretariat.cartes.valeurs import CarteCps

AID_IAS = bytes.fromhex("E828BD080F8025000001FF0010")
NUMERO_DE_SERIE = bytes.fromhex("D003")
TABLE_DES_ANNUAIRES = 0x5031
SEQUENCE, OCTETS, TEXTE = 0x30, 0x04, 0x0C
ANNUAIRE_DES_CERTIFICATS, ANNUAIRE_DES_DONNEES = 0xA4, 0xA7
ETIQUETTE_NUMERO = 0x5A
ANNUAIRES_MAX = CERTIFICATS_MAX = 8
CHEMIN_MAX = 16
"""Huit étages : aucune carte n’en a autant."""
PROFONDEUR_MAX = 6
REFUS_D_UN_FICHIER = (FichierAbsent, AccesProtege, ReponseInattendue, DonneesInvalides)


def lire(echangeur: Echangeur, *, simulee: bool, generation: int) -> CarteCps:
    """La carte, telle que son certificat la présente.

    Raises:
        FichierAbsent: La carte n’a pas l’application attendue, ou n’y range aucun certificat.
        CarteRetiree: Une autre carte, d’un autre numéro, l’a remplacée pendant la lecture.
        ErreurCarte: La carte n’est plus là.
    """
    numero = _numero_de_serie(echangeur)
    choisie = echangeur.choisir_application(AID_IAS)
    if choisie.sw != SW_BIEN:
        raise refus(choisie.sw)
    echangeur.choisir_fichier(TABLE_DES_ANNUAIRES)
    table = lire_tlv(echangeur.lire_fichier())
    titulaire, certificat = _certificat(echangeur, table)
    code_specialite = _code_specialite(echangeur, table)
    if _numero_de_serie(echangeur) != numero:
        raise CarteRetiree(detail="la relecture diffère")
    return carte_de(
        titulaire,
        certificat=certificat,
        numero_serie=numero,
        code_specialite=code_specialite,
        simulee=simulee,
        generation=generation,
    )


def carte_de(
    titulaire: Titulaire,
    *,
    certificat: bytes,
    numero_serie: str,
    code_specialite: str,
    simulee: bool,
    generation: int,
) -> CarteCps:
    """La carte dont voici le titulaire."""
    return CarteCps(
        sorte=titulaire.sorte,
        numero_serie=numero_serie,
        nom=titulaire.nom,
        prenom=titulaire.prenom,
        identifiant_national=titulaire.identifiant_national,
        rpps=titulaire.rpps,
        profession=titulaire.profession,
        code_specialite=code_specialite,
        valable_jusqu_au=titulaire.valable_jusqu_au,
        simulee=simulee,
        generation=generation,
        certificat=certificat,
    )


def _certificat(echangeur: Echangeur, table: tuple[Objet, ...]) -> tuple[Titulaire, bytes]:
    """Le premier certificat qui nomme quelqu’un ; l’annuaire commence par celui d’authentification."""
    chemins = [c for annuaire in _annuaires(echangeur, table, ANNUAIRE_DES_CERTIFICATS) for c in _chemins(annuaire)]
    for chemin in chemins[:CERTIFICATS_MAX]:
        try:
            der = _premier_objet(_fichier(echangeur, chemin))
            return lire_certificat(der), der
        except REFUS_D_UN_FICHIER:
            continue
    raise FichierAbsent("La carte ne laisse lire aucun certificat.", detail="PKCS#15 : aucun certificat")


def _code_specialite(echangeur: Echangeur, table: tuple[Objet, ...]) -> str:
    """Le code de spécialité (« SM26 ») qui finit l’objet CPS_INFO_PS ; vide si la carte ne l’ouvre pas."""
    try:
        entrees = [e for annuaire in _annuaires(echangeur, table, ANNUAIRE_DES_DONNEES) for e in annuaire]
        chemins = [c for entree in entrees if OBJET_SPECIALITE in _textes(entree) for c in _chemins((entree,))]
        return lire_specialite(_premier_objet(_fichier(echangeur, chemins[0]))) if chemins else ""
    except REFUS_D_UN_FICHIER:
        return ""


def _numero_de_serie(echangeur: Echangeur) -> str:
    """Le numéro de la carte (EF.SN.ICC), en hexadécimal ; vide si elle ne l’ouvre pas."""
    try:
        objet = trouver(lire_tlv(_fichier(echangeur, NUMERO_DE_SERIE)), ETIQUETTE_NUMERO)
    except REFUS_D_UN_FICHIER:
        return ""
    return objet.valeur.hex().upper() if objet else ""


def _annuaires(echangeur: Echangeur, table: tuple[Objet, ...], sorte: int) -> Iterator[tuple[Objet, ...]]:
    chemins = _chemins(tuple(renvoi for renvoi in table if renvoi.etiquette == sorte))
    for chemin in islice(chemins, ANNUAIRES_MAX):
        yield lire_tlv(_fichier(echangeur, chemin))


def _fichier(echangeur: Echangeur, chemin: bytes) -> bytes:
    echangeur.choisir_chemin(chemin.removeprefix(b"\x3f\x00"))
    return echangeur.lire_fichier()


def _chemins(objets: tuple[Objet, ...], profondeur: int = 0) -> Iterator[bytes]:
    """Les chemins (`SEQUENCE { OCTET STRING }`, deux octets par étage) que ces objets contiennent."""
    if profondeur > PROFONDEUR_MAX:
        return
    for objet in objets:
        enfants = _enfants(objet)
        if objet.etiquette == SEQUENCE and enfants and _est_un_chemin(enfants[0]):
            yield enfants[0].valeur
        else:
            yield from _chemins(enfants, profondeur + 1)


def _est_un_chemin(objet: Objet) -> bool:
    return objet.etiquette == OCTETS and 0 < len(objet.valeur) <= CHEMIN_MAX and len(objet.valeur) % 2 == 0


def _textes(objet: Objet, profondeur: int = 0) -> tuple[str, ...]:
    if objet.etiquette == TEXTE:
        return (objet.valeur.decode("utf-8", "replace"),)
    if profondeur > PROFONDEUR_MAX:
        return ()
    return tuple(texte for enfant in _enfants(objet) for texte in _textes(enfant, profondeur + 1))


def _enfants(objet: Objet) -> tuple[Objet, ...]:
    return objet.enfants() if objet.est_construit else ()


def _premier_objet(octets: bytes) -> bytes:
    """Le premier objet, sans le bourrage qui le suit."""
    objets = lire_tlv(octets)
    if not objets:
        raise DonneesInvalides(detail="fichier vide")
    return ecrire_tlv(objets[0].etiquette, objets[0].valeur)
