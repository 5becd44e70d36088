"""La vie d’une facture, par les vrais services, sur une vraie base."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from secretariat.cabinet.modele import FicheCabinet
from secretariat.dossiers.modele import Patient
from secretariat.facturation import services
from secretariat.facturation.lectures import lots
from secretariat.facturation.modele import Facture, LigneFacture, Lot
from secretariat.facturation.regles import numero_de_lot_suivant
from secretariat.facturation.valeurs import ActeDemande, EtatFacture, EtatLot, Parcours, TiersPayant
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.montant import Montant
from tests.facturation.conftest import JOUR, RPPS_BENALI


def test_un_brouillon_garde_ce_qui_a_ete_calcule_ce_jour_la(bureau):
    fiche = bureau.fiche(bureau.brouillon(visite_id=7))
    assert (fiche.etat, fiche.numero, fiche.visite_id) == (EtatFacture.BROUILLON, "", 7)
    assert (fiche.total, fiche.part_amo, fiche.part_patient) == tuple(map(Montant.euros, (30, 21, 9)))
    assert [(ligne.code, ligne.base) for ligne in fiche.lignes] == [("G", Montant.euros(30))]
    assert fiche.motifs[0].parametre == "ngap.g"


def test_une_demande_qui_ne_se_cote_pas_n_ecrit_rien(bureau):
    with pytest.raises(ErreurMetier, match="G figure deux fois") as refus:
        bureau.brouillon("G", "G")
    assert refus.value.conseil == "Garder une ligne et changer sa quantité."
    assert bureau.lire(lambda lecture: lecture.tous(select(Facture))) == ()


def test_un_acte_a_venir_ne_se_facture_pas(bureau):
    with pytest.raises(ErreurMetier, match="13/03/2026, qui n’est pas encore venu"):
        bureau.faire(
            services.preparer,
            bureau.bareme,
            patient_id=1,
            praticien_id=1,
            jour=date(2026, 3, 13),
            actes=[ActeDemande("G")],
            tiers_payant=TiersPayant.AUCUN,
            parcours=Parcours.MEDECIN_TRAITANT,
        )


def test_sans_droits_au_dossier_le_tiers_payant_est_retire(bureau):
    fiche = bureau.fiche(bureau.brouillon(patient_id=3))
    assert (fiche.tiers_payant, fiche.part_patient) == (TiersPayant.AUCUN, Montant.euros(30))


def test_les_numeros_se_suivent_sans_trou_et_recommencent_chaque_annee(bureau, horloge):
    numeros = [bureau.fiche(bureau.validee()).numero for _ in range(2)]
    bureau.faire(services.abandonner, bureau.brouillon())
    numeros.append(bureau.fiche(bureau.validee()).numero)
    horloge.avancer(days=365)
    numeros.append(bureau.fiche(bureau.validee()).numero)
    assert numeros == ["2026-000001", "2026-000002", "2026-000003", "2027-000001"]


def test_une_facture_ne_se_valide_pas_deux_fois(bureau):
    facture_id = bureau.validee()
    with pytest.raises(ErreurMetier, match=r"La facture 2026-000001 est à l’état «\u00a0Validée\u00a0»"):
        bureau.faire(services.valider, facture_id)


def test_une_facture_validee_ne_s_abandonne_pas(bureau):
    facture_id = bureau.validee()
    with pytest.raises(ErreurMetier, match="ne s’abandonne plus"):
        bureau.faire(services.abandonner, facture_id)


def test_un_montant_valide_ne_se_modifie_plus_meme_par_le_programme(bureau):
    facture_id = bureau.validee()

    def alterer(unite):
        unite.un(Facture, facture_id).total = Montant.euros(1)

    with pytest.raises(RuntimeError, match=r"validée : \['total'\] ne changent plus"):
        bureau.faire(alterer)


def test_une_ligne_ne_se_modifie_pas(bureau):
    bureau.validee()

    def alterer(unite):
        unite.un(LigneFacture, 1).base = Montant.euros(1)

    with pytest.raises(RuntimeError, match="lignes_facture ne se modifie pas"):
        bureau.faire(alterer)


def test_la_signature_simulee_marque_la_facture_pour_toujours(bureau):
    fiche = bureau.fiche(bureau.signee())
    assert (fiche.etat, fiche.simulee) == (EtatFacture.SIGNEE, True)
    assert fiche.signature.startswith("SIMULATION-Ed25519:")
    assert fiche.signataire == "Dr\u00a0Hélène MARCHAND, RPPS 10000000009"


def test_une_signature_simulee_est_refusee_hors_demonstration(bureau):
    facture_id = bureau.validee()
    signature = bureau.signature(facture_id)

    def sortir_de_la_demonstration(unite):
        unite.un(FicheCabinet, 1).demonstration = False

    bureau.faire(sortir_de_la_demonstration)
    with pytest.raises(ErreurMetier, match="ce cabinet n’est pas une démonstration"):
        bureau.faire(services.signer, facture_id, signature)
    assert bureau.fiche(facture_id).etat is EtatFacture.VALIDEE


def test_une_signature_que_personne_ne_sait_verifier_est_refusee(bureau):
    facture_id = bureau.validee()
    inventee = replace(bureau.signature(facture_id), simulee=False, valeur=b"n'importe quoi", algorithme="RSA")
    with pytest.raises(ErreurMetier, match="aucune autorité de certification"):
        bureau.faire(services.signer, facture_id, inventee)
    assert bureau.fiche(facture_id).etat is EtatFacture.VALIDEE


def test_une_facture_simulee_n_entre_en_aucun_lot_hors_demonstration(bureau):
    facture_id = bureau.signee()

    def sortir_de_la_demonstration(unite):
        unite.un(FicheCabinet, 1).demonstration = False

    bureau.faire(sortir_de_la_demonstration)
    with pytest.raises(ErreurMetier, match="elle n’entre en aucun lot"):
        bureau.faire(services.mettre_en_lot, facture_id)
    assert bureau.lire(lots) == ()


def test_la_marque_de_simulation_ne_s_efface_pas_meme_par_le_programme(bureau):
    facture_id = bureau.brouillon(patient_id=2)

    def effacer(unite):
        unite.un(Facture, facture_id).simulee = False

    with pytest.raises(RuntimeError, match="simulée : elle le reste pour toujours"):
        bureau.faire(effacer)


def test_une_facture_validee_garde_son_numero(bureau):
    facture_id = bureau.validee()

    def renumeroter(unite):
        unite.un(Facture, facture_id).numero = "2026-000099"

    with pytest.raises(RuntimeError, match=r"\['numero'\] ne changent plus"):
        bureau.faire(renumeroter)


def test_une_signature_de_carte_simulee_ne_demarque_pas_une_facture(bureau):
    facture_id = bureau.signee(patient_id=2)
    bureau.faire(services.mettre_en_lot, facture_id)
    assert bureau.fiche(facture_id).simulee
    assert bureau.lire(lots)[0].simule


def test_une_venue_ne_se_facture_pas_deux_fois(bureau):
    bureau.validee(visite_id=7)
    with pytest.raises(ErreurMetier, match="a déjà sa facture, la 2026-000001"):
        bureau.brouillon(visite_id=7)
    bureau.brouillon(visite_id=8)


def test_deux_brouillons_d_une_meme_venue_ne_se_valident_pas_tous_les_deux(bureau):
    premier, second = bureau.brouillon(visite_id=7), bureau.brouillon(visite_id=7)
    bureau.faire(services.valider, premier)
    with pytest.raises(ErreurMetier, match="a déjà sa facture"):
        bureau.faire(services.valider, second)
    bureau.faire(services.annuler, premier, "mauvais acte")
    assert bureau.faire(services.valider, second) == "2026-000003"


def test_la_carte_d_un_autre_praticien_ne_signe_pas(bureau):
    facture_id = bureau.validee()
    with pytest.raises(ErreurMetier, match="à signer par Dr\u00a0Hélène MARCHAND"):
        bureau.faire(services.signer, facture_id, bureau.signature(facture_id, RPPS_BENALI))


def test_la_signature_d_une_autre_facture_est_refusee(bureau):
    premiere, seconde = bureau.validee(), bureau.validee()
    with pytest.raises(ErreurMetier, match=r"2026-000002 n’est pas signée.*n’est pas celle de ces données"):
        bureau.faire(services.signer, seconde, bureau.signature(premiere))


def test_une_signature_retouchee_est_refusee(bureau):
    facture_id = bureau.validee()
    fausse = replace(bureau.signature(facture_id), valeur=bytes(64))
    with pytest.raises(ErreurMetier, match="n’est pas celle"):
        bureau.faire(services.signer, facture_id, fausse)


def test_un_brouillon_ne_se_signe_pas(bureau):
    facture_id = bureau.brouillon()
    with pytest.raises(ErreurMetier, match="ne peut pas passer à «\u00a0Signée\u00a0»"):
        bureau.faire(services.signer, facture_id, bureau.signature(facture_id))


def test_les_factures_signees_se_rassemblent_par_praticien_dans_un_lot_simule(bureau):
    lot = {bureau.faire(services.mettre_en_lot, bureau.signee()) for _ in range(2)}
    (fiche,) = bureau.lire(lots)
    assert lot == {fiche.id}
    assert (fiche.numero, fiche.simule, fiche.factures, fiche.part_amo) == (1, True, 2, Montant.euros(42))


def test_une_facture_simulee_n_entre_pas_dans_un_lot_reel(bureau, horloge):
    facture_id = bureau.signee()
    bureau.faire(lambda unite: unite.ajouter(Lot(numero=5, praticien_id=1, simule=False, cree_le=horloge())))
    with pytest.raises(ErreurMetier, match=r"est simulée.*le lot 5, qui est réel"):
        bureau.faire(services.mettre_en_lot, facture_id, lot_id=1)
    assert bureau.faire(services.mettre_en_lot, facture_id) == 2


def test_un_lot_d_un_autre_praticien_est_refuse(bureau, horloge):
    facture_id = bureau.signee()
    bureau.faire(lambda unite: unite.ajouter(Lot(numero=5, praticien_id=2, simule=True, cree_le=horloge())))
    with pytest.raises(ErreurMetier, match="Le lot 5 est celui d’un autre praticien"):
        bureau.faire(services.mettre_en_lot, facture_id, lot_id=1)


def test_rien_n_entre_dans_un_lot_ferme(bureau):
    lot_id = bureau.faire(services.mettre_en_lot, bureau.signee())
    bureau.faire(services.fermer_lot, lot_id)
    suivante = bureau.signee()
    with pytest.raises(ErreurMetier, match="Le lot 1 est fermé"):
        bureau.faire(services.mettre_en_lot, suivante, lot_id=lot_id)
    bureau.faire(services.mettre_en_lot, suivante)
    assert [(lot.numero, lot.etat) for lot in bureau.lire(lots)] == [(2, EtatLot.OUVERT), (1, EtatLot.FERME)]


def test_un_lot_plein_laisse_la_place_au_suivant(bureau, monkeypatch):
    monkeypatch.setattr("secretariat.facturation.services.lots.CAPACITE", 2)
    assert [bureau.faire(services.mettre_en_lot, bureau.signee()) for _ in range(3)] == [1, 1, 2]


def test_un_lot_vide_ou_deja_ferme_ne_se_ferme_pas(bureau, horloge):
    bureau.faire(lambda unite: unite.ajouter(Lot(numero=999, praticien_id=1, simule=True, cree_le=horloge())))
    with pytest.raises(ErreurMetier, match="Le lot 999 est vide"):
        bureau.faire(services.fermer_lot, 1)
    bureau.faire(services.mettre_en_lot, bureau.signee())
    bureau.faire(services.fermer_lot, 1)
    with pytest.raises(ErreurMetier, match="déjà fermé"):
        bureau.faire(services.fermer_lot, 1)


def test_les_lots_se_numerotent_en_rond():
    assert [numero_de_lot_suivant(n) for n in (None, 1, 998, 999)] == [1, 2, 999, 1]


def test_une_facture_non_signee_n_entre_pas_en_lot(bureau):
    facture_id = bureau.validee()
    with pytest.raises(ErreurMetier, match="ne peut pas passer à «\u00a0En lot\u00a0»"):
        bureau.faire(services.mettre_en_lot, facture_id)


def test_un_dossier_simule_n_a_que_des_factures_simulees(bureau):
    def marquer(unite):
        unite.un(Patient, 3).simule = True

    bureau.faire(marquer)
    assert bureau.fiche(bureau.brouillon(patient_id=3)).simulee


def test_un_patient_de_carte_simulee_n_a_que_des_factures_simulees(bureau):
    assert bureau.fiche(bureau.brouillon(patient_id=2)).simulee
    assert not bureau.fiche(bureau.brouillon(patient_id=1)).simulee


def test_le_jour_de_l_acte_est_garde(bureau):
    assert bureau.fiche(bureau.brouillon()).jour == JOUR
