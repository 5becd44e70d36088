"""Sauvegarder et restaurer, y compris quand cela tourne mal."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import func, select

from secretariat.cabinet.modele import Praticien
from secretariat.socle import chiffrement, cles, sauvegarde
from secretariat.socle.chiffrement import BaseIllisible
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurMetier
from secretariat.socle.fichier_base import DejaOuverte, VerrouDeBase, annexes
from secretariat.socle.unite_de_travail import Cabinet
from tests.conftest import CLAIRE, CLE


def praticiens(base, horloge):
    moteur = chiffrement.moteur(lambda: chiffrement.connecter(base, CLE))
    cabinet = Cabinet(moteur, CLAIRE, horloge)
    with cabinet.lecture() as lecture:
        nombre = lecture.premier(select(func.count()).select_from(Praticien))
    cabinet.fermer()
    return nombre


def ajouter_un_praticien(cabinet):
    with cabinet.unite("x") as unite:
        unite.ajouter(Praticien(civilite="Dr", nom="Neuf", prenom="Léa", specialite="Pédiatrie", rpps="", numero_am=""))
        unite.valider()


def test_une_sauvegarde_se_restaure_telle_qu_elle_etait(cabinet, chemin_base, tmp_path, horloge):
    faite = sauvegarde.sauvegarder(chemin_base, CLE, tmp_path / "s.sqlite")
    ajouter_un_praticien(cabinet)
    cabinet.fermer()
    ancienne = sauvegarde.restaurer(faite.fichier, chemin_base, CLE)
    assert praticiens(chemin_base, horloge) == 3
    assert praticiens(ancienne, horloge) == 4
    assert faite.lignes_du_journal == 4


def test_une_sauvegarde_se_fait_pendant_que_l_on_travaille(cabinet, chemin_base, tmp_path):
    with cabinet.unite("en cours") as unite:
        unite.noter("essai", "x")
        faite = sauvegarde.sauvegarder(chemin_base, CLE, tmp_path / "s.sqlite")
    assert faite.lignes_du_journal == 4


def test_une_sauvegarde_est_chiffree(cabinet, chemin_base, tmp_path):
    faite = sauvegarde.sauvegarder(chemin_base, CLE, tmp_path / "s.sqlite")
    assert b"Marchand" not in faite.fichier.read_bytes()


def test_une_sauvegarde_n_en_remplace_pas_une_autre(cabinet, chemin_base, tmp_path):
    (tmp_path / "s.sqlite").write_text("la précédente")
    with pytest.raises(ErreurMetier, match="déjà un fichier"):
        sauvegarde.sauvegarder(chemin_base, CLE, tmp_path / "s.sqlite")
    assert (tmp_path / "s.sqlite").read_text() == "la précédente"


def test_un_dossier_absent_se_dit_et_ne_laisse_rien(cabinet, chemin_base, tmp_path):
    with pytest.raises(ErreurEnvironnement, match="n’a pas pu se faire"):
        sauvegarde.sauvegarder(chemin_base, CLE, tmp_path / "absent" / "s.sqlite")
    assert list(tmp_path.glob("*.partiel")) == []


def test_un_disque_plein_se_dit(cabinet, chemin_base, tmp_path, disque_plein):
    with pytest.raises(ErreurEnvironnement, match="disque est plein"):
        sauvegarde.sauvegarder(chemin_base, CLE, disque_plein / "s.sqlite")
    assert list(disque_plein.glob("s.sqlite*")) == []


def test_une_sauvegarde_abimee_n_est_pas_restauree(cabinet, chemin_base, tmp_path, horloge):
    faite = sauvegarde.sauvegarder(chemin_base, CLE, tmp_path / "s.sqlite")
    os.truncate(faite.fichier, 20_000)
    cabinet.fermer()
    with pytest.raises(BaseIllisible):
        sauvegarde.restaurer(faite.fichier, chemin_base, CLE)
    assert praticiens(chemin_base, horloge) == 3


def test_on_ne_restaure_pas_sous_une_fenetre_ouverte(cabinet, chemin_base, tmp_path):
    faite = sauvegarde.sauvegarder(chemin_base, CLE, tmp_path / "s.sqlite")
    verrou = VerrouDeBase(chemin_base)
    verrou.prendre()
    with pytest.raises(DejaOuverte):
        sauvegarde.restaurer(faite.fichier, chemin_base, CLE)
    verrou.rendre()


def test_une_sauvegarde_manquee_ne_laisse_rien_derriere_elle(cabinet, chemin_base, tmp_path):
    cles.fichier_de(chemin_base).unlink()
    (tmp_path / "dest").mkdir()
    with pytest.raises(ErreurEnvironnement, match=r"cles\.json manque"):
        sauvegarde.sauvegarder(chemin_base, CLE, tmp_path / "dest" / "s.sqlite")
    assert list((tmp_path / "dest").iterdir()) == []


def test_le_journal_d_ecriture_d_une_base_disparue_n_abime_pas_la_restauree(cabinet, chemin_base, tmp_path, horloge):
    faite = sauvegarde.sauvegarder(chemin_base, CLE, tmp_path / "s.sqlite")
    ajouter_un_praticien(cabinet)
    restes = {f: f.read_bytes() for f in annexes(chemin_base) if f.exists()}
    cabinet.fermer()
    chemin_base.unlink()
    for fichier, octets in restes.items():
        fichier.write_bytes(octets)
    sauvegarde.restaurer(faite.fichier, chemin_base, CLE)
    assert praticiens(chemin_base, horloge) == 3
    assert sauvegarde.controler(chemin_base, CLE)[1] == 4


def test_une_base_mal_fermee_se_restaure_avec_ses_dernieres_ecritures(cabinet, chemin_base, tmp_path, horloge):
    ajouter_un_praticien(cabinet)
    (tmp_path / "tuee").mkdir()
    tuee = tmp_path / "tuee" / chemin_base.name
    for fichier in (chemin_base, *annexes(chemin_base)[:1], cles.fichier_de(chemin_base)):
        shutil.copyfile(fichier, tuee.with_name(fichier.name))
    sauvegarde.restaurer(tuee, tmp_path / "neuve.sqlite", CLE)
    assert praticiens(tmp_path / "neuve.sqlite", horloge) == 4


def test_l_ancienne_base_est_gardee_avec_ses_cles(cabinet, chemin_base, tmp_path):
    faite = sauvegarde.sauvegarder(chemin_base, CLE, tmp_path / "s.sqlite")
    cabinet.fermer()
    for rang in (1, 2):
        ancienne = sauvegarde.restaurer(faite.fichier, chemin_base, CLE)
        assert ancienne is not None
        assert ancienne.name == f"cabinet.avant-restauration-{rang}.sqlite"
        assert cles.lire(ancienne) == cles.lire(chemin_base)
    assert list(tmp_path.glob("*.restauration*")) == []


def test_une_restauration_sur_un_disque_plein_laisse_l_ancienne_base(cabinet, chemin_base, disque_plein):
    cabinet.fermer()
    base = disque_plein / "cabinet.sqlite"
    base.write_bytes(b"ancienne")
    with pytest.raises(ErreurEnvironnement, match="disque est plein"):
        sauvegarde.restaurer(chemin_base, base, CLE)
    assert base.read_bytes() == b"ancienne"
    assert list(disque_plein.glob("*.restauration*")) == []


@pytest.mark.parametrize("contenu", [None, b"", b'{"base": "essai"'])
def test_une_sauvegarde_sans_cles_lisibles_n_est_pas_restauree(cabinet, chemin_base, tmp_path, horloge, contenu):
    faite = sauvegarde.sauvegarder(chemin_base, CLE, tmp_path / "s.sqlite")
    cabinet.fermer()
    cles.fichier_de(faite.fichier).unlink()
    if contenu is not None:
        cles.fichier_de(faite.fichier).write_bytes(contenu)
    with pytest.raises(ErreurEnvironnement):
        sauvegarde.restaurer(faite.fichier, chemin_base, CLE)
    assert praticiens(chemin_base, horloge) == 3
    assert cles.lire(chemin_base).base == "essai"
    assert list(tmp_path.glob("*.restauration*")) == []


class Coupure(BaseException):
    """Le programme s’arrête là."""


@pytest.mark.parametrize("etape", range(12))
def test_coupee_a_chaque_etape_une_restauration_laisse_une_base_qui_s_ouvre(
    cabinet, chemin_base, tmp_path, horloge, monkeypatch, etape
):
    faite = sauvegarde.sauvegarder(chemin_base, CLE, tmp_path / "s.sqlite")
    ajouter_un_praticien(cabinet)
    cabinet.fermer()
    restantes = iter(range(etape))

    def couper(vrai):
        def geste(*arguments, **options):
            if next(restantes, None) is None:
                raise Coupure
            return vrai(*arguments, **options)

        return geste

    with monkeypatch.context() as coupe:
        for nom in ("replace", "hardlink_to", "unlink"):
            coupe.setattr(Path, nom, couper(getattr(Path, nom)))
        coupe.setattr(shutil, "copyfile", couper(shutil.copyfile))
        with suppress(Coupure):
            sauvegarde.restaurer(faite.fichier, chemin_base, CLE)
    assert praticiens(chemin_base, horloge) in {3, 4}
    assert cles.lire(chemin_base).base == "essai"
    sauvegarde.restaurer(faite.fichier, chemin_base, CLE)
    assert praticiens(chemin_base, horloge) == 3
