"""La création d’un dossier, après une recherche : la saisie à gauche, les doublons possibles à droite.

Le brouillon survit à Échap. Un doublon probable empêche de créer tant qu’on n’a pas dit que c’est une autre personne ;
la question se repose dans la transaction qui écrit, car un autre poste a pu créer le même dossier entre-temps.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from secretariat.cabinet.lectures import praticiens
from secretariat.cabinet.valeurs import FichePraticien
from secretariat.dossiers.lectures import candidats, rechercher
from secretariat.dossiers.regles.identite import LIEU_INCONNU
from secretariat.dossiers.valeurs import Candidat, Coordonnees, DroitsPatient, PatientTrouve, SaisieRefusee
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.identifiants import compacter_nir, formater_nir
from secretariat.ui.composants import (
    Bandeau,
    Bouton,
    Carte,
    ChampTexte,
    EtiquetteSimulation,
    ListeChoix,
    StyleBouton,
    contenir,
    ligne,
    petit,
    pile,
    titre,
)
from secretariat.ui.dossiers.creer import NouveauDossier, creer_dossier
from secretariat.ui.dossiers.depart import Depart
from secretariat.ui.dossiers.doublons import PanneauDoublons
from secretariat.ui.dossiers.formulaire import (
    ChampNir,
    Formulaire,
    FormulaireCoordonnees,
    FormulaireIdentite,
    verifier_tout,
)
from secretariat.ui.poste import Poste
from secretariat.ui.theme.jetons import ESPACE, LARGEUR, Ton
from secretariat.ui.typographie import espaces_fines

MARGES = (ESPACE.ample, ESPACE.grand, ESPACE.ample, ESPACE.ample)
LETTRES_MIN = 2


class PageCreation(QWidget):
    """Un nouveau dossier.

    Signals:
        cree: Le dossier est créé ; porte le numéro du patient.
        ouvrir: Ouvrir un dossier existant ; porte son numéro.
        quitter: Revenir à la liste en gardant le brouillon.
    """

    cree = Signal(int)
    ouvrir = Signal(int)
    quitter = Signal()

    def __init__(self, poste: Poste) -> None:
        super().__init__()
        self._poste = poste
        self._depart = Depart()
        self._a_jour = False
        self._en_ecriture = False
        horloge = poste.taches.cabinet.horloge
        self.identite, self.coordonnees = FormulaireIdentite(horloge), FormulaireCoordonnees()
        self.nir = ChampNir()
        self.medecin: ListeChoix[int | None] = ListeChoix("Médecin traitant", (("Inconnu ou hors du cabinet", None),))
        self.doublons = PanneauDoublons()
        self.refus = Bandeau("", ton=Ton.DANGER)
        self.refus.setObjectName("creation.refus")
        self.simulation = EtiquetteSimulation()
        self.creer = Bouton("Créer le dossier", StyleBouton.PRINCIPAL, icone="plus", raccourci="Ctrl+Return")
        self.creer.au_clic(self.enregistrer).setObjectName("creation.creer")
        self.pourquoi = petit("", encre="texte2")
        self.pourquoi.setObjectName("creation.pourquoi")
        self._ranger()
        self._brancher()
        self._armer()

    @property
    def nom(self) -> str:
        """Ce qui est saisi, pour nommer le brouillon ; vide s’il n’y en a pas."""
        return f"{self.identite.nom_naissance.texte().upper()} {self.identite.premier_prenom.texte()}".strip()

    def commencer(self, depart: Depart) -> None:
        """Recommence une saisie avec ce que l’on sait déjà."""
        self._depart = depart
        self.refus.hide()
        self.simulation.setVisible(depart.simule)
        self.doublons.oublier()
        self.coordonnees.poser(Coordonnees())
        self.nir.poser(formater_nir(depart.droits.nir) if depart.droits else "")
        self.medecin.saisie.setCurrentIndex(0)
        self._poser_identite(depart)
        self._poste.taches.lire(praticiens, self._proposer_medecins, sujet="création, praticiens")
        self.comparer()

    def prendre_le_clavier(self) -> None:
        """Place le focus sur le premier trait à saisir."""
        champs = self.identite.champs.items()
        vides = (n for n, champ in champs if not (champ.texte() if isinstance(champ, ChampTexte) else champ.valeur()))
        vide = next(vides, "nom_naissance")
        self.identite.commencer_par(vide)

    def comparer(self) -> None:
        """Cherche les doublons de ce qui est saisi ; la réponse à une saisie dépassée ne compte pas."""
        self._a_jour = False
        self._armer()
        traits = self.identite.traits()
        if traits is None:
            self._chercher_des_voisins()
            return
        nir = compacter_nir(self.nir.texte())
        compares = replace(traits, lieu_naissance=traits.lieu_naissance or LIEU_INCONNU)
        self._poste.taches.lire(
            lambda lecture: candidats(lecture, compares, nir=nir), self._proposer, sujet="création, doublons"
        )

    def enregistrer(self) -> None:
        """Crée le dossier, si tout est recevable et tranché."""
        if not self._verifier() or not self.creer.isEnabled():
            return
        traits = self.identite.traits()
        if traits is None:
            return
        nouveau = NouveauDossier(
            traits=traits,
            coordonnees=self.coordonnees.coordonnees(),
            droits=self._droits(),
            medecin_traitant_id=self.medecin.valeur(),
            simule=self._depart.simule,
            ecartes=self.doublons.ecartes,
        )
        self._en_ecriture = True
        self._armer()
        self._poste.taches.faire(
            "création d’un dossier",
            lambda unite: creer_dossier(unite, nouveau),
            self._sur_creation,
            en_cas_de_refus=self._refuser,
        )

    def _ranger(self) -> None:
        quitter = Bouton("Dossiers", StyleBouton.DISCRET, icone="gauche", raccourci="Esc").au_clic(self.quitter.emit)
        quitter.setObjectName("creation.quitter")
        tete = ligne(quitter, titre("Nouveau dossier"), self.simulation, None, self.pourquoi, self.creer)
        administratif = Formulaire()
        administratif.suivre(nir=self.nir)
        administratif.ranger((self.nir, self.medecin))
        administratif.modifie.connect(self.comparer)
        saisie = pile(
            Carte("Traits d’identité", droite=petit("d’après une pièce d’identité", encre="texte2")).ajouter(
                self.identite
            ),
            Carte("Coordonnées").ajouter(self.coordonnees),
            Carte("Au cabinet").ajouter(administratif),
            None,
            espace=ESPACE.grand,
        )
        self._administratif = administratif
        self.doublons.setFixedWidth(LARGEUR.salle)
        corps = ligne(contenir(saisie), espace=ESPACE.grand)
        corps.setStretch(0, 1)
        corps.addWidget(self.doublons, 0, Qt.AlignmentFlag.AlignTop)
        aire = QScrollArea(widgetResizable=True)
        aire.setFrameShape(QFrame.Shape.NoFrame)
        aire.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        aire.setWidget(contenir(corps))
        page = pile(tete, self.refus, espace=ESPACE.moyen, marges=MARGES)
        page.addWidget(aire, 1)
        self.setLayout(page)
        self.refus.hide()

    def _brancher(self) -> None:
        self.identite.modifie.connect(self.comparer)
        self.doublons.ouvrir.connect(self.ouvrir)
        self.doublons.ecarte.connect(self._armer)

    def _poser_identite(self, depart: Depart) -> None:
        champs = self.identite
        champs.nom_naissance.poser(depart.nom_naissance)
        champs.premier_prenom.poser(depart.premier_prenom)
        champs.naissance.poser_date(depart.naissance)
        champs.incertaine.setChecked(False)
        champs.sexe.choisir(depart.sexe)
        champs.lieu_naissance.poser("")
        champs.prenoms.poser("")
        champs.nom_utilise.poser(depart.nom_utilise)
        champs.prenom_utilise.poser("")
        if depart.sur_la_carte:
            champs.naissance.aider(f"Sur la carte : {depart.sur_la_carte}, qui n’est pas une date du calendrier.")

    def _proposer_medecins(self, lus: tuple[FichePraticien, ...]) -> None:
        choix: list[tuple[str, int | None]] = [("Inconnu ou hors du cabinet", None)]
        self.medecin.proposer([*choix, *((p.nom_complet, p.id) for p in lus)], self.medecin.valeur())

    def _chercher_des_voisins(self) -> None:
        texte = f"{self.identite.nom_naissance.texte()} {self.identite.premier_prenom.texte()}".strip()
        if len(texte) < LETTRES_MIN:
            self._poste.taches.lire(lambda _: (), lambda _: self.doublons.attendre(), sujet="création, doublons")
            return
        self._poste.taches.lire(
            lambda lecture: rechercher(lecture, texte, limite=5), self._proposer_voisins, sujet="création, doublons"
        )

    def _proposer_voisins(self, trouves: tuple[PatientTrouve, ...]) -> None:
        self.doublons.proposer_voisins(trouves)

    def _proposer(self, trouves: tuple[Candidat, ...]) -> None:
        self._a_jour = True
        self.doublons.proposer(trouves)
        self._armer()

    def _armer(self) -> None:
        """Créer n’est permis que comparé et tranché ; sinon le bouton dit pourquoi."""
        a_trancher = self.doublons.a_trancher
        pourquoi = ""
        if self.identite.traits() is None:
            pourquoi = "Il manque la date de naissance."
        elif a_trancher:
            nombre = len(a_trancher)
            pourquoi = f"{nombre} doublon{'s probables' if nombre > 1 else ' probable'} à trancher."
        self.pourquoi.setText(pourquoi)
        self.creer.setAccessibleDescription(pourquoi)
        self.creer.setEnabled(self._a_jour and not a_trancher and not self._en_ecriture)

    def _verifier(self) -> bool:
        return verifier_tout(
            self.identite,
            self.coordonnees,
            self._administratif,
            verifications=(self.identite.verifier, self.coordonnees.verifier, self.nir.verifier),
        )

    def _droits(self) -> DroitsPatient | None:
        nir = compacter_nir(self.nir.texte())
        if self._depart.droits is not None:
            return replace(self._depart.droits, nir=nir)
        return DroitsPatient(nir=nir) if nir else None

    def _sur_creation(self, patient_id: int) -> None:
        self._en_ecriture = False
        nom = self.nom
        self.commencer(Depart())
        self._poste.demandes.message.emit(f"Dossier créé : {nom}")
        self.cree.emit(patient_id)

    def _refuser(self, refus: ErreurSecretariat) -> None:
        self._en_ecriture = False
        if isinstance(refus, SaisieRefusee):
            for formulaire in (self.identite, self.coordonnees, self._administratif):
                formulaire.refuser(refus.anomalies)
        self.refus.dire(espaces_fines(str(refus)), espaces_fines(refus.conseil), Ton.DANGER)
        self.refus.show()
        self.comparer()
