"""Un nom de fichier sûr : jamais de dossier, jamais de nom réservé, lisible partout."""

from __future__ import annotations

import re

from secretariat.socle.texte import sans_accents

LONGUEUR = 80
INTERDITS = re.compile(r"[^A-Za-z0-9._-]+")


def nom_de_fichier(nom: str) -> str:
    r"""Le dernier morceau du chemin, en lettres sans accents ; il ne commence ni ne finit par un point.

    >>> nom_de_fichier("../../etc/pass wd.pdf"), nom_de_fichier("..."), nom_de_fichier("C:\\Été\\reçu.pdf")
    ('pass_wd.pdf', 'document', 'recu.pdf')
    """
    dernier = re.split(r"[/\\]", nom)[-1]
    propre = INTERDITS.sub("_", sans_accents(dernier)).strip("._")
    corps, point, extension = propre.rpartition(".")
    if point and len(propre) > LONGUEUR:
        propre = f"{corps[: LONGUEUR - len(extension) - 1]}.{extension[: LONGUEUR // 2]}"
    return propre[:LONGUEUR] or "document"
