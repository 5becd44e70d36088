"""L’écran de l’agenda : le mois à gauche, la journée au milieu, la salle d’attente ou la réservation à droite."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from secretariat.agenda import lectures as lectures_agenda
from secretariat.agenda.valeurs import Creneau, Surbooking
from secretariat.dossiers import lectures as dossiers
from secretariat.dossiers.valeurs import FichePatient
from secretariat.socle.conflits import ADecider
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.horloge import a_paris
from secretariat.socle.unite_de_travail import ModifieAilleurs
from secretariat.ui.accueil.gestes import Gestes
from secretariat.ui.accueil.salle import Salle
from secretariat.ui.agenda.colonne_mois import ColonneMois
from secretariat.ui.agenda.disposition import Arret, Bloc, Disposition, disposer, minutes
from secretariat.ui.agenda.entete import Entete
from secretariat.ui.agenda.grille import Grille
from secretariat.ui.agenda.journee import Journee, lire_journee
from secretariat.ui.agenda.menu import Geste
from secretariat.ui.agenda.paroles import dire_creneau, dire_genes, genes
from secretariat.ui.agenda.peinture import Fantome, Libere
from secretariat.ui.agenda.refus import RefusCreneau
from secretariat.ui.agenda.reservation import Projet, Reservation
from secretariat.ui.composants import Chargement, DialogueConflit, EtatErreur, Filet, ligne, pile
from secretariat.ui.poste import Ecran, Poste
from secretariat.ui.theme.jetons import AGENDA, DUREE_MS, ESPACE, LARGEUR
from secretariat.ui.theme.theme import theme

PERIODE_MS = 30_000
AISANCE = 1.2


class EcranAgenda(Ecran):
    """La journée du cabinet."""

    TABLES = frozenset({
        "rendez_vous", "visites", "ouvertures", "fermetures", "motifs_rdv", "praticiens", "patients", "reglages",
    })  # fmt: skip

    def __init__(self, poste: Poste, parent: QWidget | None = None) -> None:
        super().__init__(poste, parent)
        self._jour = self._aujourd_hui()
        self._journee: Journee | None = None
        self._a_choisir = 0
        self._gestes = Gestes(poste)
        self.entete = Entete(self._jour)
        self.mois = ColonneMois(self._jour)
        self.grille = Grille()
        self.salle = Salle(poste)
        self.reservation = Reservation(poste)
        self.refus = RefusCreneau(large=True)
        self._chargement = Chargement()
        self._panne = EtatErreur()
        self._ranger()
        self._brancher()
        self._minuterie = QTimer(self, interval=PERIODE_MS)
        self._minuterie.timeout.connect(self.actualiser)
        self._minuterie.start()
        self._oubli = QTimer(self, singleShot=True, interval=DUREE_MS.toast)
        self._oubli.timeout.connect(lambda: self.grille.liberer(None))
        self._montrer_le_jour()

    # --- ce que la fenêtre demande -----------------------------------------------------------------------------------

    @property
    def jour(self) -> date:
        """Le jour montré."""
        return self._jour

    def activer(self) -> None:
        """Le clavier est dans la grille."""
        super().activer()
        self.grille.setFocus(Qt.FocusReason.OtherFocusReason)

    def relire(self) -> None:
        """Redemande la journée et le mois."""
        jour = self._jour
        self._chargement.commencer()
        self.poste.taches.lire(
            lambda lecture: lire_journee(lecture, jour),
            self._montrer,
            sujet="journée de l’agenda",
            en_cas_de_refus=self._dire_la_panne,
        )
        self._relire_le_mois(self.mois.mini.montre)

    def aller_a(self, jour: date) -> None:
        """Montre un autre jour."""
        self._jour = jour
        self._montrer_le_jour()
        self.relire()

    def reserver_pour(self, patient_id: int) -> None:
        """Ouvre la réservation pour ce patient."""
        self.reserver()
        self.poste.taches.lire(
            lambda lecture: dossiers.fiche_patient(lecture, patient_id),
            self._reserver_pour_la_fiche,
            sujet="patient à réserver",
        )

    def _reserver_pour_la_fiche(self, fiche: FichePatient) -> None:
        naissance = fiche.traits.naissance
        self.reservation.prendre_le_patient(fiche.id, fiche.nom, naissance, homonyme=fiche.homonyme)

    def reserver(self, praticien_id: int | None = None, debut: datetime | None = None) -> None:
        """Ouvre la réservation sur ce créneau, ou sur celui qui est choisi."""
        if debut is None:
            praticien_id, debut = self._creneau_choisi()
        if not self.reservation.isVisible():
            self.reservation.recommencer()
        self._montrer_a_droite(self.reservation)
        self.reservation.viser(praticien_id, debut)
        self.reservation.placer_le_focus()

    def actualiser(self) -> None:
        """Repeint à l’heure qu’il est : le trait du présent, les attentes, les retards."""
        if self._journee is None or not self.isVisible() or self.grille.tient:
            return
        maintenant = self._maintenant()
        disposition = disposer(
            self._journee.agenda, self._journee.venues, maintenant=maintenant, seuils=self._journee.seuils
        )
        present = minutes(maintenant, self._jour) if self._jour == self._aujourd_hui() else None
        self.grille.montrer(disposition, maintenant=present, retards=self._journee.retards)

    # --- lire et montrer ---------------------------------------------------------------------------------------------

    def _montrer(self, journee: Journee) -> None:
        self._chargement.finir()
        self._panne.hide()
        self.grille.show()
        self._journee = journee
        self.mois.legender(journee.motifs, journee.par_motif)
        self.reservation.proposer(tuple(c.praticien for c in journee.agenda.colonnes), journee.motifs)
        self._replier()
        self.actualiser()
        if self.reservation.isVisible():
            self._projeter(self.reservation.preparation)
        if self._a_choisir and self.grille.choisir_le_rdv(self._a_choisir):
            self._a_choisir = 0

    def _dire_la_panne(self, erreur: ErreurSecretariat) -> None:
        self._chargement.finir()
        self._panne.dire(str(erreur), erreur.conseil)
        self._panne.setVisible(self._journee is None)
        self.grille.setVisible(self._journee is not None)

    def _montrer_le_jour(self) -> None:
        self.entete.poser(self._jour, self._aujourd_hui())
        self.mois.poser(self._jour, self._aujourd_hui())
        self.refus.hide()
        self.grille.liberer(None)
        if self.reservation.isVisible():
            self.reservation.changer_de_jour(self._jour)

    def _relire_le_mois(self, jour: date) -> None:
        self.poste.taches.lire(
            lambda lecture: lectures_agenda.mois(lecture, jour.year, jour.month),
            self.mois.mini.compter,
            sujet="mois de l’agenda",
        )

    def _aller_au_jour_lu(self, jour: date) -> None:
        self.aller_a(jour)
        self.reservation.placer_le_focus() if self.reservation.isVisible() else self.grille.setFocus()

    # --- les gestes de la grille -------------------------------------------------------------------------------------

    def _gester(self, geste: Geste, bloc: Bloc) -> None:
        actions: dict[Geste, Callable[[Bloc], None]] = {
            Geste.ARRIVEE: lambda b: self._gestes.arrivee(b.rdv),
            Geste.APPELER: lambda b: self._sur_la_visite(b, self._gestes.appeler),
            Geste.TERMINER: lambda b: self._sur_la_visite(b, self._gestes.terminer),
            Geste.ENCAISSER: self._encaisser,
            Geste.CONFIRMER: lambda b: self._gestes.confirmer(b.rdv),
            Geste.ABSENT: self._absent_ou_present,
            Geste.ANNULER: lambda b: self._gestes.annuler(b.rdv),
            Geste.DOSSIER: lambda b: self.poste.demandes.patient.emit(b.rdv.patient_id),
        }
        actions[geste](bloc)

    @staticmethod
    def _sur_la_visite(bloc: Bloc, geste: Callable[[int, str], None]) -> None:
        if bloc.venue is not None:
            geste(bloc.venue.visite_id, bloc.rdv.patient)

    def _encaisser(self, bloc: Bloc) -> None:
        if bloc.venue is not None:
            self.poste.demandes.encaisser.emit(bloc.rdv.patient_id, bloc.venue.visite_id)

    def _absent_ou_present(self, bloc: Bloc) -> None:
        geste = self._gestes.present if bloc.etat.icone == "absent" else self._gestes.absent
        geste(bloc.rdv)

    def _deplacer(
        self,
        bloc: Bloc,
        praticien_id: int,
        debut: datetime,
        surbooking: Surbooking | None = None,
        *,
        vu: Creneau | None = None,
    ) -> None:
        self.refus.hide()
        self._refuse, self._vu = (bloc, praticien_id, debut), vu
        self._gestes.deplacer(
            bloc.rdv,
            praticien_id=praticien_id,
            debut=debut,
            surbooking=surbooking,
            vu=vu,
            ensuite=lambda: self._montrer_la_place_libre(bloc),
            en_cas_de_refus=self._dire_le_refus,
        )

    def _montrer_la_place_libre(self, bloc: Bloc) -> None:
        libelle = f"Libéré\u00a0: {bloc.rdv.patient}, déplacé"
        self.grille.liberer(Libere(bloc.colonne, bloc.debut, bloc.fin, libelle))
        self._oubli.start()
        self._a_choisir = bloc.rdv.id

    def _dire_le_refus(self, erreur: ErreurSecretariat) -> None:
        if isinstance(erreur, ModifieAilleurs) and erreur.a_decider is not None:
            self._faire_decider(erreur.a_decider)
            return
        bloc, praticien_id, debut = self._refuse
        self.refus.montrer(erreur)
        self.refus.bouton_surbooking.setFocus(Qt.FocusReason.TabFocusReason)
        self.poste.taches.lire(
            lambda lecture: lectures_agenda.prochain_creneau_libre(lecture, praticien_id, bloc.rdv.motif_id, debut),
            self._proposer_le_prochain,
            sujet="prochain créneau libre",
        )

    def _faire_decider(self, a_decider: ADecider) -> None:
        """Un autre poste a déplacé le même rendez-vous : garder mon déplacement, ou le sien."""
        colonnes = self._journee.agenda.colonnes if self._journee is not None else ()
        praticiens = [colonne.praticien for colonne in colonnes]
        miens = DialogueConflit.demander(
            self.window(),
            a_decider.divergences,
            a_decider.reprises,
            dire=lambda _champ, creneau: dire_creneau(cast("Creneau", creneau), praticiens),
            renoncer="Revenir à l’agenda",
        )
        (deplace,) = a_decider.divergences
        if miens:
            self._deplacer(*self._refuse, vu=cast("Creneau", deplace.actuel))
        else:
            self.relire()

    def _proposer_le_prochain(self, libre: datetime | None) -> None:
        meme_jour = libre is not None and a_paris(libre).date() == self._jour
        self.refus.proposer(libre if meme_jour else None)

    # --- la réservation ----------------------------------------------------------------------------------------------

    def _projeter(self, projet: Projet | None) -> None:
        disposition = self.grille.disposition
        if projet is None or disposition is None or not self.reservation.isVisible():
            self.grille.projeter(None)
            return
        colonne = disposition.colonne_de(projet.praticien_id)
        if colonne is None or a_paris(projet.debut).date() != disposition.jour:
            self.grille.projeter(None)
            return
        debut = minutes(projet.debut, disposition.jour)
        self.grille.projeter(_fantome(projet, disposition, colonne, debut))

    def _finir_la_reservation(self, rdv_id: int, debut: datetime) -> None:
        self._a_choisir = rdv_id
        self._fermer_la_reservation()
        if a_paris(debut).date() != self._jour:
            self.aller_a(a_paris(debut).date())

    def _fermer_la_reservation(self) -> None:
        self._montrer_a_droite(self.salle)
        self.grille.projeter(None)
        self.grille.setFocus(Qt.FocusReason.OtherFocusReason)

    def _creneau_choisi(self) -> tuple[int | None, datetime]:
        disposition, choix = self.grille.disposition, self.grille.choix
        if disposition is None or choix is None:
            return None, self._maintenant()
        return disposition.colonnes[choix.colonne].praticien.id, disposition.instant(choix.debut)

    def _suivre_le_choix(self, choix: Arret | None) -> None:
        """Réservation ouverte, choisir un créneau libre le vise."""
        disposition = self.grille.disposition
        if self.reservation.isVisible() and disposition is not None and choix is not None and choix.bloc is None:
            praticien_id = disposition.colonnes[choix.colonne].praticien.id
            self.reservation.viser(praticien_id, disposition.instant(choix.debut))

    # --- fabrication -------------------------------------------------------------------------------------------------

    def _ranger(self) -> None:
        self._filet_mois = Filet(vertical=True)
        self.grille.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        milieu = pile(self._chargement, self.refus, espace=0)
        milieu.addWidget(self.grille, 1)
        milieu.addWidget(self._panne, 1)
        corps = ligne(self.mois, self._filet_mois, espace=0)
        corps.addLayout(milieu, 1)
        for piece in (Filet(vertical=True), self.salle, self.reservation):
            corps.addWidget(piece)
        racine = pile(self.entete, Filet(), espace=0)
        racine.addLayout(corps, 1)
        self.setLayout(racine)
        self.reservation.hide()
        self._panne.hide()

    def _brancher(self) -> None:
        self.entete.jours.connect(lambda n: self.aller_a(self._jour + timedelta(days=n)))
        self.entete.aujourd_hui.connect(lambda: self.aller_a(self._aujourd_hui()))
        self.entete.jour_lu.connect(self._aller_au_jour_lu)
        self.entete.nouveau.connect(self.reserver)
        self.mois.mini.choisi.connect(self.aller_a)
        self.mois.mois.connect(self._relire_le_mois)
        self.grille.geste.connect(self._gester)
        self.grille.creneau.connect(self.reserver)
        self.grille.depose.connect(self._deplacer)
        self.grille.choisi.connect(self._suivre_le_choix)
        self.refus.autre.connect(lambda libre: self._deplacer(*self._refuse[:2], libre, vu=self._vu))
        self.refus.passer_outre.connect(lambda voulu: self._deplacer(*self._refuse, voulu, vu=self._vu))
        self.refus.oublie.connect(lambda: self.grille.setFocus(Qt.FocusReason.OtherFocusReason))
        self.reservation.projet.connect(self._projeter)
        self.reservation.reserve.connect(self._finir_la_reservation)
        self.reservation.ferme.connect(self._fermer_la_reservation)
        self._panne.reessayer.connect(self.relire)
        self.poste.defaire.defait.connect(lambda _libelle: self.grille.liberer(None))
        theme().change.connect(self.actualiser)

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Échap renonce à un déplacement refusé."""
        if evenement.key() == Qt.Key.Key_Escape and self.refus.isVisible():
            self.refus.oublier()
            return
        super().keyPressEvent(evenement)

    def _montrer_a_droite(self, piece: QWidget) -> None:
        self.salle.setVisible(piece is self.salle)
        self.reservation.setVisible(piece is self.reservation)

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Le mois se replie quand les colonnes n’ont plus leurs aises."""
        super().resizeEvent(evenement)
        self._replier()

    def _replier(self) -> None:
        nombre = len(self._journee.agenda.colonnes) if self._journee is not None else 1
        colonnes = AGENDA.gouttiere + AISANCE * AGENDA.colonne_min * nombre
        voulue = theme().px(round(LARGEUR.mois + LARGEUR.salle + colonnes)) + ESPACE.grand
        large = self.width() >= voulue
        self.mois.setVisible(large)
        self._filet_mois.setVisible(large)

    def _maintenant(self) -> datetime:
        return self.poste.taches.cabinet.horloge()

    def _aujourd_hui(self) -> date:
        return a_paris(self._maintenant()).date()


def _fantome(projet: Projet, disposition: Disposition, colonne: int, debut: int) -> Fantome:
    fin = debut + projet.duree_minutes
    legende = f"{disposition.heure(debut)} – {disposition.heure(fin)} · {projet.motif.nom}"
    gene = dire_genes(genes(disposition, colonne=colonne, debut=debut, fin=fin))
    return Fantome(colonne, debut, fin, projet.patient, projet.motif.couleur, legende, gene)
