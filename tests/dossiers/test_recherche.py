from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secretariat.dossiers.lectures import rechercher
from secretariat.dossiers.regles.recherche import fragments
from secretariat.dossiers.services import creer_patient, mettre_a_jour_coordonnees, modifier_patient
from secretariat.dossiers.valeurs import Coordonnees
from secretariat.socle.texte import mots
from tests.dossiers.fabrique import NIR, creer, traits

EXEMPLES = yaml.safe_load((Path(__file__).parents[1] / "exemples" / "recherche.yaml").read_text(encoding="utf-8"))
noms = st.text(alphabet="abcdefghijklmnopqrstuvwxyzéèëçôœ", min_size=2, max_size=9)
noms_composes = st.lists(noms, min_size=1, max_size=2).flatmap(
    lambda parties: st.sampled_from(["-", " ", "'"]).map(lambda signe: signe.join(parties))
)


def chercher(cabinet, saisie, **options):
    with cabinet.lecture() as lecture:
        return rechercher(lecture, saisie, **options)


def numeros(cabinet, saisie):
    return [trouve.id for trouve in chercher(cabinet, saisie)]


@pytest.mark.parametrize(("saisie", "attendus"), EXEMPLES["fragments"])
def test_ce_que_l_on_tape_se_decoupe_en_fragments(saisie, attendus):
    assert [list(fragment.debuts) for fragment in fragments(saisie)] == attendus


@given(st.text())
def test_rien_de_ce_que_l_on_tape_ne_fait_echouer_le_decoupage(saisie):
    for fragment in fragments(saisie):
        assert all(debut.isalnum() and debut.isascii() for debut in fragment.debuts)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(nom=noms_composes, prenom=noms_composes, donnees=st.data())
def test_des_debuts_de_ses_mots_dans_n_importe_quel_ordre_retrouvent_le_patient(cabinet, nom, prenom, donnees):
    with cabinet.unite("essai") as unite:
        numero = creer_patient(unite, traits(nom, prenom), Coordonnees())
        debuts = [mot[: donnees.draw(st.integers(2, max(2, len(mot))))] for mot in mots(f"{nom} {prenom}")]
        for ordre in permutations(debuts):
            assert numero in {trouve.id for trouve in rechercher(unite, " ".join(ordre))}


@pytest.mark.parametrize(
    ("saisie", "raison"),
    [
        ("lefevre", "nom de naissance"),
        ("LEFÈVRE", "nom de naissance"),
        ("adele lef", "prénom, nom de naissance"),
        ("marchand", "nom utilisé"),
        ("jeanne", "autre prénom"),
        ("12061984", "date de naissance"),
        ("120684", "date de naissance"),
        ("12/06/84", "date de naissance"),
        ("1984", "date de naissance"),
        ("12/6/1984 lef", "date de naissance, nom de naissance"),
        ("06 39 98", "téléphone"),
        ("+33 6 39 98 12 47", "téléphone"),
        ("2 84 06 44 990", "numéro de sécurité sociale"),
        ("fevr", "au milieu du nom"),
    ],
)
def test_chaque_reponse_dit_pourquoi_elle_est_la(cabinet, saisie, raison):
    creer(cabinet, nir=NIR, telephone="0639981247", nom_utilise="Marchand")
    creer(cabinet, "Bernard", "Odile", naissance=date(1951, 2, 3))
    assert [trouve.raison for trouve in chercher(cabinet, saisie)] == [raison]


@pytest.mark.parametrize(
    ("nom", "saisies"),
    [
        ("D'ARTAGNAN", ["d'art", "D’Artagnan", "dartagnan", "art", "tagnan"]),
        ("O'Brien", ["o'brien", "obrien", "brien o"]),
        ("L'Hôpital", ["l'hopital", "lhopital", "hôpital", "L HOP"]),
        ("Dupont--Martin", ["martin dup", "dupont-martin", "dupontmartin"]),
        ("de La Tour", ["la tour", "tour de", "delatour"]),
    ],
)
def test_apostrophes_et_traits_d_union_n_empechent_pas_de_trouver(cabinet, nom, saisies):
    numero = creer(cabinet, nom)
    for saisie in saisies:
        assert numeros(cabinet, saisie) == [numero]


@pytest.mark.parametrize(
    "saisie",
    [
        "%",
        "_",
        "*",
        "%%%",
        "l%e",
        "lef*",
        "'; DROP TABLE patients; --",
        '" OR 1=1 --',
        "\0",
        "😀",
        "\\",
        "zzzz",
        "~lfvr",
    ],
)
def test_les_signes_sont_du_texte_ordinaire(cabinet, saisie):
    creer(cabinet, "Martin", "Odile")
    assert chercher(cabinet, saisie) == ()


def test_un_signe_autour_d_un_nom_ne_gene_pas(cabinet):
    numero = creer(cabinet)
    assert all(numeros(cabinet, s) == [numero] for s in ("%lefevre%", "lefevre\0", "😀 lefevre", "lefevre --"))


def test_une_saisie_demesuree_reste_une_saisie(cabinet):
    numero = creer(cabinet, "A" * 100)
    assert numeros(cabinet, "A" * 100) == [numero]
    assert chercher(cabinet, "a b " * 5000) == ()


def test_lefevre_et_lefebvre_se_proposent_l_un_l_autre_en_dernier(cabinet):
    lefevre, lefebvre = creer(cabinet, "Lefèvre"), creer(cabinet, "Lefebvre", "Aaron")
    trouves = chercher(cabinet, "lefevre")
    assert [(t.id, t.proche, t.raison) for t in trouves] == [
        (lefevre, False, "nom de naissance"),
        (lefebvre, True, "proche de LEFEBVRE"),
    ]
    assert numeros(cabinet, "lefebvre") == [lefebvre, lefevre]


def test_un_nom_proche_doit_convenir_aux_autres_fragments(cabinet):
    creer(cabinet, "Lefebvre", "Odile")
    aaron = creer(cabinet, "Lefebvre", "Aaron")
    assert numeros(cabinet, "lefevre aar") == [aaron]


def test_les_proches_gardent_leur_place_quand_la_liste_est_pleine(cabinet):
    with cabinet.unite("essai") as unite:
        for rang in range(8):
            creer_patient(unite, traits("Lefèvre", "A" * (rang + 1)), Coordonnees())
        creer_patient(unite, traits("Lefebvre"), Coordonnees())
        trouves = rechercher(unite, "lefevre", limite=6)
    assert [t.proche for t in trouves] == [False] * 5 + [True]


def test_le_nom_exact_passe_avant_le_nom_qui_commence_puis_le_prenom(cabinet):
    prenom = creer(cabinet, "Bernard", "Martin")
    commence = creer(cabinet, "Martinez", "Odile")
    exact = creer(cabinet, "Martin", "Zoé")
    assert numeros(cabinet, "martin") == [exact, commence, prenom]


def test_a_nom_egal_l_ordre_est_celui_des_prenoms(cabinet):
    zoe, adele = creer(cabinet, "Martin", "Zoé"), creer(cabinet, "Martin", "Adèle")
    assert numeros(cabinet, "martin") == [adele, zoe]


def test_date_de_naissance_et_trois_lettres_suffisent(cabinet):
    cherche = creer(cabinet, naissance=date(1960, 7, 14))
    creer(cabinet, "Legrand", "Odile", naissance=date(1960, 7, 14))
    creer(cabinet, naissance=date(1961, 7, 14))
    assert numeros(cabinet, "14071960 lef") == [cherche]


def test_un_nom_corrige_se_retrouve_sous_le_nouveau_seulement(cabinet):
    numero = creer(cabinet, "Lefèvre")
    with cabinet.unite("correction") as unite:
        modifier_patient(unite, numero, traits("Quinberez"))
        mettre_a_jour_coordonnees(unite, numero, Coordonnees("0639981247"))
        unite.valider()
    assert numeros(cabinet, "quinb") == numeros(cabinet, "0639") == [numero]
    assert numeros(cabinet, "lefevre") == []


def test_la_liste_ne_depasse_jamais_sa_limite(cabinet):
    with cabinet.unite("essai") as unite:
        for rang in range(12):
            creer_patient(unite, traits("Martin", "A" * (rang + 1)), Coordonnees())
        assert [len(rechercher(unite, s, limite=7)) for s in ("m", "mar", "a", "arti", "martni")] == [7, 7, 7, 7, 5]
