"""Aucun service ni aucune lecture publics ne passe à côté des droits, sauf ceux d’ici, qui disent pourquoi."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import typing

import secretariat
from secretariat.socle.droits import GESTES
from secretariat.socle.unite_de_travail import Lecture

EXEMPTS = {
    "secretariat.cabinet.services.sessions.ouvrir_session": "personne n’est encore connecté",
    "secretariat.cabinet.services.sessions.entrer": "la seconde moitié de l’ouverture de session",
    "secretariat.cabinet.services.sessions.compte_de_la_carte": "la première moitié de l’ouverture de session",
    "secretariat.cabinet.services.sessions.verifier_mot_de_passe": "la première moitié de l’ouverture de session",
    "secretariat.cabinet.services.comptes.changer_mon_mot_de_passe": "le sien, et il faut donner l’ancien",
    "secretariat.cabinet.services.comptes.garder_un_gardien": "un contrôle, qui n’écrit rien et ne rend rien",
    "secretariat.cabinet.lectures.etablissement": "l’en-tête du cabinet, montré avant la connexion",
    "secretariat.cabinet.lectures.est_decrit": "de même",
    "secretariat.cabinet.lectures.praticiens": "qui exerce ici se lit sur la plaque",
    "secretariat.cabinet.lectures.praticiens_tels_que": "de même",
    "secretariat.cabinet.lectures.tous_les_praticiens": "de même",
    "secretariat.cabinet.lectures.matrice_des_droits": "chacun peut lire ce qui lui est permis, et à qui demander",
    "secretariat.cabinet.lectures.mes_droits": "les siens",
    "secretariat.cabinet.lectures.securite": "un réglage n’est pas une donnée de patient",
    "secretariat.cabinet.lectures.derniers_changements": "le nom d’un collègue et son heure, sans ce qui a changé",
    "secretariat.cabinet.services.saisies.texte_a_ecrire": "une comparaison, au-dedans d’un geste qui a son droit",
    "secretariat.conformite.lectures.reglages.delais_d_acces": "un réglage",
    "secretariat.conformite.lectures.reglages.durees": "un réglage",
    "secretariat.conformite.services.acteurs.exiger_un_praticien": "un contrôle, qui n’écrit rien et ne rend rien",
    "secretariat.conformite.services.acteurs.signataire": "son propre nom",
    "secretariat.agenda.lectures.motifs": "les motifs proposés, sans patient",
    "secretariat.accueil.lectures.seuils": "un réglage",
    "secretariat.courriers.lectures.lettres.modeles_administratifs": "un réglage",
    "secretariat.dossiers.lectures.documents.confidentialite_par_nature": "un réglage",
    "secretariat.dossiers.lectures.documents.lecteur_de_documents": "ce que l’on est soi-même",
    "secretariat.dossiers.lectures.acces.patients_ouverts": "ses propres accès",
    "secretariat.dossiers.lectures.acces.mon_praticien": "le sien",
    "secretariat.facturation.services.preparation.prochain_numero": "le premier numéro libre, sans patient",
}


def modules():
    noms = (module.name for module in pkgutil.walk_packages(secretariat.__path__, "secretariat."))
    return [nom for nom in noms if {"services", "lectures"} & set(nom.split(".")) and ".ui." not in nom]


def qui_lisent_la_base(nom):
    """Les fonctions publiques du module dont le premier argument est une lecture ou une unité de travail."""
    module = importlib.import_module(nom)
    for fonction_nom, fonction in inspect.getmembers(module, inspect.isfunction):
        if fonction_nom.startswith("_") or fonction.__module__ != nom:
            continue
        annonces = list(typing.get_type_hints(fonction).values())
        if annonces and inspect.isclass(annonces[0]) and issubclass(annonces[0], Lecture):
            yield f"{nom}.{fonction_nom}"


def toutes():
    return {fonction for nom in modules() for fonction in qui_lisent_la_base(nom)}


def test_chaque_service_et_chaque_lecture_publics_declarent_un_droit():
    assert sorted(toutes() - GESTES.keys() - EXEMPTS.keys()) == []


def test_une_exemption_ne_survit_pas_a_ce_qu_elle_exempte():
    assert sorted(EXEMPTS.keys() - toutes()) == []
    assert sorted(EXEMPTS.keys() & GESTES.keys()) == []


def test_l_enumeration_voit_bien_les_services():
    vues = toutes()
    assert len(vues) > 80
    for nom in ("accueil.services.appeler", "facturation.services.reglements.encaisser", "agenda.lectures.jour"):
        assert f"secretariat.{nom}" in vues
