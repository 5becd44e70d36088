"""Les documents d’essai : ceux d’`exemples`, et un document mince à un champ près."""

from pathlib import Path

from secretariat.cartes.api_vitale.lecture_xml import lire_xml
from secretariat.cartes.valeurs import CarteVitale

EXEMPLES = Path(__file__).parent / "exemples"
FAMILLE = (EXEMPLES / "famille.xml").read_bytes()
DROITS = (EXEMPLES / "droits.xml").read_bytes()
NAISSANCE = "<date>19061984</date>"


def lire(document: bytes) -> CarteVitale:
    """La carte que dit ce document."""
    return lire_xml(document, simulee=False, generation=1)


def mince(
    *,
    nom: str = "MOREAU",
    prenom: str = "CAMILLE",
    naissance: str = NAISSANCE,
    ident: str = "",
    qualite: str = "0",
    amo: str = "",
    autres: str = "",
    nombre: int = 1,
) -> bytes:
    """Un document qui ne porte presque rien ; `ident`, `amo` et `autres` s’ajoutent tels quels."""
    personne = (
        f"<element><ident><nomUsuel>{nom}</nomUsuel><prenomUsuel>{prenom}</prenomUsuel><naissance>{naissance}</naissance>"
        f"<nir>284064499000108</nir>{ident}</ident><amo><qualBenef>{qualite}</qualBenef>{amo}</amo>{autres}</element>"
    )
    return f"<vitale><listeBenef>{personne * nombre}</listeBenef></vitale>".encode()
