"""Ce que les cartes disent de la répartition : chaque raison à son payeur, sans deviner."""

from __future__ import annotations

from secretariat.facturation.regles import coter
from secretariat.facturation.valeurs import ActeDemande, Part, TiersPayant
from secretariat.socle.motif import Motif
from secretariat.ui.facturation.presentation import part_de, presenter_cotation
from tests.facturation.test_cotation import venue


def textes(cotation, part):
    return [raison.texte for raison in presenter_cotation(cotation).raisons[part]]


def test_sans_ticket_moderateur_la_complementaire_n_a_rien_a_regler(bareme):
    cotation = coter([ActeDemande("G", ald=True)], venue(ald=True), bareme)
    assert textes(cotation, Part.AMC) == [
        "L’assurance maladie prend tout en charge\u00a0: il ne reste rien à la complémentaire"
    ]


def test_sans_tiers_payant_complementaire_sa_part_se_regle_au_cabinet(bareme):
    cotation = coter([ActeDemande("G")], venue(tiers_payant=TiersPayant.AMO), bareme)
    assert textes(cotation, Part.AMC) == ["Pas de tiers payant complémentaire\u00a0: sa part se règle au cabinet"]


def test_un_tarif_se_lit_avec_son_acte_et_une_raison_sans_part_va_au_patient():
    assert part_de(Motif("G", parametre="ngap.g")) is None
    assert part_de(Motif("Contre-passation de la facture 2026-000012")) is Part.PATIENT
    assert part_de(Motif("La mutuelle a pris fin", part="amc")) is Part.AMC
