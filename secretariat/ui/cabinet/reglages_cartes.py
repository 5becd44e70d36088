"""Les réglages de cartes de ce poste : ses lecteurs préférés, ses bibliothèques, sa patience."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from secretariat.cartes.lecteur import EtatDuPoste
from secretariat.cartes.reglages import PATIENCES_S, ReglagesDuPoste, ecrire_reglages, lire_reglages
from secretariat.socle.droits import Droit
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.unite_de_travail import UniteDeTravail
from secretariat.ui.cabinet.champ_fichier import ChampFichier
from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.bouton import Bouton, StyleBouton
from secretariat.ui.composants.carte import Carte
from secretariat.ui.composants.champ import Champ, ChampTexte
from secretariat.ui.composants.etiquette import gras, petit
from secretariat.ui.composants.filet import Filet
from secretariat.ui.composants.liste_choix import ListeChoix
from secretariat.ui.composants.rangement import contenir, ligne, pile
from secretariat.ui.droits import explication
from secretariat.ui.poste import Poste
from secretariat.ui.theme.jetons import ESPACE, Ton

N_IMPORTE_LEQUEL = ("N’importe lequel", "")
BIBLIOTHEQUES = "Bibliothèques (*.so *.so.* *.dll *.dylib);;Tous les fichiers (*)"
XML = "Fichiers XML (*.xml);;Tous les fichiers (*)"
PLUS_TARD = "Fermer le programme et le rouvrir pour s’en servir."
NON_GARDES = "Ce lancement ne garde pas de réglages de poste (une démonstration, par exemple)."
SOUS_LICENCE = (
    "Pour lire les droits. Ce composant est sous licence du GIE SESAM-Vitale, et n’est pas livré\u00a0: désigner le "
    "fichier que dépose l’outil sous licence, ou la bibliothèque elle-même."
)
A_CONFIRMER = "Ni son nom ni la forme de son appel ne sont publics\u00a0: à confirmer avec la licence."


def garder(unite: UniteDeTravail, dossier: Path, avant: ReglagesDuPoste, reglages: ReglagesDuPoste) -> None:
    """Garde les réglages de ce poste ; le journal retient lesquels ont changé, sans les chemins.

    Raises:
        DroitManquant: La personne ne change pas les réglages.
        ErreurMetier: Un chemin ne mène à rien, ou la patience sort de ses bornes.
        ErreurEnvironnement: Le dossier refuse l’écriture.
    """
    unite.exiger(Droit.CHANGER_REGLAGES)
    ecrire_reglages(dossier, reglages)
    anciens, nouveaux = asdict(avant), asdict(reglages)
    unite.noter("réglages du poste", "poste:cartes", changes=[nom for nom in nouveaux if nouveaux[nom] != anciens[nom]])


class CarteReglages(Carte):
    """Les réglages, grisés pour qui ne peut pas les garder."""

    def __init__(self, poste: Poste) -> None:
        super().__init__("Réglages de ce poste")
        self._poste = poste
        self._gardes = ReglagesDuPoste()
        self.vitale = ListeChoix("Lecteur préféré pour la carte du patient", (N_IMPORTE_LEQUEL,))
        self.cps = ListeChoix("Lecteur préféré pour la carte professionnelle", (N_IMPORTE_LEQUEL,))
        self.pkcs11 = ChampFichier("Bibliothèque de signature (PKCS#11)", BIBLIOTHEQUES)
        self.api_fichier = ChampFichier("Fichier XML que dépose l’outil sous licence", XML)
        self.api_bibliotheque = ChampFichier("Bibliothèque sous licence", BIBLIOTHEQUES)
        self.api_fonction = ChampTexte("Fonction à y appeler", aide=A_CONFIRMER)
        bornes = f"De {PATIENCES_S[0]:g} à {PATIENCES_S[1]:g}\u202f; passé ce temps, la carte est dite muette."
        self.patience = ChampTexte("Temps laissé à une carte pour répondre (secondes)", aide=bornes)
        self.enregistrer = Bouton("Enregistrer", StyleBouton.PRINCIPAL, icone="coche").au_clic(self._enregistrer)
        self.enregistrer.setObjectName("cabinet.cartes.enregistrer")
        self.raison, self.message = Bandeau(""), Bandeau("")
        self.message.hide()
        self._saisies = contenir(self._rangees())
        self.ajouter(
            self.raison,
            self._saisies,
            self.message,
            ligne(self.enregistrer, petit("Prend effet au prochain lancement."), None),
        )
        self._brancher()
        self._montrer(self._gardes)

    def relire(self) -> None:
        """Redemande les réglages gardés, sans effacer ce que l’on est en train d’écrire."""
        donnees = self._poste.donnees
        if self.saisis() == self._gardes:
            self._poste.taches.travailler(lambda _suivi: lire_reglages(donnees), self._montrer)

    def montrer_lecteurs(self, etat: EtatDuPoste) -> None:
        """Propose les lecteurs branchés, et celui que l’on préfère même s’il ne l’est pas."""
        noms = [lecteur.nom for lecteur in etat.lecteurs]
        for liste in (self.vitale, self.cps):
            prefere = liste.valeur()
            absent = ((f"{prefere} (débranché)", prefere),) if prefere and prefere not in noms else ()
            liste.proposer((N_IMPORTE_LEQUEL, *((nom, nom) for nom in noms), *absent), prefere)

    def saisis(self) -> ReglagesDuPoste | None:
        """Les réglages écrits ; None si la patience n’est pas un nombre."""
        try:
            patience_s = float(self.patience.texte().replace(",", "."))
        except ValueError:
            return None
        return ReglagesDuPoste(
            lecteur_vitale=self.vitale.valeur(),
            lecteur_cps=self.cps.valeur(),
            bibliotheque_pkcs11=self.pkcs11.texte(),
            api_fichier=self.api_fichier.texte(),
            api_bibliotheque=self.api_bibliotheque.texte(),
            api_fonction=self.api_fonction.texte(),
            patience_s=patience_s,
        )

    def _rangees(self) -> QVBoxLayout:
        return pile(
            self.vitale,
            self.cps,
            Filet(),
            self.pkcs11,
            petit("La Cryptolib CPS de l’ANS, ou OpenSC, installée sur ce poste.").replier(),
            Filet(),
            gras("API de lecture Vitale"),
            petit(SOUS_LICENCE, encre="texte2").replier(),
            self.api_fichier,
            self.api_bibliotheque,
            self.api_fonction,
            Filet(),
            self.patience,
            espace=ESPACE.moyen,
        )

    def _brancher(self) -> None:
        champs: tuple[Champ[Any], ...] = (
            self.vitale, self.cps, self.pkcs11.champ, self.api_fichier.champ, self.api_bibliotheque.champ,
            self.api_fonction, self.patience,
        )  # fmt: skip
        for champ in champs:
            champ.modifie.connect(self.message.hide)
            champ.modifie.connect(self._permettre)
        for texte in (self.api_fonction, self.patience):
            texte.valide.connect(self._enregistrer)
        self._poste.droits.change.connect(self._permettre)

    def _montrer(self, reglages: ReglagesDuPoste) -> None:
        self._gardes = reglages
        for liste, prefere in ((self.vitale, reglages.lecteur_vitale), (self.cps, reglages.lecteur_cps)):
            liste.proposer((N_IMPORTE_LEQUEL, (prefere, prefere)) if prefere else (N_IMPORTE_LEQUEL,), prefere)
        self.pkcs11.poser(reglages.bibliotheque_pkcs11)
        self.api_fichier.poser(reglages.api_fichier)
        self.api_bibliotheque.poser(reglages.api_bibliotheque)
        self.api_fonction.poser(reglages.api_fonction)
        self.patience.poser(f"{reglages.patience_s:g}".replace(".", ","))
        self.montrer_lecteurs(self._poste.lecteur.etat())
        self._permettre()

    def _permettre(self) -> None:
        """Grise ce que la personne ne peut pas garder, et dit pourquoi."""
        raison = NON_GARDES if self._poste.donnees is None else ""
        if not raison and not self._poste.droits.peut(Droit.CHANGER_REGLAGES):
            raison = explication(Droit.CHANGER_REGLAGES)
        self.raison.dire("Ces réglages se lisent, et ne se changent pas ici", raison, Ton.INFO)
        self.raison.setVisible(bool(raison))
        self._saisies.setEnabled(not raison)
        self.enregistrer.setEnabled(not raison and self.saisis() != self._gardes)

    def _enregistrer(self) -> None:
        dossier, avant, voulus = self._poste.donnees, self._gardes, self.saisis()
        if voulus is None:
            self.patience.refuser("Un nombre de secondes est attendu.")
        elif dossier is not None and voulus != avant:
            self._poste.taches.faire(
                "réglages des cartes de ce poste",
                lambda unite: garder(unite, dossier, avant, voulus),
                lambda _rien: self._accepter(voulus),
                en_cas_de_refus=self._refuser,
            )

    def _accepter(self, gardes: ReglagesDuPoste) -> None:
        self._gardes = gardes
        self._dire("Réglages gardés", PLUS_TARD, Ton.SUCCES)

    def _refuser(self, erreur: ErreurSecretariat) -> None:
        self._dire(str(erreur), erreur.conseil, Ton.DANGER)

    def _dire(self, titre: str, detail: str, ton: Ton) -> None:
        self.message.dire(titre, detail, ton)
        self.message.show()
        self._permettre()
