"""Les gestes des courriers : écrire une lettre, et faire signer un document par la carte d’un praticien."""

from secretariat.courriers.services.lettres import ecrire, previsualiser
from secretariat.courriers.services.signature import signer_document

__all__ = ["ecrire", "previsualiser", "signer_document"]
