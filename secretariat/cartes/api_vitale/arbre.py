"""Ouvrir un XML qui vient d’un autre programme : petit, sans DTD, peu profond, d’un encodage connu, sinon refusé.

Le texte est décodé ici, avant l’analyse : l’analyseur ne voit jamais que de l’UTF-8, quoi que la déclaration annonce.
Les limites se vérifient à chaque balise, et l’arbre d’un document hostile n’est donc jamais bâti. Rien de ce que dit le
document ne passe dans une erreur, pas même par l’exception qui en est la cause : il porte l’identité d’un patient.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from secretariat.cartes.erreurs import DonneesInvalides

TAILLE_MAX = 1_000_000
PROFONDEUR_MAX = 20
ELEMENTS_MAX = 5_000
DECLARATION = re.compile(rb"<\?xml\s([^>]{0,200})\?>")
ENCODAGE = re.compile(rb"encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
ENCODAGES = {
    "utf-8": "utf-8",
    "us-ascii": "ascii",
    "iso-8859-1": "cp1252",
    "iso-8859-15": "iso-8859-15",
    "windows-1252": "cp1252",
}
"""Ceux que l’on admet. Ce que Windows annonce en ISO-8859-1 est souvent du Windows-1252, qui le contient."""


@dataclass(eq=False, repr=False, slots=True)
class Noeud:
    """Un élément : son nom sans préfixe, ses attributs, ses enfants, et les morceaux de son texte."""

    nom: str
    attributs: dict[str, str] = field(default_factory=dict)
    enfants: list[Noeud] = field(default_factory=list)
    morceaux: list[str] = field(default_factory=list)

    @property
    def brut(self) -> str:
        """Le texte de l’élément, tel quel."""
        return "".join(self.morceaux)

    def vers(self, chemin: str) -> Noeud:
        """L’élément au bout de ce chemin (`naissance/date`) ; un élément vide si rien n’y mène.

        Raises:
            DonneesInvalides: Deux frères portent ce nom : rien ne dit lequel croire.
        """
        noeud = self
        for nom in chemin.split("/"):
            trouves = [enfant for enfant in noeud.enfants if enfant.nom == nom]
            if len(trouves) > 1:
                raise DonneesInvalides(detail=f"{chemin}\u00a0: {len(trouves)} fois {nom}")
            noeud = trouves[0] if trouves else Noeud(nom)
        return noeud

    def tous(self, nom: str) -> Iterator[Noeud]:
        """Tous les éléments de ce nom, celui-ci compris, où qu’ils soient."""
        restants = [self]
        while restants:
            noeud = restants.pop()
            restants += noeud.enfants
            if noeud.nom == nom:
                yield noeud


class _Batisseur:
    """Reçoit les balises une à une et bâtit l’arbre, jusqu’à la première limite franchie."""

    def __init__(self) -> None:
        self._chemin = [Noeud("")]
        self._nombre = 0

    def start(self, nom: str, attributs: dict[str, str]) -> None:
        self._nombre += 1
        if len(self._chemin) > PROFONDEUR_MAX or self._nombre > ELEMENTS_MAX:
            raise DonneesInvalides(detail=f"XML\u00a0: plus de {PROFONDEUR_MAX} niveaux ou de {ELEMENTS_MAX} éléments")
        noeud = Noeud(_local(nom), {_local(cle): valeur for cle, valeur in attributs.items()})
        self._chemin[-1].enfants.append(noeud)
        self._chemin.append(noeud)

    def data(self, texte: str) -> None:
        self._chemin[-1].morceaux.append(texte)

    def end(self, _nom: str) -> None:
        self._chemin.pop()

    @property
    def racine(self) -> Noeud:
        return self._chemin[0].enfants[0]


def ouvrir(octets: bytes) -> Noeud:
    """La racine du document.

    Raises:
        DonneesInvalides: Il est trop gros, mal formé, trop profond, d’un encodage inconnu, ou il porte une DTD.
    """
    batisseur = _Batisseur()
    analyseur = DefusedXMLParser(target=batisseur, encoding="utf-8", forbid_dtd=True)
    texte = _en_utf8(octets)
    try:
        analyseur.feed(texte)
        analyseur.close()
    except ParseError as erreur:
        faute = "mal formé, ligne {}, colonne {}".format(*erreur.position)
    except DefusedXmlException as erreur:
        faute = type(erreur).__name__
    else:
        return batisseur.racine
    raise DonneesInvalides(detail=f"XML\u00a0: {faute}")


def _en_utf8(octets: bytes) -> bytes:
    """Le document en UTF-8, quel que soit l’encodage annoncé."""
    if len(octets) > TAILLE_MAX:
        raise DonneesInvalides(detail=f"XML\u00a0: {len(octets)} octets, {TAILLE_MAX} au plus")
    marque = octets.startswith(codecs.BOM_UTF8)
    corps = octets.removeprefix(codecs.BOM_UTF8).lstrip()
    declaration = DECLARATION.match(corps)
    annonce = ENCODAGE.search(declaration[1]) if declaration and not marque else None
    encodage = ENCODAGES.get(annonce[1].decode("ascii").lower() if annonce else "utf-8")
    texte = _decoder(corps, encodage)
    if texte is None:
        raise DonneesInvalides(detail="XML\u00a0: encodage non admis, ou qui n’est pas celui annoncé")
    return texte.encode()


def _decoder(octets: bytes, encodage: str | None) -> str | None:
    try:
        return None if encodage is None else octets.decode(encodage)
    except UnicodeDecodeError:
        return None


def _local(nom: str) -> str:
    """Le nom sans son espace de noms : `{urn:x}amo` se lit `amo`."""
    return nom.rpartition("}")[2]
