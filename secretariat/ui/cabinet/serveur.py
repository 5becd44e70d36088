"""Charger ce poste de sauvegarder le serveur : une phrase, une fiche, et les sauvegardes se font ici d’elles-mêmes."""

from __future__ import annotations

from pathlib import Path

from secretariat.cabinet.valeurs import FicheRecuperation
from secretariat.socle import cles, cles_du_serveur, emplacements
from secretariat.socle.cles import TrousseauMuet
from secretariat.socle.droits import Droit
from secretariat.socle.erreurs import ErreurMetier, ErreurSecretariat
from secretariat.socle.horloge import a_paris
from secretariat.socle.trousseau import trousseau_du_bureau
from secretariat.ui.cabinet.dialogues_cles import DialogueFicheDuServeur, DialoguePremierePhrase
from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.bouton import Bouton, StyleBouton
from secretariat.ui.composants.carte import Carte
from secretariat.ui.composants.etiquette import corps
from secretariat.ui.composants.rangement import ligne
from secretariat.ui.poste import Poste
from secretariat.ui.theme.jetons import Ton


class CarteDuServeur(Carte):
    """Ce qu’un poste montre des sauvegardes d’un serveur qu’il ne sauvegarde pas."""

    def __init__(self, poste: Poste) -> None:
        super().__init__("Sauvegardes")
        self._poste = poste
        self.message = Bandeau("")
        self.message.hide()
        self.charger = Bouton("Sauvegarder depuis ce poste…", StyleBouton.PRINCIPAL, icone="sauvegarde")
        self.charger.setObjectName("cabinet.serveur.charger")
        self.charger.au_clic(self._charger)
        if poste.place_des_sauvegardes is None:
            self.charger.hide()
        poste.droits.reserver(self.charger, Droit.CHANGER_REGLAGES)
        self.ajouter(
            corps(
                "Cette base est sur un serveur, et ce poste ne la sauvegarde pas. Un poste au moins doit le "
                "faire\u00a0: il en garde alors des copies chiffrées, faites et relues d’elles-mêmes."
            ).replier(),
            self.message,
            ligne(self.charger, None),
            None,
        )

    def _charger(self) -> None:
        place = self._poste.place_des_sauvegardes
        phrase = DialoguePremierePhrase.demander(self, "Phrase de passe des sauvegardes")
        if place is None or phrase is None:
            return
        jour, nom = a_paris(self._poste.taches.cabinet.horloge()).date(), self._poste.etablissement.nom
        self._poste.taches.travailler(
            lambda _suivi: charger(place, phrase, f"{jour}"),
            lambda faites: self._montrer(place, FicheRecuperation(faites[0], nom, faites[1], jour)),
            en_cas_de_refus=self._refuser,
        )

    def _montrer(self, place: Path, fiche: FicheRecuperation) -> None:
        if DialogueFicheDuServeur.demander(self, fiche, self._poste.taches):
            emplacements.noter_l_essai(place, f"{fiche.jour}")
        self.charger.hide()
        self.message.dire(
            "Ce poste sauvegardera le serveur",
            "La première sauvegarde se fait à la prochaine ouverture du programme, puis chaque jour.",
            Ton.SUCCES,
        )
        self.message.show()

    def _refuser(self, erreur: ErreurSecretariat) -> None:
        self.message.dire(str(erreur), erreur.conseil, Ton.DANGER)
        self.message.show()


def charger(place: Path, phrase: str, le: str) -> tuple[str, str]:
    """Crée les clés de ces sauvegardes ; rend le code de la fiche et l’identifiant qu’elle portera.

    Raises:
        ErreurMetier: Ce poste n’a pas de trousseau, ou sauvegarde déjà ce serveur.
    """
    trousseau = trousseau_du_bureau()
    if trousseau is None:
        raise ErreurMetier(
            "Ce poste n’a pas de trousseau\u00a0: les sauvegardes ne pourraient pas se faire sans rien demander.",
            conseil="En charger un autre poste, ou employer «\u00a0secretariat transferer\u00a0» vers un fichier.",
        )
    try:
        return cles_du_serveur.creer(place, phrase, trousseau, le=le), cles.lire(place).base
    except TrousseauMuet as erreur:
        raise ErreurMetier(str(erreur), conseil=erreur.conseil) from erreur
