"""Les numéros qui désignent les personnes : NIR de l’assurance maladie, RPPS des professionnels de santé.

Le NIR se garde compact, sur quinze caractères (treize et la clé) ; il ne s’écrit en groupes qu’à l’écran, et masqué
partout où sa valeur entière n’est pas utile. Un NIR juste n’est qu’une suite de caractères bien formée : il ne dit rien
de l’identité de son porteur.
"""

from __future__ import annotations

import re

GROUPES_NIR = (1, 2, 2, 2, 3, 3, 2)
LONGUEUR_CORPS = 13
LONGUEUR_NIR = 15
DEBUT_MASQUE = 7
FORME_CORPS = re.compile(r"[123478][0-9]{4}(?:[0-9]{2}|2A|2B)[0-9]{6}", re.ASCII)
FORME_RPPS = re.compile(r"[0-9]{11}", re.ASCII)
SEPARATEURS = re.compile(r"[\s.\-]+")
SEXES = {"1": "M", "2": "F"}


def compacter_nir(texte: str) -> str:
    """Le NIR tel qu’il se garde : sans espaces, points ni tirets, en majuscules.

    >>> compacter_nir("2 84 06 2a 109 001 39")
    '284062A10900139'
    """
    return SEPARATEURS.sub("", texte).upper()


def cle_nir(corps: str) -> str:
    """La clé d’un NIR de treize caractères : 97 moins le reste par 97, où 2A vaut 19 et 2B vaut 18.

    >>> cle_nir("2680813155013"), cle_nir("1421962965167")
    ('24', '94')

    Raises:
        ValueError: Le corps n’a pas la forme d’un NIR.
    """
    if not FORME_CORPS.fullmatch(corps):
        raise ValueError("un corps de NIR a treize caractères : sexe, année, mois, lieu, ordre")
    from stdnum.fr import nir as regles_nir  # noqa: PLC0415  (pas avant la page de connexion)

    return str(regles_nir.calc_check_digits(corps))


def nir_valide(nir15: str) -> bool:
    """Vrai si le NIR a ses quinze caractères et sa clé juste ; les séparateurs usuels sont admis."""
    nir = compacter_nir(nir15)
    corps, cle = nir[:LONGUEUR_CORPS], nir[LONGUEUR_CORPS:]
    return FORME_CORPS.fullmatch(corps) is not None and cle == cle_nir(corps)


def est_nir_fictif(nir: str) -> bool:
    """Vrai si aucun répertoire n’a pu attribuer ce NIR : commune 990, ou numéro d’ordre 000.

    La clé n’entre pas en compte ; un NIR mal formé n’est pas fictif, il est faux.

    >>> est_nir_fictif("284064499000108"), est_nir_fictif("284064410900123")
    (True, False)
    """
    corps = compacter_nir(nir)[:LONGUEUR_CORPS]
    return FORME_CORPS.fullmatch(corps) is not None and (corps[7:10] == "990" or corps[10:] == "000")


def sexe_du_nir(nir: str) -> str | None:
    """« M » ou « F » selon le premier chiffre, None pour un numéro provisoire ou d’attente (3, 4, 7, 8)."""
    return SEXES.get(nir[:1])


def formater_nir(nir: str) -> str:
    """Le NIR en groupes, tel qu’on le dicte ; un NIR en cours de saisie est groupé jusqu’où il va.

    >>> formater_nir("284064410900123")
    '2 84 06 44 109 001 23'
    """
    return _en_groupes(compacter_nir(nir))


def masquer_nir(nir: str) -> str:
    """Le NIR en groupes, réduit au sexe, à la date et au département de naissance.

    >>> masquer_nir("284064410900123")
    '2 84 06 44 ••• ••• ••'
    """
    compact = compacter_nir(nir)
    return _en_groupes(compact[:DEBUT_MASQUE] + "•" * len(compact[DEBUT_MASQUE:]))


def rpps_valide(rpps: str) -> bool:
    """Vrai si le numéro RPPS a ses onze chiffres et sa clé de Luhn juste.

    >>> rpps_valide("10000000009")
    True
    """
    from stdnum import luhn  # noqa: PLC0415  (pas avant la page de connexion)

    return FORME_RPPS.fullmatch(rpps) is not None and luhn.is_valid(rpps)


def _en_groupes(compact: str) -> str:
    debut, groupes = 0, []
    for longueur in GROUPES_NIR:
        groupes.append(compact[debut : debut + longueur])
        debut += longueur
    return " ".join(groupe for groupe in (*groupes, compact[debut:]) if groupe)
