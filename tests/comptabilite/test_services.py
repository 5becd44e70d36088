"""Le journal : des numéros qui se suivent, rien qui s’efface, une contre-passation et une seule."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from secretariat.comptabilite.lectures import journal, totaux
from secretariat.comptabilite.modele import Ecriture
from secretariat.comptabilite.regles import signe, soldes_progressifs
from secretariat.comptabilite.services import contrepasser, enregistrer_depense, enregistrer_recette
from secretariat.comptabilite.valeurs import MoyenPaiement, Sens
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.montant import ZERO, Montant, somme
from tests.comptabilite.conftest import EXEMPLE, JOUR, mouvement


def test_la_journee_d_exemple_donne_ses_soldes(journee):
    with journee.lecture() as lecture:
        lignes = journal(lecture, JOUR, JOUR)
    assert [ligne.solde for ligne in lignes] == [Montant.euros(ligne["solde"]) for ligne in EXEMPLE]
    assert [ligne.numero for ligne in lignes] == list(range(1, len(EXEMPLE) + 1))


def test_une_contre_passation_et_son_ecriture_se_designent(journee):
    with journee.lecture() as lecture:
        lignes = journal(lecture, JOUR, JOUR)
    assert (lignes[1].contrepassee_par, lignes[3].contrepasse) == (4, 2)
    assert lignes[3].libelle == "Contre-passation de l’écriture 2\u00a0: réglé par chèque, pas en espèces"


def test_les_totaux_par_moyen_deduisent_les_contre_passations(journee):
    with journee.lecture() as lecture:
        sommes = totaux(lecture, JOUR, JOUR)
    assert sommes.recettes[MoyenPaiement.ESPECES] == ZERO
    assert sommes.recettes[MoyenPaiement.CHEQUE] == Montant.euros(9)
    assert (sommes.recette, sommes.depense) == (Montant.euros(1273), Montant.euros("45.50"))
    assert sommes.solde == Montant.euros("1227.50")


def test_une_depense_saisie_apres_coup_se_range_a_son_jour(journee):
    with journee.unite("oubli") as unite:
        enregistrer_depense(unite, mouvement("12.00", jour=date(2026, 3, 2)))
        unite.valider()
    with journee.lecture() as lecture:
        lignes = journal(lecture, date(2026, 3, 1), JOUR)
    assert (lignes[0].jour, lignes[0].numero, lignes[0].solde) == (
        date(2026, 3, 2),
        len(EXEMPLE) + 1,
        -Montant.euros(12),
    )


def test_la_contre_passation_est_du_jour_ou_on_la_fait(journee, horloge):
    horloge.avancer(days=2)
    with journee.unite("correction") as unite:
        contrepasser(unite, 1, "payée deux fois")
        unite.valider()
    with journee.lecture() as lecture:
        (inverse,) = journal(lecture, date(2026, 3, 14), date(2026, 3, 14))
    assert (inverse.contrepasse, inverse.montant) == (1, -Montant.euros(30))


def test_une_periode_ne_prend_que_ses_jours(journee):
    with journee.lecture() as lecture:
        assert journal(lecture, date(2026, 3, 13), date(2026, 3, 31)) == ()
        assert totaux(lecture, date(2026, 1, 1), date(2026, 3, 11)).solde == ZERO


def test_une_ecriture_ne_se_contre_passe_pas_deux_fois(journee):
    with (
        journee.unite("essai") as unite,
        pytest.raises(ErreurMetier, match="L’écriture 2 est déjà contre-passée par l’écriture 4"),
    ):
        contrepasser(unite, 2, "encore")


def test_une_contre_passation_ne_se_contre_passe_pas(journee):
    with journee.unite("essai") as unite, pytest.raises(ErreurMetier, match="L’écriture 4 est elle-même"):
        contrepasser(unite, 4, "à tort")


def test_une_contre_passation_dit_sa_raison(journee):
    with journee.unite("essai") as unite, pytest.raises(ErreurMetier, match="sans raison"):
        contrepasser(unite, 1, "  ")


@pytest.mark.parametrize(
    ("refuse", "message"),
    [
        (mouvement("0.00"), "un montant positif, pas 0,00"),
        (mouvement("-3.00"), "un montant positif, pas −3,00"),
        (mouvement(libelle="  "), "pas de libellé"),
        (mouvement(jour=date(2026, 3, 13)), "13/03/2026, qui n’est pas encore venu"),
    ],
)
@pytest.mark.parametrize("geste", [enregistrer_recette, enregistrer_depense])
def test_un_mouvement_mal_forme_est_refuse(cabinet, geste, refuse, message):
    with cabinet.unite("essai") as unite, pytest.raises(ErreurMetier, match=message):
        geste(unite, refuse)


@pytest.mark.parametrize("ordre", ["UPDATE ecritures SET montant = 0", "DELETE FROM ecritures"])
def test_la_base_elle_meme_refuse_de_corriger_le_journal(journee, ordre):
    with (
        journee.connexion_nue() as connexion,
        pytest.raises(IntegrityError, match="ne se corrige que par contre-passation"),
    ):
        connexion.execute(text(ordre))


def test_modifier_une_ecriture_par_le_programme_echoue_aussi(journee):
    with journee.unite("essai") as unite:
        unite.un(Ecriture, 1).libelle = "autre"
        with pytest.raises(IntegrityError, match="contre-passation"):
            unite.valider()
    with journee.lecture() as lecture:
        assert journal(lecture, JOUR, JOUR)[0].libelle == EXEMPLE[0]["libelle"]


def test_sans_valider_aucun_numero_n_est_perdu(cabinet):
    with cabinet.unite("abandonnée") as unite:
        enregistrer_recette(unite, mouvement())
    with cabinet.unite("gardée") as unite:
        enregistrer_recette(unite, mouvement())
        unite.valider()
    with cabinet.lecture() as lecture:
        assert [ligne.numero for ligne in journal(lecture, JOUR, JOUR)] == [1]


effets = st.lists(st.tuples(st.integers(-10_000, 10_000).map(Montant), st.sampled_from(Sens)))


@given(effets)
def test_le_dernier_solde_est_recettes_moins_depenses(effets):
    soldes = soldes_progressifs(signe(montant, sens) for montant, sens in effets)
    recettes, depenses = (somme(m for m, sens in effets if sens is voulu) for voulu in Sens)
    assert (soldes[-1] if soldes else ZERO) == recettes - depenses
