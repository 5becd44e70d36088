"""Prendre un rendez-vous sans quitter la grille : le patient en tapant, le motif, l’heure ; Ctrl+Entrée réserve."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea

from secretariat.agenda import lectures as lectures_agenda
from secretariat.agenda import services as agenda
from secretariat.agenda.valeurs import MotifDeRendezVous, Surbooking
from secretariat.cabinet.valeurs import FichePraticien
from secretariat.dossiers.valeurs import PatientTrouve
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.horloge import a_paris, instant
from secretariat.socle.unite_de_travail import UniteDeTravail
from secretariat.ui.accueil.choix_patient import ChoixPatient
from secretariat.ui.accueil.gestes import Gestes
from secretariat.ui.agenda.lecture_heure import lire_heure
from secretariat.ui.agenda.refus import RefusCreneau
from secretariat.ui.composants import (
    Bouton,
    BoutonIcone,
    ChampTexte,
    ListeChoix,
    Panneau,
    StyleBouton,
    contenir,
    gras,
    ligne,
    petit,
    pile,
)
from secretariat.ui.poste import Poste
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, LARGEUR
from secretariat.ui.theme.theme import theme
from secretariat.ui.typographie import date_courte, date_sans_annee, duree, heure

MARGES = (ESPACE.grand, ESPACE.grand, ESPACE.grand, ESPACE.grand)
V = TypeVar("V")
DUREES = (5, 10, 15, 20, 30, 45, 60, 90)


@dataclass(frozen=True, slots=True)
class Projet:
    """Le rendez-vous tel qu’il se prépare, pour que la grille le montre."""

    patient: str
    praticien_id: int
    motif: MotifDeRendezVous
    debut: datetime
    duree_minutes: int


class Reservation(Panneau):
    """Le panneau de réservation.

    Signals:
        projet: La préparation a changé ; porte un `Projet`, ou rien si l’heure est illisible.
        reserve: Le rendez-vous est pris ; porte son numéro et son instant.
        ferme: On renonce.
    """

    projet = Signal(object)
    reserve = Signal(int, object)
    ferme = Signal()

    def __init__(self, poste: Poste) -> None:
        super().__init__(espace=0)
        self._poste, self._gestes = poste, Gestes(poste)
        self._jour = a_paris(poste.taches.cabinet.horloge()).date()
        self._patient_id, self._patient_nom = 0, ""
        self.setObjectName("agenda.reservation")
        self.setAccessibleName("Nouveau rendez-vous")
        self._fabriquer_les_champs(poste)
        self._ranger()
        self._brancher()
        self._dimensionner()
        theme().change.connect(self._dimensionner)

    # --- ce que l’écran donne ----------------------------------------------------------------------------------------

    def proposer(self, praticiens: tuple[FichePraticien, ...], motifs: tuple[MotifDeRendezVous, ...]) -> None:
        """Donne les praticiens et les motifs ; les choix faits restent."""
        praticien, motif = _valeur(self.praticien), _valeur(self.motif)
        self.praticien.proposer([(p.nom_complet, p.id) for p in praticiens], praticien)
        self.motif.proposer([(m.nom, m) for m in motifs], motif)
        if motif is None:
            self._suivre_le_motif()

    def viser(self, praticien_id: int | None, debut: datetime) -> None:
        """Vise ce créneau."""
        if praticien_id is not None:
            self.praticien.choisir(praticien_id)
        self._jour = a_paris(debut).date()
        self._quand.setText(date_sans_annee(self._jour))
        self.heure.poser(heure(debut))
        self.refus.hide()
        self._annoncer()

    def changer_de_jour(self, jour: date) -> None:
        """Garde l’heure, un autre jour."""
        self._jour = jour
        self._quand.setText(date_sans_annee(jour))
        self._annoncer()

    def prendre_le_patient(
        self, patient_id: int, nom: str, naissance: date | None = None, *, homonyme: bool = False
    ) -> None:
        """Retient le patient choisi et passe au motif ; sa naissance le distingue d’un homonyme."""
        self._patient_id, self._patient_nom = patient_id, nom
        self._nom.setText(nom)
        ne_le = f"né(e) le {date_courte(naissance)}" if naissance else ""
        self._naissance.setText(" · ".join(filter(None, (ne_le, "Homonyme" if homonyme else ""))))
        self._naissance.teindre("attention" if homonyme else "texte2")
        self._montrer_le_patient()
        self.motif.setFocus(Qt.FocusReason.TabFocusReason)
        self._annoncer()

    def recommencer(self) -> None:
        """Un panneau vierge, le curseur dans la recherche."""
        self._patient_id, self._patient_nom = 0, ""
        self.choix.vider()
        self.note.poser("")
        self.urgent.setChecked(False)
        self.refus.hide()
        self._manque.hide()
        self._montrer_le_patient()

    def placer_le_focus(self) -> None:
        """Le curseur là où il manque quelque chose."""
        cible = self.motif if self._patient_id else self.choix
        cible.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Échap renonce au créneau refusé, puis à la réservation."""
        if evenement.key() == Qt.Key.Key_Escape:
            self.refus.oublier() if self.refus.isVisible() else self.ferme.emit()
            return
        super().keyPressEvent(evenement)

    # --- réserver ----------------------------------------------------------------------------------------------------

    def reserver(self, surbooking: Surbooking | None = None) -> None:
        """Prend le rendez-vous ; un refus se dit ici, avec ses deux issues."""
        projet = self.preparation
        if not self._patient_id or projet is None:
            self._dire_ce_qui_manque(projet)
            return
        self._manque.hide()
        patient_id, note, urgence = self._patient_id, self.note.texte(), self.urgent.isChecked()

        def service(unite: UniteDeTravail) -> int:
            return agenda.reserver(
                unite,
                patient_id=patient_id,
                praticien_id=projet.praticien_id,
                motif_id=projet.motif.id,
                debut=projet.debut,
                duree_minutes=projet.duree_minutes,
                note=note,
                urgence=urgence,
                surbooking=surbooking,
            )

        self.bouton.setEnabled(False)
        self._gestes.faire(
            "prendre un rendez-vous",
            service,
            f"Rendez-vous de {projet.patient} pris à {heure(projet.debut)}",
            agenda_annuler,
            ensuite=lambda numero: self._aboutir(numero, projet.debut),
            en_cas_de_refus=lambda erreur: self._refuser(erreur, projet),
        )

    def _aboutir(self, numero: int, debut: datetime) -> None:
        self.bouton.setEnabled(True)
        self.recommencer()
        self.reserve.emit(numero, debut)

    def _refuser(self, erreur: ErreurSecretariat, projet: Projet) -> None:
        self.bouton.setEnabled(True)
        self.refus.montrer(erreur)
        self.refus.bouton_surbooking.setFocus(Qt.FocusReason.TabFocusReason)
        self._poste.taches.lire(
            lambda lecture: lectures_agenda.prochain_creneau_libre(
                lecture, projet.praticien_id, projet.motif.id, projet.debut
            ),
            lambda libre: self.refus.proposer(libre, avec_le_jour=self._autre_jour(libre)),
            sujet="prochain créneau libre",
        )

    def _montrer_le_refus(self) -> None:
        """Défile jusqu’au refus, une fois la mise en page refaite."""
        self._aire.ensureWidgetVisible(self.refus, 0, ESPACE.petit)

    def _revoir_l_heure(self) -> None:
        self.heure.saisie.setFocus(Qt.FocusReason.OtherFocusReason)
        self.heure.saisie.selectAll()

    def _autre_jour(self, libre: datetime | None) -> str:
        jour = a_paris(libre).date() if libre is not None else self._jour
        return "" if jour == self._jour else date_sans_annee(jour).lower()

    def _dire_ce_qui_manque(self, projet: Projet | None) -> None:
        self._manque.setText("Choisir d’abord le patient." if not self._patient_id else "Vérifier l’heure.")
        self._manque.show()
        (self.choix if not self._patient_id else self.heure).setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def preparation(self) -> Projet | None:
        """Le rendez-vous tel qu’il se prépare, si son heure se lit."""
        motif, praticien, lue = _valeur(self.motif), _valeur(self.praticien), lire_heure(self.heure.texte())
        if motif is None or praticien is None or lue is None:
            return None
        debut = instant(self._jour, lue)
        return Projet(self._patient_nom or "Nouveau rendez-vous", praticien, motif, debut, self.duree.valeur())

    # --- fabrication -------------------------------------------------------------------------------------------------

    def _fabriquer_les_champs(self, poste: Poste) -> None:
        self.choix = ChoixPatient(poste)
        self.choix.saisie.setObjectName("agenda.patient")
        self._nom = gras().abreger()
        self._changer = Bouton("Changer", StyleBouton.DISCRET, hauteur=HAUTEUR.bouton_titre)
        self._naissance = petit(encre="texte2").abreger()
        self._patient = contenir(pile(ligne(self._nom, None, self._changer), self._naissance, espace=0))
        self._quand = petit(date_sans_annee(self._jour), encre="texte2")
        self.praticien: ListeChoix[int] = ListeChoix("Praticien")
        self.motif: ListeChoix[MotifDeRendezVous] = ListeChoix("Motif")
        self.heure = ChampTexte("Heure", invite="10 h 30", obligatoire=True)
        self.duree: ListeChoix[int] = ListeChoix("Durée", [(duree(d), d) for d in DUREES], DUREES[2])
        self.note = ChampTexte("Note", invite="Ce que le médecin doit savoir")
        self.urgent = QCheckBox("Urgent")
        self.refus = RefusCreneau()
        self._manque = petit(encre="danger", graisse=500)
        self.bouton = Bouton("Réserver", StyleBouton.PRINCIPAL, icone="coche", raccourci="Ctrl+Return", lie=False)
        self.bouton.setObjectName("agenda.reserver")

    def _ranger(self) -> None:
        fermer = BoutonIcone("croix", "Fermer", StyleBouton.DISCRET, hauteur=HAUTEUR.bouton_titre)
        fermer.au_clic(self.ferme.emit)
        contenu = Panneau(marges=MARGES, espace=ESPACE.moyen).ajouter(
            pile(ligne(gras("Nouveau rendez-vous"), None, fermer), self._quand, espace=0),
            pile(petit("Patient", encre="texte2", graisse=500), self.choix, self._patient),
            self.motif,
            self.praticien,
            ligne(self.heure, self.duree, espace=ESPACE.moyen),
            self.note,
            self.urgent,
            self.refus,
            self._manque,
            self.bouton.large(centre=True),
            None,
        )
        self._manque.hide()
        self._montrer_le_patient()
        self._aire = QScrollArea(widgetResizable=True)
        self._aire.setFrameShape(QFrame.Shape.NoFrame)
        self._aire.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._aire.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._aire.setWidget(contenu)
        self.ajouter(self._aire)

    def _brancher(self) -> None:
        self.choix.choisi.connect(self._prendre_le_trouve)
        self._changer.au_clic(self._oublier_le_patient)
        self.motif.choisi.connect(lambda _motif: self._suivre_le_motif())
        for champ in (self.praticien, self.duree, self.heure):
            champ.modifie.connect(self._annoncer)
        self.refus.passer_outre.connect(self.reserver)
        self.refus.autre.connect(self._prendre_l_autre)
        self.refus.oublie.connect(self._revoir_l_heure)
        self.refus.grandi.connect(lambda: QTimer.singleShot(0, self, self._montrer_le_refus))
        self.bouton.au_clic(self.reserver)
        for sequence in ("Ctrl+Return", "Ctrl+Enter"):
            touche = QShortcut(QKeySequence(sequence), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            touche.activated.connect(self.bouton.click)

    def _prendre_le_trouve(self, patient: PatientTrouve) -> None:
        self.prendre_le_patient(patient.id, patient.nom, patient.naissance, homonyme=patient.homonyme)

    def _prendre_l_autre(self, libre: datetime) -> None:
        self.viser(None, libre)
        self.reserver()

    def _oublier_le_patient(self) -> None:
        self._patient_id, self._patient_nom = 0, ""
        self._montrer_le_patient()
        self.choix.setFocus()

    def _montrer_le_patient(self) -> None:
        self.choix.setVisible(not self._patient_id)
        self._patient.setVisible(bool(self._patient_id))

    def _suivre_le_motif(self) -> None:
        motif = _valeur(self.motif)
        if motif is not None:
            durees = sorted({*DUREES, motif.duree_minutes})
            self.duree.proposer([(duree(d), d) for d in durees], motif.duree_minutes)
        self._annoncer()

    def _annoncer(self) -> None:
        self.refus.hide()
        self.projet.emit(self.preparation)

    def _dimensionner(self) -> None:
        self.setFixedWidth(theme().px(LARGEUR.salle))


def _valeur(liste: ListeChoix[V]) -> V | None:
    """Ce qui est choisi, ou rien tant que l’écran n’a pas donné de choix."""
    return liste.valeur() if liste.saisie.count() else None


def agenda_annuler(unite: UniteDeTravail, rdv_id: int) -> None:
    """Défait une réservation : le rendez-vous est annulé, et son créneau libre."""
    agenda.annuler(unite, rdv_id)
