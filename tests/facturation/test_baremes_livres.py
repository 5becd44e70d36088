"""Les barèmes livrés : chacun a un texte, une adresse, un jour de relecture, et des valeurs plausibles."""

from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
import yaml

from secretariat.facturation.regles.nomenclature import ACTES
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.ressources import dossier

FICHIERS = sorted((dossier() / "baremes").rglob("*.yaml"))
CERTITUDES = {"publié", "incertain"}
BORNES = {"euro": (Decimal(0), Decimal(500)), "taux": (Decimal(0), Decimal(1)), "nombre": (Decimal(0), Decimal(150))}


@pytest.mark.parametrize("fichier", FICHIERS, ids=[fichier.stem for fichier in FICHIERS])
def test_un_bareme_livre_est_date_fonde_et_plausible(fichier):
    parametre = yaml.safe_load(fichier.read_text(encoding="utf-8"))
    bas, haut = BORNES[parametre["unite"]]
    assert parametre["certitude"] in CERTITUDES
    assert parametre["certitude"] == "publié" or parametre["notes"]
    for debut, entree in parametre["valeurs"].items():
        assert debut <= parametre["verifie_le"]
        assert bas < Decimal(entree["valeur"]) <= haut
        assert urlsplit(entree["reference"]["lien"]).scheme == "https"
        assert entree["reference"]["titre"].strip()


def test_chaque_tarif_livre_est_celui_d_un_acte_connu():
    livres = {fichier.stem.upper() for fichier in FICHIERS if fichier.parent.name == "ngap"}
    assert livres - {"AGE_MAXIMAL_MEG"} == set(ACTES)


def test_la_participation_forfaitaire_a_double_le_15_mai_2024(bareme):
    nom = "assurance_maladie.participation_forfaitaire"
    veille, jour = (bareme.montant(nom, date(2024, 5, n)).centimes for n in (14, 15))
    assert (veille, jour) == (100, 200)


def test_un_bareme_se_decrit(bareme):
    assert bareme.description("ngap.g") == "Consultation du médecin généraliste"
    with pytest.raises(ErreurMetier, match=r"ne connaît pas « ngap\.zzz »"):
        bareme.description("ngap.zzz")
