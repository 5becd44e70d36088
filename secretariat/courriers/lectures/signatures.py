"""Les signatures d’un document : de quoi en poser une, et celles qu’il porte, recontrôlées à chaque lecture."""

from __future__ import annotations

import hashlib
from base64 import b64decode

from cryptography import x509
from sqlalchemy import select

from secretariat.cabinet.lectures import praticiens
from secretariat.cartes.cpx.algorithmes import est_juste
from secretariat.cartes.valeurs import PREFIXE_NATIONAL
from secretariat.courriers.modele import SignatureDocument
from secretariat.courriers.regles import octets_a_signer
from secretariat.courriers.valeurs import DocumentASigner, SignaturePosee
from secretariat.dossiers.lectures import contenu_document
from secretariat.dossiers.modele import Document
from secretariat.socle.droits import Droit, geste
from secretariat.socle.unite_de_travail import Lecture


@geste(Droit.VALIDER_COURRIER)
def document_a_signer(lecture: Lecture, document_id: int) -> DocumentASigner:
    """Le document, et qui peut encore le signer.

    Raises:
        LookupError: Ce document n’existe pas.
        DocumentReserve: Il est médical, et la personne connectée ne lit pas la partie médicale de ce patient.
        ErreurEnvironnement: Le contenu n’est plus celui qui a été rangé.
    """
    empreinte = hashlib.sha256(contenu_document(lecture, document_id).contenu).hexdigest()
    titre = lecture.un(Document, document_id).titre
    deja = lecture.tous(select(SignatureDocument.signataire).where(SignatureDocument.document_id == document_id))
    return DocumentASigner(
        id=document_id,
        titre=titre,
        empreinte=empreinte,
        octets=octets_a_signer(document_id, titre, empreinte),
        deja=frozenset(deja),
        praticiens={PREFIXE_NATIONAL + p.rpps: p.nom_complet for p in praticiens(lecture)},
    )


@geste(Droit.REDIGER_COURRIER)
def signatures_du_document(lecture: Lecture, document_id: int) -> tuple[SignaturePosee, ...]:
    """Ses signatures, la première d’abord ; chacune dit si elle tient encore.

    La chaîne des certificats, vérifiée le jour de la signature, ne l’est plus ici : une autorité échue ou retirée
    depuis n’y change rien.
    """
    requete = select(SignatureDocument).where(SignatureDocument.document_id == document_id)
    if not (posees := lecture.tous(requete.order_by(SignatureDocument.id))):
        return ()
    document = lecture.un(Document, document_id)
    actuelle = hashlib.sha256(document.contenu).hexdigest()
    octets = octets_a_signer(document_id, document.titre, actuelle)
    return tuple(SignaturePosee(s.nom, s.signee_le, s.simulee, _tient(s, actuelle, octets)) for s in posees)


def _tient(posee: SignatureDocument, actuelle: str, octets: bytes) -> bool:
    """La même empreinte, et la signature de la carte sur ce que le document dit maintenant."""
    if posee.empreinte != actuelle:
        return False
    cle = x509.load_der_x509_certificate(b64decode(posee.certificat)).public_key()
    return est_juste(posee.algorithme, cle, bytes.fromhex(posee.valeur), octets)
