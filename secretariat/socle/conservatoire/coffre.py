"""Le coffre d’une base : y faire une sauvegarde, les lister, en ôter, dire où l’on en est.

Une sauvegarde est trois fichiers : la base chiffrée, ses clés, sa fiche. La base prend son nom en dernier, une fois
relue ; ce qu’un arrêt a laissé s’efface à la suivante. Un verrou n’en laisse faire qu’une à la fois.
"""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from time import monotonic

from secretariat.socle import cles, fichier_base, sauvegarde
from secretariat.socle.conservatoire import registre, regles
from secretariat.socle.conservatoire.valeurs import Alerte, Bilan, BilanExercice, Echec, Fiche, Preferences, Raison
from secretariat.socle.copie import Continuer, Copiste, TravailInterrompu, toujours
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurMetier, ErreurSecretariat
from secretariat.socle.fichier_base import DejaOuverte, VerrouDeBase
from secretariat.socle.fichiers import cause_dite
from secretariat.socle.horloge import Horloge, a_paris
from secretariat.socle.sauvegarde import Sauvegarde

TEMOIN = "SAUVEGARDES-DU-SECRETARIAT.txt"
"""Posé dans un dossier choisi : s’il n’y est plus, ce n’est pas le bon disque, ou il n’est pas branché."""
TEXTE_DU_TEMOIN = """Ce dossier reçoit les sauvegardes chiffrées du Secrétariat.
Ne pas retirer ce fichier : le programme s’en sert pour reconnaître le disque.
"""
MARGE_DE_PLACE = 1.1
REPERE_DE_BASE = 8


class DejaEnCours(ErreurEnvironnement):
    """Une autre sauvegarde de cette base est en train de se faire."""


class Coffre:
    """Les sauvegardes d’une base, dans le dossier que ce poste a choisi."""

    def __init__(self, base: Path, cle: bytes, horloge: Horloge, copiste: Copiste | None = None) -> None:
        self.base = base
        self.horloge = horloge
        self._cle = cle
        self._copiste = copiste

    @property
    def cle(self) -> bytes:
        """La clé de la base : elle ouvre aussi ses sauvegardes."""
        return self._cle

    @property
    def identifiant(self) -> str:
        """L’identifiant de la base, qui distingue ses sauvegardes de celles d’une autre."""
        return cles.lire(self.base).base

    @property
    def preferences(self) -> Preferences:
        """Les réglages de ce poste."""
        return registre.lire_preferences(self.base)

    @property
    def dossier(self) -> Path:
        """Où vont les sauvegardes de cette base."""
        choisi = self.preferences.dossier
        if not choisi:
            return self.base.parent / "sauvegardes" / self.base.stem
        return Path(choisi) / f"{self.base.stem}-{self.identifiant[:REPERE_DE_BASE]}"

    def regler(self, preferences: Preferences) -> None:
        """Garde ces réglages ; un dossier choisi doit exister et s’écrire.

        Raises:
            ErreurMetier: Un nombre est hors de ses bornes.
            ErreurEnvironnement: Le dossier manque ou refuse l’écriture.
        """
        if preferences.dossier:
            _marquer(Path(preferences.dossier))
        registre.ecrire_preferences(self.base, preferences)

    def fiches(self) -> tuple[Fiche, ...]:
        """Toutes les sauvegardes de cette base, manquées comprises, la plus récente d’abord."""
        return registre.lire_fiches(self.dossier, self.identifiant)

    def bilan(self) -> Bilan:
        """Où l’on en est : dernière bonne, dernière manquée, dernier exercice."""
        return registre.lire_bilan(self.base)

    def alerte(self) -> Alerte | None:
        """Ce qu’il faut dire dans la barre haute, ou rien."""
        return regles.alerte(self.bilan(), self.horloge(), seuil_heures=self.preferences.alerte_heures)

    def est_due(self, ecart: timedelta) -> bool:
        """Vrai si la dernière bonne sauvegarde de ce dossier a au moins cet âge."""
        bonnes = (fiche.faite_le for fiche in self.fiches() if fiche.verifiee)
        return regles.est_due(bonnes, self.horloge(), ecart)

    def sur_le_meme_disque(self) -> bool:
        """Vrai si la base et ses sauvegardes se perdraient ensemble ; faux si l’on n’en sait rien."""
        dossier = self.dossier
        while not dossier.exists() and dossier != dossier.parent:
            dossier = dossier.parent
        try:
            return dossier.stat().st_dev == self.base.parent.stat().st_dev
        except OSError:
            return False

    def faire(self, raison: Raison, continuer: Continuer = toujours) -> Fiche:
        """Fait une sauvegarde, la relit, range le dossier ; un refus se garde dans le bilan jusqu’à la prochaine bonne.

        Raises:
            DejaEnCours: Une autre sauvegarde de cette base se fait en ce moment.
            TravailInterrompu: `continuer` a rendu faux.
            ErreurEnvironnement: Le dossier manque, le disque est plein, la copie est abîmée.
        """
        with self._seule():
            try:
                fiche = self._faire(raison, continuer)
            except TravailInterrompu:
                raise
            except ErreurSecretariat as erreur:
                self._noter_l_echec(raison, erreur)
                raise
            registre.ecrire_bilan(self.base, dataclasses.replace(self.bilan(), derniere=fiche, echec=None))
            self.ranger()
            return fiche

    def faire_vers(self, destination: Path, continuer: Continuer = toujours) -> Sauvegarde:
        """Copie la base vers un fichier choisi, hors du dossier des sauvegardes."""
        return sauvegarde.sauvegarder(self.base, self._cle, destination, copiste=self._copiste, continuer=continuer)

    def ranger(self) -> tuple[Fiche, ...]:
        """Ôte les sauvegardes que les réglages ne gardent plus ; rend celles qui sont parties."""
        otees = regles.a_oter(self.fiches(), self.preferences.politique, self.horloge())
        for fiche in otees:
            with suppress(OSError):
                _oter(self.dossier / fiche.nom)
        return otees

    def noter_l_exercice(self, exercice: BilanExercice) -> None:
        """Garde ce qu’a donné le dernier exercice."""
        registre.ecrire_bilan(self.base, dataclasses.replace(self.bilan(), exercice=exercice))

    def _faire(self, raison: Raison, continuer: Continuer) -> Fiche:
        dossier = self._dossier_pret()
        self._nettoyer(dossier)
        self._refuser_sans_place(dossier)
        depart, instant = monotonic(), self.horloge()
        fichier = self._nom_libre(dossier, f"{self.base.stem}_{a_paris(instant):%Y-%m-%d_%H-%M-%S}_{raison}")
        fiches: list[Fiche] = []

        def enregistrer(faite: Sauvegarde) -> None:
            fiche = Fiche(
                nom=fichier.name,
                base=self.identifiant,
                faite_le=instant,
                raison=raison,
                taille=faite.taille,
                duree_s=round(monotonic() - depart, 2),
                revision=faite.revision,
                lignes_du_journal=faite.lignes_du_journal,
                derniere_empreinte=faite.derniere_empreinte,
                tables=faite.tables,
                verifiee=True,
            )
            registre.ecrire_fiche(dossier, fiche)
            fiches.append(fiche)

        sauvegarde.sauvegarder(
            self.base, self._cle, fichier, copiste=self._copiste, continuer=continuer, avant_de_nommer=enregistrer
        )
        return fiches[0]

    @contextmanager
    def _seule(self) -> Iterator[None]:
        verrou = VerrouDeBase(self.base.with_name(self.base.name + ".sauvegarde"))
        try:
            verrou.prendre()
        except DejaOuverte as erreur:
            raise DejaEnCours(
                "Une autre sauvegarde de cette base est en cours.", conseil="Attendre qu’elle finisse."
            ) from erreur
        try:
            yield
        finally:
            verrou.rendre()

    def _dossier_pret(self) -> Path:
        choisi = self.preferences.dossier
        if choisi and not (Path(choisi) / TEMOIN).exists():
            raise ErreurEnvironnement(
                f"Le dossier des sauvegardes {choisi} n’est pas là.",
                conseil="Brancher le disque des sauvegardes, ou choisir un autre dossier.",
            )
        try:
            self.dossier.mkdir(parents=True, exist_ok=True)
        except OSError as erreur:
            raise _dossier_refuse(self.dossier, erreur) from erreur
        return self.dossier

    def _nettoyer(self, dossier: Path) -> None:
        """Efface ce qu’un arrêt a laissé : les copies sans nom, et ce qui accompagne une copie jamais nommée."""
        for reste in dossier.glob(f"{self.base.stem}_*.partiel*"):
            reste.unlink(missing_ok=True)
        for nom in registre.sans_fichier(dossier, self.identifiant):
            _oter(dossier / nom)

    def _refuser_sans_place(self, dossier: Path) -> None:
        besoin = round(self.base.stat().st_size * MARGE_DE_PLACE) if self.base.exists() else 0
        libre = shutil.disk_usage(dossier).free
        if libre < besoin:
            raise ErreurEnvironnement(
                f"Le disque est plein : une sauvegarde demande {besoin / 1e6:.0f} Mo, il en reste {libre / 1e6:.0f}.",
                conseil=f"Libérer de la place dans {dossier}, ou choisir un autre dossier.",
            )

    def _nom_libre(self, dossier: Path, voulu: str) -> Path:
        rang, fichier = 1, dossier / f"{voulu}.sqlite"
        while fichier.exists() or registre.fichier_de_fiche(fichier).exists():
            rang += 1
            fichier = dossier / f"{voulu}-{rang}.sqlite"
        return fichier

    def _noter_l_echec(self, raison: Raison, erreur: ErreurSecretariat) -> None:
        instant = self.horloge()
        with suppress(ErreurSecretariat):
            echec = Echec(instant, raison, str(erreur), erreur.conseil)
            registre.ecrire_bilan(self.base, dataclasses.replace(self.bilan(), echec=echec))
        with suppress(ErreurSecretariat, OSError):
            # une par jour et par raison : retentée toutes les dix minutes, la même n’emplit pas le dossier
            nom = f"{self.base.stem}_{a_paris(instant):%Y-%m-%d}_{raison}_manquee.sqlite"
            registre.ecrire_fiche(self.dossier, Fiche(nom, self.identifiant, instant, raison, defaut=str(erreur)))


def _marquer(choisi: Path) -> None:
    """Pose le témoin dans un dossier que l’on vient de choisir."""
    if not choisi.is_dir():
        raise ErreurMetier(f"Le dossier {choisi} n’existe pas.", conseil="Le créer, ou en choisir un autre.")
    try:
        (choisi / TEMOIN).write_text(TEXTE_DU_TEMOIN, encoding="utf-8")
    except OSError as erreur:
        raise _dossier_refuse(choisi, erreur) from erreur


def _dossier_refuse(dossier: Path, erreur: OSError) -> ErreurEnvironnement:
    return ErreurEnvironnement(
        f"Le dossier des sauvegardes {dossier} ne se laisse pas écrire : {cause_dite(erreur)}.",
        conseil="Vérifier les droits et la place libre, ou choisir un autre dossier (Cabinet, Base et sauvegarde).",
    )


def _oter(fichier: Path) -> None:
    """Efface une sauvegarde, la base d’abord : sans elle, le reste ne trompe personne."""
    fichier_base.effacer(fichier)
    registre.fichier_de_fiche(fichier).unlink(missing_ok=True)
