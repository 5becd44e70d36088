"""Les ordres d’entretien : vérifier, copier, restaurer."""

from __future__ import annotations

from pathlib import Path

from secretariat.cabinet.audit.scellement import empreinte_lue
from secretariat.commandes.bases import cabinet_ouvert
from secretariat.commandes.compte_rendu import CompteRendu
from secretariat.socle import sauvegarde, verification
from secretariat.socle.adresse import Serveur
from secretariat.socle.depot import Depot


def verifier(depot: Depot, phrase_depuis: Path | None, ancre: str = "") -> CompteRendu:
    """Contrôle le schéma, la base et le journal ; `ancre` est une empreinte gardée hors de la base, à y retrouver.

    Raises:
        ErreurMetier: L’empreinte donnée n’en est pas une.
    """
    empreinte = empreinte_lue(ancre)
    with cabinet_ouvert(depot, phrase_depuis) as cabinet:
        controles = verification.verifier(cabinet, empreinte=empreinte)
    manques = [controle for controle in controles if not controle.reussi]
    return CompteRendu(
        tuple(f"{'✓' if c.reussi else '✗'} {c.nom} : {c.detail}" for c in controles),
        {"controles": [{"nom": c.nom, "reussi": c.reussi, "detail": c.detail} for c in controles]},
        refus=f"{len(manques)} contrôle(s) en défaut : {', '.join(c.nom for c in manques)}." if manques else "",
        conseil="Ne plus rien saisir, garder ce fichier et restaurer la dernière sauvegarde." if manques else "",
    )


def copier(base: Path, cle: bytes, destination: Path) -> CompteRendu:
    """Copie la base vers un fichier, chiffrée, et relit la copie."""
    faite = sauvegarde.sauvegarder(base, cle, destination)
    return CompteRendu(
        (
            f"Sauvegarde faite et relue : {faite.fichier} ({faite.taille / 1e6:.1f} Mo).",
            "Garder aussi le fichier .cles.json qui l’accompagne : sans lui, elle ne s’ouvre pas.",
        ),
        {
            "fichier": str(faite.fichier),
            "taille_octets": faite.taille,
            "revision": faite.revision,
            "lignes_du_journal": faite.lignes_du_journal,
        },
    )


def restaurer(base: Path, cle: bytes, source: Path) -> CompteRendu:
    """Remplace la base par une sauvegarde relue."""
    ancienne = sauvegarde.restaurer(source, base, cle)
    phrases = [f"La base {base} est celle de la sauvegarde {source}."]
    if ancienne is not None:
        phrases.append(f"L’ancienne base est gardée : {ancienne}.")
    return CompteRendu(tuple(phrases), {"base": str(base), "ancienne": str(ancienne) if ancienne else None})


def restaurer_sur_le_serveur(adresse: Serveur, cle: bytes, source: Path) -> CompteRendu:
    """Remet une sauvegarde dans une base vide du serveur ; la sauvegarde n’est pas touchée.

    Raises:
        DestinationRefusee: La base du serveur n’est pas vide.
    """
    from secretariat.commandes.transferer import du_serveur  # noqa: PLC0415
    from secretariat.socle.copie_du_serveur import copier_vers_le_serveur  # noqa: PLC0415

    moteur = du_serveur(adresse, None)
    try:
        copie = copier_vers_le_serveur(source, cle, moteur)
    finally:
        moteur.dispose()
    return CompteRendu(
        (f"La base {adresse.base} du serveur {adresse.hote} est celle de la sauvegarde {source}.",),
        {"base": str(adresse), "lignes": copie.lignes},
    )
