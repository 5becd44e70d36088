"""La santé de la base : ce que le contrôle a trouvé, et la sauvegarde."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QVBoxLayout

from secretariat.socle import verification
from secretariat.socle.droits import Droit
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.sauvegarde import Sauvegarde
from secretariat.socle.verification import Controle
from secretariat.ui import enregistrer_sous
from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.bouton import Bouton, StyleBouton
from secretariat.ui.composants.carte import Carte
from secretariat.ui.composants.etiquette import corps, petit
from secretariat.ui.composants.rangement import contenir, ligne, pile, vider
from secretariat.ui.poste import Ecran, Poste
from secretariat.ui.theme.jetons import ESPACE, LARGEUR, Ton


class VueBase(Ecran):
    """Contrôle et sauvegarde, l’un et l’autre hors du fil graphique."""

    def __init__(self, poste: Poste) -> None:
        super().__init__(poste)
        self.verifier = Bouton("Vérifier maintenant", StyleBouton.PRINCIPAL, icone="bouclier").au_clic(self._verifier)
        self.verifier.setObjectName("cabinet.verifier")
        self.sauvegarder = Bouton("Sauvegarder…", icone="sauvegarde").au_clic(self._sauvegarder)
        self.sauvegarder.setObjectName("cabinet.sauvegarder")
        poste.droits.reserver(self.sauvegarder, Droit.SAUVEGARDER)
        self._resultats = pile(espace=ESPACE.petit)
        self._resultats.addWidget(petit("Aucun contrôle depuis l’ouverture de cette session.", encre="texte2"))
        self._attente = QProgressBar()
        self._attente.setRange(0, 0)
        self._attente.setAccessibleName("Travail en cours")
        self._attente.hide()
        self._message = Bandeau("")
        self._message.hide()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(ESPACE.grand)
        page.addWidget(self._message)
        page.addLayout(ligne(self._carte_controle(), self._carte_sauvegarde(), None, espace=ESPACE.grand))
        page.addStretch(1)

    def montrer(self, controles: tuple[Controle, ...]) -> None:
        """Montre ce que le contrôle a trouvé."""
        self._finir()
        vider(self._resultats)
        for controle in controles:
            ton = Ton.SUCCES if controle.reussi else Ton.DANGER
            self._resultats.addWidget(Bandeau(controle.nom, controle.detail, ton))

    def _carte_controle(self) -> Carte:
        carte = Carte("Contrôle de la base")
        carte.setFixedWidth(LARGEUR.dialogue)
        explication = "Le schéma, chaque page du fichier, et toute la chaîne du journal d’audit."
        return carte.ajouter(
            petit(explication, encre="texte2").replier(),
            contenir(self._resultats),
            self._attente,
            ligne(self.verifier, None),
        )

    def _carte_sauvegarde(self) -> Carte:
        carte = Carte("Sauvegarde")
        carte.setFixedWidth(LARGEUR.actions)
        return carte.ajouter(
            corps("Une copie chiffrée, relue avant d’être annoncée.").replier(),
            petit(
                "Elle se fait pendant que l’on travaille. Garder aussi le fichier «\u00a0.cles.json\u00a0» qui "
                "l’accompagne\u00a0: sans lui, elle ne s’ouvre pas.",
                encre="texte2",
            ).replier(),
            ligne(self.sauvegarder, None),
        )

    def _verifier(self) -> None:
        self._commencer()
        cabinet = self.poste.taches.cabinet
        self.poste.taches.travailler(
            lambda _avancement: verification.verifier(cabinet), self.montrer, en_cas_de_refus=self._refuser
        )

    def _sauvegarder(self) -> None:
        jour = self.poste.taches.cabinet.horloge().date()
        destination = enregistrer_sous.demander(
            self, f"cabinet-{jour:%Y-%m-%d}.sqlite", "Base du Secrétariat (*.sqlite)", "Sauvegarder le cabinet"
        )
        if destination is None:
            return
        self._commencer()
        self.poste.taches.travailler(
            lambda _avancement: self.poste.sauvegarder(destination), self._annoncer, en_cas_de_refus=self._refuser
        )

    def _annoncer(self, faite: Sauvegarde) -> None:
        self._finir()
        self._message.dire("Sauvegarde faite et relue", f"{faite.fichier} ({_megaoctets(faite.taille)})", Ton.SUCCES)
        self._message.show()

    def _refuser(self, erreur: ErreurSecretariat) -> None:
        self._finir()
        self._message.dire(str(erreur), erreur.conseil, Ton.DANGER)
        self._message.show()

    def _commencer(self) -> None:
        self._message.hide()
        self._attente.show()
        self.verifier.setEnabled(False)
        self.sauvegarder.setEnabled(False)

    def _finir(self) -> None:
        self._attente.hide()
        self.verifier.setEnabled(True)
        self.sauvegarder.setEnabled(True)


def _megaoctets(octets: int) -> str:
    return f"{octets / 1e6:.1f}\u00a0Mo".replace(".", ",")
