"""Garder au dossier la signature d’un document par la carte d’un praticien ; le fichier lui-même n’est pas touché."""

from __future__ import annotations

from base64 import b64encode

from secretariat.cartes.autorites import verifier_la_signature
from secretariat.cartes.erreurs import SignatureInvalide
from secretariat.cartes.valeurs import Signature
from secretariat.courriers.lectures import document_a_signer
from secretariat.courriers.modele import SignatureDocument
from secretariat.courriers.regles import qui_peut_signer
from secretariat.courriers.valeurs import DocumentASigner
from secretariat.socle.droits import Droit, geste
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import UniteDeTravail


@geste(Droit.VALIDER_COURRIER)
def signer_document(unite: UniteDeTravail, document_id: int, signature: Signature) -> int:
    """Garde cette signature, faite sur `octets_a_signer` ; rend son numéro. Simulée, elle le reste pour toujours.

    Raises:
        LookupError: Ce document n’existe pas.
        DocumentReserve: La personne connectée ne peut pas l’ouvrir.
        ErreurEnvironnement: Son contenu n’est plus celui qui a été rangé.
        ErreurMetier: Le signataire n’est pas un praticien du cabinet ou a déjà signé, ou la signature n’est pas celle
            de ce document, ne se vérifie pas, ou est simulée hors d’une démonstration.
    """
    document = document_a_signer(unite, document_id)
    nom = qui_peut_signer(document, signature.signataire)
    _verifier(unite, document, signature)
    posee = SignatureDocument(
        document_id=document_id,
        empreinte=document.empreinte,
        algorithme=signature.algorithme,
        valeur=signature.valeur.hex(),
        certificat=b64encode(signature.certificat).decode(),
        signataire=signature.signataire,
        nom=nom,
        signee_le=unite.horloge(),
        simulee=signature.simulee,
    )
    unite.ajouter(posee)
    return posee.id


def _verifier(unite: UniteDeTravail, document: DocumentASigner, signature: Signature) -> None:
    try:
        verifier_la_signature(unite, document.octets, signature)
    except SignatureInvalide as refus:
        message = f"«\u00a0{document.titre}\u00a0» n’est pas signé. {refus}"
        raise ErreurMetier(message, conseil=refus.conseil) from refus
