"""Faire signer une facture par la carte du praticien."""

from __future__ import annotations

from secretariat.cabinet.lectures import etablissement
from secretariat.cabinet.modele import Praticien
from secretariat.cartes.signature_simulee import verifier_signature
from secretariat.cartes.valeurs import Signature
from secretariat.facturation import lectures
from secretariat.facturation.modele import Facture
from secretariat.facturation.regles import octets_a_signer, passer
from secretariat.facturation.services.preparation import designation
from secretariat.facturation.valeurs import EtatFacture
from secretariat.socle.droits import Droit, geste
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import UniteDeTravail

PREFIXE_NATIONAL = "8"
"""L’identifiant national d’un professionnel est « 8 » suivi de son RPPS."""


@geste(Droit.SIGNER_FACTURE)
def signer(unite: UniteDeTravail, facture_id: int, signature: Signature) -> None:
    """Attache à une facture validée la signature de son praticien, faite sur `octets_a_signer`.

    Une signature simulée marque la facture comme simulée pour toujours.

    Raises:
        ErreurMetier: La facture n’est pas à signer, le signataire n’est pas son praticien, la signature n’est pas la
            sienne ou ne se vérifie pas, ou elle est simulée hors d’une base de démonstration.
    """
    facture = unite.un(Facture, facture_id)
    praticien = unite.un(Praticien, facture.praticien_id)
    nom = designation(facture)
    if facture.annule_id is not None:
        raise ErreurMetier(
            f"La facture {nom} est une contre-passation\u202f: elle ne se signe pas.",
            conseil="Signer la facture qui la remplace.",
        )
    etat = passer(facture.etat, EtatFacture.SIGNEE, designation=nom)
    qui = f"{praticien.civilite}\u00a0{praticien.prenom} {praticien.nom.upper()}"
    if signature.signataire != PREFIXE_NATIONAL + praticien.rpps:
        raise ErreurMetier(
            f"La facture {nom} est à signer par {qui}, et la carte insérée n’est pas la sienne.",
            conseil=f"Insérer la carte de {qui}.",
        )
    _verifier_signature(unite, facture, signature)
    facture.etat = etat
    facture.signature = f"{signature.algorithme}:{signature.valeur.hex()}"
    facture.signataire = f"{qui}, RPPS {praticien.rpps}"
    facture.signee_le = unite.horloge()
    facture.simulee = facture.simulee or signature.simulee


def _verifier_signature(unite: UniteDeTravail, facture: Facture, signature: Signature) -> None:
    if not signature.simulee:
        raise ErreurMetier(
            f"La signature de la facture {facture.numero} ne se vérifie pas\u202f: ce programme ne sait relire que "
            "celles des cartes fictives.",
            conseil="Imprimer la feuille de soins\u202f; le praticien la signe à la main.",
        )
    if not etablissement(unite).demonstration:
        raise ErreurMetier(
            f"La signature de la facture {facture.numero} est simulée, et ce cabinet n’est pas une démonstration.",
            conseil="Signer avec une vraie carte CPS\u202f; les cartes fictives ne servent qu’à la démonstration.",
        )
    if not verifier_signature(octets_a_signer(lectures.facture(unite, facture.id)), signature):
        raise ErreurMetier(
            f"Cette signature n’est pas celle de la facture {facture.numero}.",
            conseil="Refaire la signature\u202f; la carte doit rester en place jusqu’au bout.",
        )
