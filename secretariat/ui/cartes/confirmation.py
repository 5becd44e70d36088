"""La confirmation d’une carte lue : qui est là, quel est son dossier, et ce que la carte y change, champ par champ.

Rien ne s’enregistre avant Ctrl+Entrée. Si la carte quitte le lecteur, l’écran le dit et n’enregistre plus rien.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

from secretariat.cartes.regles import anomalies
from secretariat.cartes.valeurs import MENTIONS, Beneficiaire, CarteVitale
from secretariat.dossiers.lectures import candidats_carte, fiche_patient
from secretariat.dossiers.regles.carte import comparer
from secretariat.dossiers.services import appliquer_carte, ouvrir_dossier
from secretariat.dossiers.valeurs import Candidat, Difference, FichePatient, IdentiteLue, SourceDroits
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.unite_de_travail import ModifieAilleurs, UniteDeTravail
from secretariat.ui.cartes.choix import ListeCandidats, ListePorteurs
from secretariat.ui.cartes.differences import TableDesDifferences
from secretariat.ui.cartes.porteur import aussi_inscrit, identite_lue, nom_de_la_carte, nom_du_porteur
from secretariat.ui.composants import (
    Bandeau,
    Bouton,
    Dialogue,
    EtiquetteSimulation,
    contenir,
    gras,
    ligne,
    petit,
    pile,
    vider,
)
from secretariat.ui.poste import Poste
from secretariat.ui.theme.jetons import ESPACE, LARGEUR, Ton
from secretariat.ui.typographie import espaces_fines

RETIREE = "La carte a été retirée avant la confirmation."
CONSEIL_RETIREE = "Rien n’a été enregistré. Remettre la carte pour reprendre."


class ConfirmationCarte(Dialogue):
    """Le porteur, les dossiers possibles, les différences.

    Signals:
        confirmee: La carte est reportée au dossier ; porte le numéro du patient.
        a_relire: Lire la carte de nouveau, droits compris.
        a_creer: Personne ne correspond : créer le dossier ; porte l’`IdentiteLue` et le sexe connu de la carte.
    """

    confirmee = Signal(int)
    a_creer = Signal(object, object)
    a_relire = Signal()

    def __init__(self, poste: Poste, parent: QWidget | None = None) -> None:
        super().__init__("Carte Vitale lue", parent, valider="Confirmer", largeur=LARGEUR.dialogue_large)
        self.setObjectName("carte.confirmation")
        self.setModal(False)
        self._poste = poste
        self._carte: CarteVitale | None = None
        self._lue: IdentiteLue | None = None
        self._fiche: FichePatient | None = None
        self.refus = Bandeau("", ton=Ton.DANGER)
        self.refus.setObjectName("carte.refus")
        self.alertes = pile(espace=ESPACE.petit)
        self.simulation = EtiquetteSimulation()
        self.mention = petit("")
        self.mention.setObjectName("carte.mention")
        self.porteurs, self.candidats = ListePorteurs(), ListeCandidats()
        self.differences = TableDesDifferences()
        self.creer = Bouton("Créer le dossier", icone="plus", raccourci="Ctrl+N").au_clic(self._demander_creation)
        self.creer.setObjectName("carte.creer")
        self.relire = Bouton("Relire la carte", icone="lecteur", raccourci="Ctrl+R").au_clic(self.a_relire.emit)
        self.relire.setObjectName("carte.relire")
        self.inscrits = petit("", encre="texte2").replier()
        self.inscrits.setObjectName("carte.inscrits")
        self.bouton_valider.setObjectName("carte.confirmer")
        self.bouton_annuler.setObjectName("carte.renoncer")
        self._ranger()
        self.porteurs.choisie.connect(self._choisir_porteur)
        self.candidats.choisie.connect(self._choisir_candidat)
        self.porteurs.active.connect(lambda _: self.candidats.setFocus(Qt.FocusReason.OtherFocusReason))
        self.candidats.active.connect(lambda _: self.bouton_valider.setFocus(Qt.FocusReason.OtherFocusReason))

    def montrer(self, carte: CarteVitale) -> None:
        """Recommence avec cette carte ; rien ne reste de la précédente."""
        self._carte, self._lue = carte, None
        self.detail.setText(nom_de_la_carte(carte))
        self.detail.show()
        self.refus.hide()
        self.simulation.setVisible(carte.simulee)
        self.mention.setText(espaces_fines(MENTIONS[carte.source]))
        self._alerter(carte)
        self._oublier_le_dossier()
        self.candidats.montrer(())
        self.porteurs.setEnabled(True)
        self.porteurs.montrer(carte.beneficiaires)
        self._bloc_porteurs.setVisible(len(carte.beneficiaires) > 1)
        if len(carte.beneficiaires) == 1:
            self._identifier(carte.beneficiaires[0])
        else:
            self.porteurs.setFocus(Qt.FocusReason.OtherFocusReason)

    def interrompre(self, message: str = RETIREE, conseil: str = CONSEIL_RETIREE) -> None:
        """La carte n’est plus là : le dire, et ne plus rien permettre."""
        self._carte = self._lue = None
        self._oublier_le_dossier()
        self.candidats.montrer(())
        self.porteurs.setEnabled(False)
        self.refus.dire(message, conseil, Ton.DANGER)
        self.refus.show()
        self._armer()

    def accept(self) -> None:
        """Reporte au dossier ce qui est coché, puis ferme ; un refus se montre et laisse ouvert."""
        if not self.bouton_valider.isEnabled() or self._fiche is None or self._lue is None:
            return
        self.bouton_valider.setEnabled(False)
        fiche, lue, acceptees = self._fiche, self._lue, self.differences.acceptees()
        self._poste.taches.faire(
            "carte Vitale confirmée",
            lambda unite: _reporter(unite, fiche, lue, acceptees),
            self._finir,
            en_cas_de_refus=self._refuser,
        )

    def _ranger(self) -> None:
        self._bloc_porteurs = contenir(pile(gras("Qui est là ?"), self.porteurs, espace=ESPACE.petit))
        self._bloc_candidats = contenir(
            pile(ligne(gras("Son dossier"), None, self.creer), self.candidats, espace=ESPACE.petit)
        )
        self._bloc_differences = contenir(
            pile(gras("Ce que la carte change"), self.differences, self.inscrits, espace=ESPACE.petit)
        )
        self._defile = contenir(
            pile(
                self.alertes,
                self._bloc_porteurs,
                self._bloc_candidats,
                self._bloc_differences,
                None,
                espace=ESPACE.grand,
            )
        )
        self._aire = QScrollArea(widgetResizable=True)
        self._aire.setFrameShape(QFrame.Shape.NoFrame)
        self._aire.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._aire.setWidget(self._defile)
        self._aire.verticalScrollBar().rangeChanged.connect(self._derouler)
        self.ajouter(ligne(self.simulation, self.mention, None, self.relire), self.refus, self._aire)
        if (disposition := self.layout()) is not None:
            disposition.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)

    def _derouler(self, _debut: int, fin: int) -> None:
        """Amène les différences sous les yeux quand tout ne tient pas."""
        if self._fiche is not None:
            self._aire.verticalScrollBar().setValue(min(fin, self._bloc_candidats.y()))

    def _ajuster(self) -> None:
        """Prend la hauteur de son contenu, sans dépasser celle de la fenêtre ; au-delà, le contenu défile."""
        self.ajuster_a(self._aire, self._defile, LARGEUR.dialogue_large)

    def _alerter(self, carte: CarteVitale) -> None:
        vider(self.alertes)
        for anomalie in anomalies(carte, self._aujourd_hui()):
            self.alertes.addWidget(Bandeau(anomalie.message, anomalie.conseil, Ton.ATTENTION))
        self.relire.setVisible(bool(carte.remarques))

    def _choisir_porteur(self, porteur: Beneficiaire | None) -> None:
        if porteur is not None and self._carte is not None:
            self._identifier(porteur)

    def _identifier(self, porteur: Beneficiaire) -> None:
        """Cherche le dossier de cette personne."""
        if self._carte is None:
            return
        lue = self._lue = identite_lue(self._carte, porteur)
        self.inscrits.setText(espaces_fines(aussi_inscrit(porteur)))
        self.inscrits.setVisible(bool(self.inscrits.text()))
        self.detail.setText(f"{nom_du_porteur(porteur)}, {porteur.naissance_affichee}")
        self._oublier_le_dossier()
        self.candidats.montrer(())
        self._poste.taches.lire(
            lambda lecture: candidats_carte(lecture, lue),
            lambda candidats: self._proposer(lue, candidats),
            sujet="carte, candidats",
        )

    def _proposer(self, lue: IdentiteLue, candidats: tuple[Candidat, ...]) -> None:
        """Montre les dossiers ; le premier se choisit s’il est seul à être probable."""
        if lue is not self._lue:
            return
        self.candidats.montrer(candidats)
        self._armer()
        probables = [candidat for candidat in candidats if candidat.probable]
        if len(probables) == 1:
            self.candidats.choisir(probables[0].patient.id)
        if not self._bloc_porteurs.isVisibleTo(self):
            (self.candidats if candidats else self.creer).setFocus(Qt.FocusReason.OtherFocusReason)

    def _choisir_candidat(self, candidat: Candidat | None) -> None:
        self._oublier_le_dossier()
        if candidat is None or self._lue is None:
            return
        lue, numero = self._lue, candidat.patient.id
        self._poste.taches.consulter(
            f"patients:{numero}",
            lambda lecture: fiche_patient(lecture, numero),
            lambda fiche: self._comparer(lue, fiche),
            sujet="carte, dossier",
        )

    def _comparer(self, lue: IdentiteLue, fiche: FichePatient) -> None:
        """Met face à face la carte et le dossier, si ce sont encore ceux que l’on regarde."""
        courant = self.candidats.ligne_courante()
        if lue is not self._lue or courant is None or courant.patient.id != fiche.id:
            return
        self._fiche = fiche
        self.differences.montrer(comparer(fiche, lue))
        self._bloc_differences.show()
        self._armer()

    def _oublier_le_dossier(self) -> None:
        self._fiche = None
        self.differences.oublier()
        self._bloc_differences.hide()
        self._armer()

    def _armer(self) -> None:
        self.bouton_valider.setEnabled(self._fiche is not None)
        self.creer.setEnabled(self._lue is not None)
        self._bloc_candidats.setVisible(self._lue is not None)
        self._ajuster()

    def _demander_creation(self) -> None:
        if self._lue is None:
            return
        lue, porteur = self._lue, self._porteur()
        self.done(self.DialogCode.Accepted)
        self.a_creer.emit(lue, porteur.sexe if porteur else None)

    def _porteur(self) -> Beneficiaire | None:
        if self._carte is not None and len(self._carte.beneficiaires) == 1:
            return self._carte.beneficiaires[0]
        return self.porteurs.ligne_courante()

    def _finir(self, patient_id: int) -> None:
        self.done(self.DialogCode.Accepted)
        self.confirmee.emit(patient_id)

    def _refuser(self, refus: ErreurSecretariat) -> None:
        self.refus.dire(espaces_fines(str(refus)), espaces_fines(refus.conseil), Ton.DANGER)
        self.refus.show()
        self._armer()
        if isinstance(refus, ModifieAilleurs):
            self._choisir_candidat(self.candidats.ligne_courante())

    def _aujourd_hui(self) -> date:
        return self._poste.taches.cabinet.horloge().date()


def _reporter(unite: UniteDeTravail, fiche: FichePatient, lue: IdentiteLue, acceptees: tuple[Difference, ...]) -> int:
    """Reporte la carte et note au journal ce qui en a été accepté."""
    ouvrir_dossier(unite, fiche.id)
    source = lue.droits.source if lue.droits else SourceDroits.CARTE
    appliquer_carte(unite, fiche.id, acceptees, source=source, comparee=fiche)
    unite.noter(
        "carte", f"patients:{fiche.id}", simulee=lue.simulee, acceptes=[difference.champ for difference in acceptees]
    )
    return fiche.id
