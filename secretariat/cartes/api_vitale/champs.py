"""Lire un champ du XML : texte d’une ligne, chiffres, date, NIR. Un champ mal formé refuse toute la carte.

Trois règles valent partout. Un champ absent, vide ou fait de zéros (« 00000000 ») est un champ que la carte ne remplit
pas. Toute suite de blancs, retours de ligne compris, se réduit à une espace ; tout autre caractère invisible est refusé
(c’est par eux qu’un nom se lit autrement qu’il ne s’écrit). Un refus nomme le champ et sa faute, jamais sa valeur.
"""

from __future__ import annotations

import re
from datetime import date

from secretariat.cartes.api_vitale.arbre import Noeud
from secretariat.cartes.erreurs import DonneesInvalides
from secretariat.cartes.valeurs import FORME_NAISSANCE, date_de_carte
from secretariat.socle.identifiants import compacter_nir

TEXTE_MAX = 200
FORME_NIR = re.compile(r"[1-8][0-9]{4}(?:[0-9]{2}|2A|2B)[0-9]{8}", re.ASCII)
FORME_DATE = re.compile(r"[0-9]{8}", re.ASCII)
FORME_RANG = re.compile(r"[0-9]{1,2}", re.ASCII)


def refus(champ: str, faute: str) -> DonneesInvalides:
    """Le refus de la carte pour ce champ ; `faute` ne reprend rien de sa valeur."""
    return DonneesInvalides(detail=f"{champ}\u00a0: {faute}")


def une_ligne(brut: str, champ: str) -> str:
    """Ce texte sur une ligne.

    Raises:
        DonneesInvalides: Il dépasse deux cents caractères, ou il en a d’invisibles.
    """
    ligne = " ".join(brut.split())
    if len(ligne) > TEXTE_MAX:
        raise refus(champ, f"{len(ligne)} caractères, {TEXTE_MAX} au plus")
    if not ligne.isprintable():
        raise refus(champ, "caractère de contrôle ou invisible")
    return ligne


def texte(noeud: Noeud, chemin: str) -> str:
    """Le texte d’un champ, vide s’il manque."""
    return une_ligne(noeud.vers(chemin).brut, chemin)


def chiffres(noeud: Noeud, chemin: str, longueur: int) -> str:
    """Les chiffres d’un code de cette longueur, vide s’il manque ; des zéros sont un code."""
    lu = texte(noeud, chemin)
    if lu and not re.fullmatch(rf"[0-9]{{{longueur}}}", lu):
        raise refus(chemin, f"{longueur} chiffres attendus")
    return lu


def date_jjmmaaaa(noeud: Noeud, chemin: str) -> date | None:
    """La date d’un champ JJMMAAAA."""
    lue = texte(noeud, chemin)
    if _vide(lue):
        return None
    jour = date_de_carte(retourner(lue)) if FORME_DATE.fullmatch(lue) else None
    if jour is None:
        raise refus(chemin, "une date JJMMAAAA est attendue")
    return jour


def naissance(ident: Noeud) -> str:
    """La date de naissance telle que la carte la porte, AAAAMMJJ ou, sans siècle, AAMMJJ ; lunaire ou non.

    `naissance/date` (JJMMAAAA) n’est remplie que si le siècle est connu ; sinon c’est `naissance/dateEnCarte`.
    """
    francaise, en_carte = texte(ident, "naissance/date"), texte(ident, "naissance/dateEnCarte")
    brute = en_carte if _vide(francaise) else retourner(francaise)
    if _vide(brute) or not FORME_NAISSANCE.fullmatch(brute):
        raise refus("ident/naissance", "huit ou six chiffres attendus")
    return brute


def retourner(date_brute: str) -> str:
    """JJMMAAAA en AAAAMMJJ, JJMMAA en AAMMJJ, et inversement pour six chiffres.

    >>> retourner("19011942"), retourner("010155")
    ('19420119', '550101')
    """
    return date_brute[4:] + date_brute[2:4] + date_brute[:2]


def nir(noeud: Noeud, chemin: str) -> str:
    """Un NIR de quinze caractères, clé comprise, juste ou non ; une espace peut précéder la clé."""
    lu = compacter_nir(texte(noeud, chemin))
    if _vide(lu):
        return ""
    if not FORME_NIR.fullmatch(lu):
        raise refus(chemin, "la forme d’un NIR et de sa clé est attendue")
    return lu


def rang(noeud: Noeud, chemin: str) -> int:
    """Un rang de naissance, 1 si la carte n’en dit rien."""
    lu = texte(noeud, chemin)
    if lu and not FORME_RANG.fullmatch(lu):
        raise refus(chemin, "un rang de naissance est attendu")
    return int(lu or "0") or 1


def _vide(lu: str) -> bool:
    return not lu.strip("0")
