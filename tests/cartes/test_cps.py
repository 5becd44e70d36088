from dataclasses import replace

import pytest

from secretariat.cartes import cps
from secretariat.cartes.canal import Echangeur
from secretariat.cartes.erreurs import AccesProtege, DonneesInvalides, ErreurCarte, FichierAbsent
from secretariat.cartes.simulateur.images import (
    ANNUAIRE_CERTIFICATS,
    ANNUAIRE_DONNEES,
    ATR_CPS_3,
    CERTIFICAT,
    INFORMATIONS,
    SERIE,
    _cps,
    puce,
)
from secretariat.cartes.simulateur.puce import RACINE, PuceVirtuelle
from secretariat.cartes.tlv import ecrire_tlv
from secretariat.cartes.valeurs import SorteCpx
from tests.cartes.canaux import CanalDePuce
from tests.cartes.cartes_forgees import CARTES, Apps, carte_fictive, fermer

MARCHAND, TESSIER = (carte_fictive(code) for code in ("cps-marchand", "cps-tessier"))


@pytest.fixture
def carte() -> Apps:
    return _cps(MARCHAND)


def lire(carte, *, en_deux_temps=False):
    canal = CanalDePuce(PuceVirtuelle(ATR_CPS_3, carte, en_deux_temps=en_deux_temps))
    return cps.lire(Echangeur(canal), simulee=True, generation=7)


def remplacer(carte, fichier, contenu):
    for aid in (RACINE, cps.AID_IAS):
        if fichier in carte[aid].fichiers:
            carte[aid] = replace(carte[aid], fichiers={**carte[aid].fichiers, fichier: contenu})


@pytest.mark.parametrize("en_deux_temps", [False, True])
def test_le_certificat_la_specialite_et_le_numero_se_lisent_sans_code(carte, en_deux_temps):
    lue = lire(carte, en_deux_temps=en_deux_temps)
    assert (lue.nom, lue.prenom, lue.rpps) == ("MARCHAND", "Hélène", MARCHAND.rpps)
    assert (lue.code_specialite, lue.numero_serie) == (
        MARCHAND.code_specialite,
        MARCHAND.numero_serie.encode().hex().upper(),
    )
    assert (lue.valable_jusqu_au, lue.generation, lue.simulee) == (MARCHAND.valable_jusqu_au, 7, True)
    assert lue.certificat.startswith(b"\x30\x82")


def test_la_carte_d_une_employee_n_a_ni_rpps_ni_specialite():
    canal = CanalDePuce(puce(CARTES["cpe-nadia"]))
    lue = cps.lire(Echangeur(canal), simulee=True, generation=1)
    assert (lue.sorte, lue.rpps, lue.code_specialite) == (SorteCpx.CPE, None, "")


@pytest.mark.parametrize("proteges", [False, True])
def test_une_carte_qui_n_ouvre_aucun_certificat_le_dit(carte, proteges):
    for aid in (RACINE, cps.AID_IAS):
        fermer(carte, aid, [CERTIFICAT], proteges=proteges)
    with pytest.raises(FichierAbsent, match="aucun certificat"):
        lire(carte)


@pytest.mark.parametrize("contenu", [b"\x30\x03abc", b"\0\0", b"\x30\x80", b"\x30\x05ab", b"\x04\x01a"])
def test_un_certificat_abime_ne_nomme_personne(carte, contenu):
    remplacer(carte, CERTIFICAT, contenu)
    with pytest.raises(FichierAbsent, match="aucun certificat"):
        lire(carte)


def test_un_annuaire_sans_certificat_le_dit(carte):
    remplacer(carte, ANNUAIRE_CERTIFICATS, b"\0\0")
    with pytest.raises(FichierAbsent, match="aucun certificat"):
        lire(carte)


def test_le_second_certificat_sert_quand_le_premier_ne_s_ouvre_pas(carte):
    annuaire = carte[RACINE].fichiers[ANNUAIRE_CERTIFICATS]
    absent = annuaire.replace(CERTIFICAT.to_bytes(2, "big"), b"\x70\x99")
    remplacer(carte, ANNUAIRE_CERTIFICATS, absent + annuaire)
    assert lire(carte).nom == "MARCHAND"


@pytest.mark.parametrize("fichier", [INFORMATIONS, ANNUAIRE_DONNEES])
@pytest.mark.parametrize("proteges", [False, True])
def test_sans_specialite_lisible_la_carte_se_lit_quand_meme(carte, fichier, proteges):
    for aid in (RACINE, cps.AID_IAS):
        fermer(carte, aid, [fichier], proteges=proteges)
    lue = lire(carte)
    assert (lue.nom, lue.code_specialite) == ("MARCHAND", "")


@pytest.mark.parametrize("contenu", [b"\x0c\x02PS", b"\0", b"\x0c\x06SM26XX", b"\x0c\x09SM26"])
def test_une_specialite_illisible_est_vide(carte, contenu):
    remplacer(carte, INFORMATIONS, contenu)
    assert lire(carte).code_specialite == ""


@pytest.mark.parametrize("contenu", [b"\0", b"\x5a\x09abc", b"\x04\x01a", b"\x30\x80"])
def test_sans_numero_de_serie_lisible_la_carte_se_lit_quand_meme(carte, contenu):
    remplacer(carte, SERIE, contenu)
    assert (lire(carte).nom, lire(carte).numero_serie) == ("MARCHAND", "")


@pytest.mark.parametrize("en_moins", [cps.AID_IAS, RACINE])
def test_sans_application_ou_sans_fichiers_la_lecture_est_refusee(carte, en_moins):
    del carte[en_moins]
    with pytest.raises(FichierAbsent):
        lire(carte)


def test_une_table_des_annuaires_protegee_le_dit(carte):
    fermer(carte, cps.AID_IAS, [cps.TABLE_DES_ANNUAIRES], proteges=True)
    with pytest.raises(AccesProtege):
        lire(carte)


def test_une_table_des_annuaires_abimee_le_dit(carte):
    remplacer(carte, cps.TABLE_DES_ANNUAIRES, b"\xa4\x05\x30")
    with pytest.raises(DonneesInvalides):
        lire(carte)


@pytest.mark.parametrize("chemin", [b"", b"\x44", b"\x3f\x00", b"\x3f\x00" * 200])
def test_un_chemin_impossible_ne_mene_nulle_part(carte, chemin):
    renvoi = ecrire_tlv(cps.SEQUENCE, ecrire_tlv(cps.OCTETS, chemin))
    remplacer(carte, cps.TABLE_DES_ANNUAIRES, ecrire_tlv(cps.ANNUAIRE_DES_CERTIFICATS, renvoi))
    with pytest.raises(FichierAbsent):
        lire(carte)


def test_des_annuaires_sans_nombre_ne_se_suivent_pas_tous(carte):
    renvoi = ecrire_tlv(cps.SEQUENCE, ecrire_tlv(cps.OCTETS, ANNUAIRE_DONNEES.to_bytes(2, "big")))
    remplacer(carte, ANNUAIRE_DONNEES, b"\0\0")
    remplacer(carte, cps.TABLE_DES_ANNUAIRES, ecrire_tlv(cps.ANNUAIRE_DES_CERTIFICATS, renvoi) * 500)
    canal = CanalDePuce(PuceVirtuelle(ATR_CPS_3, carte))
    with pytest.raises(FichierAbsent):
        cps.lire(Echangeur(canal), simulee=True, generation=1)
    assert len(canal.echanges) < 60


def test_des_objets_emboites_sans_fin_ne_se_suivent_pas(carte):
    emboites = ecrire_tlv(cps.SEQUENCE, b"")
    for _ in range(2000):
        emboites = ecrire_tlv(cps.SEQUENCE, emboites)
    remplacer(carte, ANNUAIRE_CERTIFICATS, emboites)
    with pytest.raises(ErreurCarte):
        lire(carte)


def test_une_cps_remplacee_sans_bruit_ne_se_mele_jamais_a_la_premiere(carte):
    autre = _cps(TESSIER)
    entieres, refusees = {lire(carte), lire(autre)}, 0
    for apres in range(20):
        canal = CanalDePuce(PuceVirtuelle(ATR_CPS_3, carte))
        canal.remplacer(PuceVirtuelle(ATR_CPS_3, autre), apres=apres)
        try:
            assert cps.lire(Echangeur(canal), simulee=True, generation=7) in entieres
        except ErreurCarte:
            refusees += 1
    assert refusees > 0
