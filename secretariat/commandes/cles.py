"""Les ordres sur les clés : les lister, en ajouter, en renouveler, en révoquer, essayer une fiche de récupération.

Un secret ne s’écrit jamais sur la ligne de commande, que tout le poste peut lire : il se tape, ou vient d’un fichier.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from secretariat.cabinet import fiche_recuperation, lectures
from secretariat.cabinet.valeurs import FicheRecuperation
from secretariat.commandes import bases
from secretariat.commandes.compte_rendu import CompteRendu
from secretariat.socle import cles, emplacements, fichiers, recuperation
from secretariat.socle.cles import Emplacement, Moyen
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.horloge import a_paris, horloge_du_poste
from secretariat.socle.trousseau import trousseau_du_bureau

LIBELLES = {
    Moyen.TROUSSEAU: "trousseau du bureau",
    Moyen.PHRASE: "phrase de passe",
    Moyen.RECUPERATION: "fiche de récupération",
}
SAUVEGARDES_ANCIENNES = "Les sauvegardes déjà faites s’ouvrent encore par les clés qu’elles avaient."


def executer(base: Path, demande: argparse.Namespace) -> CompteRendu:
    """Exécute une action sur les clés de cette base."""
    actions: dict[str, Callable[[Path, argparse.Namespace], CompteRendu]] = {
        "lister": _lister,
        "essayer-fiche": _essayer,
        "ajouter": _ajouter,
        "renouveler": _renouveler,
        "revoquer": _revoquer,
    }
    return actions[demande.action](base, demande)


def _lister(base: Path, _demande: argparse.Namespace) -> CompteRendu:
    places = cles.lire(base).emplacements
    return CompteRendu(
        tuple(f"{e.repere}  {LIBELLES[e.moyen]:<22}  du {e.cree_le}  {e.libelle}".rstrip() for e in places),
        {
            "cles": [
                {"repere": e.repere, "moyen": e.moyen.value, "libelle": e.libelle, "cree_le": e.cree_le} for e in places
            ]
        },
    )


def _essayer(base: Path, demande: argparse.Namespace) -> CompteRendu:
    saisie = bases.secret_donne(demande.nouvelle_depuis, "Code, mots ou contenu du code QR de la fiche")
    place = emplacements.essayer_la_fiche(base, saisie)
    return CompteRendu((f"Cette fiche, du {place.cree_le}, ouvre la base. Rien n’a été changé.",), {"ouvre": True})


def _ajouter(base: Path, demande: argparse.Namespace) -> CompteRendu:
    cle = bases.preuve(base, demande.phrase_depuis)
    if demande.moyen == "phrase":
        phrase = bases.secret_donne(demande.nouvelle_depuis, "Nouvelle phrase de passe")
        place = emplacements.ajouter_phrase(base, cle, phrase, libelle=demande.libelle, le=_jour())
        return _noter(base, cle, "clé ajoutée", place)
    if (trousseau := trousseau_du_bureau()) is None:
        raise ErreurMetier("Ce poste n’a pas de trousseau.", conseil="Se servir d’une phrase de passe.")
    return _noter(base, cle, "clé ajoutée", emplacements.confier_au_trousseau(base, cle, trousseau, le=_jour()))


def _revoquer(base: Path, demande: argparse.Namespace) -> CompteRendu:
    cle = bases.preuve(base, demande.phrase_depuis)
    ote = emplacements.revoquer(base, cle, repere=demande.repere)
    return _noter(base, cle, "clé révoquée", ote, suite=SAUVEGARDES_ANCIENNES)


def _renouveler(base: Path, demande: argparse.Namespace) -> CompteRendu:
    if demande.repere == "fiche":
        return _renouveler_la_fiche(base, demande)
    cle = bases.preuve(base, demande.phrase_depuis)
    phrase = bases.secret_donne(demande.nouvelle_depuis, "Nouvelle phrase de passe")
    place = emplacements.renouveler_phrase(base, cle, phrase, repere=demande.repere, le=_jour())
    return _noter(base, cle, "clé renouvelée", place, suite=SAUVEGARDES_ANCIENNES)


def _renouveler_la_fiche(base: Path, demande: argparse.Namespace) -> CompteRendu:
    if demande.pdf is None:
        raise ErreurMetier("Il manque l’endroit où écrire la nouvelle fiche.", conseil="Le donner : --pdf FICHIER.pdf.")
    cle = bases.preuve(base, demande.phrase_depuis)
    with bases.fichier_ouvert(base, cle) as cabinet, cabinet.lecture() as lecture:
        nom = lectures.etablissement(lecture).nom
    code = recuperation.nouveau_code()
    fiche = FicheRecuperation(code, nom, cles.lire(base).base, a_paris(horloge_du_poste()).date())
    fichiers.enregistrer(demande.pdf, fiche_recuperation.en_pdf(fiche))  # d’abord sur le papier, ensuite dans la base
    place = emplacements.renouveler_la_fiche(base, cle, code, le=_jour())
    conseil = (
        f"L’imprimer, l’essayer (secretariat cles essayer-fiche), puis effacer le fichier. {SAUVEGARDES_ANCIENNES}"
    )
    return _noter(base, cle, "clé renouvelée", place, suite=f"Nouvelle fiche : {demande.pdf}. {conseil}")


def _noter(base: Path, cle: bytes, operation: str, place: Emplacement, *, suite: str = "") -> CompteRendu:
    with bases.fichier_ouvert(base, cle) as cabinet, cabinet.unite("clés de la base") as unite:
        unite.noter(operation, f"cles:{place.repere}", moyen=place.moyen.value, libelle=place.libelle)
        unite.valider()
    phrase = f"{operation.capitalize()} : {place.repere}, {LIBELLES[place.moyen]} {place.libelle}".rstrip() + "."
    return CompteRendu((phrase, suite) if suite else (phrase,), {"repere": place.repere, "moyen": place.moyen.value})


def _jour() -> str:
    return f"{a_paris(horloge_du_poste()).date()}"
