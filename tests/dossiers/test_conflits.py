"""Deux postes corrigent le même dossier : rien ne s’écrase en silence, et le journal garde les deux corrections."""

import json
import multiprocessing
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.dossiers.lectures import changements_du_dossier, fiche_patient
from secretariat.dossiers.modele import Patient
from secretariat.dossiers.regles.rubriques import RUBRIQUES, assembler, decouper, dossier_de
from secretariat.dossiers.services import (
    appliquer_carte,
    enregistrer_droits,
    mettre_a_jour_coordonnees,
    modifier_dossier,
    noter_a_savoir,
)
from secretariat.dossiers.valeurs import (
    Coordonnees,
    Difference,
    DossierSaisi,
    DroitsPatient,
    SaisieRefusee,
    SourceDroits,
    StatutIdentite,
)
from secretariat.socle import chiffrement, serveur
from secretariat.socle.adresse import Serveur
from secretariat.socle.conflits import Changement, Choix
from secretariat.socle.unite_de_travail import Cabinet, ModifieAilleurs
from tests.conftest import CLAIRE_PRATICIENNE, CLE, KARIM, HorlogeArretee
from tests.dossiers.fabrique import JOINDRE, NIR, creer, traits


@pytest.fixture
def cabinet(cabinet):
    """Vu par une personne qui relit le journal et règle le cabinet."""
    return cabinet.en_tant_que(CLAIRE_PRATICIENNE)


ICI, LA_BAS = "+33639981247", "+33639985555"


def fiche(cabinet, numero):
    with cabinet.lecture() as lecture:
        return fiche_patient(lecture, numero)


def ecrire(cabinet, service, *arguments, **options):
    with cabinet.unite("essai") as unite:
        resultat = service(unite, *arguments, **options)
        unite.valider()
    return resultat


def saisir(lue, **changes):
    """Le formulaire de cette fiche, où l’on a changé ces colonnes."""
    saisi = dossier_de(lue)
    for colonne, valeur in changes.items():
        partie = next((p for p in ("traits", "coordonnees", "droits") if hasattr(getattr(saisi, p), colonne)), None)
        nouvelle = valeur if partie is None else replace(getattr(saisi, partie), **{colonne: valeur})
        saisi = replace(saisi, **{partie or colonne: nouvelle})
    return saisi


def refus(cabinet, lue, saisi, **options):
    with pytest.raises(ModifieAilleurs) as refuse, cabinet.unite("essai") as unite:
        modifier_dossier(unite, lue, saisi, **options)
    return refuse.value


def journal(cabinet, colonne):
    """Qui a changé cette colonne, de la plus ancienne à la plus récente : (acteur, poste, avant, après)."""
    with cabinet.lecture() as lecture:
        lignes = reversed(lecture.lignes_du_journal(limite=100))
        assert lecture.etat_du_journal().rupture is None
    lus = [(ligne, json.loads(ligne.details)) for ligne in lignes if ligne.operation == "modification"]
    return [(ligne.acteur, ligne.poste, *details[colonne]) for ligne, details in lus if colonne in details]


@pytest.fixture
def adele(cabinet):
    numero = creer(cabinet, nir=NIR)
    ecrire(cabinet, mettre_a_jour_coordonnees, numero, JOINDRE)
    return numero


def test_des_corrections_disjointes_se_fusionnent_et_le_disent(cabinet, autre_poste, adele):
    lue, lue_la_bas = fiche(cabinet, adele), fiche(autre_poste, adele)
    ecrire(autre_poste, modifier_dossier, lue_la_bas, saisir(lue_la_bas, telephone=LA_BAS, ald=True))
    reprises = ecrire(cabinet, modifier_dossier, lue, saisir(lue, courriel="nouveau@exemple.fr", a_savoir="Sourde"))
    assert [(d.libelle, d.par.qui) for d in reprises] == [
        ("Téléphone", "Karim (poste 2)"),
        ("Affection de longue durée", "Karim (poste 2)"),
    ]
    apres = fiche(cabinet, adele)
    assert (apres.coordonnees.telephone, apres.coordonnees.courriel) == (LA_BAS, "nouveau@exemple.fr")
    assert (apres.droits.ald, apres.a_savoir) == (True, "Sourde")
    assert journal(cabinet, "telephone")[1:] == [("karim", "poste 2", ICI, LA_BAS)]
    assert journal(cabinet, "courriel")[1:] == [("claire", "accueil", "adele@exemple.fr", "nouveau@exemple.fr")]


def test_la_meme_correction_des_deux_cotes_ne_demande_rien(cabinet, autre_poste, adele):
    lue = fiche(cabinet, adele)
    ecrire(autre_poste, modifier_dossier, lue, saisir(lue, telephone=LA_BAS))
    assert ecrire(cabinet, modifier_dossier, lue, saisir(lue, telephone="06 39 98 55 55")) == ()
    assert len(journal(cabinet, "telephone")) == 2


def test_la_meme_rubrique_changee_des_deux_cotes_se_refuse_et_dit_qui(cabinet, autre_poste, adele, horloge):
    lue = fiche(cabinet, adele)
    horloge.avancer(minutes=3)
    ecrire(autre_poste, modifier_dossier, lue, saisir(lue, telephone=LA_BAS, a_savoir="Fauteuil"))
    horloge.avancer(minutes=2)
    refuse = refus(cabinet, lue, saisir(lue, telephone="", courriel=""))
    (divergence,) = refuse.a_decider.divergences
    assert (divergence.champ, divergence.lu, divergence.voulu, divergence.actuel) == ("telephone", ICI, "", LA_BAS)
    assert divergence.par.qui == "Karim (poste 2)"
    assert (horloge() - divergence.par.instant).total_seconds() == 120
    assert [d.champ for d in refuse.a_decider.reprises] == ["a_savoir"]
    assert fiche(cabinet, adele).coordonnees.courriel == "adele@exemple.fr"


@pytest.mark.parametrize(("miens", "reste"), [({"telephone"}, ""), (set(), LA_BAS)])
def test_la_decision_s_applique_et_le_journal_a_les_deux_corrections(cabinet, autre_poste, adele, miens, reste):
    lue = fiche(cabinet, adele)
    ecrire(autre_poste, modifier_dossier, lue, saisir(lue, telephone=LA_BAS, a_savoir="Fauteuil"))
    saisi = saisir(lue, telephone="", courriel="")
    choix = refus(cabinet, lue, saisi).a_decider.decider(frozenset(miens))
    assert ecrire(cabinet, modifier_dossier, lue, saisi, choix=[choix]) == ()
    apres = fiche(cabinet, adele)
    assert (apres.coordonnees.telephone, apres.coordonnees.courriel, apres.a_savoir) == (reste, "", "Fauteuil")
    attendu = [("karim", "poste 2", ICI, LA_BAS), *([("claire", "accueil", LA_BAS, "")] if miens else [])]
    assert journal(cabinet, "telephone")[1:] == attendu
    assert journal(cabinet, "a_savoir") == [("karim", "poste 2", "", "Fauteuil")]


def test_si_la_base_bouge_encore_la_decision_est_redemandee(cabinet, autre_poste, adele):
    lue = fiche(cabinet, adele)
    ecrire(autre_poste, modifier_dossier, lue, saisir(lue, telephone=LA_BAS))
    saisi = saisir(lue, telephone="", courriel="")
    premier = refus(cabinet, lue, saisi).a_decider.decider(frozenset({"telephone"}))
    relue = fiche(autre_poste, adele)
    ecrire(autre_poste, modifier_dossier, relue, saisir(relue, telephone="+33639986666"))
    second = refus(cabinet, lue, saisi, choix=[premier]).a_decider
    assert [(d.lu, d.voulu, d.actuel) for d in second.divergences] == [(LA_BAS, "", "+33639986666")]
    ecrire(cabinet, modifier_dossier, lue, saisi, choix=[premier, second.decider(frozenset())])
    apres = fiche(cabinet, adele).coordonnees
    assert (apres.telephone, apres.courriel) == ("+33639986666", "")


def test_une_adresse_ne_se_fusionne_pas_par_morceaux(cabinet, autre_poste, adele):
    lue = fiche(cabinet, adele)
    ecrire(autre_poste, modifier_dossier, lue, saisir(lue, adresse="8 quai de la Fosse"))
    refuse = refus(cabinet, lue, saisir(lue, code_postal="44400", commune="Rezé"))
    (divergence,) = refuse.a_decider.divergences
    assert divergence.voulu == ("3 rue du Port", "44400", "Rezé")
    assert divergence.actuel == ("8 quai de la Fosse", "44000", "Nantes")


def test_une_carte_lue_ailleurs_se_fusionne_avec_la_saisie(cabinet, autre_poste, adele):
    lue = fiche(cabinet, adele)
    ecrire(autre_poste, enregistrer_droits, adele, replace(lue.droits, caisse="441", source=SourceDroits.CARTE))
    (reprise,) = ecrire(cabinet, modifier_dossier, lue, saisir(lue, a_savoir="Sourde"))
    assert reprise.champ == "regime"
    apres = fiche(cabinet, adele).droits
    assert (apres.caisse, apres.source) == ("441", SourceDroits.CARTE)


def test_une_fusion_ne_fait_perdre_son_statut_qu_a_un_trait_strict_que_l_on_change(cabinet, autre_poste, adele):
    with cabinet.unite("essai") as unite:
        unite.un(Patient, adele).statut = StatutIdentite.QUALIFIEE
        unite.valider()
    lue = fiche(cabinet, adele)
    ecrire(autre_poste, modifier_dossier, lue, saisir(lue, nom_utilise="Martin"))
    ecrire(cabinet, modifier_dossier, lue, saisir(lue, telephone=LA_BAS))
    apres = fiche(cabinet, adele)
    assert (apres.statut, apres.traits.nom_utilise) == (StatutIdentite.QUALIFIEE, "Martin")


def test_un_formulaire_inchange_n_ecrit_rien(cabinet, adele):
    lue = fiche(cabinet, adele)
    assert ecrire(cabinet, modifier_dossier, lue, dossier_de(lue)) == ()
    assert fiche(cabinet, adele) == lue


def test_une_fusion_irrecevable_n_ecrit_rien(cabinet, autre_poste, adele):
    lue = fiche(cabinet, adele)
    ecrire(autre_poste, modifier_dossier, lue, saisir(lue, telephone=LA_BAS))
    with pytest.raises(SaisieRefusee), cabinet.unite("essai") as unite:
        modifier_dossier(unite, lue, saisir(lue, courriel="sans arobase"))
    assert fiche(cabinet, adele).coordonnees == replace(lue.coordonnees, telephone=LA_BAS)


def test_une_carte_ne_remplace_pas_ce_qui_vient_de_changer(cabinet, autre_poste, adele):
    comparee = fiche(cabinet, adele)
    ecrire(autre_poste, enregistrer_droits, adele, replace(comparee.droits, centre="0009"))
    caisse = Difference("caisse", "Caisse", "", "441", "441", droits=True)
    ald = Difference("ald", "ALD", "non", "oui", True, droits=True)
    with pytest.raises(ModifieAilleurs, match=r"Karim \(poste 2\).*régime, caisse, centre"):
        ecrire(cabinet, appliquer_carte, adele, [caisse, ald], source=SourceDroits.CARTE, comparee=comparee)
    ecrire(cabinet, appliquer_carte, adele, [ald], source=SourceDroits.CARTE, comparee=comparee)
    apres = fiche(cabinet, adele).droits
    assert (apres.caisse, apres.centre, apres.ald) == ("", "0009", True)


def test_les_changements_d_un_autre_poste_se_lisent_rubrique_par_rubrique(cabinet, autre_poste, adele, horloge):
    lue = fiche(cabinet, adele)
    ecrire(autre_poste, noter_a_savoir, adele, "Fauteuil", medecin_traitant_id=2)
    horloge.avancer(minutes=1)
    ecrire(cabinet, mettre_a_jour_coordonnees, adele, replace(lue.coordonnees, commune="Rezé"))
    with cabinet.lecture() as lecture:
        vus = changements_du_dossier(lecture, lue)
    karim = Changement("Karim", "poste 2", lue.cree_le)
    assert {d.champ: d.par for d in vus.divergences} == {
        "medecin_traitant_id": karim,
        "a_savoir": karim,
        "adresse": Changement("claire", "accueil", horloge()),
    }
    assert vus.fiche == fiche(cabinet, adele)


@given(
    st.builds(Coordonnees, telephone=st.sampled_from(["", ICI]), adresse=st.text("ab \n"), commune=st.text("ab ")),
    st.builds(
        DroitsPatient, nir=st.sampled_from(["", NIR]), regime=st.text("01"), ald=st.booleans(), amc_nom=st.text("M")
    ),
    st.text("ab \n"),
    st.sampled_from([None, 1]),
)
def test_un_dossier_decoupe_se_rassemble(coordonnees, droits, a_savoir, medecin):
    saisi = DossierSaisi(traits(naissance=date(1984, 6, 30)), coordonnees, droits, a_savoir, medecin)
    assert decouper(assembler(decouper(saisi))) == decouper(saisi)


def test_aucune_colonne_du_formulaire_n_est_oubliee():
    saisies = {
        colonne
        for sorte in (type(traits()), Coordonnees, DroitsPatient, DossierSaisi)
        for colonne in sorte.__dataclass_fields__
    }
    assert saisies - {c for r in RUBRIQUES for c in r.colonnes} == {"source", "traits", "coordonnees", "droits"}


def corriger(base, identite, numero, depart, retour):
    """Un poste, dans son processus : il lit, attend l’autre, puis enregistre, en gardant sa saisie s’il le faut."""
    moteur = (
        serveur.moteur(base)
        if isinstance(base, Serveur)
        else chiffrement.moteur(lambda: chiffrement.connecter(base, CLE))
    )
    cabinet = Cabinet(moteur, identite, HorlogeArretee())
    demandes = 0
    for tour in range(10):
        lue = fiche(cabinet, numero)
        saisi = saisir(lue, a_savoir=f"{identite.acteur} {tour}", **{COLONNES[identite.acteur]: str(tour)})
        depart.wait()
        choix: list[Choix] = []
        while True:
            try:
                ecrire(cabinet, modifier_dossier, lue, saisi, choix=choix)
                break
            except ModifieAilleurs as refuse:
                demandes += 1
                assert refuse.a_decider is not None  # noqa: PT017  (dans un autre processus)
                choix.append(refuse.a_decider.decider(frozenset({"a_savoir"})))
        depart.wait()
    retour.put(demandes)
    cabinet.fermer()


COLONNES = {"claire": "caisse", "karim": "amc_numero"}


def test_deux_processus_qui_corrigent_ensemble_gardent_toutes_leurs_corrections(
    cabinet, autre_poste, adele, sorte_de_base, request
):
    base = request.getfixturevalue("adresse" if sorte_de_base == "serveur" else "chemin_base")
    contexte = multiprocessing.get_context("spawn")
    depart, retour = contexte.Barrier(2), contexte.Queue()
    postes = [
        contexte.Process(target=corriger, args=(base, identite, adele, depart, retour))
        for identite in (cabinet.identite, KARIM)
    ]
    for poste in postes:
        poste.start()
    demandes = sum(retour.get(timeout=120) for _ in postes)
    for poste in postes:
        poste.join(timeout=60)
    assert [poste.exitcode for poste in postes] == [0, 0]
    assert demandes == 10
    ecrits = journal(cabinet, "a_savoir")
    assert len(ecrits) == 20
    assert all(suivant[2] == precedent[3] for precedent, suivant in pairwise(ecrits))
    for colonne in COLONNES.values():
        assert [apres for *_qui, apres in journal(cabinet, colonne)] == [str(tour) for tour in range(10)]
    with cabinet.lecture() as lecture:
        assert lecture.etat_du_journal().rupture is None
