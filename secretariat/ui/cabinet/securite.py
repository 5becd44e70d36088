"""Les réglages de sécurité : ce qu’un mot de passe doit valoir, quand un compte ou un poste se verrouille."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from secretariat.cabinet import lectures, services
from secretariat.cabinet.mots_de_passe import recommandation
from secretariat.cabinet.valeurs import LIBELLES_CAS, CasMotDePasse, Securite
from secretariat.socle.droits import Droit
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.bouton import Bouton, StyleBouton
from secretariat.ui.composants.carte import Carte
from secretariat.ui.composants.champ import ChampTexte
from secretariat.ui.composants.etiquette import petit
from secretariat.ui.composants.liste_choix import ListeChoix
from secretariat.ui.composants.rangement import ligne
from secretariat.ui.poste import Ecran, Poste
from secretariat.ui.theme.jetons import ESPACE, LARGEUR, Ton

POSSIBLES = (CasMotDePasse.AVEC_BLOCAGE, CasMotDePasse.SEUL)
"""Le code court attend l’ouverture de session par carte."""

CHAMPS = {
    "inactivite_minutes": ("Verrou du poste, en minutes sans geste", "De 1 à 120\u202f; 10 à 15 est l’usage."),
    "echecs_avant_verrou": ("Essais manqués avant de verrouiller un compte", "De 5 à 50."),
    "acces_exceptionnel_minutes": ("Durée d’un accès exceptionnel, en minutes", "De 1 à 240."),
    "renouvellement_administrateur_jours": (
        "Renouvellement du mot de passe d’un administrateur, en jours",
        "0\u00a0: jamais. La CNIL n’en fixe pas la durée, et n’en veut pas pour les autres personnes.",
    ),
}


class VueSecurite(Ecran):
    """Cinq réglages, écrits ensemble."""

    TABLES = frozenset({"reglages"})

    def __init__(self, poste: Poste) -> None:
        super().__init__(poste)
        seuils = recommandation().seuils
        self.cas: ListeChoix[CasMotDePasse] = ListeChoix(
            "Mots de passe", [(f"{LIBELLES_CAS[cas]} ({seuils[cas]} bits)", cas) for cas in POSSIBLES]
        )
        self.champs = {nom: ChampTexte(libelle, aide=aide) for nom, (libelle, aide) in CHAMPS.items()}
        self.enregistrer = Bouton("Enregistrer", StyleBouton.PRINCIPAL, icone="coche").au_clic(self._enregistrer)
        self.enregistrer.setObjectName("cabinet.securite.enregistrer")
        self.message = Bandeau("", ton=Ton.DANGER)
        self.message.hide()
        regle = recommandation()
        carte = Carte("Sessions et mots de passe").ajouter(
            self.cas,
            *self.champs.values(),
            petit(
                f"Source\u00a0: {regle.source}, relue le {regle.verifie_le:%d/%m/%Y}. Le délai du poste vaut à la "
                "prochaine ouverture de session. Verrouiller tout de suite\u00a0: Ctrl+L.",
                encre="texte2",
            ).replier(),
            ligne(self.enregistrer, None),
        )
        carte.setFixedWidth(LARGEUR.dialogue)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(ESPACE.moyen)
        page.addWidget(self.message)
        page.addLayout(ligne(carte, None))
        page.addStretch(1)
        poste.droits.reserver(self.enregistrer, Droit.CHANGER_REGLAGES)

    def relire(self) -> None:
        """Redemande les réglages."""
        self.poste.taches.lire(lectures.securite, self._montrer, sujet="réglages de sécurité")

    def _montrer(self, securite: Securite) -> None:
        self.cas.choisir(securite.cas)
        for nom, champ in self.champs.items():
            champ.poser(str(getattr(securite, nom)))

    def _enregistrer(self) -> None:
        self.message.hide()
        nombres: dict[str, int] = {}
        for nom, champ in self.champs.items():
            if not champ.texte().isdecimal():
                champ.refuser("Un nombre entier.")
                champ.saisie.setFocus()
                return
            nombres[nom] = int(champ.texte())
        voulu = Securite(
            self.cas.valeur(),
            echecs_avant_verrou=nombres["echecs_avant_verrou"],
            inactivite_minutes=nombres["inactivite_minutes"],
            acces_exceptionnel_minutes=nombres["acces_exceptionnel_minutes"],
            renouvellement_administrateur_jours=nombres["renouvellement_administrateur_jours"],
        )
        self.poste.taches.faire(
            "réglages de sécurité",
            lambda unite: services.changer_securite(unite, voulu),
            lambda _rien: self.poste.demandes.message.emit("Réglages de sécurité enregistrés"),
            en_cas_de_refus=self._refuser,
        )

    def _refuser(self, erreur: ErreurSecretariat) -> None:
        self.message.dire(str(erreur), erreur.conseil, Ton.DANGER)
        self.message.show()
