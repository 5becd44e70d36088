"""Le premier démarrage : créer son cabinet, avec la clé de sa base, ou essayer la démonstration."""

from __future__ import annotations

import platform
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal

from secretariat.agenda.services import installer_motifs
from secretariat.cabinet import services
from secretariat.cabinet.valeurs import Etablissement, FichePraticien, NouveauCompte, Role, Secteur
from secretariat.socle import cles, fichier_base
from secretariat.socle.cles import LONGUEUR_PHRASE, Enveloppes, TrousseauMuet
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurSecretariat
from secretariat.socle.fichier_base import VerrouDeBase
from secretariat.socle.fichiers import cause_dite
from secretariat.socle.horloge import horloge_du_poste
from secretariat.socle.trousseau import trousseau_du_bureau
from secretariat.socle.unite_de_travail import Cabinet, Identite
from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.bouton import Bouton, StyleBouton
from secretariat.ui.composants.champ import ChampTexte
from secretariat.ui.composants.etiquette import gras, petit
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


class PagePremierDemarrage(PageOuverture):
    """Créer le cabinet.

    Signals:
        cree: La base existe et son code de récupération a été noté.
        serveur_demande: Le cabinet n’est pas sur ce poste.
    """

    cree = Signal()
    serveur_demande = Signal()

    def __init__(self, taches: Taches, base: Path) -> None:
        super().__init__("Bienvenue", "Ce poste n’a pas encore de cabinet. Quelques lignes suffisent pour commencer.")
        self._taches, self._base = taches, base
        self.cabinet = ChampTexte("Nom du cabinet", obligatoire=True)
        self.ville = ChampTexte("Ville", obligatoire=True)
        self.praticien = ChampTexte("Premier praticien (prénom et nom)", obligatoire=True)
        self.prenom = ChampTexte("Votre prénom, qui sera votre identifiant", obligatoire=True)
        self.mot_de_passe = ChampTexte("Votre mot de passe", obligatoire=True)
        self.mot_de_passe.masquer()
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
            self.phrase,
            self.creer,
            self.serveur,
            self._essai,
        )

    def _creer(self) -> None:
        if manquant := next((c for c in self._champs() if not c.texte().strip()), None):
            manquant.refuser("À remplir.")
            manquant.saisie.setFocus()
            return
        if len(self.phrase.saisie.text()) < LONGUEUR_PHRASE:
            self.phrase.refuser(f"Au moins {LONGUEUR_PHRASE} caractères\u00a0: quatre mots au hasard conviennent.")
            return
        voulu = self._recueillir()
        self.message.hide()
        self.attendre(en_cours=True)
        self._taches.travailler(
            lambda _avancement: creer_le_cabinet(voulu),
            self._montrer_le_code,
            en_cas_de_refus=self._sur_refus,
        )

    def _champs(self) -> tuple[ChampTexte, ...]:
        return (self.cabinet, self.ville, self.praticien, self.prenom, self.mot_de_passe, self.phrase)

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

    def _montrer_le_code(self, code: str) -> None:
        for piece in (*self._champs(), self.creer, self.serveur, self._essai):
            piece.hide()
        self.message.hide()
        self.situer("Le cabinet est créé. Un dernier point, le plus important.")
        noter = Bouton("Je l’ai noté, continuer", StyleBouton.PRINCIPAL, icone="coche").large(centre=True)
        noter.setObjectName("premier.note")
        noter.clicked.connect(self.cree)
        self.carte.ajouter(
            Bandeau(
                "Noter ce code et le garder hors du cabinet",
                "Sans la phrase de passe ni ce code, personne ne peut rouvrir la base, pas même nous.",
                Ton.ATTENTION,
            ),
            *(gras(moitie).selectionnable() for moitie in (code[: len(code) // 2], code[len(code) // 2 + 1 :])),
            noter,
        )
        noter.show()  # encore cachée, une pièce ne reçoit pas le clavier
        noter.setFocus()


def creer_le_cabinet(voulu: CabinetACreer) -> str:
    """Crée la base, ses clés et ses premières lignes ; rend le code de récupération, montré une seule fois.

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
            code = _ecrire(voulu, brouillon)
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
    return code


def _ecrire(voulu: CabinetACreer, brouillon: Path) -> str:
    """Écrit tout le cabinet dans un fichier qui n’a pas encore son nom ; rend le code de récupération."""
    jour = horloge_du_poste().date()
    code = cles.nouveau_code_de_recuperation()
    cle = cles.nouvelle_cle()
    enveloppes = _avec_trousseau(
        cle, fichier_base.nouvelles_enveloppes(cle, phrase=voulu.phrase, le=f"{jour}", code_de_recuperation=code), jour
    )
    moteur = fichier_base.creer(brouillon, cle, enveloppes)
    qui = Identite(voulu.compte.identifiant.lower(), voulu.compte.prenom, "administrateur", platform.node())
    cabinet = Cabinet(moteur, qui, horloge_du_poste)
    try:
        with cabinet.unite("création du cabinet") as unite:
            services.decrire_le_cabinet(
                unite, Etablissement(voulu.cabinet, "", "", voulu.ville, "", demonstration=False)
            )
            services.ajouter_praticien(unite, _praticien(voulu))
            services.creer_utilisateur(unite, voulu.compte, voulu.mot_de_passe)
            installer_motifs(unite)
            unite.valider()
    finally:
        cabinet.fermer()
    return code


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
