"""Le lancement : montrer une fenêtre tout de suite, ouvrir la base derrière elle, puis la session.

La suite des pages : (premier démarrage | phrase de passe) → connexion → espace de travail ⇄ verrou.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from secretariat.cabinet import lectures, services
from secretariat.cabinet.audit.scellement import sceller_le_jour
from secretariat.cabinet.deplacement import deplacement
from secretariat.cabinet.services import SessionOuverte, refus_de_connexion
from secretariat.cabinet.valeurs import Deplacement, Etablissement
from secretariat.cartes.lecteur import Lecteur
from secretariat.socle.adresse import Serveur
from secretariat.socle.bareme import Bareme
from secretariat.socle.depot import Depot, DepotFichier, DepotServeur, Ouvreur, depot_de
from secretariat.socle.droits import Droit
from secretariat.socle.erreurs import ErreurMetier, ErreurSecretariat
from secretariat.socle.horloge import Horloge, horloge_du_poste
from secretariat.socle.ressources import dossier
from secretariat.socle.trousseau import trousseau_du_bureau
from secretariat.socle.unite_de_travail import Cabinet, Identite
from secretariat.ui.defaire import Defaire
from secretariat.ui.droits import DroitsDuPoste
from secretariat.ui.fenetre.principale import INACTIVITE_MINUTES, FenetrePrincipale
from secretariat.ui.fenetre.rideau import Rideau
from secretariat.ui.liaison import Liaison
from secretariat.ui.ouverture.cadre import PageOuverture
from secretariat.ui.ouverture.connexion import PageConnexion
from secretariat.ui.ouverture.entree_par_carte import EntreeParCarte
from secretariat.ui.ouverture.phrase import PagePhrase
from secretariat.ui.ouverture.restauration import Annonce, Restauration
from secretariat.ui.poste import Demandes, Poste
from secretariat.ui.sauvegardes import Sauvegardes
from secretariat.ui.taches import Taches
from secretariat.ui.theme import preference
from secretariat.ui.theme.jetons import Apparence
from secretariat.ui.theme.theme import theme

TOUR_DE_ROLE_S = 0.001
"""Un contrôle ou un export en pur Python rend la main au fil graphique au bout d’une milliseconde, non de cinq."""


@dataclass(frozen=True, slots=True)
class CompteMontre:
    """Le compte que la démonstration affiche."""

    identifiant: str
    mot_de_passe: str


@dataclass(frozen=True, slots=True)
class Options:
    """Comment lancer la fenêtre.

    Attributes:
        apparence: Celle que l’on force ; absente, c’est celle que la personne a gardée.
        horloge: L’heure que voit le programme ; la matinée de démonstration en donne une à elle.
        lecture_seule: Ouvrir pour la lire une base que le cabinet a quittée ; sans cela, elle est refusée.
        rapports: Le dossier des rapports de défaut, que la fenêtre propose d’ouvrir.
        donnees: Le dossier des données de ce compte, où un poste range les sauvegardes d’un serveur.
        retenir: Retient pour ce poste le serveur que l’on vient de choisir.
        inactivite_minutes: Le délai du verrou que l’on force ; absent, c’est le réglage du cabinet.
    """

    base: Path | Serveur
    compte: CompteMontre | None = None
    apparence: Apparence | None = None
    horloge: Horloge = field(default=horloge_du_poste)
    inactivite_minutes: float | None = None
    lecture_seule: bool = False
    rapports: Path | None = None
    donnees: Path | None = None
    retenir: Callable[[Serveur], None] = field(default=lambda _adresse: None)


def application() -> QApplication:
    """L’application Qt, habillée et en français ; les travaux de fond lui laissent la main dès qu’elle la demande."""
    sys.setswitchinterval(TOUR_DE_ROLE_S)
    existante = QApplication.instance()
    appli = existante if isinstance(existante, QApplication) else QApplication(sys.argv[:1])
    appli.setApplicationName("Secrétariat")
    QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.France))
    traduction = QTranslator(appli)
    if traduction.load("qtbase_fr", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        appli.installTranslator(traduction)
    theme().installer(appli)
    return appli


def lancer(options: Options) -> int:
    """Ouvre la fenêtre et rend le code de retour quand elle se ferme."""
    appli = application()
    preference.reprendre()
    if options.apparence is not None:
        theme().choisir(options.apparence)
    lancement = Lancement(options)
    montrer_les_defauts(lancement.taches)
    lancement.fenetre.show()
    lancement.commencer()
    code = appli.exec()
    lancement.terminer()
    return code


def montrer_les_defauts(taches: Taches) -> None:
    """Un défaut survenu hors d’un travail (dans un signal de Qt) se montre aussi à l’écran, après s’être consigné."""
    consigner = sys.excepthook

    def montrer(sorte: type[BaseException], erreur: BaseException, pile: TracebackType | None) -> None:
        consigner(sorte, erreur, pile)
        taches.defaut.emit(sorte.__name__)

    sys.excepthook = montrer


class Lancement(QObject):
    """Conduit de la première page à l’espace de travail ; tient la base ouverte tant que la fenêtre vit."""

    def __init__(self, options: Options) -> None:
        super().__init__()
        self._options = options
        personne = Identite("personne", "Personne", "programme", platform.node())
        self._ouvreur = Ouvreur(personne, options.horloge, trousseau_du_bureau, options.donnees)
        self._depot: Depot = depot_de(options.base, self._ouvreur, seul=True)
        self._cabinet: Cabinet | None = None
        self.sauvegardes: Sauvegardes | None = None
        self._poste: Poste | None = None
        self.espace: QWidget | None = None
        self.taches = Taches()
        self.taches.refus.connect(self._dire_sur_la_page)
        self.taches.defaut.connect(self._sur_defaut)
        self.fenetre = FenetrePrincipale(inactivite_minutes=options.inactivite_minutes or INACTIVITE_MINUTES)
        self.liaison = Liaison(self)
        self.liaison.change.connect(self.taches.modifie)
        self.taches.modifie.connect(self._voir_si_le_cabinet_part)
        self.liaison.perdue.connect(self.fenetre.dire_coupee)
        self.liaison.retrouvee.connect(self.fenetre.dire_retablie)
        self._rideau = Rideau(self.fenetre)
        self.connexion = PageConnexion()
        self.entree = EntreeParCarte(self.connexion, self.taches, options.horloge, platform.node())
        self.entree.ouverte.connect(self._sur_session)
        self.entree.refusee.connect(self._sur_session_refusee)
        self.entree.retiree.connect(self.verrouiller)
        self.connexion.essayee.connect(self._ouvrir_session)
        self.connexion.autre_personne.connect(self._fermer_session)
        self.fenetre.inactive.connect(self.verrouiller)
        self.fenetre.montrer(self.connexion)

    def commencer(self) -> None:
        """Prend le verrou et ouvre la base derrière la page montrée."""
        if not self._depot.est_cree:
            self._premier_demarrage()
            return
        self.connexion.situer(f"Ouverture de {self._depot.nom}…")
        self.connexion.attendre(en_cours=True)
        self.taches.travailler(
            lambda _avancement: self._depot.ouvrir_sans_question(), self._sur_ouverture, en_cas_de_refus=self._sur_refus
        )

    def verrouiller(self) -> None:
        """Cache l’espace de travail et demande le mot de passe ; rien n’est perdu dessous."""
        if self._poste is None:
            return
        identite = self._poste.session.identite
        self._rideau.tirer()
        self.connexion.reprendre(identite.acteur, identite.nom)
        self.fenetre.montrer(self.connexion)
        self.connexion.vider()

    def terminer(self) -> None:
        """Termine les travaux en cours, ferme la base et rend le verrou."""
        self.liaison.arreter()
        self.entree.terminer()  # d’abord : une carte muette ferait attendre les travaux
        self.taches.arreter()
        if self._cabinet is not None:
            self._cabinet.fermer()
            self._depot.fermer()

    def _sur_ouverture(self, cabinet: Cabinet | None) -> None:
        if cabinet is None:
            self._demander_la_phrase()
            return
        self._cabinet = cabinet
        coffre = self._depot.coffre()
        self.sauvegardes = None if coffre is None else Sauvegardes(self.taches, coffre, cabinet)
        self.taches.servir(cabinet)
        self.liaison.commencer(cabinet)
        self.taches.lire(lectures.etablissement, self._accueillir, en_cas_de_refus=self._sur_refus)

    def _accueillir(self, etablissement: Etablissement) -> None:
        if (parti := etablissement.deplace) is not None:
            if not self._options.lecture_seule:
                self._sur_refus(ErreurMetier(parti.message, conseil=parti.conseil))
                return
            self._ne_faire_que_lire(parti)
        self.connexion.attendre(en_cours=False)
        self.connexion.situer(f"{etablissement.nom}, {etablissement.ville}")
        if etablissement.demonstration and self._options.compte is not None:
            self.connexion.proposer(self._options.compte.identifiant, self._options.compte.mot_de_passe)
        else:
            self.connexion.oublier()
        if not etablissement.demonstration and self.sauvegardes is not None:
            self.sauvegardes.commencer()
        self._montrer_la_connexion()
        if etablissement.deplace is None:  # une base quittée ne s’écrit plus
            self.taches.faire("ouverture de la journée", sceller_le_jour)
        if self._cabinet is not None:
            self.entree.preparer(
                self._cabinet, demonstration=etablissement.demonstration, donnees=self._options.donnees
            )

    def _voir_si_le_cabinet_part(self, tables: frozenset[str]) -> None:
        """Un autre programme vient de transférer le cabinet : cette fenêtre ne doit plus rien y écrire."""
        if "reglages" in tables and self._cabinet is not None:
            self.taches.lire(deplacement, lambda p: self._ne_faire_que_lire(p) if p is not None else None)

    def _ne_faire_que_lire(self, parti: Deplacement) -> None:
        if self._cabinet is not None:
            self._cabinet.fige_par(parti.message)
        self.fenetre.rappeler(parti.message, "Cette base est en lecture seule\u00a0: rien n’y est enregistré.")

    def _montrer_la_connexion(self) -> None:
        """Montre la connexion à la place de la page d’avant, dont les secrets tapés ne restent pas en mémoire."""
        avant = self.fenetre.page
        self.fenetre.montrer(self.connexion)
        if isinstance(avant, PageOuverture) and avant is not self.connexion:
            self.fenetre.oublier(avant)
        propose = bool(self.connexion.mot_de_passe.saisie.text())
        (self.connexion.entrer if propose else self.connexion.identifiant.saisie).setFocus()

    def _dire_sur_la_page(self, message: str, conseil: str) -> None:
        """Un refus que personne n’a pris en charge avant que l’espace de travail ne soit montré."""
        page = self.fenetre.page
        if isinstance(page, PageOuverture):
            page.attendre(en_cours=False)
            page.refuser(message, conseil)

    def _sur_defaut(self, _sorte: str) -> None:
        self._dire_sur_la_page(
            "Le programme a rencontré un défaut\u00a0: ce geste n’a pas été fait.",
            "Recommencer\u202f; si cela se reproduit, noter l’heure et le signaler. Les données sont intactes.",
        )

    def _sur_refus(self, erreur: ErreurSecretariat) -> None:
        self._montrer_la_connexion()
        self.connexion.attendre(en_cours=True)
        self.connexion.entrer.nommer("Cabinet non ouvert")
        self.connexion.situer(str(self._depot))
        self.connexion.refuser(str(erreur), erreur.conseil)

    def _demander_la_phrase(self) -> None:
        page = PagePhrase(self._depot.nom, self._depot.question)

        def essayer(secret: str) -> None:
            self.taches.travailler(
                lambda _avancement: self._depot.ouvrir_avec(secret),
                self._sur_ouverture,
                en_cas_de_refus=lambda erreur: page.refuser(str(erreur), erreur.conseil),
            )

        page.essayee.connect(essayer)
        self.fenetre.montrer(page)
        page.phrase.saisie.setFocus()

    def _premier_demarrage(self) -> None:
        from secretariat.ui.ouverture.premiers_pas import PremiersPas  # noqa: PLC0415  (une seule fois par cabinet)

        assert isinstance(self._options.base, Path)  # noqa: S101  (un serveur se sait vide une fois ouvert)
        pas = PremiersPas(self.fenetre, self.taches, self._ouvreur, self._options.base)
        pas.cree.connect(self._ouvrir_avec)
        pas.rejoint.connect(self._sur_serveur)
        pas.pret.connect(self._sur_ouverture)
        pas.commencer()

    def _sur_serveur(self, depot: DepotServeur) -> None:
        self._depot = depot
        self._options.retenir(depot.adresse)

    def _ouvrir_avec(self, cle: bytes) -> None:
        """Ouvre le fichier, la clé en main : on vient de le créer, ou de le restaurer."""
        depot = self._depot
        assert isinstance(depot, DepotFichier)  # noqa: S101  (seul un fichier se crée ou se restaure d’ici)
        self._montrer_la_connexion()
        self.connexion.situer(f"Ouverture de {depot.nom}…")
        self.connexion.attendre(en_cours=True)
        self.taches.travailler(
            lambda _suivi: depot.ouvrir_par_cle(cle), self._sur_ouverture, en_cas_de_refus=self._sur_refus
        )

    def _ouvrir_session(self, identifiant: str, mot_de_passe: str) -> None:
        self.connexion.attendre(en_cours=True)
        poste = platform.node()
        self.taches.faire(
            "ouverture de session",
            lambda unite: services.ouvrir_session(unite, identifiant, mot_de_passe, poste),
            self._sur_mot_de_passe,
            en_cas_de_refus=self._sur_session_refusee,
            cabinet=self._cabinet,
        )

    def _sur_mot_de_passe(self, session: SessionOuverte | None) -> None:
        if session is None:
            self._sur_session_refusee(refus_de_connexion())
            return
        self.entree.oublier()
        self._sur_session(session)

    def _sur_session(self, session: SessionOuverte) -> None:
        if self._poste is not None and self._poste.session.identite.acteur != session.identite.acteur:
            self._sur_session_refusee(_session_d_une_autre(self._poste.session.identite.nom))
            return
        self.connexion.attendre(en_cours=False)
        self.connexion.message.hide()
        self.connexion.vider()
        if session.a_changer:
            self._faire_changer_le_mot_de_passe(session)
            return
        self._accepter(session)

    def _accepter(self, session: SessionOuverte) -> None:
        """Rend l’espace à qui l’avait verrouillé ; un rôle changé depuis en ouvre un autre."""
        if self._options.inactivite_minutes is None:
            self.fenetre.verrouiller_apres(session.securite.inactivite_minutes)
        if self._poste is not None and self._poste.session.identite == session.identite:
            self._montrer_espace()
            return
        if self._poste is not None:
            self._fermer_session()
        self._entrer(session)

    def _faire_changer_le_mot_de_passe(self, session: SessionOuverte) -> None:
        from secretariat.ui.ouverture.nouveau_mot_de_passe import PageNouveauMotDePasse  # noqa: PLC0415

        page = PageNouveauMotDePasse(session)

        def changer(ancien: str, nouveau: str) -> None:
            assert self._cabinet is not None  # noqa: S101  (la base est ouverte)
            self.taches.faire(
                "changement de mot de passe",
                lambda unite: services.changer_mon_mot_de_passe(unite, ancien, nouveau),
                change,
                en_cas_de_refus=refuser,
                cabinet=self._cabinet.en_tant_que(session.identite),
            )

        def change(fait: bool) -> None:  # noqa: FBT001  (le résultat du service)
            if not fait:
                refuser(refus_de_connexion())
                return
            self._montrer_la_connexion()
            self._accepter(session)

        def refuser(erreur: ErreurSecretariat) -> None:
            page.attendre(en_cours=False)
            page.refuser(str(erreur), erreur.conseil)

        page.choisi.connect(changer)
        page.renoncee.connect(self._montrer_la_connexion)
        self.fenetre.montrer(page)
        page.ancien.saisie.setFocus()

    def _sur_session_refusee(self, erreur: ErreurSecretariat) -> None:
        self.connexion.attendre(en_cours=False)
        self.connexion.refuser(str(erreur), erreur.conseil)
        self.connexion.vider()

    def _entrer(self, session: SessionOuverte) -> None:
        assert self._cabinet is not None  # noqa: S101  (on n’entre qu’une fois la base ouverte)
        self.taches.servir(self._cabinet.en_tant_que(session.identite))
        self.taches.lire(
            lambda lecture: (lectures.etablissement(lecture), lectures.mes_droits(lecture)),
            lambda lus: self.entree.avec_le_lecteur(lambda lecteur: self._composer(session, lecteur, *lus)),
        )

    def _composer(
        self, session: SessionOuverte, lecteur: Lecteur, etablissement: Etablissement, droits: frozenset[Droit]
    ) -> None:
        from secretariat.ui.fenetre.fenetre import Espace  # noqa: PLC0415  (les écrans ne servent qu’après la connexion)

        self._poste = Poste(
            taches=self.taches,
            defaire=Defaire(self),
            demandes=Demandes(self),
            lecteur=lecteur,
            bareme=Bareme.charger(dossier() / "baremes"),
            etablissement=etablissement,
            session=session,
            sauvegardes=self.sauvegardes,
            rapports=self._options.rapports,
            place_des_sauvegardes=self._depot.place_des_sauvegardes if isinstance(self._depot, DepotServeur) else None,
            droits=DroitsDuPoste(self.taches, droits),
            donnees=self._options.donnees,
        )
        self._poste.demandes.restaurer.connect(self._restaurer)
        espace = Espace(self._poste)
        self._poste.droits.setParent(espace)  # ils disparaissent avec les écrans qu’ils règlent
        espace.verrouiller.connect(self.verrouiller)
        espace.fermer_session.connect(self._fermer_session)
        self.espace = espace
        self._montrer_espace()
        espace.commencer()

    def _montrer_espace(self) -> None:
        if self.espace is not None:
            self._rideau.ouvrir()
            self.fenetre.montrer(self.espace)
        if self.entree.carte_partie:
            self.verrouiller()

    def _fermer_session(self) -> None:
        self._rideau.ouvrir()
        self.taches.oublier_les_retours()
        if self._cabinet is not None:
            self.taches.servir(self._cabinet)
        if self.espace is not None and self._poste is not None:
            self._poste.defaire.oublier()
            self.fenetre.oublier(self.espace)
        self.entree.oublier()
        self.espace, self._poste = None, None
        self.connexion.attendre(en_cours=False)
        self.connexion.message.hide()
        self.fenetre.montrer(self.connexion)
        self.connexion.oublier()

    def _restaurer(self, source: Path) -> None:
        """Ferme la session et, quand plus rien ne se sert de la base, la remplace par cette sauvegarde."""
        assert self._cabinet is not None  # noqa: S101  (la demande vient d’une session ouverte)
        assert self.sauvegardes is not None  # noqa: S101
        self.sauvegardes.exiger(Droit.RESTAURER)
        cabinet, self._cabinet = self._cabinet, None
        self.sauvegardes.arreter()
        self._fermer_session()
        self.connexion.attendre(en_cours=True)
        self.connexion.situer(f"Restauration de {source.name}…")

        def liberer() -> None:
            self.liaison.arreter()
            cabinet.fermer()
            self._depot.fermer()

        restauration = Restauration(self.taches, self.sauvegardes.coffre, liberer)
        restauration.lancer(source, self._apres_la_restauration)

    def _apres_la_restauration(self, annonce: Annonce) -> None:
        assert self.sauvegardes is not None  # noqa: S101
        self.connexion.message.dire(annonce.titre, annonce.detail, annonce.ton)
        self.connexion.message.show()
        self._ouvrir_avec(self.sauvegardes.coffre.cle)


def _session_d_une_autre(nom: str) -> ErreurMetier:
    return ErreurMetier(
        f"Ce poste garde la session de {nom}, verrouillée.",
        conseil="«\u00a0Changer de personne\u00a0» la ferme\u202f; ce qui n’y est pas enregistré se perd.",
    )
