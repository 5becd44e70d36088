"""Un cabinet où tous les gestes peuvent se tenter : agenda, visite, facture, écriture, document, comptes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import pytest

from secretariat.accueil.services import constater_arrivee
from secretariat.agenda.modele import MotifRdv
from secretariat.agenda.services import reserver
from secretariat.cabinet import mots_de_passe
from secretariat.cabinet.services import creer_utilisateur
from secretariat.cabinet.valeurs import NouveauCompte, Role
from secretariat.cartes import signature_simulee
from secretariat.cartes.valeurs import Signature
from secretariat.courriers.regles import octets_a_signer as octets_du_document
from secretariat.dossiers.modele import Patient
from secretariat.dossiers.services import ranger_document
from secretariat.dossiers.valeurs import NatureDocument, NouveauDocument, Sexe
from secretariat.facturation import services as facturation
from secretariat.facturation.lectures import facture
from secretariat.facturation.regles import octets_a_signer
from secretariat.facturation.valeurs import ActeDemande, Parcours, TiersPayant
from secretariat.socle.bareme import Bareme
from secretariat.socle.droits import PROGRAMME
from secretariat.socle.unite_de_travail import Cabinet, Identite
from tests.agenda.conftest import le
from tests.conftest import ADMIN, CLAIRE, HELENE, JULIEN
from tests.facturation.conftest import couverture, cps

PERSONNES = {Role(qui.role): qui for qui in (CLAIRE, HELENE, JULIEN, ADMIN)}
LE_PROGRAMME = Identite("programme", "Programme", PROGRAMME, "essai")
JOUR = date(2026, 3, 12)
MOT_DE_PASSE = "Tilleul-2026"
RESULTAT = NouveauDocument(
    "Compte rendu de biologie", NatureDocument.COURRIER, "bio.pdf", "application/pdf", b"%PDF-1.7"
)


@dataclass(frozen=True, slots=True)
class Bureau:
    """Ce que la base d’essai contient, et le barème."""

    cabinet: Cabinet
    bareme: Bareme
    rdv: int
    visite: int
    brouillon: int
    validee: int
    signature: Signature
    document: int
    signature_du_document: Signature
    comptes: dict[Role, int]

    def en_tant_que(self, role: Role) -> Cabinet:
        """La base, vue par la personne qui a ce rôle."""
        return self.cabinet.en_tant_que(PERSONNES[role])


@pytest.fixture
def bureau(cabinet, bareme, horloge, monkeypatch) -> Bureau:
    monkeypatch.setattr(mots_de_passe, "MEMOIRE_KIO", 64)
    with cabinet.en_tant_que(LE_PROGRAMME).unite("mise en place de l’essai") as unite:
        unite.ajouter(
            MotifRdv(nom="Suivi", duree_minutes=15, couleur="m_suivi", ordre=0),
            *(
                Patient(
                    nom_naissance=nom,
                    premier_prenom="Clémence",
                    naissance=date(1980, 1, 1),
                    sexe=Sexe.FEMININ,
                    lieu_naissance="44109",
                    adresse="3 rue des Écluses",
                    code_postal="44000",
                    commune="Nantes",
                    medecin_traitant_id=traitant,
                    cree_le=horloge(),
                )
                for nom, traitant in (("LEFÈVRE", 1), ("NGUYEN", None))
            ),
        )
        unite.ajouter(couverture(horloge, 1))
        rdv = reserver(unite, patient_id=1, praticien_id=1, motif_id=1, debut=le(14), note="toux depuis lundi")
        brouillon, validee = (_facture(unite, bareme) for _ in range(2))
        facturation.valider(unite, validee)
        signature = signature_simulee.signer(cps(), octets_a_signer(facture(unite, validee)))
        document = ranger_document(unite, 1, RESULTAT)
        octets = octets_du_document(document, RESULTAT.titre, sha256(RESULTAT.contenu).hexdigest())
        bureau = Bureau(
            cabinet=cabinet,
            bareme=bareme,
            rdv=rdv,
            visite=constater_arrivee(unite, patient_id=2, praticien_id=2),
            brouillon=brouillon,
            validee=validee,
            signature=signature,
            document=document,
            signature_du_document=signature_simulee.signer(cps(), octets),
            comptes={role: _compte(unite, role) for role in Role},
        )
        unite.valider()
    return bureau


def _compte(unite, role: Role) -> int:
    qui = PERSONNES[role]
    praticien_id = 1 if role in {Role.PRATICIEN, Role.REMPLACANT} else None
    return creer_utilisateur(unite, NouveauCompte(qui.acteur, "Essai", qui.nom, role, praticien_id), MOT_DE_PASSE)


def _facture(unite, bareme: Bareme) -> int:
    return facturation.preparer(
        unite,
        bareme,
        patient_id=1,
        praticien_id=1,
        jour=JOUR,
        actes=[ActeDemande("G")],
        tiers_payant=TiersPayant.AMO,
        parcours=Parcours.MEDECIN_TRAITANT,
    )
