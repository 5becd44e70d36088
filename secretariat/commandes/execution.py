"""Exécuter un ordre : l’aiguillage, et les erreurs prévues dites en français.

Les ordres sont chargés à la demande : ouvrir la fenêtre ne charge pas ce qui importe un fichier, et inversement.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from secretariat.commandes import bases, compte_rendu
from secretariat.commandes.arguments import analyseur
from secretariat.commandes.compte_rendu import CompteRendu
from secretariat.socle import base_du_poste
from secretariat.socle.adresse import Serveur
from secretariat.socle.erreurs import ErreurSecretariat


def executer(arguments: Sequence[str]) -> int:
    """Exécute la ligne de commande et rend le code de retour."""
    demande = analyseur().parse_args(arguments)
    ordre = demande.ordre or "fenetre"
    try:
        if ordre == "fenetre":
            return _fenetre(demande)
        if ordre == "demo":
            return _demo(demande)
        return compte_rendu.publier(_ordre(demande), ordre, en_json=demande.json)
    except ErreurSecretariat as erreur:
        return compte_rendu.publier_erreur(erreur, ordre, en_json=demande.json)


def _ordre(demande: argparse.Namespace) -> CompteRendu:
    match demande.ordre:
        case "importer-patients" | "rechercher" | "exporter-patient":
            return _ordre_sur_les_patients(demande)
        case "lire-carte":
            return _ordre_sur_les_cartes(demande)
        case "transferer" | "reprendre-ici" | "cles":
            return _ordre_sur_la_base_elle_meme(demande)
        case "sauvegardes" | "exercice-restauration" | "sauvegarder" if getattr(demande, "destination", None) is None:
            return _ordre_sur_les_sauvegardes(demande)
        case _:
            return _ordre_d_entretien(demande)


def _ordre_d_entretien(demande: argparse.Namespace) -> CompteRendu:
    from secretariat.commandes import entretien  # noqa: PLC0415

    match demande.ordre:
        case "restaurer":
            cle = bases.cle_de(demande.source, demande.phrase_depuis)
            base = bases.base_demandee(demande.base)
            if isinstance(base, Serveur):
                return entretien.restaurer_sur_le_serveur(base, cle, demande.source)
            return entretien.restaurer(base, cle, demande.source)
        case "sauvegarder":
            base = bases.chemin_demande(demande.base)
            return entretien.copier(base, bases.cle_de(base, demande.phrase_depuis), demande.destination)
        case _:
            depot = bases.depot_demande(demande.base)
            return entretien.verifier(depot, demande.phrase_depuis, demande.ancre)


def _ordre_sur_les_sauvegardes(demande: argparse.Namespace) -> CompteRendu:
    from secretariat.commandes import sauvegardes  # noqa: PLC0415

    base = bases.chemin_demande(demande.base)
    match demande.ordre:
        case "sauvegardes":
            return sauvegardes.montrer(base, demande)
        case "sauvegarder":
            return sauvegardes.faire(base, bases.cle_de(base, demande.phrase_depuis))
        case _:
            return sauvegardes.exercer(base, bases.cle_de(base, demande.phrase_depuis))


def _ordre_sur_la_base_elle_meme(demande: argparse.Namespace) -> CompteRendu:
    from secretariat.commandes import cles, transferer  # noqa: PLC0415  (chargés à la demande)

    if demande.ordre == "cles":
        return cles.executer(bases.chemin_demande(demande.base), demande)
    if demande.ordre == "reprendre-ici":
        return transferer.reprendre_ici(bases.base_demandee(demande.base), demande.phrase_depuis)
    return transferer.transferer(
        bases.base_demandee(demande.depuis),
        bases.base_demandee(demande.vers),
        phrase_depuis=demande.phrase_depuis,
        phrase_vers=demande.phrase_vers_depuis,
    )


def _ordre_sur_les_patients(demande: argparse.Namespace) -> CompteRendu:
    from secretariat.commandes import patients  # noqa: PLC0415

    depot = bases.depot_demande(demande.base)
    if demande.ordre == "rechercher":
        return patients.rechercher(depot, demande.phrase_depuis, " ".join(demande.texte))
    if demande.ordre == "exporter-patient":
        return patients.exporter(
            depot, demande.phrase_depuis, demande.numero, demande.destination, raison=demande.raison
        )
    patients.refuser_sans_fichier(demande.fichier)
    return patients.importer(
        depot,
        demande.phrase_depuis,
        demande.fichier,
        essai=demande.essai,
        ignorer_fautives=demande.ignorer_fautives,
    )


def _ordre_sur_les_cartes(demande: argparse.Namespace) -> CompteRendu:
    from secretariat.commandes import cartes  # noqa: PLC0415

    return cartes.lire_carte(bases.dossier_des_donnees(), demande)


def _fenetre(demande: argparse.Namespace) -> int:
    from secretariat.ui.lancement import Options, lancer  # noqa: PLC0415

    return lancer(
        Options(
            bases.base_demandee(demande.base),
            lecture_seule=demande.lecture_seule,
            rapports=bases.dossier_des_rapports(),
            donnees=bases.dossier_des_donnees(),
            retenir=lambda adresse: base_du_poste.retenir(bases.dossier_des_donnees(), adresse),
        )
    )


def _demo(demande: argparse.Namespace) -> int:
    from secretariat.commandes import demo  # noqa: PLC0415

    return demo.executer(demande)
