"""Les personnes du cabinet : les praticiens, et qui peut ouvrir une session ; ajouter, modifier, fermer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout

from secretariat.cabinet import lectures, services
from secretariat.cabinet.valeurs import (
    LIBELLES_ROLES,
    LIBELLES_SECTEURS,
    FichePraticien,
    FicheUtilisateur,
    PraticienDuCabinet,
    Securite,
)
from secretariat.socle.droits import Droit
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.unite_de_travail import Lecture, UniteDeTravail
from secretariat.ui.cabinet.carte_du_compte import changer_la_carte
from secretariat.ui.cabinet.comptes import DialogueCompte, DialogueProvisoire
from secretariat.ui.cabinet.praticien import DialoguePraticien
from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.bouton import Bouton
from secretariat.ui.composants.carte import Carte
from secretariat.ui.composants.dialogue import Confirmation
from secretariat.ui.composants.rangement import contenir, ligne
from secretariat.ui.composants.tableau import Tableau
from secretariat.ui.modele_table import Colonne, ModeleTable
from secretariat.ui.poste import Ecran, Poste
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, Ton

PRATICIENS = (
    Colonne[PraticienDuCabinet]("Praticien", lambda p: p.fiche.nom_complet, graisse=600, etiree=True),
    Colonne[PraticienDuCabinet]("Spécialité", lambda p: p.fiche.specialite),
    Colonne[PraticienDuCabinet]("Secteur", lambda p: LIBELLES_SECTEURS[p.fiche.secteur]),
    Colonne[PraticienDuCabinet]("RPPS", lambda p: p.fiche.rpps, droite=True),
    Colonne[PraticienDuCabinet]("État", lambda p: "en activité" if p.actif else "n’exerce plus ici"),
)


def etat_du_compte(compte: FicheUtilisateur) -> str:
    """« actif », « fermé », « verrouillé », « mot de passe provisoire »."""
    if not compte.actif:
        return "fermé"
    if compte.verrouille:
        return "verrouillé"
    return "mot de passe provisoire" if compte.a_changer else "actif"


def _encre(compte: FicheUtilisateur) -> str:
    if compte.verrouille:
        return "danger"
    return "texte" if compte.actif else "texte2"


def _carte_dite(compte: FicheUtilisateur) -> str:
    if not compte.a_une_carte:
        return ""
    return "associée" if compte.carte else "par son RPPS"


def _icone_de_carte(compte: FicheUtilisateur) -> str:
    return "carte" if compte.a_une_carte else ""


COMPTES = (
    Colonne[FicheUtilisateur]("Identifiant", lambda u: u.identifiant, graisse=600),
    Colonne[FicheUtilisateur]("Personne", lambda u: f"{u.prenom} {u.nom}".strip(), etiree=True),
    Colonne[FicheUtilisateur]("Rôle", lambda u: LIBELLES_ROLES[u.role]),
    Colonne[FicheUtilisateur]("État", etat_du_compte, icone=lambda u: "verrou" if u.verrouille else "", encre=_encre),
    Colonne[FicheUtilisateur]("Carte", _carte_dite, icone=_icone_de_carte),
)


@dataclass(frozen=True, slots=True)
class PersonnesLues:
    """Ce que la vue montre ; les comptes sont vides pour qui ne les gère pas."""

    praticiens: tuple[PraticienDuCabinet, ...]
    comptes: tuple[FicheUtilisateur, ...]
    securite: Securite


def lire_les_personnes(lecture: Lecture) -> PersonnesLues:
    """Les praticiens, et les comptes si la personne connectée les gère."""
    comptes = lectures.utilisateurs(lecture) if lecture.peut(Droit.GERER_COMPTES) else ()
    return PersonnesLues(lectures.tous_les_praticiens(lecture), comptes, lectures.securite(lecture))


class VuePersonnes(Ecran):
    """Deux listes, chacune avec ses gestes."""

    TABLES = frozenset({"praticiens", "utilisateurs", "reglages", "droits"})

    def __init__(self, poste: Poste) -> None:
        super().__init__(poste)
        self._securite = Securite()
        self.praticiens = ModeleTable(PRATICIENS, lambda p: p.fiche.id, self)
        self.comptes = ModeleTable(COMPTES, lambda u: u.id, self)
        self.tableau_praticiens = Tableau("Praticiens", self.praticiens)
        self.tableau_comptes = Tableau("Comptes", self.comptes)
        self.message = Bandeau("", ton=Ton.DANGER)
        self.message.hide()
        self.gestes = {
            nom: self._bouton(nom, libelle, icone, geste) for nom, libelle, icone, geste in self._liste_des_gestes()
        }
        haut = [g for nom, g in self.gestes.items() if nom.startswith("praticien")]
        bas = [g for nom, g in self.gestes.items() if nom.startswith("compte")]
        self._carte_comptes = Carte("Comptes", droite=contenir(ligne(*bas))).ajouter(self.tableau_comptes)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(ESPACE.grand)
        page.addWidget(self.message)
        page.addWidget(Carte("Praticiens", droite=contenir(ligne(*haut))).ajouter(self.tableau_praticiens), 2)
        page.addWidget(self._carte_comptes, 3)
        self.tableau_praticiens.choisie.connect(lambda _ligne: self._regler())
        self.tableau_comptes.choisie.connect(lambda _ligne: self._regler())
        self.tableau_praticiens.active.connect(lambda _ligne: self.gestes["praticien.modifier"].click())
        self.tableau_comptes.active.connect(lambda _ligne: self.gestes["compte.modifier"].click())
        poste.droits.change.connect(self._regler)
        self._regler()

    def relire(self) -> None:
        """Redemande les deux listes."""
        self.poste.taches.lire(lire_les_personnes, self._montrer, sujet="personnes du cabinet")

    def _montrer(self, lues: PersonnesLues) -> None:
        self._securite = lues.securite
        self.praticiens.remplacer(lues.praticiens)
        self.comptes.remplacer(lues.comptes)
        self._regler()

    def _liste_des_gestes(self) -> tuple[tuple[str, str, str, Callable[[], None]], ...]:
        return (
            ("praticien.ajouter", "Ajouter…", "plus", self._ajouter_praticien),
            ("praticien.modifier", "Modifier…", "crayon", self._modifier_praticien),
            ("praticien.fermer", "N’exerce plus ici", "retirer", self._fermer_praticien),
            ("compte.ajouter", "Ajouter…", "plus", self._ajouter_compte),
            ("compte.modifier", "Modifier…", "crayon", self._modifier_compte),
            ("compte.mot_de_passe", "Mot de passe…", "cle", self._rendre_le_mot_de_passe),
            ("compte.carte", "Associer une carte", "carte", self._changer_la_carte),
            ("compte.verrou", "Lever le verrou", "verrou", self._lever_le_verrou),
            ("compte.fermer", "Fermer", "retirer", self._fermer_compte),
        )

    def _bouton(self, nom: str, libelle: str, icone: str, geste: Callable[[], None]) -> Bouton:
        bouton = Bouton(libelle, icone=icone, hauteur=HAUTEUR.bouton_titre).au_clic(geste)
        bouton.setObjectName(f"cabinet.{nom}")
        return bouton

    def _regler(self) -> None:
        """Les gestes possibles sur la ligne choisie ; aucun n’est offert que le service refuserait d’avance."""
        gere = self.poste.droits.peut(Droit.GERER_COMPTES)
        praticien, compte = self.tableau_praticiens.ligne_courante(), self.tableau_comptes.ligne_courante()
        self._carte_comptes.setVisible(gere)
        for nom, bouton in self.gestes.items():
            choisi = praticien if nom.startswith("praticien") else compte
            bouton.setVisible(gere)
            bouton.setEnabled(nom.endswith("ajouter") or choisi is not None)
        if praticien is not None:
            self.gestes["praticien.fermer"].nommer("N’exerce plus ici" if praticien.actif else "Exerce de nouveau ici")
        if compte is not None:
            self.gestes["compte.fermer"].nommer("Fermer" if compte.actif else "Rouvrir")
            self.gestes["compte.carte"].nommer("Dissocier la carte" if compte.a_une_carte else "Associer une carte")
            self.gestes["compte.verrou"].setVisible(gere and compte.verrouille)
        else:
            self.gestes["compte.verrou"].hide()

    def _faire(self, motif: str, service: Callable[[UniteDeTravail], object], fait: str) -> None:
        self.message.hide()
        self.poste.taches.faire(
            motif, service, lambda _rien: self.poste.demandes.message.emit(fait), en_cas_de_refus=self._refuser
        )

    def _refuser(self, erreur: ErreurSecretariat) -> None:
        self.message.dire(str(erreur), erreur.conseil, Ton.DANGER)
        self.message.show()

    def _ajouter_praticien(self) -> None:
        if (fiche := DialoguePraticien.demander(self)) is not None:
            self._faire("ajout d’un praticien", lambda u: services.ajouter_praticien(u, fiche), "Praticien ajouté")

    def _modifier_praticien(self) -> None:
        choisi = self.tableau_praticiens.ligne_courante()
        if choisi is not None and (fiche := DialoguePraticien.demander(self, choisi.fiche)) is not None:
            self._faire("fiche d’un praticien", lambda u: services.modifier_praticien(u, fiche), "Praticien modifié")

    def _fermer_praticien(self) -> None:
        if (choisi := self.tableau_praticiens.ligne_courante()) is None:
            return
        numero, nom = choisi.fiche.id, choisi.fiche.nom_complet
        if not choisi.actif:
            self._faire("retour d’un praticien", lambda u: services.rouvrir_praticien(u, numero), f"{nom} exerce ici")
        elif Confirmation.demander(
            self,
            f"{nom} n’exerce plus ici\u202f?",
            detail="Son agenda disparaît des écrans. Ses rendez-vous déjà pris, ses factures et ses lettres restent.",
            valider="Retirer de l’agenda",
        ):
            self._faire("départ d’un praticien", lambda u: services.fermer_praticien(u, numero), f"{nom} n’exerce plus")

    def _ajouter_compte(self) -> None:
        if (saisi := DialogueCompte.demander(self, self._fiches(), cas=self._securite.cas)) is None:
            return
        compte, mot_de_passe = saisi
        self._faire(
            "création d’un compte",
            lambda u: services.creer_utilisateur(u, compte, mot_de_passe, provisoire=True),
            f"Compte « {compte.identifiant} » créé",
        )

    def _modifier_compte(self) -> None:
        choisi = self.tableau_comptes.ligne_courante()
        if choisi is None or (saisi := DialogueCompte.demander(self, self._fiches(), compte=choisi)) is None:
            return
        numero, compte = choisi.id, saisi[0]
        self._faire(
            "modification d’un compte",
            lambda u: services.modifier_compte(u, numero, compte),
            f"Compte « {choisi.identifiant} » modifié",
        )

    def _rendre_le_mot_de_passe(self) -> None:
        choisi = self.tableau_comptes.ligne_courante()
        if choisi is None or (nouveau := DialogueProvisoire.demander(self, choisi, self._securite.cas)) is None:
            return
        numero = choisi.id
        self._faire(
            "mot de passe provisoire",
            lambda u: services.reinitialiser_mot_de_passe(u, numero, nouveau),
            f"{choisi.prenom} changera ce mot de passe à sa première connexion",
        )

    def _changer_la_carte(self) -> None:
        if (choisi := self.tableau_comptes.ligne_courante()) is not None:
            self.message.hide()
            changer_la_carte(self.poste, self, choisi, faire=self._faire, refuser=self._refuser)

    def _lever_le_verrou(self) -> None:
        if (choisi := self.tableau_comptes.ligne_courante()) is not None:
            numero = choisi.id
            self._faire("verrou levé", lambda u: services.lever_verrou(u, numero), f"{choisi.prenom} peut entrer")

    def _fermer_compte(self) -> None:
        if (choisi := self.tableau_comptes.ligne_courante()) is None:
            return
        numero, nom = choisi.id, choisi.identifiant
        if not choisi.actif:
            self._faire("réouverture d’un compte", lambda u: services.rouvrir_compte(u, numero), f"« {nom} » rouvert")
        elif Confirmation.demander(
            self,
            f"Fermer le compte « {nom} »\u202f?",
            detail="Il n’ouvrira plus de session. Ce qu’il a fait reste à son nom, et il peut se rouvrir.",
            valider="Fermer le compte",
        ):
            self._faire("fermeture d’un compte", lambda u: services.fermer_compte(u, numero), f"« {nom} » fermé")

    def _fiches(self) -> tuple[FichePraticien, ...]:
        return tuple(p.fiche for p in self.praticiens.lignes if p.actif)
