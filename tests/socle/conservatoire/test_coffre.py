"""Le coffre : sauvegarder, relire, ranger, et ce qui peut mal tourner."""

import dataclasses
import json
import os
import subprocess
import sys
import threading
from datetime import timedelta

import pytest

from secretariat.cabinet.modele import Praticien
from secretariat.socle import chiffrement, cles, copie, poste, sauvegarde
from secretariat.socle.chiffrement import BaseIllisible
from secretariat.socle.cles import Enveloppes
from secretariat.socle.conservatoire import registre
from secretariat.socle.conservatoire.coffre import TEMOIN, Coffre, DejaEnCours
from secretariat.socle.conservatoire.valeurs import Politique, Preferences, Raison
from secretariat.socle.copie import CopieEmbarquee, TravailInterrompu
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurMetier
from secretariat.socle.fichier_base import VerrouDeBase
from tests.conftest import CLE
from tests.socle.test_coupure import ECRIVAIN, tuer_apres


@pytest.fixture
def coffre(cabinet, chemin_base, horloge):
    return Coffre(chemin_base, CLE, horloge)


def ecrire(cabinet):
    with cabinet.unite("x") as unite:
        unite.ajouter(Praticien(civilite="Dr", nom="Neuf", prenom="Léa", specialite="Pédiatrie", rpps="", numero_am=""))
        unite.valider()


def fichiers(dossier):
    return sorted(f.name for f in dossier.iterdir())


@pytest.fixture
def lecture_seule(tmp_path):
    """Un disque monté en lecture seule (demande d’être root)."""
    montage = tmp_path / "protege"
    montage.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(montage)], capture_output=True, check=False).returncode:
        pytest.skip("monter un disque demande d’être root")
    (montage / TEMOIN).touch()
    subprocess.run(["mount", "-o", "remount,ro", str(montage)], check=True)
    yield montage
    subprocess.run(["umount", "-l", str(montage)], check=True)


def test_une_sauvegarde_a_sa_base_ses_cles_et_sa_fiche(coffre, chemin_base):
    fiche = coffre.faire(Raison.OUVERTURE)
    assert coffre.dossier == chemin_base.parent / "sauvegardes" / "cabinet"
    assert fiche.nom == "cabinet_2026-03-12_10-20-00_ouverture.sqlite"
    assert fichiers(coffre.dossier) == [fiche.nom, fiche.nom + ".cles.json", fiche.nom + ".fiche.json"]
    assert coffre.fiches() == (fiche,)
    assert (fiche.verifiee, fiche.lignes_du_journal, fiche.tables["praticiens"]) == (True, 4, 3)


def test_la_fiche_porte_l_empreinte_de_la_derniere_ligne_du_journal(coffre, cabinet):
    with cabinet.lecture() as lecture:
        etat = lecture.etat_du_journal()
    assert coffre.faire(Raison.DEMANDEE).derniere_empreinte == etat.derniere


def test_la_fiche_ne_contient_aucune_donnee_du_cabinet(coffre):
    fiche = coffre.faire(Raison.DEMANDEE)
    texte = registre.fichier_de_fiche(coffre.dossier / fiche.nom).read_text()
    assert "Marchand" not in texte
    assert json.loads(texte)["verifiee"] is True


def test_le_dossier_se_range_a_chaque_sauvegarde(coffre, horloge):
    coffre.regler(Preferences(politique=Politique(2, 0, 0)))
    for _ in range(5):
        coffre.faire(Raison.QUOTIDIENNE)
        horloge.avancer(days=1)
    assert [f.nom[8:18] for f in coffre.fiches()] == ["2026-03-16", "2026-03-15"]
    assert len(fichiers(coffre.dossier)) == 6


def test_les_fichiers_d_une_autre_base_ne_sont_pas_touches(coffre, horloge):
    coffre.regler(Preferences(politique=Politique(1, 0, 0)))
    ancienne = coffre.faire(Raison.QUOTIDIENNE)
    autre = dataclasses.replace(ancienne, base="une autre base", nom="cabinet_2020-01-01_10-00-00_ouverture.sqlite")
    (coffre.dossier / autre.nom).write_bytes(b"x" * autre.taille)
    registre.ecrire_fiche(coffre.dossier, autre)
    (coffre.dossier / "cabinet_vacances.sqlite").write_bytes(b"copie faite a la main")
    horloge.avancer(days=1)
    neuve = coffre.faire(Raison.QUOTIDIENNE)
    assert {f for f in fichiers(coffre.dossier) if f.endswith(".sqlite")} == {
        neuve.nom,
        autre.nom,
        "cabinet_vacances.sqlite",
    }


def test_une_horloge_reculee_n_arrete_pas_les_sauvegardes_et_n_en_ote_pas(coffre, horloge):
    for _ in range(3):
        coffre.faire(Raison.QUOTIDIENNE)
        horloge.avancer(days=1)
    horloge.avancer(days=-400)
    assert coffre.est_due(timedelta(hours=24))
    reculee = coffre.faire(Raison.QUOTIDIENNE)
    assert len(coffre.fiches()) == 4
    assert not coffre.est_due(timedelta(hours=24))
    assert coffre.alerte() is None
    horloge.avancer(days=400)
    assert coffre.est_due(timedelta(hours=24))
    assert reculee.nom in {f.nom for f in coffre.fiches()}


def test_deux_a_la_fois_la_seconde_le_dit(coffre):
    verrou = VerrouDeBase(coffre.base.with_name(coffre.base.name + ".sauvegarde"))
    verrou.prendre()
    with pytest.raises(DejaEnCours):
        coffre.faire(Raison.DEMANDEE)
    verrou.rendre()
    assert coffre.bilan().echec is None
    coffre.faire(Raison.DEMANDEE)


def test_deux_dans_la_meme_seconde_ont_deux_noms(coffre):
    assert coffre.faire(Raison.DEMANDEE).nom != coffre.faire(Raison.DEMANDEE).nom
    assert len(coffre.fiches()) == 2


def test_arretee_en_route_elle_ne_laisse_rien_et_n_est_pas_une_manquee(coffre):
    regards = iter([True] * 3)
    with pytest.raises(TravailInterrompu):
        coffre.faire(Raison.OUVERTURE, lambda: next(regards, False))
    assert fichiers(coffre.dossier) == []
    assert coffre.bilan().echec is None


def test_un_disque_plein_se_dit_se_garde_et_s_oublie_a_la_prochaine_bonne(coffre, disque_plein):
    (disque_plein / TEMOIN).touch()
    coffre.regler(Preferences(dossier=str(disque_plein)))
    with pytest.raises(ErreurEnvironnement, match="disque est plein"):
        coffre.faire(Raison.QUOTIDIENNE)
    assert [f for f in disque_plein.rglob("*") if ".sqlite" in f.suffixes and "fiche" not in f.name] == []
    dite = coffre.alerte()
    assert dite is not None
    assert "disque est plein" in dite.detail
    coffre.regler(Preferences())
    coffre.faire(Raison.QUOTIDIENNE)
    assert coffre.alerte() is None


def test_un_disque_qui_se_remplit_pendant_la_copie_ne_laisse_rien(coffre, disque_plein, monkeypatch):
    (disque_plein / TEMOIN).touch()
    coffre.regler(Preferences(dossier=str(disque_plein)))
    monkeypatch.setattr(Coffre, "_refuser_sans_place", lambda *_: None)
    with pytest.raises(ErreurEnvironnement, match="disque est plein"):
        coffre.faire(Raison.QUOTIDIENNE)
    assert list(disque_plein.rglob("*.partiel*")) == []


def test_un_disque_en_lecture_seule_se_dit(coffre, lecture_seule):
    registre.ecrire_preferences(coffre.base, Preferences(dossier=str(lecture_seule)))
    with pytest.raises(ErreurEnvironnement, match="lecture seule"):
        coffre.faire(Raison.QUOTIDIENNE)
    assert coffre.alerte() is not None


def test_un_disque_debranche_se_dit_et_rien_ne_s_ecrit_a_sa_place(coffre, tmp_path):
    usb = tmp_path / "usb"
    usb.mkdir()
    coffre.regler(Preferences(dossier=str(usb)))
    coffre.faire(Raison.OUVERTURE)
    usb.rename(tmp_path / "ailleurs")
    usb.mkdir()  # le point de montage, vide, reste là
    with pytest.raises(ErreurEnvironnement, match="n’est pas là"):
        coffre.faire(Raison.QUOTIDIENNE)
    assert list(usb.iterdir()) == []
    assert coffre.bilan().derniere is not None
    usb.rmdir()
    (tmp_path / "ailleurs").rename(usb)
    coffre.faire(Raison.QUOTIDIENNE)
    assert coffre.alerte() is None


def test_un_dossier_choisi_doit_exister_et_les_nombres_avoir_un_sens(coffre, tmp_path):
    with pytest.raises(ErreurMetier, match="n’existe pas"):
        coffre.regler(Preferences(dossier=str(tmp_path / "rien")))
    with pytest.raises(ErreurMetier, match="ne peut pas valoir 0"):
        coffre.regler(Preferences(politique=Politique(jours=0)))
    assert coffre.preferences == Preferences()


def test_des_reglages_abimes_valent_leurs_defauts(coffre):
    poste.reglages_du_poste(coffre.base).write_text('{"sauvegardes": {"jours": -4, "dossier": 12, "mois": "x"}}')
    assert coffre.preferences == Preferences()
    poste.reglages_du_poste(coffre.base).write_bytes(b"\xff\x00")
    assert coffre.preferences == Preferences()
    poste.etat_des_sauvegardes(coffre.base).write_text('{"derniere": {"nom": 3}, "echec": []}')
    assert coffre.bilan().derniere is None


def test_une_sauvegarde_tronquee_se_voit_dans_la_liste_et_il_en_faut_une_autre(coffre):
    fiche = coffre.faire(Raison.OUVERTURE)
    os.truncate(coffre.dossier / fiche.nom, fiche.taille // 2)
    [vue] = coffre.fiches()
    assert (vue.verifiee, "au lieu de" in vue.defaut) == (False, True)
    assert coffre.est_due(timedelta(hours=24))


def test_un_octet_change_se_voit_a_la_relecture(coffre):
    fiche = coffre.faire(Raison.OUVERTURE)
    fichier = coffre.dossier / fiche.nom
    temoin = copie.Temoin(fiche.revision, fiche.tables, fiche.lignes_du_journal, fiche.derniere_empreinte)
    copie.relire(fichier, CLE, temoin)
    octets = bytearray(fichier.read_bytes())
    octets[len(octets) // 2] ^= 1
    fichier.write_bytes(octets)
    with pytest.raises(BaseIllisible):
        copie.relire(fichier, CLE, temoin)


def test_une_autre_cle_ne_la_relit_pas(coffre):
    fiche = coffre.faire(Raison.OUVERTURE)
    temoin = copie.Temoin(fiche.revision, fiche.tables, fiche.lignes_du_journal, fiche.derniere_empreinte)
    with pytest.raises(BaseIllisible):
        copie.relire(coffre.dossier / fiche.nom, bytes(32), temoin)


@pytest.mark.parametrize(
    ("champs", "dit"),
    [
        ({"tables": {"journal": 5}}, "lignes au lieu de"),
        ({"revision": "9999"}, "révision"),
        ({"derniere_empreinte": "0"}, "finit autrement"),
    ],
)
def test_une_copie_qui_n_est_pas_celle_du_temoin_est_refusee(coffre, champs, dit):
    fiche = coffre.faire(Raison.OUVERTURE)
    temoin = copie.Temoin(fiche.revision, fiche.tables, fiche.lignes_du_journal, fiche.derniere_empreinte)
    with pytest.raises(BaseIllisible, match=dit):
        copie.relire(coffre.dossier / fiche.nom, CLE, dataclasses.replace(temoin, **champs))


def test_un_journal_falsifie_dans_la_base_ne_fait_pas_une_bonne_sauvegarde(coffre, chemin_base):
    connexion = chiffrement.connecter(chemin_base, CLE)
    connexion.execute("DROP TRIGGER journal_sans_update")
    connexion.execute("UPDATE journal SET acteur = 'autre' WHERE id = 2")
    connexion.close()
    with pytest.raises(BaseIllisible, match="rompu à la ligne 2"):
        coffre.faire(Raison.QUOTIDIENNE)
    [manquee] = coffre.fiches()
    assert (manquee.verifiee, "rompu" in manquee.defaut) == (False, True)
    assert not (coffre.dossier / manquee.nom).exists()


def test_une_manquee_retentee_le_meme_jour_n_a_qu_une_fiche(coffre, chemin_base, horloge):
    connexion = chiffrement.connecter(chemin_base, CLE)
    connexion.execute("DROP TRIGGER journal_sans_update")
    connexion.execute("UPDATE journal SET acteur = 'autre' WHERE id = 2")
    connexion.close()
    for _ in range(3):
        with pytest.raises(BaseIllisible):
            coffre.faire(Raison.QUOTIDIENNE)
        horloge.avancer(minutes=10)
    assert len(coffre.fiches()) == 1


def test_la_base_ecrite_par_un_autre_pendant_la_copie_donne_une_copie_entiere(coffre, chemin_base):
    ecrivain = subprocess.Popen([sys.executable, "-c", ECRIVAIN, str(chemin_base)], stdout=subprocess.PIPE, text=True)
    try:
        assert ecrivain.stdout is not None
        ecrivain.stdout.readline()
        faites = [coffre.faire(Raison.DEMANDEE) for _ in range(6)]
    finally:
        ecrivain.kill()
        ecrivain.communicate()
    assert [f.tables["patients"] % 2 for f in faites] == [0] * 6
    assert faites[-1].lignes_du_journal > faites[0].lignes_du_journal > 4


def test_une_ecriture_glissee_entre_le_temoin_et_la_copie_fait_recommencer(cabinet, chemin_base, tmp_path, monkeypatch):
    vrai, essais = CopieEmbarquee._copier_un_instant, []

    def glisser(self, vers, continuer, *, seul):
        essais.append(seul)
        temoin = vrai(self, vers, continuer, seul=seul)
        if len(essais) == 1:
            ecrire(cabinet)
            return dataclasses.replace(temoin, lignes_du_journal=temoin.lignes_du_journal + 1)
        return temoin

    monkeypatch.setattr(CopieEmbarquee, "_copier_un_instant", glisser)
    temoin = CopieEmbarquee(chemin_base, CLE).copier(tmp_path / "c.sqlite")
    assert essais == [False, False]
    assert temoin.tables["praticiens"] == 4


COFFRE_TUE = """
import sys, pathlib
from secretariat.socle.conservatoire.coffre import Coffre
from secretariat.socle.conservatoire.valeurs import Raison
from secretariat.socle.horloge import horloge_du_poste
print("pret", flush=True)
Coffre(pathlib.Path(sys.argv[1]), bytes(range(32)), horloge_du_poste).faire(Raison.OUVERTURE)
print("fini", flush=True)
"""


def test_tuee_n_importe_quand_il_ne_reste_que_de_bonnes_sauvegardes(coffre):
    for rang in range(8):
        tuer_apres(COFFRE_TUE, [coffre.base], rang * 0.02)
        for fiche in coffre.fiches():
            assert fiche.verifiee
            assert sauvegarde.controler(coffre.dossier / fiche.nom, CLE)[1] == 4
    coffre.faire(Raison.DEMANDEE)
    noms = {f.nom for f in coffre.fiches()}
    assert [f.name for f in coffre.dossier.glob("*.partiel*")] == []
    assert {f.name for f in coffre.dossier.glob("*.sqlite")} == noms
    assert {f.name.removesuffix(".fiche.json") for f in coffre.dossier.glob("*.fiche.json")} == noms


def test_une_fiche_sans_fichier_s_efface_a_la_suivante(coffre):
    perdue = coffre.faire(Raison.OUVERTURE)
    (coffre.dossier / perdue.nom).unlink()
    assert coffre.fiches() == ()
    neuve = coffre.faire(Raison.DEMANDEE)
    assert [f for f in fichiers(coffre.dossier) if not f.startswith(neuve.nom)] == []


def test_sans_fichier_de_cles_pas_de_sauvegarde(coffre):
    cles.fichier_de(coffre.base).unlink()
    with pytest.raises(ErreurEnvironnement, match=r"cles\.json manque"):
        coffre.faire(Raison.OUVERTURE)


def test_la_sauvegarde_se_fait_dans_un_fil_pendant_que_l_on_ecrit(coffre, cabinet):
    faites = []
    fil = threading.Thread(target=lambda: faites.append(coffre.faire(Raison.OUVERTURE)))
    fil.start()
    ecrire(cabinet)
    fil.join()
    assert faites[0].tables["praticiens"] in {3, 4}


def test_le_meme_disque_se_reconnait(coffre, disque_plein):
    assert coffre.sur_le_meme_disque()
    registre.ecrire_preferences(coffre.base, Preferences(dossier=str(disque_plein)))
    assert not coffre.sur_le_meme_disque()


def test_une_base_sur_serveur_n_a_qu_a_fournir_sa_copie(coffre, cabinet, chemin_base, horloge):
    class CopisteQuiDouble:
        """Une autre façon de copier, au contrat du copiste."""

        def copier(self, vers, continuer):
            return CopieEmbarquee(chemin_base, CLE).copier(vers, continuer)

    autre = Coffre(chemin_base, CLE, horloge, CopisteQuiDouble())
    assert autre.faire(Raison.DEMANDEE).verifiee


def test_deux_bases_dans_le_meme_dossier_choisi_ont_chacune_le_leur(coffre, chemin_base, tmp_path, horloge):
    (tmp_path / "commun").mkdir()
    coffre.regler(Preferences(dossier=str(tmp_path / "commun")))
    premier = coffre.dossier
    cles.ecrire(chemin_base, Enveloppes("12345678-autre", ()))
    assert coffre.dossier != premier
    assert coffre.dossier.name == "cabinet-12345678"


def test_deux_programmes_qui_sauvegardent_ensemble_n_en_abiment_aucune(coffre):
    lances = [
        subprocess.Popen([sys.executable, "-c", COFFRE_TUE, str(coffre.base)], stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    erreurs = [processus.communicate()[1] for processus in lances]
    reussis = [processus.returncode for processus in lances].count(0)
    assert reussis >= 1
    assert len(coffre.fiches()) == reussis
    assert all("DejaEnCours" in erreur for erreur in erreurs if erreur)
    assert [f.verifiee for f in coffre.fiches()] == [True] * reussis
