"""Une base à ouvrir, quelle que soit sa sorte : la fenêtre et la ligne de commande ne connaissent que ce contrat.

Un dépôt dit son nom, s’ouvre sans rien demander quand il le peut, sinon avec un secret (phrase de passe d’un fichier,
mot de passe d’un serveur), et se referme en rendant ce qu’il tenait.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine

from secretariat.socle import cles, cles_du_serveur
from secretariat.socle.adresse import Serveur
from secretariat.socle.cles import Trousseau, TrousseauMuet
from secretariat.socle.conservatoire import ouverture
from secretariat.socle.conservatoire.coffre import Coffre
from secretariat.socle.fichier_base import VerrouDeBase
from secretariat.socle.horloge import Horloge
from secretariat.socle.pannes import MotDePasseRefuse
from secretariat.socle.unite_de_travail import Cabinet, Identite

SERVICE_DU_SERVEUR = "secretariat-serveur"


@dataclass(frozen=True, slots=True)
class Ouvreur:
    """Au nom de qui l’on ouvre, à quelle horloge, et où trouver le trousseau du bureau.

    Attributes:
        donnees: Le dossier des données de ce compte ; None si ce lancement n’y range rien.
    """

    qui: Identite
    horloge: Horloge
    trousseau: Callable[[], Trousseau | None]
    donnees: Path | None = None

    def cabinet(self, moteur: Engine) -> Cabinet:
        """Le cabinet que garde cette base."""
        return Cabinet(moteur, self.qui, self.horloge)


class Depot(Protocol):
    """Une base que l’on sait ouvrir.

    Attributes:
        nom: Ce que l’on montre : « cabinet.sqlite », ou « cabinet sur serveur.local ».
        question: Le secret que l’on demande, tel qu’on le nomme à l’écran.
    """

    nom: str
    question: str

    @property
    def est_cree(self) -> bool:
        """Vrai si un cabinet y est déjà ; un serveur ne se sait qu’une fois ouvert, et répond toujours vrai."""

    def ouvrir_sans_question(self) -> Cabinet | None:
        """Le cabinet, ou None s’il faut demander un secret.

        Raises:
            ErreurEnvironnement: La base ne s’ouvre pas.
        """

    def ouvrir_avec(self, secret: str) -> Cabinet:
        """Le cabinet, ouvert par ce secret.

        Raises:
            CleRefusee: Ce secret n’ouvre pas ce fichier.
            ServeurRefuse: Ce mot de passe n’est pas celui du compte.
            ErreurEnvironnement: La base ne s’ouvre pas.
        """

    def coffre(self) -> Coffre | None:
        """Le coffre des sauvegardes de cette base, une fois ouverte ; None si elle ne se sauvegarde pas d’ici."""

    def fermer(self) -> None:
        """Rend ce que l’ouverture avait pris."""


class DepotFichier:
    """Un fichier chiffré de ce poste.

    Attributes:
        cle: La clé de la base, une fois ouverte.
    """

    question = "Phrase de passe, ou fiche de récupération (code, mots ou code QR)"

    def __init__(self, base: Path, ouvreur: Ouvreur, *, seul: bool) -> None:
        """`seul` : refuser l’ouverture si une autre fenêtre tient ce fichier."""
        self.base = base
        self._ouvreur = ouvreur
        self.nom = base.name
        self.cle: bytes | None = None
        self._verrou = VerrouDeBase(base) if seul else None

    def __str__(self) -> str:
        """Son chemin."""
        return str(self.base)

    @property
    def est_cree(self) -> bool:
        """Voir `Depot`."""
        return self.base.exists()

    def ouvrir_sans_question(self) -> Cabinet | None:
        """Voir `Depot`."""
        cle = self.cle_sans_question()
        return None if cle is None else self.ouvrir_par_cle(cle)

    def cle_sans_question(self) -> bytes | None:
        """La clé, si le trousseau du bureau la garde ou si la base est une démonstration."""
        return cles.cle_sans_question(self.base, self._ouvreur.trousseau)

    def ouvrir_avec(self, secret: str) -> Cabinet:
        """Voir `Depot`."""
        return self.ouvrir_par_cle(self.cle_du_secret(secret))

    def cle_du_secret(self, secret: str) -> bytes:
        """La clé qu’ouvre ce secret, phrase de passe ou fiche de récupération.

        Raises:
            CleRefusee: Ni l’un ni l’autre.
        """
        return cles.ouvrir_par_un_secret(cles.lire(self.base), secret)

    def ouvrir_par_cle(self, cle: bytes) -> Cabinet:
        """Le cabinet, ouvert par la clé elle-même."""
        if self._verrou is not None:
            self._verrou.prendre()
        try:
            moteur = ouverture.ouvrir(self.base, cle, self._ouvreur.horloge)
        except BaseException:
            self.fermer()
            raise
        self.cle = cle
        return self._ouvreur.cabinet(moteur)

    def coffre(self) -> Coffre | None:
        """Voir `Depot`."""
        assert self.cle is not None  # noqa: S101  (on ne sauvegarde qu’une base ouverte)
        return Coffre(self.base, self.cle, self._ouvreur.horloge)

    def fermer(self) -> None:
        """Voir `Depot`."""
        if self._verrou is not None:
            self._verrou.rendre()


class DepotServeur:
    """Une base sur le serveur du cabinet ; son mot de passe se garde au trousseau du bureau."""

    question = "Mot de passe du serveur"
    est_cree = True

    def __init__(self, adresse: Serveur, ouvreur: Ouvreur) -> None:
        self.adresse = adresse
        self.nom = f"{adresse.base} sur {adresse.hote}"
        self._ouvreur = ouvreur
        self._moteur: Engine | None = None

    def __str__(self) -> str:
        """Son adresse, sans secret."""
        return str(self.adresse)

    def ouvrir_sans_question(self) -> Cabinet | None:
        """Voir `Depot` : par le mot de passe du trousseau, sinon par ce que le système sait déjà (`.pgpass`)."""
        try:
            return self._ouvrir(self.mot_de_passe_garde())
        except MotDePasseRefuse:
            return None

    def mot_de_passe_garde(self) -> str | None:
        """Celui du trousseau, s’il y en a un."""
        trousseau = self._ouvreur.trousseau()
        return trousseau.get_password(SERVICE_DU_SERVEUR, str(self.adresse)) if trousseau else None

    def ouvrir_avec(self, secret: str) -> Cabinet:
        """Voir `Depot` ; le mot de passe qui convient se retient, si le bureau sait le garder."""
        cabinet = self._ouvrir(secret)
        if trousseau := self._ouvreur.trousseau():
            with suppress(TrousseauMuet):
                trousseau.set_password(SERVICE_DU_SERVEUR, str(self.adresse), secret)
        return cabinet

    def _ouvrir(self, mot_de_passe: str | None) -> Cabinet:
        from secretariat.socle import serveur  # noqa: PLC0415  (psycopg ne se charge que pour un serveur)

        self._moteur = serveur.ouvrir(self.adresse, mot_de_passe)
        return self._ouvreur.cabinet(self._moteur)

    @property
    def place_des_sauvegardes(self) -> Path | None:
        """Où ce poste tient les clés et les sauvegardes du serveur, s’il a un dossier à lui."""
        donnees = self._ouvreur.donnees
        return None if donnees is None else cles_du_serveur.place_de(donnees, self.adresse)

    def coffre(self) -> Coffre | None:
        """Voir `Depot` ; None tant que ce poste n’a pas été chargé de sauvegarder le serveur."""
        place = self.place_des_sauvegardes
        if place is None or self._moteur is None:
            return None
        cle = cles_du_serveur.cle_gardee(place, self._ouvreur.trousseau())
        if cle is None:
            return None
        from secretariat.socle.copie_du_serveur import CopieDuServeur  # noqa: PLC0415  (il charge psycopg)

        return Coffre(place, cle, self._ouvreur.horloge, CopieDuServeur(self._moteur, cle))

    def fermer(self) -> None:
        """Voir `Depot` ; un serveur sert plusieurs postes, il n’y a rien à rendre."""


def depot_de(base: Path | Serveur, ouvreur: Ouvreur, *, seul: bool = False) -> Depot:
    """Le dépôt de cette base ; `seul`, pour une fenêtre, refuse un fichier qu’une autre fenêtre tient."""
    return DepotServeur(base, ouvreur) if isinstance(base, Serveur) else DepotFichier(base, ouvreur, seul=seul)
