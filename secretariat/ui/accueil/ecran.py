"""L’écran de l’accueil : qui se présente, qui est attendu, qui attend ; tout sous les yeux, téléphone à l’oreille."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from secretariat.agenda.valeurs import EtatRendezVous
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.horloge import a_paris
from secretariat.ui.accueil.acces import LigneDesAcces
from secretariat.ui.accueil.arrivee import PanneauArrivee, PanneauUrgence
from secretariat.ui.accueil.attendus import LIBELLES, Attendu, AttendusLus, TableauAttendus, attendus, lire_les_attendus
from secretariat.ui.accueil.gestes import Gestes
from secretariat.ui.accueil.salle import Salle
from secretariat.ui.composants import (
    Bouton,
    Chargement,
    EtatErreur,
    Filet,
    Segment,
    StyleBouton,
    contenir,
    gras,
    ligne,
    petit,
    pile,
    titre,
)
from secretariat.ui.poste import Ecran, Poste
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR
from secretariat.ui.typographie import date_longue

PERIODE_MS = 30_000
MARGES = (ESPACE.ample, ESPACE.moyen, ESPACE.ample, ESPACE.grand)
A_SUIVRE = (("À suivre", True), ("Toute la journée", False))


class EcranAccueil(Ecran):
    """La journée, vue du comptoir."""

    TABLES = frozenset({"demandes_acces", "rendez_vous", "visites", "patients", "praticiens", "motifs_rdv", "reglages"})

    def __init__(self, poste: Poste, parent: QWidget | None = None) -> None:
        super().__init__(poste, parent)
        self._lus: AttendusLus | None = None
        self._gestes = Gestes(poste)
        self.acces = LigneDesAcces(poste)
        self.arrivee = PanneauArrivee(poste)
        self.urgence = PanneauUrgence(poste)
        self.tableau = TableauAttendus()
        self.salle = Salle(poste)
        self._jour, self._nombres = titre(), petit(encre="texte2").abreger()
        self._chargement, self._panne = Chargement(), EtatErreur()
        self._segment = Segment("Rendez-vous montrés", A_SUIVRE, True)  # noqa: FBT003 — la valeur choisie
        self._boutons = {t: self._bouton(t) for t in LIBELLES}
        self._ranger()
        self._brancher()
        minuterie = QTimer(self, interval=PERIODE_MS)
        minuterie.timeout.connect(self.actualiser)
        minuterie.start()
        self._offrir_les_gestes(None)
        self.actualiser()

    def activer(self) -> None:
        """Le curseur attend le nom de qui se présente, ou la suite de l’urgence commencée."""
        super().activer()
        if self.urgence.isVisible():
            self.urgence.prendre_le_clavier()
            return
        self.arrivee.choix.setFocus(Qt.FocusReason.OtherFocusReason)

    def relire(self) -> None:
        """Redemande les rendez-vous du jour."""
        self._chargement.commencer()
        self.acces.relire()
        self.poste.taches.lire(
            lire_les_attendus, self._montrer, sujet="attendus du jour", en_cas_de_refus=self._dire_la_panne
        )

    def recevoir_une_urgence(self) -> None:
        """Ouvre le panneau d’urgence, à la place de celui des arrivées."""
        self.arrivee.hide()
        self.urgence.ouvrir()

    def actualiser(self) -> None:
        """Remet les retards et les attentes à l’heure qu’il est."""
        maintenant = self.poste.taches.cabinet.horloge()
        self._jour.setText(date_longue(a_paris(maintenant).date()))
        if self._lus is None:
            return
        tous = attendus(self._lus, maintenant, a_suivre=False)
        suivis = attendus(self._lus, maintenant, a_suivre=True)
        self.tableau.modele.remplacer(suivis if self._segment.valeur() else tous)
        a_venir = sum(a.venue is None for a in suivis)
        absents = sum(a.rdv.etat is EtatRendezVous.ABSENT for a in tous)
        morceaux = [f"{len(tous)} rendez-vous", f"{a_venir} à venir"]
        self._nombres.setText(
            " · ".join([*morceaux, f"{absents} absent{'s' if absents > 1 else ''}"][: 2 + bool(absents)])
        )
        if self.tableau.ligne_courante() is None and self.tableau.modele.lignes:
            self.tableau.setCurrentIndex(self.tableau.modele.index(0, 0))
        self._offrir_les_gestes(self.tableau.ligne_courante())

    def _montrer(self, lus: AttendusLus) -> None:
        self._chargement.finir()
        self._panne.hide()
        self.tableau.show()
        self._lus = lus
        praticiens = tuple(c.praticien for c in lus.agenda.colonnes)
        self.arrivee.proposer(praticiens)
        self.urgence.proposer(praticiens)
        self.actualiser()

    def _dire_la_panne(self, erreur: ErreurSecretariat) -> None:
        self._chargement.finir()
        self._panne.dire(str(erreur), erreur.conseil)
        self._panne.setVisible(self._lus is None)
        self.tableau.setVisible(self._lus is not None)

    def _gester(self, touche: str, attendu: Attendu) -> None:
        rdv, venue = attendu.rdv, attendu.venue
        visite = venue.visite_id if venue is not None else 0
        match touche:
            case "A":
                self._gestes.arrivee(rdv)
            case "X":
                absent = rdv.etat is EtatRendezVous.ABSENT
                (self._gestes.present if absent else self._gestes.absent)(rdv)
            case "P":
                self._gestes.appeler(visite, rdv.patient)
            case "S":
                self._gestes.terminer(visite, rdv.patient)
            case "E":
                self.poste.demandes.encaisser.emit(rdv.patient_id, visite)
            case _:
                self.poste.demandes.patient.emit(rdv.patient_id)

    def _gester_sur_la_ligne(self, touche: str) -> None:
        if (attendu := self.tableau.ligne_courante()) is not None:
            self._gester(touche, attendu)

    def _offrir_les_gestes(self, attendu: Attendu | None) -> None:
        """Les boutons de la ligne courante ; aucun n’est montré qui ne ferait rien."""
        for touche, bouton in self._boutons.items():
            bouton.setVisible(attendu is not None and touche in attendu.touches)
        absent = attendu is not None and attendu.rdv.etat is EtatRendezVous.ABSENT
        self._boutons["X"].nommer("N’est plus absent" if absent else LIBELLES["X"][0])

    def _bouton(self, touche: str) -> Bouton:
        libelle, icone = LIBELLES[touche]
        bouton = Bouton(libelle, icone=icone, raccourci=touche, lie=False, hauteur=HAUTEUR.bouton_carte)
        return bouton.au_clic(lambda: self._gester_sur_la_ligne(touche))

    def _ranger(self) -> None:
        self.bouton_urgence = Bouton("Urgence", StyleBouton.DANGER, icone="urgent", raccourci="U")
        self.bouton_urgence.setObjectName("accueil.urgence")
        self.bouton_urgence.au_clic(self.recevoir_une_urgence)
        entete = contenir(ligne(self._jour, self._nombres, None, self.bouton_urgence))
        entete.setMinimumHeight(HAUTEUR.bouton)
        outils = ligne(gras("Attendus"), ESPACE.petit, self._segment, None, *self._boutons.values())
        gauche = pile(entete, self.acces, self.arrivee, self.urgence, ESPACE.infime, outils, espace=ESPACE.moyen)
        gauche.setContentsMargins(*MARGES)
        gauche.addWidget(self.tableau, 1)
        gauche.addWidget(self._panne, 1)
        corps = ligne(espace=0)
        corps.addLayout(gauche, 1)
        corps.addWidget(Filet(vertical=True))
        corps.addWidget(self.salle)
        racine = pile(self._chargement, espace=0)
        racine.addLayout(corps, 1)
        self.setLayout(racine)
        self.urgence.hide()
        self._panne.hide()

    def _brancher(self) -> None:
        self.tableau.geste.connect(self._gester)
        self.tableau.active.connect(lambda attendu: self._gester("D", attendu))
        self.tableau.choisie.connect(self._offrir_les_gestes)
        self._segment.choisi.connect(lambda _choix: self.actualiser())
        self.urgence.ferme.connect(self._reprendre)
        self.arrivee.choix.descend.connect(lambda: self.tableau.setFocus(Qt.FocusReason.TabFocusReason))
        self._panne.reessayer.connect(self.relire)

    def _reprendre(self) -> None:
        self.arrivee.show()
        self.arrivee.choix.setFocus(Qt.FocusReason.OtherFocusReason)
