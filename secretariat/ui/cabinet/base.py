"""La santé de la base : ses sauvegardes, et ce que le contrôle a trouvé."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QVBoxLayout

from secretariat.socle import verification
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.verification import Controle
from secretariat.ui.cabinet.sauvegardes import CarteSauvegardes
from secretariat.ui.cabinet.serveur import CarteDuServeur
from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.bouton import Bouton
from secretariat.ui.composants.carte import Carte
from secretariat.ui.composants.etiquette import petit
from secretariat.ui.composants.rangement import contenir, ligne, pile, vider
from secretariat.ui.poste import Ecran, Poste
from secretariat.ui.theme.jetons import ESPACE, LARGEUR, Ton


class VueBase(Ecran):
    """Sauvegardes et contrôle, les unes et l’autre hors du fil graphique."""

    TABLES = frozenset({"sauvegardes"})

    def __init__(self, poste: Poste) -> None:
        super().__init__(poste)
        self.verifier = Bouton("Vérifier maintenant", icone="bouclier").au_clic(self._verifier)
        self.verifier.setObjectName("cabinet.verifier")
        self._resultats = pile(espace=ESPACE.petit)
        self._resultats.addWidget(petit("Aucun contrôle depuis l’ouverture de cette session.", encre="texte2"))
        self._attente = QProgressBar()
        self._attente.setRange(0, 0)
        self._attente.setAccessibleName("Contrôle en cours")
        self._attente.hide()
        self.sauvegardes = None if poste.sauvegardes is None else CarteSauvegardes(poste, poste.sauvegardes)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        rangee = ligne(self.sauvegardes or CarteDuServeur(poste), espace=ESPACE.grand)
        rangee.addLayout(pile(self._carte_controle(), None))
        rangee.setStretch(0, 1)
        page.addLayout(rangee, 1)

    def relire(self) -> None:
        """Relit la liste des sauvegardes."""
        if self.sauvegardes is not None:
            self.sauvegardes.relire()

    def montrer(self, controles: tuple[Controle, ...]) -> None:
        """Montre ce que le contrôle a trouvé."""
        self._finir()
        vider(self._resultats)
        for controle in controles:
            ton = Ton.SUCCES if controle.reussi else Ton.DANGER
            self._resultats.addWidget(Bandeau(controle.nom, controle.detail, ton))

    def _carte_controle(self) -> Carte:
        carte = Carte("Contrôle de la base")
        carte.setFixedWidth(LARGEUR.actions)
        explication = "Le schéma, chaque page du fichier, et toute la chaîne du journal d’audit."
        return carte.ajouter(
            petit(explication, encre="texte2").replier(),
            contenir(self._resultats),
            self._attente,
            ligne(self.verifier, None),
        )

    def _verifier(self) -> None:
        self._attente.show()
        self.verifier.setEnabled(False)
        cabinet = self.poste.taches.cabinet
        self.poste.taches.travailler(
            lambda _avancement: verification.verifier(cabinet), self.montrer, en_cas_de_refus=self._refuser
        )

    def _refuser(self, erreur: ErreurSecretariat) -> None:
        self._finir()
        vider(self._resultats)
        self._resultats.addWidget(Bandeau(str(erreur), erreur.conseil, Ton.DANGER))

    def _finir(self) -> None:
        self._attente.hide()
        self.verifier.setEnabled(True)
