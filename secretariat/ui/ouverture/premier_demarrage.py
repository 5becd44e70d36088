"""Le premier démarrage : créer son cabinet, avec la clé de sa base, ou essayer la démonstration."""

from __future__ import annotations

import platform
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal

from secretariat.agenda.services import installer_motifs
from secretariat.cabinet import services
from secretariat.cabinet.valeurs import Etablissement, FichePraticien, FicheRecuperation, NouveauCompte, Role, Secteur
from secretariat.socle import cles, emplacements, fichier_base, recuperation
from secretariat.socle.cles import Enveloppes, TrousseauMuet
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurSecretariat
from secretariat.socle.fichier_base import VerrouDeBase
from secretariat.socle.fichiers import cause_dite
from secretariat.socle.horloge import horloge_du_poste
from secretariat.socle.trousseau import trousseau_du_bureau
from secretariat.socle.unite_de_travail import Cabinet, Identite
from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.bouton import Bouton, StyleBouton
from secretariat.ui.composants.champ import ChampTexte
from secretariat.ui.composants.etiquette import petit
from secretariat.ui.epreuve_fiche import EpreuveDeLaFiche
from secretariat.ui.mot_de_passe import JaugeDeForce
from secretariat.ui.ouverture.cadre import PageOuverture
from secretariat.ui.taches import Taches
from secretariat.ui.theme.jetons import Ton


@dataclass(frozen=True, slots=True)
class CabinetACreer:
    """Ce que la page a recueilli."""

    base: Path
    cabinet: str
    ville: str
    praticien: str
    rpps: str
    compte: NouveauCompte
    mot_de_passe: str = field(repr=False)
    phrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CabinetCree:
    """Ce que la création laisse en mémoire le temps d’entrer : de quoi imprimer la fiche, et ouvrir sans redemander."""

    cle: bytes = field(repr=False)
    fiche: FicheRecuperation


class PagePremierDemarrage(PageOuverture):
    """Créer le cabinet.

    Signals:
        cree: La base existe et sa fiche de récupération a été remise ; porte la clé, ou None sur un serveur.
        serveur_demande: Le cabinet n’est pas sur ce poste.
    """

    cree = Signal(object)
    serveur_demande = Signal()

    def __init__(self, taches: Taches, base: Path, serveur: Cabinet | None = None) -> None:
        """`serveur` : la base vide d’un serveur, où créer le cabinet plutôt que dans un fichier."""
        super().__init__("Bienvenue", "Ce poste n’a pas encore de cabinet. Quelques lignes suffisent pour commencer.")
        self._taches, self._base, self._serveur = taches, base, serveur
        self.cabinet = ChampTexte("Nom du cabinet", obligatoire=True)
        self.ville = ChampTexte("Ville", obligatoire=True)
        self.praticien = ChampTexte("Premier praticien (prénom et nom)", obligatoire=True)
        self.prenom = ChampTexte("Votre prénom, qui sera votre identifiant", obligatoire=True)
        self.mot_de_passe = ChampTexte("Votre mot de passe", obligatoire=True)
        self.mot_de_passe.masquer()
        self.jauge = JaugeDeForce(self.mot_de_passe, self.prenom.texte)
        self.phrase = ChampTexte(
            "Phrase de passe du cabinet", obligatoire=True, aide="Au moins 12 caractères : elle déverrouille la base."
        )
        self.phrase.masquer()
        self.creer = Bouton("Créer le cabinet", StyleBouton.PRINCIPAL, icone="coche").large(centre=True)
        self.creer.setObjectName("premier.creer")
        self.creer.clicked.connect(self._creer)
        self.serveur = Bouton("Le cabinet est sur un serveur…", StyleBouton.DISCRET).large(centre=True)
        self.serveur.setObjectName("premier.serveur")
        self.serveur.clicked.connect(self.serveur_demande)
        self._essai = petit("Pour essayer sans rien créer\u00a0: secretariat demo")
        self.carte.ajouter(
            self.cabinet,
            self.ville,
            self.praticien,
            self.prenom,
            self.mot_de_passe,
            self.jauge,
            self.phrase,
            self.creer,
            self.serveur,
            self._essai,
        )
        if serveur is not None:  # un serveur n’a pas de clé : ce sont ses sauvegardes qui en ont
            self.phrase.hide()
            self.serveur.hide()

    def _creer(self) -> None:
        if manquant := next((c for c in self._champs() if not c.texte().strip()), None):
            manquant.refuser("À remplir.")
            manquant.saisie.setFocus()
            return
        if self._serveur is None and len(self.phrase.saisie.text()) < cles.LONGUEUR_PHRASE:
            self.phrase.refuser(f"Au moins {cles.LONGUEUR_PHRASE} caractères\u00a0: quatre mots au hasard conviennent.")
            return
        voulu = self._recueillir()
        self.message.hide()
        self.attendre(en_cours=True)
        if (serveur := self._serveur) is not None:
            self._taches.travailler(
                lambda _avancement: creer_sur_le_serveur(voulu, serveur),
                lambda _rien: self.cree.emit(None),
                en_cas_de_refus=self._sur_refus,
            )
            return
        self._taches.travailler(
            lambda _avancement: creer_le_cabinet(voulu),
            self._montrer_la_fiche,
            en_cas_de_refus=self._sur_refus,
        )

    def _champs(self) -> tuple[ChampTexte, ...]:
        communs = (self.cabinet, self.ville, self.praticien, self.prenom, self.mot_de_passe)
        return communs if self._serveur is not None else (*communs, self.phrase)

    def _recueillir(self) -> CabinetACreer:
        prenom = self.prenom.texte().strip()
        return CabinetACreer(
            base=self._base,
            cabinet=self.cabinet.texte().strip(),
            ville=self.ville.texte().strip(),
            praticien=self.praticien.texte().strip(),
            rpps="",
            compte=NouveauCompte(prenom, "", prenom, Role.ADMINISTRATEUR),
            mot_de_passe=self.mot_de_passe.saisie.text(),
            phrase=self.phrase.saisie.text(),
        )

    def attendre(self, *, en_cours: bool) -> None:
        """Grise le bouton pendant que la base se crée."""
        self.creer.setEnabled(not en_cours)
        self.creer.nommer("Création…" if en_cours else "Créer le cabinet")

    def _sur_refus(self, erreur: ErreurSecretariat) -> None:
        self.attendre(en_cours=False)
        self.refuser(str(erreur), erreur.conseil)
        self.creer.setFocus()

    def _montrer_la_fiche(self, cree: CabinetCree) -> None:
        for piece in (*self._champs(), self.jauge, self.creer, self.serveur, self._essai):
            piece.hide()
        self.message.hide()
        self.situer("Le cabinet est créé. Un dernier point, le plus important.")
        epreuve = EpreuveDeLaFiche(cree.fiche, self._taches)
        epreuve.reussie.connect(lambda: emplacements.noter_l_essai(self._base, f"{cree.fiche.jour}"))
        epreuve.finie.connect(lambda: self.cree.emit(cree.cle))
        self.carte.ajouter(
            Bandeau(
                "Imprimer cette fiche et la garder hors du cabinet",
                "Sans elle, sans la phrase de passe et sans le trousseau de ce poste, les données sont illisibles "
                "pour toujours\u00a0: personne ne peut rouvrir la base, pas même nous.",
                Ton.ATTENTION,
            ),
            epreuve,
        )
        epreuve.show()  # encore cachée, une pièce ne reçoit pas le clavier
        epreuve.commencer()


def creer_le_cabinet(voulu: CabinetACreer) -> CabinetCree:
    """Crée la base, ses clés et ses premières lignes ; rend la clé et la fiche de récupération, montrée une seule fois.

    Raises:
        ErreurMetier: Le mot de passe est trop faible, ou une base existe déjà ; rien n’est laissé derrière.
        ErreurEnvironnement: Le disque refuse, ou une autre copie du programme crée ce cabinet ; de même.
    """
    fichier_base.refuser_existante(voulu.base)
    fichier_base.faire_le_dossier(voulu.base)
    verrou = VerrouDeBase(voulu.base)
    verrou.prendre()
    try:
        brouillon = fichier_base.brouillon_de(voulu.base)
        try:
            cree = _ecrire(voulu, brouillon)
            fichier_base.publier(brouillon, voulu.base)
        finally:
            fichier_base.effacer(brouillon)
    except OSError as erreur:
        raise ErreurEnvironnement(
            f"Le cabinet n’a pas pu être créé dans {voulu.base.parent} : {cause_dite(erreur)}.",
            conseil="Vérifier la place libre et le droit d’écrire dans ce dossier, puis recommencer.",
        ) from erreur
    finally:
        verrou.rendre()
    return cree


def _ecrire(voulu: CabinetACreer, brouillon: Path) -> CabinetCree:
    """Écrit tout le cabinet dans un fichier qui n’a pas encore son nom."""
    jour = horloge_du_poste().date()
    code = recuperation.nouveau_code()
    cle = cles.nouvelle_cle()
    enveloppes = _avec_trousseau(
        cle, fichier_base.nouvelles_enveloppes(cle, phrase=voulu.phrase, le=f"{jour}", code_de_recuperation=code), jour
    )
    moteur = fichier_base.creer(brouillon, cle, enveloppes)
    cabinet = Cabinet(moteur, _createur(voulu), horloge_du_poste)
    try:
        _decrire(voulu, cabinet)
    finally:
        cabinet.fermer()
    return CabinetCree(cle, FicheRecuperation(code, voulu.cabinet, enveloppes.base, jour))


def creer_sur_le_serveur(voulu: CabinetACreer, serveur: Cabinet) -> None:
    """Écrit les premières lignes dans la base vide d’un serveur, en une seule transaction.

    Raises:
        ErreurMetier: Un autre poste vient d’y créer le cabinet, ou le mot de passe est trop faible ; rien n’est écrit.
    """
    _decrire(voulu, serveur.en_tant_que(_createur(voulu)))


def _createur(voulu: CabinetACreer) -> Identite:
    return Identite(voulu.compte.identifiant.lower(), voulu.compte.prenom, "administrateur", platform.node())


def _decrire(voulu: CabinetACreer, cabinet: Cabinet) -> None:
    with cabinet.unite("création du cabinet") as unite:
        services.decrire_le_cabinet(unite, Etablissement(voulu.cabinet, "", "", voulu.ville, "", demonstration=False))
        services.ajouter_praticien(unite, _praticien(voulu))
        services.creer_utilisateur(unite, voulu.compte, voulu.mot_de_passe)
        installer_motifs(unite)
        unite.valider()


def _avec_trousseau(cle: bytes, enveloppes: Enveloppes, jour: date) -> Enveloppes:
    trousseau = trousseau_du_bureau()
    if trousseau is None:
        return enveloppes
    try:
        place = cles.confier_au_trousseau(cle, enveloppes.base, trousseau, le=f"{jour}")
    except TrousseauMuet:
        return enveloppes
    return Enveloppes(enveloppes.base, (*enveloppes.emplacements, place))


def _praticien(voulu: CabinetACreer) -> FichePraticien:
    prenom, _, nom = voulu.praticien.rpartition(" ")
    return FichePraticien(0, "Dr", nom, prenom, "Médecine générale", voulu.rpps, "", Secteur.SECTEUR_1)
