"""Sauvegarder et restaurer, y compris quand cela tourne mal."""

import os

import pytest
from sqlalchemy import func, select

from secretariat.cabinet.modele import Praticien
from secretariat.socle import chiffrement, sauvegarde
from secretariat.socle.chiffrement import BaseIllisible
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurMetier
from secretariat.socle.fichier_base import DejaOuverte, VerrouDeBase
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
