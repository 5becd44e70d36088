from datetime import date

import pytest

from secretariat.cartes.api_vitale.lecture_xml import lire_xml
from secretariat.cartes.erreurs import DonneesInvalides
from secretariat.cartes.valeurs import (
    AccidentTravail,
    Amc,
    GestionC2s,
    PeriodeDroits,
    QualiteBeneficiaire,
    SourceLecture,
)
from secretariat.socle.identifiants import est_nir_fictif
from tests.cartes.api_vitale.documents import DROITS, FAMILLE, lire, mince

NIR_MERE, NIR_LUCAS = "284064499000108", "108044499000263"


def refus(document: bytes) -> str:
    with pytest.raises(DonneesInvalides) as capture:
        lire(document)
    return capture.value.detail


def test_la_carte_dit_sa_source_et_sa_generation():
    carte = lire_xml(FAMILLE, simulee=False, generation=7)
    assert (carte.source, carte.generation, carte.simulee) == (SourceLecture.API, 7, False)


def test_l_organisme_et_le_nir_de_l_assure_valent_pour_la_carte():
    carte = lire(FAMILLE)
    assert (carte.organisme, carte.code_gestion) == ("014410000", "10")
    assert (carte.nir_assure, carte.nirs_lus, carte.numero_serie) == (NIR_MERE, 2, "")


def test_chacun_a_ses_noms_et_son_rang():
    noms = [(b.nom_naissance, b.nom_usage, b.prenom, b.rang_gemellaire) for b in lire(FAMILLE).beneficiaires]
    assert noms == [("LEROUX", "MOREAU", "CAMILLE", 1), ("MOREAU", "", "LUCAS", 1), ("MOREAU", "", "ZOÉ", 2)]


def test_le_nir_de_l_assuree_ne_devient_pas_celui_de_ses_enfants():
    assert [b.nir for b in lire(FAMILLE).beneficiaires] == [NIR_MERE, NIR_LUCAS, None]


def test_seul_un_code_de_qualite_sur_donne_a_l_assure_le_nir_de_l_assure():
    assert lire(mince(qualite="0")).beneficiaires[0].nir == NIR_MERE
    assert lire(mince(qualite="1")).beneficiaires[0].nir is None


def test_la_naissance_reste_telle_que_la_carte_la_porte():
    assert [b.naissance_brute for b in lire(FAMILLE).beneficiaires] == ["19840619", "20080402", "130927"]


def test_une_date_lunaire_est_gardee():
    (assure,) = lire(DROITS).beneficiaires
    assert (assure.naissance_brute, assure.naissance_lunaire) == ("19550099", True)


def test_une_date_de_naissance_en_six_chiffres_se_retourne_sans_siecle():
    assert lire(mince(naissance="<date>010255</date>")).beneficiaires[0].naissance_brute == "550201"


def test_la_date_en_carte_n_est_prise_que_faute_de_l_autre():
    brute = "<date>00000000</date><dateEnCarte>19550201</dateEnCarte>"
    assert lire(mince(naissance=brute)).beneficiaires[0].naissance_brute == "19550201"


def test_l_adresse_n_a_pas_de_ligne_vide():
    assert lire(FAMILLE).beneficiaires[0].adresse == ("APPARTEMENT 4", "12 RUE DES LILAS", "44990 VILLE-FICTIVE")


def test_la_certification_du_nir_est_datee():
    assert [b.nir_certifie_le for b in lire(FAMILLE).beneficiaires] == [None, date(2023, 3, 15), None]


def test_les_periodes_vides_ne_comptent_pas():
    (assure,) = lire(DROITS).beneficiaires
    assert assure.periodes == (
        PeriodeDroits(date(2020, 1, 1), date(2022, 12, 31)),
        PeriodeDroits(date(2023, 1, 1), date(2039, 12, 31)),
    )
    assert lire(FAMILLE).beneficiaires[1].periodes == (PeriodeDroits(date(2024, 1, 1), None),)


@pytest.mark.parametrize("retour", ["\\r\\n", "\r\n", "&#13;&#10;", "\n"])
def test_les_exonerations_se_decoupent_a_chaque_retour_de_ligne(retour):
    document = mince(amo=f"<libelleExo>Maternité{retour} Invalidité {retour}</libelleExo>")
    assert lire(document).beneficiaires[0].exonerations == ("Maternité", "Invalidité")


@pytest.mark.parametrize(
    ("libelle", "ald"),
    [
        ("Exonération ALD", True),
        ("AFFECTION DE LONGUE DURÉE", True),
        ("Affections longue duree hors liste", True),
        ("Maternité", False),
        ("Pension militaire", False),
        ("HERALDIQUE", False),
    ],
)
def test_l_ald_se_reconnait_a_son_libelle(libelle, ald):
    assert lire(mince(amo=f"<libelleExo>{libelle}</libelleExo>")).beneficiaires[0].ald is ald


@pytest.mark.parametrize(
    ("mot", "dit"), [("Oui", True), ("Déclaré", True), ("NON DECLARE", False), ("Non", False), ("", None), ("?", None)]
)
def test_le_medecin_traitant_n_est_connu_que_par_un_mot_connu(mot, dit):
    document = mince(amo=f"<medecinTraitant>{mot}</medecinTraitant>")
    assert lire(document).beneficiaires[0].medecin_traitant is dit


def test_la_complementaire_se_lit_entiere():
    (assure,) = lire(DROITS).beneficiaires
    assert assure.amc == Amc(
        nom="",
        numero="99990001",
        adherent="A0001155",
        fin=date(2026, 12, 31),
        debut=date(2026, 1, 1),
        routage="MA",
        traitement="01",
    )
    assert lire(FAMILLE).beneficiaires[0].amc is None


def test_la_c2s_dit_qui_la_gere_et_jusqu_a_quand():
    (assure,) = lire(DROITS).beneficiaires
    assert (assure.c2s, assure.c2s_gestion, assure.c2s_fin) == (True, GestionC2s.ORGANISME, date(2027, 3, 31))


@pytest.mark.parametrize(
    ("type_cmu", "c2s", "gestion"),
    [
        ("COMPLEMENTAIRE SANTE SOLIDAIRE gérée par votre caisse", True, GestionC2s.CAISSE),
        ("CMU", True, None),
        ("", False, None),
        ("00", False, None),
        ("Non", False, None),
    ],
)
def test_la_c2s_se_lit_a_son_type(type_cmu, c2s, gestion):
    (assure,) = lire(mince(autres=f"<cmu><typeCMU>{type_cmu}</typeCMU></cmu>")).beneficiaires
    assert (assure.c2s, assure.c2s_gestion) == (c2s, gestion)


@pytest.mark.parametrize(
    ("periode", "fin"),
    [
        ("du 01/04/2026 au 31/03/2027", date(2027, 3, 31)),
        ("01042026 31032027", date(2027, 3, 31)),
        ("31032027", None),
        ("jusqu’à l’an prochain", None),
        ("du 01/04/2026 au 31/02/2027", None),
    ],
)
def test_une_periode_de_c2s_ecrite_autrement_ne_s_invente_pas(periode, fin):
    document = mince(amo=f"<cmu><typeCMU>C2S</typeCMU><periode>{periode}</periode></cmu>")
    assert lire(document).beneficiaires[0].c2s_fin == fin


def test_un_accident_sans_identifiant_n_en_est_pas_un():
    (assure,) = lire(DROITS).beneficiaires
    assert assure.accidents == (AccidentTravail("014410000"), AccidentTravail("014410000", "260312001"))


def test_le_centre_est_celui_de_la_carte_avant_celui_de_gestion():
    assert lire(DROITS).centre == "0123"
    deux = mince(amo="<centreGestion>0123</centreGestion><centreCarte>0456</centreCarte>")
    assert lire(deux).centre == "0456"


def test_des_organismes_qui_different_ne_disent_pas_celui_de_la_carte():
    document = FAMILLE.replace(b"<caisse>441<", b"<caisse>442<", 1)
    assert lire(document).organisme == ""


def test_des_nir_d_assure_qui_different_ne_disent_pas_lequel_croire():
    document = FAMILLE.replace(b"<nir>284064499000108<", b"<nir>108044499000263<", 1)
    assert lire(document).nir_assure == ""


def test_une_marque_de_simulation_ne_se_retire_pas():
    marque = FAMILLE.replace(b"<t_AsnDonneesVitale>", b'<t_AsnDonneesVitale simulation="non">')
    assert lire_xml(marque, simulee=False, generation=1).simulee
    assert lire_xml(FAMILLE, simulee=True, generation=1).simulee


def test_le_numero_de_serie_ne_se_lit_que_d_une_simulation():
    serie = FAMILLE.replace(b"<listeBenef>", b"<numeroSerie>SIMU-V-1</numeroSerie><listeBenef>")
    assert lire(serie).numero_serie == ""
    marque = serie.replace(b"<t_AsnDonneesVitale>", b'<t_AsnDonneesVitale simulation="oui">')
    assert lire(marque).numero_serie == "SIMU-V-1"


def test_les_qualites_viennent_de_la_table():
    assert [b.qualite for b in lire(FAMILLE).beneficiaires] == [QualiteBeneficiaire.ASSURE, None, None]


@pytest.mark.parametrize("encodage", ["ISO-8859-1", "iso-8859-15", "Windows-1252", "utf-8"])
def test_les_encodages_d_europe_se_lisent(encodage):
    texte = mince(prenom="Zoé").decode()
    document = f'<?xml version="1.0" encoding="{encodage}"?>\n{texte}'.encode(encodage)
    assert lire(document).beneficiaires[0].prenom == "Zoé"


def test_le_windows_1252_annonce_en_latin_1_se_lit():
    document = b'<?xml version="1.0" encoding="ISO-8859-1"?>' + mince(prenom="D’ŒUVRE").decode().encode("cp1252")
    assert lire(document).beneficiaires[0].prenom == "D’ŒUVRE"


def test_une_marque_d_utf_8_l_emporte_sur_la_declaration():
    document = b'\xef\xbb\xbf<?xml version="1.0" encoding="ISO-8859-1"?>' + mince(prenom="Zoé")
    assert lire(document).beneficiaires[0].prenom == "Zoé"


@pytest.mark.parametrize(
    ("document", "champ"),
    [
        (mince(naissance=""), "ident/naissance"),
        (mince(naissance="<date>00000000</date>"), "ident/naissance"),
        (mince(naissance="<date>1/2/1955</date>"), "ident/naissance"),
        (mince(naissance="<date>٠١٠٢١٩٥٥</date>"), "ident/naissance"),
        (mince(nom=""), "ident"),
        (mince(nom="A" * 201), "nomUsuel"),
        (mince(nom="MOR\u202eEAU"), "nomUsuel"),
        (mince(nom="MOR\u200bEAU"), "nomUsuel"),
        (mince(ident="<nirCertifie>28406449900010</nirCertifie>"), "nirCertifie"),
        (mince(ident="<nirCertifie>284064499000108A</nirCertifie>"), "nirCertifie"),
        (mince(ident="<dateCertification>31022020</dateCertification>"), "dateCertification"),
        (mince(ident="<rangDeNaissance>premier</rangDeNaissance>"), "rangDeNaissance"),
        (mince(ident="<nomPatronymique>A</nomPatronymique><nomPatronymique>B</nomPatronymique>"), "nomPatronymique"),
        (mince(amo="<codeRegime>1</codeRegime>"), "amo/codeRegime"),
        (mince(amo="<caisse>44A</caisse>"), "amo/caisse"),
        (mince(amo="<listePeriodesDroits>" + 4 * "<element/>" + "</listePeriodesDroits>"), "listePeriodesDroits"),
        (mince(amo="<libelleExo>" + 21 * "a\\r\\n" + "</libelleExo>"), "libelleExo"),
        (mince(autres="<amc/><amc/>"), "amc"),
    ],
)
def test_un_champ_mal_forme_refuse_la_carte_en_nommant_le_champ(document, champ):
    assert champ in refus(document)


@pytest.mark.parametrize("nombre", [0, 20])
def test_une_carte_a_de_un_a_dix_neuf_beneficiaires(nombre):
    assert f"{nombre} bénéficiaires" in refus(mince(nombre=nombre))
    assert len(lire(mince(nombre=19)).beneficiaires) == 19


def test_deux_listes_de_beneficiaires_ne_se_melent_pas():
    deux = b"<v>" + mince() + mince() + b"</v>"
    assert "listeBenef" in refus(deux)


def test_un_refus_ne_dit_rien_de_la_personne():
    document = mince(nom="MOREAU", ident="<nirCertifie>2840644990001XX</nirCertifie>", naissance="<date>x</date>")
    with pytest.raises(DonneesInvalides) as capture:
        lire(document)
    dit = f"{capture.value} {capture.value.detail} {capture.value.conseil} {capture.value.__context__!r}"
    assert not any(donnee in dit for donnee in ("MOREAU", "2840", "XX"))


def test_tous_les_nir_des_exemples_sont_fictifs():
    nirs = {b.nir for carte in (lire(FAMILLE), lire(DROITS)) for b in carte.beneficiaires if b.nir}
    assert len(nirs) == 3
    assert all(est_nir_fictif(nir) for nir in nirs)
