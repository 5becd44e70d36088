"""Les raisons d’une cotation : rangées, relues, et chacune dite au payeur qu’elle concerne."""

from __future__ import annotations

import json
from datetime import date

from secretariat.facturation import motifs
from secretariat.facturation.regles import coter
from secretariat.facturation.valeurs import ActeDemande, Parcours, Part, TiersPayant
from secretariat.socle.motif import Motif
from tests.facturation.test_cotation import venue


def parts_dites(cotation):
    return {(m.part, m.texte.partition("\u202f")[0]) for m in cotation.motifs if not m.parametre.startswith("ngap.")}


def test_chaque_raison_dit_quelle_part_elle_explique(bareme):
    cotation = coter([ActeDemande("G")], venue(), bareme)
    assert parts_dites(cotation) == {
        (Part.AMO, "L’assurance maladie prend en charge G"),
        (Part.AMO, "L’assurance maladie règle le médecin"),
        (Part.PATIENT, "Le patient règle au cabinet"),
        (Part.PATIENT, "La caisse retient la participation forfaitaire sur ses remboursements"),
    }


def test_une_complementaire_echue_s_explique_a_la_part_complementaire(bareme):
    contexte = venue(tiers_payant=TiersPayant.INTEGRAL, amc_nom="Mutuelle", amc_jusqu_au=date(2026, 1, 31))
    textes = [m.texte for m in coter([ActeDemande("G")], contexte, bareme).motifs if m.part == Part.AMC]
    assert len(textes) == 1
    assert "a pris fin le 31/01/2026" in textes[0]


def test_des_droits_fermes_et_le_hors_parcours_s_expliquent_a_la_part_obligatoire(bareme):
    fermes = venue(tiers_payant=TiersPayant.AMO, droits_jusqu_au=date(2026, 1, 31))
    assert (Part.AMO, "Pas de tiers payant") in parts_dites(coter([ActeDemande("G")], fermes, bareme))
    hors = venue(parcours=Parcours.HORS_PARCOURS)
    assert (Part.AMO, "Hors parcours de soins") in parts_dites(coter([ActeDemande("G")], hors, bareme))


def test_les_raisons_d_avant_la_part_se_lisent_encore():
    ancien = json.dumps([{"texte": "Le patient règle", "valeur": "9,00 €", "parametre": "", "reference": ""}])
    assert motifs.relire(ancien) == (Motif("Le patient règle", "9,00 €"),)
