"""Ce qui est branché et installé pour les cartes sur ce poste ; un autre poste a d’autres lecteurs.

Ces réglages tiennent dans `cartes.json`, dans le dossier de données du compte : ni donnée du cabinet, ni secret. Une
valeur qui ne se comprend pas vaut son défaut : le programme s’ouvre. À qui l’on se fie (les autorités des certificats)
est au contraire l’affaire de tout le cabinet, et se règle en base.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from pathlib import Path

from secretariat.socle import poste
from secretariat.socle.erreurs import ErreurMetier

NOM = "cartes.json"
PATIENCE_S = 10.0
PATIENCES_S = (1.0, 60.0)


@dataclass(frozen=True, slots=True)
class ReglagesDuPoste:
    """Les réglages de cartes d’un poste ; un chemin vide dit que rien n’est installé.

    Attributes:
        lecteur_vitale: Le lecteur que l’on préfère pour la carte du patient, quand plusieurs en ont une.
        lecteur_cps: De même pour la carte du professionnel.
        bibliotheque_pkcs11: La bibliothèque qui signe par la carte CPS (Cryptolib CPS de l’ANS, OpenSC).
        api_fichier: Le fichier XML que dépose l’outil sous licence qui lit les droits.
        api_bibliotheque: La bibliothèque sous licence elle-même.
        api_fonction: La fonction à y appeler ; son nom n’est pas public, il vient avec la licence.
        patience_s: Le temps laissé à une carte pour répondre à un échange, en secondes (1 à 60).
    """

    lecteur_vitale: str = ""
    lecteur_cps: str = ""
    bibliotheque_pkcs11: str = ""
    api_fichier: str = ""
    api_bibliotheque: str = ""
    api_fonction: str = ""
    patience_s: float = PATIENCE_S


def lire_reglages(dossier: Path | None) -> ReglagesDuPoste:
    """Les réglages gardés dans ce dossier ; ceux par défaut sans dossier, ou sans fichier qui se lise."""
    lus = {} if dossier is None else poste.lire(dossier / NOM)
    patience_s = _patience(lus.pop("patience_s", None))
    textes = {champ.name: lu for champ in fields(ReglagesDuPoste) if isinstance(lu := lus.get(champ.name), str)}
    return ReglagesDuPoste(**textes, patience_s=patience_s)


def ecrire_reglages(dossier: Path, reglages: ReglagesDuPoste) -> None:
    """Garde ces réglages pour ce poste.

    Raises:
        ErreurMetier: Un chemin ne mène à aucun fichier, la fonction manque, ou la patience sort de ses bornes.
        ErreurEnvironnement: Le dossier refuse l’écriture.
    """
    verifier(reglages)
    poste.ecrire(dossier / NOM, asdict(reglages))


def verifier(reglages: ReglagesDuPoste) -> None:
    """Refuse des réglages qui ne peuvent pas servir.

    Raises:
        ErreurMetier: Voir `ecrire_reglages`.
    """
    for chemin in (reglages.bibliotheque_pkcs11, reglages.api_bibliotheque):
        if chemin and not Path(chemin).is_file():
            raise ErreurMetier(
                f"Aucun fichier à l’endroit «\u00a0{chemin}\u00a0».",
                conseil="Choisir la bibliothèque installée sur ce poste, ou vider le champ.",
            )
    if reglages.api_bibliotheque and not reglages.api_fonction:
        raise ErreurMetier(
            "La fonction à appeler dans la bibliothèque sous licence n’est pas dite.",
            conseil="Son nom est dans la documentation remise avec la licence.",
        )
    if not PATIENCES_S[0] <= reglages.patience_s <= PATIENCES_S[1]:
        raise ErreurMetier(
            f"Une carte ne peut pas avoir {reglages.patience_s:g}\u00a0s pour répondre.",
            conseil=f"Choisir de {PATIENCES_S[0]:g} à {PATIENCES_S[1]:g} secondes.",
        )


def _patience(lue: object) -> float:
    """La patience lue, si c’est un nombre et s’il est dans ses bornes."""
    if isinstance(lue, bool) or not isinstance(lue, int | float):
        return PATIENCE_S
    return float(lue) if PATIENCES_S[0] <= lue <= PATIENCES_S[1] else PATIENCE_S
