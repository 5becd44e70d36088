"""Faire signer une facture par la carte du praticien."""

from __future__ import annotations

from secretariat.cabinet.modele import Praticien
from secretariat.cartes.autorites import verifier_la_signature
from secretariat.cartes.erreurs import SignatureInvalide
from secretariat.cartes.valeurs import PREFIXE_NATIONAL, Signature
from secretariat.facturation import lectures
from secretariat.facturation.modele import Facture
from secretariat.facturation.regles import octets_a_signer, passer
from secretariat.facturation.services.preparation import designation
from secretariat.facturation.valeurs import EtatFacture
from secretariat.socle.droits import Droit, geste
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import UniteDeTravail


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
    facture.signature = f"{signature.algorithme}:{signature.valeur.hex()}:{signature.certificat.hex()}"
    facture.signataire = f"{qui}, RPPS {praticien.rpps}"
    facture.signee_le = unite.horloge()
    facture.simulee = facture.simulee or signature.simulee


def _verifier_signature(unite: UniteDeTravail, facture: Facture, signature: Signature) -> None:
    try:
        verifier_la_signature(unite, octets_a_signer(lectures.facture(unite, facture.id)), signature)
    except SignatureInvalide as refus:
        message = f"La facture {facture.numero} n’est pas signée. {refus}"
        raise ErreurMetier(message, conseil=refus.conseil) from refus
