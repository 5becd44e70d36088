"""Enregistrer une demande d’accès : de quel dossier, qui demande, à quel titre, comment."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from secretariat.conformite import parametres
from secretariat.conformite.valeurs.acces import (
    AYANTS_DROIT,
    LIBELLES_MODES,
    LIBELLES_MOTIFS_DECES,
    ModeCommunication,
    MotifDeces,
    NouvelleDemande,
    Qualite,
)
from secretariat.dossiers.lectures import fiche_patient
from secretariat.dossiers.valeurs import FichePatient
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.ui.composants import (
    Bandeau,
    Bouton,
    Carte,
    ChampDate,
    ChampNote,
    ChampTexte,
    ListeChoix,
    StyleBouton,
    contenir,
    ligne,
    pile,
)
from secretariat.ui.courriers.choix_patient import ChoixPatient
from secretariat.ui.poste import Poste
from secretariat.ui.theme.jetons import ESPACE, LARGEUR, Ton
from secretariat.ui.typographie import espaces_fines

ANCIENNETES = (("Moins de cinq ans (8 jours)", False), ("Plus de cinq ans (2 mois)", True))


class PageNouvelleDemande(QWidget):
    """D’abord le dossier, puis la demande.

    Signals:
        saisie: La demande est saisie ; porte le numéro du patient et la demande.
        renoncee: Revenir à la liste.
    """

    saisie = Signal(int, object)
    renoncee = Signal()

    def __init__(self, poste: Poste) -> None:
        super().__init__()
        self._poste, self._patient_id = poste, 0
        self.choix = ChoixPatient(poste, "Nouvelle demande d’accès", "Chercher le patient dont on demande le dossier.")
        self.demandeur = ChampTexte("Qui demande", obligatoire=True)
        self.adresse = ChampNote("Son adresse")
        qualites = parametres.qualites()
        self.qualite: ListeChoix[Qualite] = ListeChoix("À quel titre", [(d.libelle, q) for q, d in qualites.items()])
        self.motif: ListeChoix[MotifDeces | None] = ListeChoix(
            "Motif de l’ayant droit", [(m[:1].upper() + m[1:], cle) for cle, m in LIBELLES_MOTIFS_DECES.items()]
        )
        self.mode: ListeChoix[ModeCommunication] = ListeChoix(
            "Comment", [(m[:1].upper() + m[1:], cle) for cle, m in LIBELLES_MODES.items()], ModeCommunication.COPIE
        )
        self.ancienne: ListeChoix[bool] = ListeChoix("Âge des informations demandées", ANCIENNETES)
        self.recue_le = ChampDate("Demande reçue le", poste.taches.cabinet.horloge, obligatoire=True)
        self.perimetre = ChampTexte("Ce qui est demandé", invite="tout le dossier")
        self.alerte = Bandeau("", ton=Ton.DANGER)
        self.alerte.hide()
        self.enregistrer = Bouton("Enregistrer la demande", StyleBouton.PRINCIPAL, icone="coche")
        self.enregistrer.setObjectName("conformite.enregistrer")
        self._pages = QStackedWidget()
        self._ranger()
        self.choix.choisi.connect(self._lire_le_patient)
        self.choix.renonce.connect(self.renoncee)
        self.qualite.choisi.connect(self._sur_qualite)
        self.enregistrer.au_clic(self._valider)

    def commencer(self) -> None:
        """Demande d’abord de quel dossier il s’agit."""
        self.alerte.hide()
        self._pages.setCurrentWidget(self.choix)
        self.choix.commencer()

    def refuser(self, erreur: ErreurSecretariat) -> None:
        """Dit sur place pourquoi la demande n’est pas enregistrée."""
        self.enregistrer.setEnabled(True)
        self.alerte.dire(espaces_fines(str(erreur)), espaces_fines(erreur.conseil), Ton.DANGER)
        self.alerte.show()

    def _ranger(self) -> None:
        self._carte = Carte("Demande")
        self._carte.setFixedWidth(LARGEUR.dialogue_large)
        self._carte.ajouter(
            self.alerte,
            ligne(self.demandeur, self.qualite, espace=ESPACE.grand),
            self.motif,
            self.adresse,
            ligne(self.recue_le, self.mode, espace=ESPACE.grand),
            ligne(self.perimetre, self.ancienne, espace=ESPACE.grand),
            ligne(None, Bouton("Renoncer", raccourci="Esc").au_clic(self.renoncee.emit), self.enregistrer),
        )
        aire = QScrollArea(widgetResizable=True)
        aire.setFrameShape(QFrame.Shape.NoFrame)
        aire.setWidget(contenir(pile(ligne(self._carte, None), None)))
        self._formulaire = aire
        self._pages.addWidget(self.choix)
        self._pages.addWidget(aire)
        self.setLayout(pile(self._pages))

    def _lire_le_patient(self, patient_id: int) -> None:
        self._poste.taches.consulter(
            f"patients:{patient_id}", lambda lecture: fiche_patient(lecture, patient_id), self._remplir
        )

    def _remplir(self, fiche: FichePatient) -> None:
        self._patient_id = fiche.id
        contact = fiche.coordonnees
        self._carte.titre.setText(f"Accès au dossier de {fiche.nom}")
        self.demandeur.poser(fiche.nom)
        self.adresse.poser(f"{contact.adresse}\n{contact.code_postal} {contact.commune}".strip())
        self.qualite.choisir(Qualite.PATIENT)
        self.recue_le.poser_date(self._poste.taches.cabinet.horloge().date())
        self._sur_qualite(Qualite.PATIENT)
        self._pages.setCurrentWidget(self._formulaire)
        self.enregistrer.setEnabled(True)
        self.demandeur.setFocus()

    def _sur_qualite(self, qualite: Qualite) -> None:
        self.motif.setVisible(qualite in AYANTS_DROIT)

    def _valider(self) -> None:
        if not (self.demandeur.verifier() and self.recue_le.verifier()):
            return
        recue_le, qualite = self.recue_le.valeur(), self.qualite.valeur()
        if recue_le is None:
            return
        self.enregistrer.setEnabled(False)
        self.saisie.emit(
            self._patient_id,
            NouvelleDemande(
                demandeur=self.demandeur.texte(),
                qualite=qualite,
                recue_le=recue_le,
                adresse=self.adresse.texte(),
                motif_deces=self.motif.valeur() if qualite in AYANTS_DROIT else None,
                perimetre=self.perimetre.texte(),
                mode=self.mode.valeur(),
                ancienne=self.ancienne.valeur(),
            ),
        )
