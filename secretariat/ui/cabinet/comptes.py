"""Les boîtes des comptes : en créer un, le modifier, lui donner un mot de passe provisoire."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from secretariat.cabinet.mots_de_passe import provisoire
from secretariat.cabinet.valeurs import (
    LIBELLES_ROLES,
    CasMotDePasse,
    FichePraticien,
    FicheUtilisateur,
    NouveauCompte,
    Role,
)
from secretariat.ui.composants.champ import ChampTexte
from secretariat.ui.composants.dialogue import Dialogue
from secretariat.ui.composants.liste_choix import ListeChoix
from secretariat.ui.mot_de_passe import JaugeDeForce
from secretariat.ui.theme.jetons import LARGEUR

A_DIRE = "À dire de vive voix\u202f; la personne le change à sa première connexion."


class DialogueCompte(Dialogue):
    """Un compte : qui, quel rôle, quel praticien ; neuf, un mot de passe provisoire."""

    def __init__(
        self,
        parent: QWidget | None,
        praticiens: tuple[FichePraticien, ...],
        *,
        compte: FicheUtilisateur | None,
        cas: CasMotDePasse,
    ) -> None:
        titre = "Nouveau compte" if compte is None else f"Compte de {compte.prenom}"
        valider = "Créer le compte" if compte is None else "Enregistrer"
        super().__init__(titre, parent, valider=valider, largeur=LARGEUR.dialogue_etroit)
        self.identifiant = ChampTexte("Identifiant", compte.identifiant if compte else "", obligatoire=True)
        self.identifiant.saisie.setReadOnly(compte is not None)
        self.prenom = ChampTexte("Prénom", compte.prenom if compte else "", obligatoire=True)
        self.nom = ChampTexte("Nom", compte.nom if compte else "")
        roles = [(libelle.capitalize(), role) for role, libelle in LIBELLES_ROLES.items()]
        self.role: ListeChoix[Role] = ListeChoix("Rôle", roles, compte.role if compte else Role.SECRETAIRE)
        choix: list[tuple[str, int | None]] = [("Aucun", None), *((p.nom_complet, p.id) for p in praticiens)]
        self.praticien: ListeChoix[int | None] = ListeChoix(
            "Praticien", choix, compte.praticien_id if compte else None, aide="Celui qu’est cette personne."
        )
        self.mot_de_passe = ChampTexte("Mot de passe provisoire", provisoire(), obligatoire=True, aide=A_DIRE)
        self.jauge = JaugeDeForce(self.mot_de_passe, self.identifiant.texte, cas)
        self._neuf = compte is None
        self.ajouter(self.identifiant, self.prenom, self.nom, self.role, self.praticien)
        if self._neuf:
            self.ajouter(self.mot_de_passe, self.jauge)

    def verifier(self) -> bool:
        """Refuse un champ vide, un praticien non désigné, un mot de passe faible."""
        if not self.identifiant.verifier() or not self.prenom.verifier():
            return False
        if self.role.valeur() is Role.PRATICIEN and self.praticien.valeur() is None:
            self.praticien.refuser("Dire lequel est cette personne.")
            return False
        return not self._neuf or self.jauge.verifier()

    @property
    def saisi(self) -> tuple[NouveauCompte, str]:
        """Le compte, et son mot de passe provisoire."""
        compte = NouveauCompte(
            self.identifiant.texte(),
            self.nom.texte(),
            self.prenom.texte(),
            self.role.valeur(),
            self.praticien.valeur(),
        )
        return compte, self.mot_de_passe.saisie.text()

    @classmethod
    def demander(
        cls,
        parent: QWidget | None,
        praticiens: tuple[FichePraticien, ...],
        *,
        compte: FicheUtilisateur | None = None,
        cas: CasMotDePasse = CasMotDePasse.AVEC_BLOCAGE,
    ) -> tuple[NouveauCompte, str] | None:
        """Demande un compte neuf, ou ce qui change dans celui-ci."""
        boite = cls(parent, praticiens, compte=compte, cas=cas)
        return boite.saisi if boite.ouvrir() else None


class DialogueProvisoire(Dialogue):
    """Un mot de passe provisoire, pour qui a oublié le sien."""

    def __init__(self, parent: QWidget | None, compte: FicheUtilisateur, cas: CasMotDePasse) -> None:
        super().__init__(
            f"Nouveau mot de passe pour {compte.prenom}",
            parent,
            valider="Donner ce mot de passe",
            detail="S’assurer d’abord que c’est bien elle, ou lui, qui le demande.",
            largeur=LARGEUR.dialogue_etroit,
        )
        self.mot_de_passe = ChampTexte("Mot de passe provisoire", provisoire(), obligatoire=True, aide=A_DIRE)
        self.jauge = JaugeDeForce(self.mot_de_passe, lambda: compte.identifiant, cas)
        self.ajouter(self.mot_de_passe, self.jauge)

    def verifier(self) -> bool:
        """Refuse un mot de passe faible."""
        return self.jauge.verifier()

    @classmethod
    def demander(
        cls, parent: QWidget | None, compte: FicheUtilisateur, cas: CasMotDePasse = CasMotDePasse.AVEC_BLOCAGE
    ) -> str | None:
        """Demande le mot de passe provisoire."""
        boite = cls(parent, compte, cas)
        return boite.mot_de_passe.saisie.text() if boite.ouvrir() else None
