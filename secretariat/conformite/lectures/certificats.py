"""Les certificats de destruction gardés."""

from __future__ import annotations

import hashlib

from sqlalchemy import select

from secretariat.conformite.modele import CertificatDestruction
from secretariat.conformite.valeurs.conservation import CertificatRange
from secretariat.socle.erreurs import ErreurEnvironnement
from secretariat.socle.unite_de_travail import Lecture


def certificats(lecture: Lecture) -> tuple[CertificatRange, ...]:
    """Les certificats de destruction, le dernier d’abord."""
    colonnes = (
        CertificatDestruction.id,
        CertificatDestruction.numero,
        CertificatDestruction.signataire,
        CertificatDestruction.dossiers,
        CertificatDestruction.etabli_le,
    )
    return lecture.lignes(select(*colonnes).order_by(CertificatDestruction.id.desc()), CertificatRange)


def contenu_du_certificat(lecture: Lecture, certificat_id: int) -> bytes:
    """Le PDF d’un certificat.

    Raises:
        ErreurEnvironnement: Il n’est plus celui qui a été établi.
    """
    certificat = lecture.un(CertificatDestruction, certificat_id)
    if hashlib.sha256(certificat.contenu).hexdigest() != certificat.empreinte:
        raise ErreurEnvironnement(
            f"Le certificat {certificat.numero} n’est plus celui qui a été établi\u00a0: son empreinte a changé.",
            conseil="Le retrouver dans une sauvegarde.",
        )
    return certificat.contenu
