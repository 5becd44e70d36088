"""Encaisser et corriger : le règlement, la recette et leurs contraires vont toujours ensemble."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from secretariat.comptabilite.lectures import journal
from secretariat.comptabilite.services import contrepasser
from secretariat.comptabilite.valeurs import MoyenPaiement, Origine
from secretariat.facturation import services
from secretariat.facturation.lectures import (
    factures_a_regler,
    factures_du_jour,
    factures_du_patient,
    solde_patient,
)
from secretariat.facturation.valeurs import ActeDemande, EtatFacture, Parcours, TiersPayant
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.montant import ZERO, Montant
from tests.facturation.conftest import JOUR


def ecritures(bureau):
    return bureau.lire(journal, JOUR, JOUR)


def test_encaisser_solde_la_facture_et_inscrit_la_recette(bureau):
    facture_id = bureau.validee()
    bureau.encaisser(facture_id, moyen=MoyenPaiement.CHEQUE)
    (ecriture,) = ecritures(bureau)
    assert (ecriture.libelle, ecriture.montant) == ("Honoraires, facture 2026-000001", Montant.euros(9))
    assert (ecriture.tiers, ecriture.moyen) == ("Patient n°\u00a01", MoyenPaiement.CHEQUE)
    assert (ecriture.origine, ecriture.praticien) == (Origine.PATIENT, "Marchand")
    assert bureau.lire(factures_a_regler) == ()
    assert bureau.lire(solde_patient, 1) == ZERO


def test_une_facture_ne_se_regle_pas_deux_fois(bureau):
    facture_id = bureau.validee()
    bureau.encaisser(facture_id)
    with pytest.raises(ErreurMetier, match="La facture 2026-000001 du 12/03/2026 est déjà réglée"):
        bureau.encaisser(facture_id)
    assert len(ecritures(bureau)) == 1


def test_un_montant_different_est_refuse_et_rien_n_est_ecrit(bureau):
    facture_id = bureau.validee()
    with pytest.raises(ErreurMetier, match="La facture 2026-000001 attend 9,00\u00a0€, pas 8,00\u00a0€"):
        bureau.encaisser(facture_id, "8.00")
    assert ecritures(bureau) == ()
    assert [ligne.reste for ligne in bureau.lire(factures_a_regler)] == [Montant.euros(9)]


def test_un_brouillon_ne_s_encaisse_pas(bureau):
    facture_id = bureau.brouillon()
    with pytest.raises(ErreurMetier, match=f"La facture brouillon {facture_id} n’est pas validée"):
        bureau.encaisser(facture_id)


def test_une_facture_en_tiers_payant_integral_n_attend_rien_du_patient(bureau):
    facture_id = bureau.validee(tiers_payant=TiersPayant.INTEGRAL)
    with pytest.raises(ErreurMetier, match="n’attend rien du patient"):
        bureau.encaisser(facture_id, "0.00")


def test_la_recette_disparait_avec_le_reglement_si_l_on_ne_valide_pas(bureau):
    facture_id = bureau.validee()
    with bureau.cabinet.unite("interrompue") as unite:
        services.encaisser(unite, facture_id, montant=Montant.euros(9), moyen=MoyenPaiement.CARTE)
    assert ecritures(bureau) == ()
    assert bureau.fiche(facture_id).reglements == ()


def test_annuler_contre_passe_la_facture_le_reglement_et_la_recette(bureau):
    facture_id = bureau.validee("G", "F")
    bureau.encaisser(facture_id, "14.72", MoyenPaiement.ESPECES)
    contraire = bureau.fiche(bureau.faire(services.annuler, facture_id, "acte coté à tort"))
    annulee = bureau.fiche(facture_id)
    assert (annulee.etat, annulee.annulee_par, annulee.regle) == (EtatFacture.ANNULEE, contraire.numero, ZERO)
    assert (contraire.numero, contraire.annule, contraire.total) == ("2026-000002", "2026-000001", -annulee.total)
    assert [ligne.part_amo for ligne in contraire.lignes] == [-ligne.part_amo for ligne in annulee.lignes]
    assert [reglement.contrepasse_id for reglement in annulee.reglements] == [None, 1]
    recette, inverse = ecritures(bureau)
    assert (inverse.contrepasse, inverse.solde) == (recette.numero, ZERO)
    assert inverse.libelle.endswith("facture 2026-000001 annulée, acte coté à tort")
    assert bureau.lire(solde_patient, 1) == ZERO


def test_une_facture_ne_s_annule_qu_une_fois(bureau):
    facture_id = bureau.validee()
    contraire_id = bureau.faire(services.annuler, facture_id, "erreur")
    with pytest.raises(ErreurMetier, match="déjà annulée par la facture 2026-000002"):
        bureau.faire(services.annuler, facture_id, "encore")
    with pytest.raises(ErreurMetier, match="elle-même une contre-passation"):
        bureau.faire(services.annuler, contraire_id, "et encore")


@pytest.mark.parametrize(("geste", "message"), [("annulee", "est annulée"), ("contraire", "est annulée")])
def test_ni_une_facture_annulee_ni_son_contraire_ne_s_encaissent(bureau, geste, message):
    facture_id = bureau.validee()
    contraire_id = bureau.faire(services.annuler, facture_id, "erreur")
    with pytest.raises(ErreurMetier, match=message):
        bureau.encaisser(facture_id if geste == "annulee" else contraire_id)


def test_une_facture_contraire_ne_se_signe_pas(bureau):
    contraire_id = bureau.faire(services.annuler, bureau.validee(), "erreur")
    with pytest.raises(ErreurMetier, match="est une contre-passation"):
        bureau.faire(services.signer, contraire_id, bureau.signature(contraire_id))


def test_annuler_demande_une_raison_et_une_facture_validee(bureau):
    facture_id = bureau.brouillon()
    with pytest.raises(ErreurMetier, match="sans raison"):
        bureau.faire(services.annuler, facture_id, " ")
    with pytest.raises(ErreurMetier, match="n’est pas validée"):
        bureau.faire(services.annuler, facture_id, "erreur")


def test_annuler_retire_la_facture_d_un_lot_ouvert_mais_pas_d_un_lot_ferme(bureau):
    premiere, seconde = bureau.signee(), bureau.signee()
    lot_id = bureau.faire(services.mettre_en_lot, premiere)
    bureau.faire(services.mettre_en_lot, seconde)
    bureau.faire(services.annuler, premiere, "erreur")
    assert bureau.fiche(premiere).lot_numero is None
    bureau.faire(services.fermer_lot, lot_id)
    with pytest.raises(ErreurMetier, match="est dans le lot 1, qui est fermé"):
        bureau.faire(services.annuler, seconde, "erreur")


def test_la_recette_d_une_facture_simulee_porte_la_marque_et_sa_contre_passation_aussi(bureau):
    facture_id = bureau.validee(patient_id=2)
    bureau.encaisser(facture_id)
    contraire = bureau.fiche(bureau.faire(services.annuler, facture_id, "erreur"))
    assert ecritures(bureau)[0].libelle == "Honoraires, facture 2026-000001 (simulation)"
    assert contraire.simulee


def test_la_recette_d_une_facture_ne_se_contre_passe_pas_sans_elle(bureau):
    facture_id = bureau.validee()
    bureau.encaisser(facture_id)
    with pytest.raises(ErreurMetier, match="L’écriture 1 est la recette de la facture 2026-000001"):
        bureau.faire(contrepasser, 1, "saisie deux fois")
    assert len(ecritures(bureau)) == 1
    bureau.faire(services.annuler, facture_id, "erreur")


def test_la_contre_passation_est_datee_du_jour_ou_on_la_fait(bureau, horloge):
    facture_id = bureau.validee()
    horloge.avancer(days=1)
    bureau.encaisser(facture_id)
    horloge.avancer(days=1)
    contraire = bureau.fiche(bureau.faire(services.annuler, facture_id, "erreur"))
    recette, inverse = bureau.lire(journal, date(2026, 3, 1), date(2026, 3, 31))
    assert (recette.jour, inverse.jour, contraire.jour) == (date(2026, 3, 13), date(2026, 3, 14), date(2026, 3, 14))


def test_a_minuit_passe_la_recette_est_du_lendemain_de_paris(bureau, horloge):
    facture_id = bureau.validee()
    horloge.avancer(hours=13, minutes=50)
    bureau.encaisser(facture_id)
    (recette,) = bureau.lire(journal, date(2026, 3, 1), date(2026, 3, 31))
    assert recette.jour == date(2026, 3, 13)


def test_une_facture_annulee_n_est_plus_a_regler(bureau):
    bureau.faire(services.annuler, bureau.validee(), "erreur")
    assert bureau.lire(factures_a_regler) == ()


def corriger(bureau, facture_id, *codes):
    return bureau.faire(
        services.corriger,
        bureau.bareme,
        facture_id=facture_id,
        raison="acte oublié",
        actes=[ActeDemande(code) for code in codes],
        tiers_payant=TiersPayant.AMO,
        parcours=Parcours.MEDECIN_TRAITANT,
    )


def test_le_remplacement_d_une_facture_simulee_l_est_aussi(bureau):
    remplacement = bureau.fiche(corriger(bureau, bureau.signee(), "G", "F"))
    assert remplacement.simulee


def test_corriger_annule_et_prepare_le_remplacement(bureau):
    facture_id = bureau.validee(visite_id=3)
    bureau.encaisser(facture_id)
    remplacement = bureau.fiche(corriger(bureau, facture_id, "G", "F"))
    assert (remplacement.etat, remplacement.visite_id, remplacement.jour) == (EtatFacture.BROUILLON, 3, JOUR)
    assert remplacement.part_patient == Montant.euros("14.72")
    assert bureau.fiche(facture_id).etat is EtatFacture.ANNULEE


def test_une_correction_refusee_ne_laisse_rien_derriere_elle(bureau):
    facture_id = bureau.validee()
    with pytest.raises(ErreurMetier, match="aucun acte"):
        corriger(bureau, facture_id)
    assert bureau.fiche(facture_id).etat is EtatFacture.VALIDEE
    assert len(bureau.lire(factures_du_jour, JOUR)) == 1


def test_les_listes_montrent_les_actes_dans_l_ordre_et_le_reste_du(bureau):
    facture_id = bureau.validee("G", "F")
    bureau.brouillon(patient_id=3)
    premiere, seconde = bureau.lire(factures_du_jour, JOUR)
    assert (premiere.actes, premiere.patient, premiere.praticien) == ("G + F", "LEFÈVRE Clémence", "Dr\u00a0Marchand")
    assert (premiere.numero, seconde.numero) == ("2026-000001", "")
    assert [ligne.id for ligne in bureau.lire(factures_a_regler)] == [facture_id]
    assert [ligne.id for ligne in bureau.lire(factures_du_patient, 3)] == [seconde.id]
    assert bureau.lire(solde_patient, 1) == Montant.euros("14.72")
    assert bureau.lire(solde_patient, 3) == ZERO


def test_la_fiche_raconte_l_histoire_de_la_facture(bureau, horloge):
    facture_id = bureau.validee()
    for geste in (
        lambda: bureau.faire(services.signer, facture_id, bureau.signature(facture_id)),
        lambda: bureau.encaisser(facture_id),
        lambda: bureau.faire(services.annuler, facture_id, "erreur"),
    ):
        horloge.avancer(minutes=1)
        geste()
    assert [etape.texte for etape in bureau.fiche(facture_id).historique] == [
        "Établie par claire",
        "Signée par Dr\u00a0Hélène MARCHAND, RPPS 10000000009",
        "Réglée\u202f: 9,00\u00a0€ (carte bancaire)",
        "Règlement contraire de −9,00\u00a0€ (carte bancaire)",
        "Contre-passée par la facture 2026-000002",
    ]


def test_deux_postes_qui_encaissent_ensemble_n_encaissent_qu_une_fois(bureau):
    facture_id = bureau.validee()
    depart = Barrier(2)

    def poste():
        depart.wait()
        try:
            bureau.encaisser(facture_id)
        except ErreurMetier as refus:
            return str(refus)
        return "encaissée"

    with ThreadPoolExecutor(2) as postes:
        issues = sorted(tache.result() for tache in [postes.submit(poste) for _ in range(2)])
    assert issues == ["La facture 2026-000001 du 12/03/2026 est déjà réglée.", "encaissée"]
    assert len(ecritures(bureau)) == 1
