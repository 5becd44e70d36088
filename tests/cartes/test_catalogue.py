import shutil
from datetime import date

import pytest

from secretariat.cartes.catalogue import ModeleCarte, charger_carte, charger_cartes
from secretariat.cartes.fiche_yaml import FicheInvalide
from secretariat.cartes.valeurs import CarteCps, CarteVitale, TypeCarte
from secretariat.socle.identifiants import est_nir_fictif
from secretariat.socle.ressources import dossier

LIVREES = dossier() / "cartes"
CARTES = charger_cartes(LIVREES)


@pytest.mark.parametrize("carte", CARTES.values(), ids=list(CARTES))
def test_toute_carte_livree_se_charge_et_se_dit_simulee(carte):
    if carte.modele is ModeleCarte.VITALE_1:
        assert carte.contenu is None
    else:
        assert isinstance(carte.contenu, CarteVitale | CarteCps)
        assert carte.contenu.simulee


def test_les_nir_livres_sont_tous_fictifs():
    contenus = [c.contenu for c in CARTES.values() if isinstance(c.contenu, CarteVitale)]
    nirs = {b.nir for c in contenus for b in c.beneficiaires if b.nir} | {c.nir_assure for c in contenus}
    assert len(nirs) > len(contenus)
    assert all(est_nir_fictif(nir) for nir in nirs)


def test_les_cartes_d_un_meme_type_ont_des_numeros_de_serie_distincts():
    numeros = [c.contenu.numero_serie for c in CARTES.values() if c.contenu]
    assert len(numeros) == len(set(numeros))


def test_les_trois_praticiens_et_la_secretaire_ont_leur_carte():
    fente = [c.contenu for c in CARTES.values() if c.type_carte is TypeCarte.CPS]
    noms = {c.nom for c in fente if isinstance(c, CarteCps)}
    assert {"MARCHAND", "BENALI", "TESSIER"} < noms
    assert len(fente) == 4


def test_la_complementaire_de_la_fiche_couvre_chaque_beneficiaire():
    famille = CARTES["famille-trois-enfants"].contenu
    assert isinstance(famille, CarteVitale)
    assert len({b.amc for b in famille.beneficiaires}) == 1
    assert famille.beneficiaires[-1].amc is not None


def test_les_droits_de_la_fiche_font_une_periode():
    contenu = CARTES["droits-expires"].contenu
    assert isinstance(contenu, CarteVitale)
    (expiree,) = contenu.beneficiaires
    assert [p.fin for p in expiree.periodes] == [expiree.droits_fin] == [date(2021, 1, 31)]


def test_une_fiche_sans_droits_n_en_invente_pas(tmp_path):
    texte = (LIVREES / "c2s.yaml").read_text(encoding="utf-8")
    fiche = tmp_path / "sans.yaml"
    fiche.write_text("".join(ligne for ligne in texte.splitlines(keepends=True) if "droits_" not in ligne), "utf-8")
    contenu = charger_carte(fiche).contenu
    assert isinstance(contenu, CarteVitale)
    assert contenu.beneficiaires[0].periodes == ()


@pytest.mark.parametrize(("code", "specialite"), [("cps-benali", "SM26"), ("cpe-nadia", "")])
def test_la_specialite_est_un_code_ou_manque(code, specialite):
    contenu = CARTES[code].contenu
    assert isinstance(contenu, CarteCps)
    assert contenu.code_specialite == specialite


@pytest.mark.parametrize(
    ("code", "avant", "apres", "faute"),
    [
        ("ald", 'regime: "01"', 'regime: "01"\nsimulee: false', "clé inconnue « simulee »"),
        ("ald", "    ald: true", "    adl: true", "clé inconnue « adl »"),
        ("ald", "  numero:", "  code:", "« numero » manque"),
        ("ald", 'regime: "01"', "regime: 1", "un texte entre guillemets est attendu"),
        ("ald", 'regime: "01"', 'regime: "1"', "2 chiffres sont attendus"),
        ("ald", "ald: true", "ald: oui", "true ou false est attendu"),
        ("ald", '"19490803"', '"03/08/1949"', "AAAAMMJJ est attendu"),
        ("ald", "qualite: assure", "qualite: parent", "l’un de assure, conjoint"),
        ("ald", "modele: vitale", "modele: vitale_3", "l’un de vitale_1"),
        ("ald", '"SIMU-V', '"V', "commence par SIMU"),
        ("ald", 'nir_assure: "1490844990', 'nir_assure: "1490844109', "commune 990"),
        ("ald", "2039-12-31", "31/12/2039", "une date AAAA-MM-JJ est attendu"),
        ("cps-benali", "10000000017", "10000000018", "clé juste"),
        ("cpe-nadia", "profession:", "metier:", "« profession » manque"),
        ("vitale-1", "libelle:", "titre:", "« libelle » manque"),
    ],
)
def test_une_fiche_mal_ecrite_est_refusee_avec_son_nom(tmp_path, *, code, avant, apres, faute):
    texte = (LIVREES / f"{code}.yaml").read_text(encoding="utf-8")
    assert avant in texte
    fiche = tmp_path / f"{code}.yaml"
    fiche.write_text(texte.replace(avant, apres, 1), encoding="utf-8")
    with pytest.raises(FicheInvalide) as refus:
        charger_carte(fiche)
    assert str(refus.value).startswith(f"{code}.yaml")
    assert faute in str(refus.value).replace("\u00a0", " ")
    assert refus.value.conseil


@pytest.mark.parametrize("octets", [b"", b"- liste", b"modele: [", b"libelle: \xe9t\xe9"])
def test_un_fichier_qui_n_est_pas_une_fiche_est_refuse(tmp_path, octets):
    fiche = tmp_path / "abimee.yaml"
    fiche.write_bytes(octets)
    with pytest.raises(FicheInvalide, match=r"abimee\.yaml"):
        charger_carte(fiche)


def test_une_carte_sans_beneficiaire_est_refusee(tmp_path):
    texte = (LIVREES / "c2s.yaml").read_text(encoding="utf-8")
    fiche = tmp_path / "vide.yaml"
    fiche.write_text(texte[: texte.index("beneficiaires:")] + "beneficiaires: []\n", encoding="utf-8")
    with pytest.raises(FicheInvalide, match="au moins un bénéficiaire"):
        charger_carte(fiche)


def test_un_dossier_sans_carte_est_refuse(tmp_path):
    with pytest.raises(FicheInvalide, match="aucune carte"):
        charger_cartes(tmp_path)


def test_un_fichier_disparu_est_refuse(tmp_path):
    with pytest.raises(FicheInvalide, match="lecture impossible"):
        charger_carte(tmp_path / "absente.yaml")


def test_le_code_d_une_carte_est_le_nom_de_son_fichier(tmp_path):
    shutil.copy(LIVREES / "c2s.yaml", tmp_path / "autre.yaml")
    assert list(charger_cartes(tmp_path)) == ["autre"]
