"""Coter : les venues d’exemple, les refus d’exemple, et ce qui doit rester vrai quoi qu’il arrive."""

from dataclasses import replace
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from secretariat.cabinet.valeurs import Secteur
from secretariat.facturation import motifs
from secretariat.facturation.regles import actes_proposes, coter
from secretariat.facturation.regles.nomenclature import ACTES
from secretariat.facturation.valeurs import ActeDemande, Contexte, Parcours, TiersPayant
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.montant import ZERO, Montant
from secretariat.socle.ressources import RACINE

JOUR = date(2026, 3, 12)
ADULTE = date(1980, 1, 1)
EXEMPLES, REFUS = (
    yaml.safe_load((RACINE / f"tests/exemples/{nom}.yaml").read_text(encoding="utf-8"))
    for nom in ("cotations", "cotations_refusees")
)


def acte(exemple):
    if isinstance(exemple, str):
        return ActeDemande(exemple)
    honoraire = exemple.get("honoraire")
    return ActeDemande(
        exemple["code"],
        exemple.get("quantite", 1),
        None if honoraire is None else Montant.euros(honoraire),
        ald=exemple.get("ald", False),
    )


def contexte(exemple):
    return Contexte(
        exemple.get("jour", JOUR),
        exemple["naissance"],
        Parcours(exemple.get("parcours", "medecin_traitant")),
        TiersPayant(exemple.get("tiers_payant", "aucun")),
        Secteur(exemple.get("secteur", "secteur_1")),
        ald=exemple.get("ald", False),
        c2s=exemple.get("c2s", False),
        regime_local=exemple.get("regime_local", False),
        amc_nom="Mutuelle d’essai",
    )


def venue(**changes):
    return replace(Contexte(JOUR, ADULTE, Parcours.MEDECIN_TRAITANT, TiersPayant.AMO), **changes)


def dit(cotation):
    return " | ".join(motif.texte for motif in cotation.motifs)


@pytest.mark.parametrize("exemple", EXEMPLES, ids=[exemple["nom"] for exemple in EXEMPLES])
def test_les_venues_d_exemple(bareme, exemple):
    cotation = coter([acte(demande) for demande in exemple["actes"]], contexte(exemple), bareme)
    assert cotation.anomalies == ()
    assert [
        {
            "code": ligne.code,
            "base": f"{ligne.base.decimal:.2f}",
            "taux": int(ligne.taux * 100),
            "amo": f"{ligne.remboursement.decimal:.2f}",
            "ticket": f"{ligne.ticket_moderateur.decimal:.2f}",
            "majoration": f"{ligne.majoration.decimal:.2f}",
            "depassement": f"{ligne.depassement.decimal:.2f}",
        }
        for ligne in cotation.lignes
    ] == exemple["lignes"]
    assert cotation.total == Montant.euros(exemple["total"])
    assert cotation.part_amc == Montant.euros(exemple["complementaire"])
    assert cotation.part_patient == Montant.euros(exemple["regle"])
    assert cotation.participation_forfaitaire == Montant.euros(exemple["participation"])


@pytest.mark.parametrize("exemple", REFUS, ids=[exemple["nom"] for exemple in REFUS])
def test_les_demandes_refusees(bareme, exemple):
    anomalies = coter([acte(demande) for demande in exemple["actes"]], contexte(exemple), bareme).anomalies
    assert any(exemple["dit"] in anomalie.message for anomalie in anomalies)
    assert all(anomalie.conseil for anomalie in anomalies)


def test_toutes_les_fautes_sont_rendues_ensemble(bareme):
    demandes = [ActeDemande("G", 0), ActeDemande("MEG")]
    assert len(coter(demandes, venue(), bareme).anomalies) == 2


@pytest.mark.parametrize(
    ("jour", "tarif"),
    [
        (date(2017, 5, 1), "25.00"),
        (date(2023, 10, 31), "25.00"),
        (date(2023, 11, 1), "26.50"),
        (date(2024, 12, 21), "26.50"),
        (date(2024, 12, 22), "30.00"),
    ],
)
def test_g_suit_les_dates_de_ses_tarifs(bareme, jour, tarif):
    assert coter([ActeDemande("g")], venue(jour=jour), bareme).total == Montant.euros(tarif)


def test_un_acte_sans_tarif_ce_jour_la_est_refuse(bareme):
    with pytest.raises(ErreurMetier, match="n'a pas de valeur au 30/04/2017"):
        coter([ActeDemande("G")], venue(jour=date(2017, 4, 30)), bareme)


def test_un_code_inconnu_est_refuse(bareme):
    with pytest.raises(ErreurMetier, match=r"ngap\.zzz"):
        coter([ActeDemande("ZZZ")], venue(), bareme)


def test_les_raisons_repondent_a_pourquoi_9_euros(bareme):
    cotation = coter([ActeDemande("G")], venue(), bareme)
    assert [(motif.texte, motif.valeur) for motif in cotation.motifs] == [
        ("G\u202f: Consultation du médecin généraliste", "30,00\u00a0€"),
        ("L’assurance maladie prend en charge G", "70\u00a0%"),
        ("L’assurance maladie règle le médecin", "21,00\u00a0€"),
        ("Le patient règle au cabinet", "9,00\u00a0€"),
        (
            "La caisse retient la participation forfaitaire sur ses remboursements\u202f; "
            "le cabinet ne l’encaisse jamais",
            "2,00\u00a0€",
        ),
    ]
    assert cotation.motifs[0].reference == "Tarifs conventionnels des médecins, fiche F17042"


def test_les_raisons_se_rangent_et_se_relisent(bareme):
    raisons = coter([ActeDemande("G")], venue(), bareme).motifs
    assert motifs.relire(motifs.ecrire(raisons)) == raisons


def test_des_droits_expires_ferment_le_tiers_payant(bareme):
    cotation = coter([ActeDemande("G")], venue(droits_jusqu_au=date(2026, 3, 11)), bareme)
    assert (cotation.tiers_payant, cotation.part_patient) == (TiersPayant.AUCUN, Montant.euros(30))
    assert "les droits à l’assurance maladie ont pris fin le 11/03/2026" in dit(cotation)


def test_le_dernier_jour_des_droits_est_compris(bareme):
    assert coter([ActeDemande("G")], venue(droits_jusqu_au=JOUR), bareme).tiers_payant is TiersPayant.AMO


def test_sans_numero_de_securite_sociale_pas_de_tiers_payant(bareme):
    cotation = coter([ActeDemande("G")], venue(droits_connus=False), bareme)
    assert cotation.tiers_payant is TiersPayant.AUCUN
    assert "aucun numéro de sécurité sociale" in dit(cotation)


@pytest.mark.parametrize(
    ("amc", "raison"),
    [
        ({}, "Aucune complémentaire au dossier"),
        (
            {"amc_nom": "MUTUELLE DU PORT", "amc_jusqu_au": date(2026, 1, 31)},
            "MUTUELLE DU PORT a pris fin le 31/01/2026",
        ),
    ],
)
def test_sans_complementaire_valable_le_tiers_payant_s_arrete_a_l_amo(bareme, amc, raison):
    cotation = coter([ActeDemande("G")], venue(tiers_payant=TiersPayant.INTEGRAL, **amc), bareme)
    assert (cotation.tiers_payant, cotation.part_patient) == (TiersPayant.AMO, Montant.euros(9))
    assert raison in dit(cotation)


def test_la_c2s_impose_le_tiers_payant_integral_tant_que_les_droits_courent(bareme):
    sans = venue(tiers_payant=TiersPayant.AUCUN, c2s=True)
    assert coter([ActeDemande("G")], sans, bareme).part_patient == ZERO
    expires = venue(tiers_payant=TiersPayant.AUCUN, c2s=True, droits_jusqu_au=date(2026, 1, 1))
    cotation = coter([ActeDemande("G")], expires, bareme)
    assert cotation.part_patient == Montant.euros(30)
    assert "ont pris fin le 01/01/2026" in dit(cotation)


def test_le_dernier_jour_de_la_complementaire_est_compris(bareme):
    jusqu_a_ce_jour = venue(tiers_payant=TiersPayant.INTEGRAL, amc_nom="MUTUELLE DU PORT", amc_jusqu_au=JOUR)
    assert coter([ActeDemande("G")], jusqu_a_ce_jour, bareme).part_patient == ZERO


@pytest.mark.parametrize(
    ("naissance", "age"), [(date(2010, 3, 12), 16), (date(2010, 3, 13), 15), (date(2008, 2, 29), 18)]
)
def test_l_age_change_le_jour_de_l_anniversaire(naissance, age):
    assert venue(naissance=naissance).age == age


def test_qui_est_ne_un_29_fevrier_change_d_age_le_1er_mars():
    assert [venue(naissance=date(2008, 2, 29), jour=date(2026, *jour)).age for jour in ((2, 28), (3, 1))] == [17, 18]


def test_hors_parcours_un_acte_exonere_par_nature_reste_entier(bareme):
    cotation = coter([ActeDemande("G"), ActeDemande("SNP")], venue(parcours=Parcours.HORS_PARCOURS), bareme)
    assert [ligne.majoration for ligne in cotation.lignes] == [Montant.euros("10.60"), ZERO]


def test_l_ald_ouvre_le_tiers_payant(bareme):
    cotation = coter([ActeDemande("G", ald=True)], venue(tiers_payant=TiersPayant.AUCUN, ald=True), bareme)
    assert (cotation.tiers_payant, cotation.part_amo) == (TiersPayant.AMO, Montant.euros(30))


def test_les_actes_proposes_suivent_l_age_et_le_metier(bareme):
    pediatre = [a.code for a in actes_proposes(bareme, jour=JOUR, age=1, specialite="Pédiatrie")]
    adulte = [a.code for a in actes_proposes(bareme, jour=JOUR, age=46, specialite="Médecine générale")]
    assert pediatre == ["CEH", "COH", "COE", "APC", "MCS", "F"]
    assert adulte[0] == "G"
    assert not {"COD", "COB", "CEH"} & set(adulte)


def test_un_acte_sans_tarif_n_est_pas_propose(bareme):
    codes = [a.code for a in actes_proposes(bareme, jour=date(2020, 1, 1), age=46, specialite="Médecine générale")]
    assert "G" in codes
    assert "VG" not in codes


def test_chaque_acte_de_la_nomenclature_a_son_bareme(bareme):
    assert all(bareme.montant(acte.parametre, JOUR) > ZERO for acte in ACTES.values())


demandes = st.lists(
    st.builds(
        ActeDemande,
        st.sampled_from(sorted(ACTES)),
        st.integers(1, 4),
        st.none() | st.integers(0, 20_000).map(Montant),
        st.booleans(),
    ),
    max_size=4,
)
limites = st.none() | st.dates(date(2025, 6, 1), date(2027, 1, 1))
venues = st.builds(
    Contexte,
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.dates(date(1930, 1, 1), date(2025, 12, 31)),
    st.sampled_from(Parcours),
    st.sampled_from(TiersPayant),
    st.sampled_from(Secteur),
    droits_connus=st.booleans(),
    droits_jusqu_au=limites,
    ald=st.booleans(),
    c2s=st.booleans(),
    regime_local=st.booleans(),
    amc_nom=st.sampled_from(["", "MUTUELLE DU PORT"]),
    amc_jusqu_au=limites,
)


@given(demandes=demandes, contexte=venues)
def test_les_parts_font_toujours_l_honoraire_et_ne_sont_jamais_negatives(bareme, demandes, contexte):
    cotation = coter(demandes, contexte, bareme)
    for ligne in cotation.lignes:
        paye = (ligne.part_amo, ligne.part_amc, ligne.part_patient)
        devenu = (ligne.remboursement, ligne.ticket_moderateur, ligne.majoration, ligne.depassement)
        assert sum(m.centimes for m in paye) == sum(m.centimes for m in devenu) == ligne.honoraire.centimes
        assert min(*paye, *devenu) >= ZERO
    assert cotation.part_amo + cotation.part_amc + cotation.part_patient == cotation.total


@given(demandes=demandes, contexte=venues)
def test_le_tiers_payant_ne_se_pratique_jamais_sans_droits_ouverts(bareme, demandes, contexte):
    cotation = coter(demandes, contexte, bareme)
    if not contexte.droits_ouverts:
        assert (cotation.tiers_payant, cotation.part_patient) == (TiersPayant.AUCUN, cotation.total)


@given(demandes=demandes, contexte=venues)
def test_la_c2s_ne_laisse_que_le_depassement_au_patient(bareme, demandes, contexte):
    cotation = coter(demandes, contexte, bareme)
    if contexte.c2s_ouverte:
        assert cotation.part_patient.centimes == sum(ligne.depassement.centimes for ligne in cotation.lignes)
