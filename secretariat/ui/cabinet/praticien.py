"""La boîte d’un praticien : son nom, sa spécialité, ses numéros."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from secretariat.cabinet.valeurs import LIBELLES_SECTEURS, FichePraticien, Secteur
from secretariat.socle.identifiants import rpps_valide
from secretariat.ui.composants.champ import ChampTexte
from secretariat.ui.composants.dialogue import Dialogue
from secretariat.ui.composants.liste_choix import ListeChoix
from secretariat.ui.theme.jetons import LARGEUR

NEUF = FichePraticien(0, "Dr", "", "", "Médecine générale", "", "", Secteur.SECTEUR_1)


class DialoguePraticien(Dialogue):
    """Un praticien, neuf ou connu."""

    def __init__(self, parent: QWidget | None, fiche: FichePraticien) -> None:
        titre = fiche.nom_complet if fiche.id else "Nouveau praticien"
        super().__init__(titre, parent, valider="Enregistrer", largeur=LARGEUR.dialogue_etroit)
        self._fiche = fiche
        self.civilite = ChampTexte("Civilité", fiche.civilite)
        self.prenom = ChampTexte("Prénom", fiche.prenom, obligatoire=True)
        self.nom = ChampTexte("Nom", fiche.nom, obligatoire=True)
        self.specialite = ChampTexte("Spécialité", fiche.specialite)
        self.rpps = ChampTexte("RPPS", fiche.rpps, aide="Onze chiffres, au dos de la carte CPS.")
        self.numero_am = ChampTexte("Numéro d’assurance maladie", fiche.numero_am)
        secteurs = [(libelle.capitalize(), secteur) for secteur, libelle in LIBELLES_SECTEURS.items()]
        self.secteur: ListeChoix[Secteur] = ListeChoix("Secteur", secteurs, fiche.secteur)
        self.ajouter(self.civilite, self.prenom, self.nom, self.specialite, self.rpps, self.numero_am, self.secteur)

    def verifier(self) -> bool:
        """Refuse un nom vide ou un RPPS faux."""
        if not self.prenom.verifier() or not self.nom.verifier():
            return False
        if self.rpps.texte() and not rpps_valide(self.rpps.texte()):
            self.rpps.refuser("Ce n’est pas un RPPS\u00a0: onze chiffres, le dernier vérifie les autres.")
            return False
        return True

    @property
    def saisie(self) -> FichePraticien:
        """La fiche saisie."""
        return FichePraticien(
            self._fiche.id,
            self.civilite.texte(),
            self.nom.texte(),
            self.prenom.texte(),
            self.specialite.texte(),
            self.rpps.texte(),
            self.numero_am.texte(),
            self.secteur.valeur(),
        )

    @classmethod
    def demander(cls, parent: QWidget | None, fiche: FichePraticien = NEUF) -> FichePraticien | None:
        """Demande une fiche."""
        boite = cls(parent, fiche)
        return boite.saisie if boite.ouvrir() else None
