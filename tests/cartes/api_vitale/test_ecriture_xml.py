from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secretariat.cartes.api_vitale.beneficiaire_xml import nomme_l_ald
from secretariat.cartes.api_vitale.ecriture_xml import ecrire_xml
from secretariat.cartes.api_vitale.lecture_xml import lire_xml
from secretariat.cartes.catalogue import charger_cartes
from secretariat.cartes.valeurs import (
    AccidentTravail,
    Amc,
    Beneficiaire,
    CarteVitale,
    GestionC2s,
    PeriodeDroits,
    QualiteBeneficiaire,
    SourceLecture,
)
from secretariat.socle.ressources import dossier
from tests.cartes.api_vitale.documents import DROITS, lire


def une_ligne(maximum: int = 40) -> st.SearchStrategy[str]:
    """Un texte tel qu’un champ le porte : des caractères visibles, des espaces simples, jamais aux bords."""
    visibles = st.characters(codec="utf-8", exclude_categories=["C", "Z"], include_characters=" ")
    return st.text(visibles, max_size=maximum).map(lambda t: " ".join(t.split()))


DATES = st.none() | st.dates(date(1, 1, 1))
NIRS = st.from_regex(r"[12][0-9]{4}(?:[0-9]{2}|2A|2B)990[0-9]{5}", fullmatch=True)
NAISSANCES = st.from_regex(r"[0-9]{8}|[0-9]{6}", fullmatch=True).filter(lambda n: n.strip("0"))
TEXTES, MOTS = une_ligne(), une_ligne().filter(bool)
PERIODES = st.builds(PeriodeDroits, DATES, DATES).filter(lambda p: p != PeriodeDroits(None, None))
AMC = st.builds(Amc, st.just(""), TEXTES, TEXTES, DATES, DATES, TEXTES, TEXTES)
LIBELLES = MOTS.filter(lambda t: "\\" not in t)


@st.composite
def accidents(tirer: st.DrawFn) -> tuple[AccidentTravail, ...]:
    defaut = tirer(st.lists(st.builds(AccidentTravail, MOTS), max_size=1))
    return (*defaut, *tirer(st.lists(st.builds(AccidentTravail, TEXTES, MOTS), max_size=2)))


@st.composite
def beneficiaires(tirer: st.DrawFn) -> Beneficiaire:
    nom = tirer(MOTS)
    qualite = tirer(st.none() | st.sampled_from(QualiteBeneficiaire))
    exonerations = tuple(tirer(st.lists(LIBELLES | st.just("ALD non exonérante"), max_size=4)))
    c2s = tirer(st.booleans())
    return Beneficiaire(
        nom_naissance=nom,
        prenom=tirer(TEXTES),
        naissance_brute=tirer(NAISSANCES),
        qualite=qualite,
        nom_usage=tirer(TEXTES.filter(lambda t: t != nom)),
        rang_gemellaire=tirer(st.integers(1, 99)),
        nir=tirer(NIRS if qualite is QualiteBeneficiaire.ASSURE else st.none() | NIRS),
        nir_certifie_le=tirer(DATES),
        adresse=tuple(tirer(st.lists(MOTS, max_size=5))),
        periodes=tuple(tirer(st.lists(PERIODES, max_size=3))),
        exonerations=exonerations,
        ald=any(map(nomme_l_ald, exonerations)),
        c2s=c2s,
        c2s_gestion=tirer(st.none() | st.sampled_from(GestionC2s)) if c2s else None,
        c2s_fin=tirer(DATES) if c2s else None,
        medecin_traitant=tirer(st.none() | st.booleans()),
        amc=tirer(st.none() | AMC.filter(lambda a: a != Amc("", "", ""))),
        accidents=tirer(accidents()),
    )


@st.composite
def cartes(tirer: st.DrawFn) -> CarteVitale:
    personnes = tuple(tirer(st.lists(beneficiaires(), min_size=1, max_size=4)))
    nir_assure = tirer(st.just("") | NIRS)
    codes = st.sampled_from(["", "01"])
    return CarteVitale(
        numero_serie=tirer(TEXTES),
        nir_assure=nir_assure,
        regime=tirer(codes),
        caisse=tirer(st.sampled_from(["", "441"])),
        centre=tirer(st.sampled_from(["", "0000"])),
        code_gestion=tirer(codes),
        beneficiaires=personnes,
        simulee=True,
        generation=tirer(st.integers(0, 1000)),
        source=SourceLecture.API,
        nirs_lus=len({nir_assure, *(p.nir or "" for p in personnes)} - {""}),
    )


@settings(max_examples=150, deadline=None)
@given(cartes())
def test_une_carte_ecrite_se_relit_a_l_identique(carte):
    assert lire_xml(ecrire_xml(carte), simulee=False, generation=carte.generation) == carte


def ce_que_le_xml_porte(carte: CarteVitale) -> CarteVitale:
    """La même carte, sans ce que le XML perd."""
    personnes = tuple(
        replace(b, pays="", nom_ambigu=False, amc=b.amc and replace(b.amc, nom="")) for b in carte.beneficiaires
    )
    nirs = {carte.nir_assure, *(b.nir or "" for b in personnes)} - {""}
    return replace(carte, beneficiaires=personnes, source=SourceLecture.API, nirs_lus=len(nirs))


VITALES = {
    code: c.contenu for code, c in charger_cartes(dossier() / "cartes").items() if type(c.contenu) is CarteVitale
}


@pytest.mark.parametrize("carte", VITALES.values(), ids=list(VITALES))
def test_toute_carte_livree_passe_par_le_xml(carte):
    assert lire_xml(ecrire_xml(carte), simulee=False, generation=0) == ce_que_le_xml_porte(carte)


def simulee() -> CarteVitale:
    return replace(lire(DROITS), simulee=True, numero_serie="SIMU-V-0001")


def test_une_vraie_carte_ne_s_ecrit_pas():
    with pytest.raises(ValueError, match="simulée"):
        ecrire_xml(replace(simulee(), simulee=False))


def test_la_marque_est_a_la_racine():
    assert b'simulation="oui"' in ecrire_xml(simulee()).splitlines()[1]


def test_la_ville_est_toujours_en_ligne_5():
    xml = ecrire_xml(simulee()).decode()
    assert "<ligne1>3 PLACE DU MARCHÉ</ligne1>" in xml
    assert "<ligne5>44990 VILLE-FICTIVE</ligne5>" in xml


def test_une_ald_sans_libelle_recoit_le_sien():
    carte = simulee()
    nue = replace(carte, beneficiaires=(replace(carte.beneficiaires[0], exonerations=(), ald=True),))
    (relu,) = lire(ecrire_xml(nue)).beneficiaires
    assert (relu.ald, relu.exonerations) == (True, ("ALD",))


def test_ce_que_le_xml_ne_porte_pas_se_perd():
    carte = simulee()
    amc = replace(carte.beneficiaires[0].amc or Amc("", "", ""), nom="Mutuelle des Rives (fictive)")
    riche = replace(carte.beneficiaires[0], pays="FR", nom_ambigu=True, amc=amc)
    relue = lire(ecrire_xml(replace(carte, beneficiaires=(riche,), source=SourceLecture.SIMPLE)))
    assert relue == replace(carte, generation=1)
