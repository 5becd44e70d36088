from datetime import date, datetime

import pytest

from secretariat.cartes import signature_simulee
from secretariat.cartes.valeurs import CarteCps, SorteCpx
from secretariat.comptabilite.valeurs import MoyenPaiement
from secretariat.dossiers.modele import Couverture, Patient
from secretariat.dossiers.valeurs import Sexe, SourceDroits
from secretariat.facturation import services
from secretariat.facturation.lectures import facture
from secretariat.facturation.regles import octets_a_signer
from secretariat.facturation.valeurs import ActeDemande, Parcours, TiersPayant
from secretariat.socle.montant import Montant

JOUR = date(2026, 3, 12)
RPPS_MARCHAND = "10000000009"
RPPS_BENALI = "10000000017"


def patient(horloge, **changes):
    traits = {
        "nom_naissance": "LEFÈVRE",
        "premier_prenom": "Clémence",
        "naissance": date(1980, 1, 1),
        "sexe": Sexe.FEMININ,
        "lieu_naissance": "44109",
        "adresse": "3 rue des Écluses",
        "code_postal": "44000",
        "commune": "Nantes",
        "cree_le": horloge(),
    }
    return Patient(**traits | changes)


def couverture(horloge, patient_id, **changes):
    droits = {
        "nir": "280019900000069",
        "regime": "01",
        "caisse": "441",
        "centre": "0001",
        "droits_jusqu_au": date(2026, 12, 31),
        "amc_nom": "MUTUELLE DU PORT",
        "amc_jusqu_au": date(2026, 12, 31),
        "maj_le": horloge(),
    }
    return Couverture(patient_id=patient_id, **droits | changes)


def cps(rpps=RPPS_MARCHAND):
    return CarteCps(
        sorte=SorteCpx.CPS,
        numero_serie="SIMU-P-0001",
        nom="MARCHAND",
        prenom="Hélène",
        identifiant_national=f"8{rpps}",
        rpps=rpps,
        profession="Médecin",
        code_specialite="SM26",
        valable_jusqu_au=datetime(2039, 12, 31).date(),  # noqa: DTZ001  (un jour, sans fuseau)
        simulee=True,
        generation=1,
    )


class Bureau:
    """Un poste de facturation : chaque geste y est une transaction."""

    def __init__(self, cabinet, bareme):
        self.cabinet = cabinet
        self.bareme = bareme

    def faire(self, geste, *arguments, **options):
        with self.cabinet.unite("essai") as unite:
            resultat = geste(unite, *arguments, **options)
            unite.valider()
        return resultat

    def lire(self, lecture_de, *arguments):
        with self.cabinet.lecture() as lecture:
            return lecture_de(lecture, *arguments)

    def brouillon(self, *codes, patient_id=1, praticien_id=1, tiers_payant=TiersPayant.AMO, **options):
        return self.faire(
            services.preparer,
            self.bareme,
            patient_id=patient_id,
            praticien_id=praticien_id,
            jour=JOUR,
            actes=[ActeDemande(code) for code in codes or ("G",)],
            tiers_payant=tiers_payant,
            parcours=Parcours.MEDECIN_TRAITANT,
            **options,
        )

    def validee(self, *codes, **options):
        facture_id = self.brouillon(*codes, **options)
        self.faire(services.valider, facture_id)
        return facture_id

    def signature(self, facture_id, rpps=RPPS_MARCHAND):
        return signature_simulee.signer(cps(rpps), octets_a_signer(self.fiche(facture_id)))

    def signee(self, *codes, **options):
        facture_id = self.validee(*codes, **options)
        self.faire(services.signer, facture_id, self.signature(facture_id))
        return facture_id

    def encaisser(self, facture_id, montant="9.00", moyen=MoyenPaiement.CARTE):
        return self.faire(services.encaisser, facture_id, montant=Montant.euros(montant), moyen=moyen)

    def fiche(self, facture_id):
        return self.lire(facture, facture_id)


@pytest.fixture
def bureau(cabinet, bareme, horloge):
    """Un patient couvert (1), un patient créé par une carte simulée (2), un patient sans droits (3)."""
    bureau = Bureau(cabinet, bareme)
    bureau.faire(
        lambda unite: unite.ajouter(
            patient(horloge),
            patient(horloge, nom_naissance="NGUYEN", premier_prenom="Lan"),
            patient(horloge, nom_naissance="ØSTERGÅRD", premier_prenom="Łucja"),
        )
    )
    bureau.faire(
        lambda unite: unite.ajouter(couverture(horloge, 1), couverture(horloge, 2, source=SourceDroits.CARTE_SIMULEE))
    )
    return bureau
