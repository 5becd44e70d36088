"""Le lecteur simulé : celui du poste, sur du matériel qui n’existe pas, avec de quoi y mettre des cartes fictives.

Tout est le vrai chemin (échanges, fichiers, API, signature) sauf ce qui est au bout. Ce qu’il rend est marqué
`simulee`, à jamais.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from secretariat.cartes.api_vitale.ecriture_xml import ecrire_xml
from secretariat.cartes.catalogue import CarteFictive, charger_cartes
from secretariat.cartes.cpx.jeton import Jeton
from secretariat.cartes.cpx.jeton_simule import CompteurDEssais, JetonSimule
from secretariat.cartes.erreurs import CarteAbsente, JetonAbsent, LicenceRequise
from secretariat.cartes.lecteur_de_cartes import LecteurDeCartes, Materiel
from secretariat.cartes.reglages import PATIENCE_S
from secretariat.cartes.simulateur.poste import LECTEURS, Pannes, PosteSimule
from secretariat.cartes.valeurs import CODE_PORTEUR, CarteCps, CarteVitale, TypeCarte
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.ressources import dossier

__all__ = ["LecteurSimule", "Pannes"]


class LecteurSimule(LecteurDeCartes):
    """Un lecteur à deux fentes, et un tiroir de cartes fictives.

    Args:
        cartes: Le dossier des cartes fictives ; celles qui sont livrées par défaut.
        patience_s: Le temps laissé à une carte pour répondre à un échange, en secondes.
        avec_droits: Faux pour faire comme un poste qui n’a pas l’API sous licence ; se change en cours de route.
    """

    def __init__(self, cartes: Path | None = None, *, patience_s: float = PATIENCE_S, avec_droits: bool = True) -> None:
        self._dossier = cartes or dossier() / "cartes"
        self._catalogue: dict[str, CarteFictive] = {}
        self._essais_du_code: dict[str, CompteurDEssais] = {}
        self.avec_droits = avec_droits
        self.poste = PosteSimule(self._carte)
        materiel = Materiel(
            nom="Lecteur simulé",
            simule=True,
            moniteur=self.poste,
            connecter=self.poste.connecter,
            jeton=self._ouvrir_le_jeton,
            api=self,
        )
        super().__init__(materiel, patience_s=patience_s)

    def cartes(self) -> tuple[CarteFictive, ...]:
        """Les cartes que l’on peut insérer."""
        if not self._catalogue:
            self._catalogue = charger_cartes(self._dossier)
        return tuple(self._catalogue.values())

    def inserer(self, code: str) -> None:
        """Insère une carte dans sa fente, après avoir retiré celle qui s’y trouvait.

        Raises:
            ErreurMetier: Aucune carte fictive n’a ce code.
        """
        self.poste.inserer(self._carte(code))

    def retirer(self, type_carte: TypeCarte) -> None:
        """Vide une fente ; sans effet si elle l’est déjà."""
        self.poste.retirer(type_carte)

    def regler_pannes(self, pannes: Pannes) -> None:
        """Remplace les pannes en cours ; `Pannes()` les lève toutes."""
        self.poste.regler_pannes(pannes)

    def carte_inseree(self, type_carte: TypeCarte) -> CarteFictive | None:
        """La carte fictive d’une fente, que le panneau du lecteur simulé montre sans la lire."""
        return self.poste.carte_inseree(type_carte)

    def lire(self, lecteur: str, *, depuis: datetime) -> bytes:
        """Les droits de la carte insérée, comme les rendrait l’API sous licence."""
        if not self.avec_droits:
            raise LicenceRequise
        carte = self._inseree_dans(lecteur)
        if not isinstance(carte.contenu, CarteVitale):
            raise CarteAbsente
        return ecrire_xml(carte.contenu)

    def _ouvrir_le_jeton(self, lecteur: str) -> Jeton:
        """La carte fictive du côté de ses clés ; son compteur d’essais la suit d’une insertion à l’autre."""
        carte = self._inseree_dans(lecteur)
        if not isinstance(carte.contenu, CarteCps):
            raise JetonAbsent
        compteur = self._essais_du_code.setdefault(carte.code, CompteurDEssais())
        return JetonSimule(carte.contenu, CODE_PORTEUR, compteur=compteur)

    def _inseree_dans(self, lecteur: str) -> CarteFictive:
        for type_carte, nom in LECTEURS.items():
            if nom == lecteur and (carte := self.poste.carte_inseree(type_carte)) is not None:
                return carte
        raise CarteAbsente

    def _carte(self, code: str) -> CarteFictive:
        for carte in self.cartes():
            if carte.code == code:
                return carte
        raise ErreurMetier(
            f"Aucune carte fictive ne porte le code «\u00a0{code}\u00a0».",
            conseil="Choisir l’une des cartes que propose le panneau du lecteur simulé.",
        )
