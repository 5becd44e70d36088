"""Ouvrir le cabinet qui est sur un serveur : son adresse, son compte, et la preuve que c’est bien lui."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, urlencode

from PySide6.QtCore import Signal

from secretariat.socle.adresse import Serveur, lire_serveur
from secretariat.socle.erreurs import ErreurMetier
from secretariat.ui.composants.bouton import Bouton, StyleBouton
from secretariat.ui.composants.champ import ChampTexte
from secretariat.ui.composants.etiquette import petit
from secretariat.ui.ouverture.cadre import PageOuverture


class PageServeur(PageOuverture):
    """Ce qu’il faut pour joindre le serveur du cabinet.

    Signals:
        demandee: Essayer cette adresse ; porte le `Serveur` et le mot de passe, vide s’il n’en faut pas.
        renoncee: Revenir à la création d’un cabinet sur ce poste.
    """

    demandee = Signal(object, str)
    renoncee = Signal()

    def __init__(self) -> None:
        super().__init__(
            "Cabinet sur un serveur",
            "Plusieurs postes partagent une base PostgreSQL. Qui l’a installée donne ces quelques lignes.",
        )
        self.hote = ChampTexte("Serveur", obligatoire=True, invite="serveur.cabinet.fr, ou serveur.cabinet.fr:5433")
        self.base = ChampTexte("Base", "secretariat", obligatoire=True)
        self.compte = ChampTexte("Compte de ce poste", obligatoire=True)
        self.mot_de_passe = ChampTexte("Mot de passe de ce compte")
        self.mot_de_passe.masquer()
        self.autorite = ChampTexte(
            "Certificat de l’autorité du cabinet",
            aide="Le fichier .pem donné avec le serveur ; vide, ce sont les autorités du système.",
        )
        self.ouvrir = Bouton("Se connecter", StyleBouton.PRINCIPAL, icone="cle").large(centre=True)
        self.ouvrir.setObjectName("serveur.ouvrir")
        self.ouvrir.clicked.connect(self._demander)
        self.revenir = Bouton("Créer plutôt sur ce poste", StyleBouton.DISCRET).large(centre=True)
        self.revenir.clicked.connect(self.renoncee)
        self.carte.ajouter(
            *self._champs(),
            self.ouvrir,
            petit("La liaison est chiffrée, et le serveur doit prouver qu’il est celui du cabinet.").replier(),
            self.revenir,
        )
        for champ in self._champs():
            champ.valide.connect(self._demander)

    def attendre(self, *, en_cours: bool) -> None:
        """Grise le bouton pendant que l’on essaie."""
        self.ouvrir.setEnabled(not en_cours)
        self.ouvrir.nommer("Connexion…" if en_cours else "Se connecter")

    def refuser(self, message: str, conseil: str = "") -> None:
        """Montre pourquoi, et laisse recommencer."""
        super().refuser(message, conseil)
        self.attendre(en_cours=False)
        self.mot_de_passe.saisie.selectAll()
        self.mot_de_passe.saisie.setFocus()

    def _champs(self) -> tuple[ChampTexte, ...]:
        return (self.hote, self.base, self.compte, self.mot_de_passe, self.autorite)

    def _demander(self) -> None:
        incomplets = [champ for champ in self._champs() if not champ.verifier()]
        if incomplets:
            incomplets[0].saisie.setFocus()
            return
        self.message.hide()
        try:
            adresse = self._adresse()
        except ErreurMetier as erreur:
            self.refuser(str(erreur), erreur.conseil)
            return
        self.attendre(en_cours=True)
        self.demandee.emit(adresse, self.mot_de_passe.saisie.text())

    def _adresse(self) -> Serveur:
        fichier = self.autorite.texte()
        if fichier and not Path(fichier).is_file():
            raise ErreurMetier(
                f"Il n’y a pas de certificat à cet endroit\u00a0: {fichier}.", conseil="Vérifier le chemin."
            )
        options = f"?{urlencode({'sslrootcert': fichier})}" if fichier else ""
        compte, base = quote(self.compte.texte(), safe=""), quote(self.base.texte(), safe="")
        return lire_serveur(f"postgresql://{compte}@{self.hote.texte()}/{base}{options}")
