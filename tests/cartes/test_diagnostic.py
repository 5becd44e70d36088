"""Le diagnostic dit tout du poste, et rien des personnes."""

import json
import re
from datetime import datetime

import pytest

from secretariat.cartes.catalogue import charger_cartes
from secretariat.cartes.diagnostic import diagnostiquer
from secretariat.cartes.diagnostic_ecrit import en_donnees, en_json, en_texte
from secretariat.cartes.lecteur_absent import LecteurAbsent
from secretariat.cartes.lecteur_simule import LecteurSimule, Pannes
from secretariat.cartes.moniteur import Fait, Nouvelle
from secretariat.cartes.reglages import ReglagesDuPoste
from secretariat.cartes.simulateur.poste import LECTEURS
from secretariat.cartes.valeurs import CarteCps, CarteVitale, TypeCarte
from secretariat.socle.horloge import PARIS
from secretariat.socle.ressources import dossier

CATALOGUE = charger_cartes(dossier() / "cartes")
FAMILLE = "famille-trois-enfants"


@pytest.fixture
def lecteur():
    lecteur = LecteurSimule(patience_s=0.2)
    yield lecteur
    lecteur.fermer()


def diagnostic(lecteur, **reglages):
    instant = datetime(1900, 3, 12, 10, 20, tzinfo=PARIS)  # aucune carte ne porte cette année-là
    return diagnostiquer(lecteur, ReglagesDuPoste(**reglages), horloge=lambda: instant)


def vitale(lecteur, code=FAMILLE):
    lecteur.inserer(code)
    return diagnostic(lecteur).epreuves[0]


def dates(jour):
    return {f"{jour:%Y%m%d}", f"{jour:%y%m%d}", f"{jour:%d/%m/%Y}", f"{jour:%Y-%m-%d}"} if jour else set()


def de_la_personne(qui):
    dits = {qui.nom_naissance, qui.nom_usage, qui.prenom, qui.nir, qui.naissance_brute, qui.naissance_affichee}
    return dits | dates(qui.naissance) | dates(qui.droits_fin) | dates(qui.droits_debut)


def donnees_personnelles(contenu):
    """Tout ce qu’une carte dit d’une personne, sous chaque forme où cela pourrait s’écrire."""
    match contenu:
        case CarteVitale():
            dits = {contenu.numero_serie, contenu.nir_assure}.union(*map(de_la_personne, contenu.beneficiaires))
            dits |= {b.amc.adherent for b in contenu.beneficiaires if b.amc}
        case CarteCps():
            dits = {contenu.numero_serie, contenu.nom, contenu.prenom, contenu.identifiant_national, contenu.rpps}
            dits |= dates(contenu.valable_jusqu_au)
        case _:
            dits = set()
    avec_octets = {octets.hex() for dit in dits if dit for octets in (dit.encode("latin-1"),) if len(octets) > 3}
    return {dit for dit in dits if dit} | avec_octets


@pytest.mark.parametrize("code", CATALOGUE)
def test_aucune_carte_ne_laisse_de_donnee_personnelle(lecteur, code):
    lecteur.inserer(code)
    releve = diagnostic(lecteur)
    for ecrit in (en_texte(releve), en_json(releve)):
        trouves = [
            dit
            for dit in donnees_personnelles(CATALOGUE[code].contenu)
            if re.search(rf"(?<!\w){re.escape(dit)}(?!\w)", ecrit, re.IGNORECASE)
        ]
        assert trouves == []
        assert releve.epreuves[0].lecteur in ecrit


def test_l_epreuve_compte_les_personnes_et_les_nir_et_chronometre_chaque_echange(lecteur):
    epreuve = vitale(lecteur)
    assert (epreuve.erreur, epreuve.compte.porteurs, epreuve.compte.nirs, epreuve.compte.droits) == ("", 4, 4, "lus")
    assert len(epreuve.echanges) == lecteur.poste.echanges
    assert epreuve.octets > 100
    assert all(echange.duree_ms >= 0 for echange in epreuve.echanges)


def test_une_carte_lente_se_voit_aux_durees(lecteur):
    lecteur.regler_pannes(Pannes(lenteur_s=0.02))
    assert min(echange.duree_ms for echange in vitale(lecteur).echanges) >= 20


def test_sans_l_api_sous_licence_l_epreuve_le_dit():
    lecteur = LecteurSimule(avec_droits=False)
    assert vitale(lecteur).compte.droits == "licence-requise"
    assert "droits non lus (licence-requise)" in en_texte(diagnostic(lecteur))
    lecteur.fermer()


@pytest.mark.parametrize(
    ("pannes", "code"),
    [
        (Pannes(muette=True), "carte-muette"),
        (Pannes(illisible=True), "donnees-invalides"),
        (Pannes(retirer_apres=2), "carte-retiree"),
    ],
)
def test_une_carte_qui_ne_se_lit_pas_laisse_le_code_stable_de_l_erreur(lecteur, pannes, code):
    lecteur.regler_pannes(pannes)
    releve = diagnostic_de(lecteur)
    assert releve.epreuves[0].erreur == code
    assert f"({code}" in en_texte(releve)


def diagnostic_de(lecteur):
    lecteur.inserer(FAMILLE)
    return diagnostic(lecteur)


def test_une_carte_arrachee_garde_les_echanges_d_avant(lecteur):
    lecteur.regler_pannes(Pannes(retirer_apres=2))
    assert len(vitale(lecteur).echanges) == 2


def test_une_vitale_1_est_reconnue_et_ne_s_eprouve_pas(lecteur):
    epreuve = vitale(lecteur, "vitale-1")
    assert (epreuve.erreur, epreuve.echanges) == ("carte-non-prise-en-charge", ())
    releve = diagnostic(lecteur)
    assert releve.etat.lecteurs[0].modele == "Carte Vitale 1"
    assert "Carte Vitale 1" in releve.defaut[0]
    assert "aucun échange" in en_texte(releve)


def test_les_deux_fentes_s_eprouvent(lecteur):
    lecteur.inserer(FAMILLE)
    lecteur.inserer("cps-marchand")
    assert [e.type_carte for e in diagnostic(lecteur).epreuves] == [TypeCarte.VITALE, TypeCarte.CPS]
    assert diagnostic(lecteur).defaut == ("", "")


def test_un_service_perdu_dit_depuis_quand_et_pourquoi(lecteur):
    avant = diagnostic(lecteur)
    assert avant.service.depuis is not None
    lecteur._recevoir(Nouvelle(Fait.SERVICE_PERDU, detail="PC/SC 8010001D"))
    releve = diagnostic(lecteur)
    assert "Service de cartes\u00a0: absent depuis" in en_texte(releve)
    assert "(PC/SC 8010001D)" in en_texte(releve)
    assert "n’est pas démarré" in releve.defaut[0]


def test_un_poste_sans_lecteur_le_dit(lecteur):
    for nom in LECTEURS.values():
        lecteur._recevoir(Nouvelle(Fait.LECTEUR_DEBRANCHE, nom))
    assert "Aucun lecteur" in diagnostic(lecteur).defaut[0]
    assert "Lecteurs\u00a0: aucun" in en_texte(diagnostic(lecteur))


def test_un_poste_sans_la_bibliotheque_pcsc_a_tout_de_meme_un_diagnostic():
    releve = diagnostic(LecteurAbsent())
    assert (releve.epreuves, releve.etat.service, releve.service.detail) == ((), False, "bibliothèque PC/SC absente")


def test_une_bibliotheque_se_dit_par_son_nom_sans_son_dossier(lecteur, tmp_path):
    (tmp_path / "libopensc.so").touch()
    releve = diagnostic(
        lecteur, bibliotheque_pkcs11=str(tmp_path / "libopensc.so"), api_fichier=str(tmp_path / "carte.xml")
    )
    assert (releve.pkcs11.dit, releve.api_fichier.dit) == ("libopensc.so, en place", "carte.xml, introuvable")
    assert releve.api_bibliotheque.dit == "rien n’est désigné"
    assert str(tmp_path) not in en_texte(releve) + en_json(releve)


def test_le_json_se_relit_et_dit_la_meme_chose(lecteur):
    releve = diagnostic_de(lecteur)
    relu = json.loads(en_json(releve))
    assert relu == en_donnees(releve)
    assert relu["lecteurs"][0]["atr"].startswith("3B75")
    assert relu["epreuves"][0]["echanges"][0] == {
        "instruction": "A4",
        "sw": "9000",
        "octets": releve.epreuves[0].echanges[0].echange.octets,
        "duree_ms": relu["epreuves"][0]["echanges"][0]["duree_ms"],
    }


def test_une_simulation_se_dit(lecteur):
    assert "SIMULATION" in en_texte(diagnostic(lecteur))
    assert en_donnees(diagnostic(lecteur))["simule"] is True
