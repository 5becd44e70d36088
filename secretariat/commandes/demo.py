"""L’ordre « demo » : préparer le cabinet de démonstration s’il le faut, puis l’ouvrir ou y jouer la matinée.

La matinée se joue dans une base neuve, rangée avec ce qu’elle produit : elle ne touche pas au cabinet que l’on essaie.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
from pathlib import Path

from secretariat.commandes import bases, compte_rendu
from secretariat.commandes.compte_rendu import CompteRendu
from secretariat.demonstration import creation, etat
from secretariat.demonstration.calendrier import dernier_jour_ouvert
from secretariat.demonstration.creation import Resume
from secretariat.demonstration.etablissement import IDENTIFIANT_MONTRE, MOT_DE_PASSE
from secretariat.demonstration.etat import EtatDemonstration
from secretariat.socle import cles
from secretariat.socle.dates import jour_dit, moment_dit
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurMetier
from secretariat.socle.horloge import a_paris, horloge_du_poste

NOM_DE_LA_BASE = "demonstration.sqlite"
SORTIE_PAR_DEFAUT = Path("sortie", "demo")


def executer(demande: argparse.Namespace) -> int:
    """Exécute l’ordre et rend le code de retour.

    Raises:
        ErreurMetier: La base désignée n’est pas une démonstration.
    """
    if demande.scenario:
        return compte_rendu.publier(_jouer(demande), "demo", en_json=demande.json)
    base = preparer(base_demandee(demande.base), graine=demande.graine, neuve=demande.neuve)
    code = _ouvrir(base, demande.theme)
    if demande.json:
        compte_rendu.publier(CompteRendu((), {"base": str(base)}), "demo", en_json=True)
    return code


def base_demandee(base: str | None) -> Path:
    """La base de démonstration de ce compte, ou celle que l’on désigne."""
    return bases.dossier_des_donnees() / NOM_DE_LA_BASE if base is None else bases.chemin_demande(base)


def preparer(base: Path, *, graine: int, neuve: bool) -> Path:
    """Crée la base si elle manque, la refait si on le demande ou si son agenda est passé ; la rend prête à ouvrir.

    Raises:
        ErreurMetier: Il y a là une base qui n’est pas une démonstration.
        fichier_base.DejaOuverte: Il faut la refaire, mais une fenêtre la tient.
    """
    trouvee = _lire(base)
    if raison := _raison_de_creer(trouvee, base, neuve=neuve):
        _dire(raison)
        creer(base, graine=graine)
    elif trouvee is not None:
        _dire(f"Cabinet de démonstration repris où on l’avait laissé : {moment_dit(trouvee.instant)}.")
        if trouvee.jour < a_paris(etat.horloge_de_naissance(horloge_du_poste)()).date():
            _dire("L’option --neuve le ramène à aujourd’hui.")
    return base


def creer(base: Path, *, graine: int) -> Resume:
    """Crée ou refait la base, en disant où l’on en est."""
    resume = creation.creer(
        base, graine=graine, horloge=etat.horloge_de_naissance(horloge_du_poste), progression=_avancer
    )
    _dire(
        f"{resume.patients} patients, {resume.rendez_vous} rendez-vous du {resume.premier_jour:%d/%m/%Y} au "
        f"{resume.dernier_jour:%d/%m/%Y}, {resume.factures} factures. Il y est {moment_dit(resume.instant)}."
    )
    return resume


def _lire(base: Path) -> EtatDemonstration | None:
    if not base.exists():
        return None
    if base.name != NOM_DE_LA_BASE and cles.lire(base).base != cles.BASE_DE_DEMONSTRATION:
        raise ErreurMetier(
            f"La base {base} n’est pas une démonstration : l’ordre « demo » n’y touche pas.",
            conseil="Donner un autre chemin à --base, ou ne pas le donner.",
        )
    return etat.lire_etat(base)


def _raison_de_creer(trouvee: EtatDemonstration | None, base: Path, *, neuve: bool) -> str:
    if not base.exists():
        return f"Création du cabinet de démonstration dans {base}…"
    if neuve:
        return f"Le cabinet de démonstration est refait : {base}…"
    if trouvee is None:
        return "Le cabinet de démonstration n’est pas complet : il est refait…"
    if trouvee.dernier_jour < a_paris(horloge_du_poste()).date():
        return f"L’agenda de démonstration finissait {jour_dit(trouvee.dernier_jour)} : le cabinet est refait…"
    return ""


def _ouvrir(base: Path, demande_de_theme: str | None) -> int:
    from secretariat.ui.lancement import CompteMontre, Options, lancer  # noqa: PLC0415  (Qt, à la demande)
    from secretariat.ui.theme.jetons import Apparence  # noqa: PLC0415

    present = etat.lire_etat(base)
    if present is None:
        raise ErreurMetier(f"La base {base} n’est pas complète.", conseil="La refaire avec --neuve.")
    return lancer(
        Options(
            base,
            CompteMontre(IDENTIFIANT_MONTRE, MOT_DE_PASSE),
            Apparence(demande_de_theme) if demande_de_theme else None,
            etat.horloge_depuis(present.instant),
            rapports=bases.dossier_des_rapports(),
        )
    )


def _jouer(demande: argparse.Namespace) -> CompteRendu:
    from secretariat.ui.lancement import CompteMontre  # noqa: PLC0415  (Qt, à la demande)
    from secretariat.ui.scenario.jeu import LIBELLES_DES_COMPTES  # noqa: PLC0415
    from secretariat.ui.scenario.matinee import jouer  # noqa: PLC0415
    from secretariat.ui.theme.jetons import Apparence  # noqa: PLC0415

    sortie = (demande.sortie or SORTIE_PAR_DEFAUT).resolve()
    _creer_le_dossier(sortie)
    resume = jouer(
        sortie,
        jour=dernier_jour_ouvert(a_paris(horloge_du_poste()).date()),
        compte=CompteMontre(IDENTIFIANT_MONTRE, MOT_DE_PASSE),
        graine=demande.graine,
        apparence=Apparence(demande.theme or "clair"),
        dire=_dire,
    )
    phrases = tuple(f"{dit} : {resume.comptes[nom]}" for nom, dit in LIBELLES_DES_COMPTES.items())
    return CompteRendu(
        (
            *phrases,
            f"Recettes du jour : {resume.recettes}",
            f"{len(resume.images)} images, {len(resume.documents)} documents et resume.json dans {sortie}",
        ),
        {"sortie": str(sortie), **dataclasses.asdict(resume)},
    )


def _creer_le_dossier(sortie: Path) -> None:
    try:
        sortie.mkdir(parents=True, exist_ok=True)
    except OSError as erreur:
        raise ErreurEnvironnement(
            f"Le dossier {sortie} ne se crée pas : {erreur.strerror}.",
            conseil="Choisir un autre dossier avec --sortie.",
        ) from erreur


def _avancer(quoi: str, part: float) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{round(100 * part):3} % {quoi}" + ("\r\x1b[K" if part >= 1 else ""))
        sys.stderr.flush()


def _dire(phrase: str) -> None:
    sys.stderr.write(f"{phrase}\n")
