"""Ce que la carte d’un praticien signe d’un document du dossier, et qui peut le signer.

Les octets signés nomment leur objet : une signature faite pour un document ne vaut ni pour une feuille de soins, ni
pour une ouverture de session, ni pour un autre document de même contenu.
"""

from __future__ import annotations

from secretariat.courriers.valeurs import DocumentASigner
from secretariat.socle.erreurs import ErreurMetier

OBJET = b"Secretariat, signature d'un document\0"


def octets_a_signer(document_id: int, titre: str, empreinte: str) -> bytes:
    r"""Les octets à faire signer ; le titre vient en dernier, et ne peut se lire comme autre chose.

    Args:
        document_id: Son numéro au dossier.
        titre: Celui que la personne lit en signant.
        empreinte: SHA-256 du contenu, en hexadécimal.

    >>> octets_a_signer(7, "Lettre", "ab12")
    b"Secretariat, signature d'un document\x007\x00ab12\x00Lettre"
    """
    return OBJET + f"{document_id}\0{empreinte}\0{titre}".encode()


def qui_peut_signer(document: DocumentASigner, identifiant_national: str) -> str:
    """Le nom du praticien à qui est cette carte, s’il n’a pas encore signé ce document.

    Raises:
        ErreurMetier: La carte n’est celle d’aucun praticien en activité au cabinet, ou il a déjà signé.
    """
    nom = document.praticiens.get(identifiant_national)
    if nom is None:
        raise ErreurMetier(
            f"«\u00a0{document.titre}\u00a0» n’est pas signé\u00a0: la carte insérée n’est celle d’aucun praticien en "
            "activité au cabinet.",
            conseil="Insérer la carte d’un praticien du cabinet.",
        )
    if identifiant_national in document.deja:
        raise ErreurMetier(
            f"{nom} a déjà signé «\u00a0{document.titre}\u00a0».",
            conseil="Rien n’est à refaire\u202f; un autre praticien peut signer à son tour.",
        )
    return nom
