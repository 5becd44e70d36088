"""Les pannes que SQLite annonce en anglais, dites en français avec ce qu’il faut faire."""

from __future__ import annotations

from secretariat.socle.erreurs import ErreurEnvironnement

CAUSES = (
    (
        "disk is full",
        "Le disque est plein : rien n’a été enregistré.",
        "Libérer de la place sur le disque, puis refaire le geste.",
    ),
    (
        "database is locked",
        "Un autre programme occupe la base : rien n’a été enregistré.",
        "Attendre quelques secondes et recommencer ; si cela dure, fermer l’autre copie du programme.",
    ),
    (
        "readonly database",
        "La base est en lecture seule : rien n’a été enregistré.",
        "Vérifier les droits du dossier où elle se trouve.",
    ),
    (
        "disk I/O error",
        "Le disque ne répond plus correctement : rien n’a été enregistré.",
        "Vérifier le disque ou le partage réseau, puis contrôler la base (menu Cabinet, Vérifier).",
    ),
    (
        "unable to open database file",
        "La base ne s’ouvre pas : son dossier refuse l’écriture, ou le disque est plein.",
        "Vérifier les droits du dossier et la place libre.",
    ),
    (
        "malformed",
        "La base est abîmée.",
        "Ne plus rien saisir et restaurer la dernière sauvegarde.",
    ),
)


def panne(cause: str) -> ErreurEnvironnement | None:
    """La panne que dit ce message de SQLite, ou None si ce n’en est pas une que l’on connaît."""
    for marque, message, conseil in CAUSES:
        if marque in cause:
            return ErreurEnvironnement(message, conseil=conseil)
    return None
