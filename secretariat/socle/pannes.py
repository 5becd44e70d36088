"""Les pannes que la base annonce en anglais, dites en français avec ce qu’il faut faire."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from secretariat.socle.erreurs import ErreurEnvironnement


class ServeurPerdu(ErreurEnvironnement):
    """Le serveur de la base ne répond plus ; le geste pourra se refaire quand il sera revenu."""


class ServeurRefuse(ErreurEnvironnement):
    """Le serveur répond, mais refuse ce compte ou ce certificat."""


class MotDePasseRefuse(ServeurRefuse):
    """Le serveur demande un mot de passe, ou refuse celui-ci."""


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


CLASSES_DU_SERVEUR = {
    "08": None,
    "57P": None,
    "53100": ("Le disque du serveur est plein : rien n’a été enregistré.", "Prévenir qui s’occupe du serveur."),
    "53300": (
        "Le serveur a trop de postes ouverts : rien n’a été enregistré.",
        "Fermer un poste, ou faire augmenter max_connections sur le serveur.",
    ),
    "55P03": CAUSES[1][1:],
    "25006": (
        "La base du serveur est en lecture seule : rien n’a été enregistré.",
        "Prévenir qui s’occupe du serveur.",
    ),
    "42501": (
        "Le compte de ce poste n’a pas le droit de faire cela sur le serveur.",
        "Faire de ce compte le propriétaire de la base.",
    ),
    "28": (
        "Le serveur refuse ce compte ou son mot de passe.",
        "Vérifier le compte et le mot de passe du serveur, puis recommencer.",
    ),
    "3D000": ("Cette base n’existe pas sur le serveur.", "Vérifier son nom, ou la faire créer sur le serveur."),
}
"""Par début de SQLSTATE (annexe A du manuel de PostgreSQL) ; None : le serveur ne répond plus."""


def panne_de(erreur: DBAPIError) -> ErreurEnvironnement | None:
    """La panne que dit cette erreur de la base, quelle que soit la base, ou None si c’en est une autre."""
    origine = erreur.orig
    if origine is None or not hasattr(origine, "sqlstate"):  # SQLite n’en a pas
        return panne(str(origine))
    return panne_du_serveur(origine.sqlstate, connexion_perdue=erreur.connection_invalidated)


def panne_du_serveur(code: str | None, *, connexion_perdue: bool = False) -> ErreurEnvironnement | None:
    """La panne que dit ce SQLSTATE ; sans code, c’est que l’on n’a pas atteint le serveur."""
    if code is None or connexion_perdue:
        return serveur_perdu()
    for debut, phrases in CLASSES_DU_SERVEUR.items():
        if code.startswith(debut):
            return serveur_perdu() if phrases is None else ErreurEnvironnement(phrases[0], conseil=phrases[1])
    return None


def serveur_perdu() -> ServeurPerdu:
    """Le serveur ne répond pas, ou plus."""
    return ServeurPerdu(
        "Le serveur du cabinet ne répond pas : rien n’a été enregistré.",
        conseil="Vérifier le réseau et que le serveur est allumé ; le programme le retrouvera tout seul.",
    )
