"""Les signatures d’une lettre, sous son aperçu : qui l’a signée et quand, et de quoi la faire signer."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from secretariat.courriers.lectures import signatures_du_document
from secretariat.courriers.valeurs import SignaturePosee
from secretariat.socle.droits import Droit
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.horloge import a_paris
from secretariat.ui.composants import (
    Bandeau,
    Bouton,
    EtiquetteSimulation,
    Icone,
    contenir,
    corps,
    ligne,
    petit,
    pile,
    vider,
)
from secretariat.ui.courriers.signature import signer_par_la_carte
from secretariat.ui.droits import griser
from secretariat.ui.poste import Poste
from secretariat.ui.theme.jetons import ESPACE, Ton
from secretariat.ui.typographie import date_courte, heure

A_PART = "La signature se garde au dossier, à part du PDF."
GARDEE = "Signature gardée au dossier, à part du PDF."
NE_TIENT_PLUS = (
    "Cette lettre n’est plus celle qui a été signée.",
    "Son contenu ou son titre a changé depuis. Ne pas s’en servir\u202f; la retrouver dans une sauvegarde.",
)


class BlocSignatures(QWidget):
    """Les signatures du document montré ; un refus reste ici, tant que c’est bien de lui qu’il parle."""

    def __init__(self, poste: Poste) -> None:
        super().__init__()
        self._poste = poste
        self._document_id = 0
        self._en_cours = False
        self.alerte = Bandeau(*NE_TIENT_PLUS, ton=Ton.DANGER)
        self.alerte.setObjectName("courriers.signature.alerte")
        self.refus = Bandeau("", ton=Ton.ATTENTION)
        self.refus.setObjectName("courriers.signature.refus")
        self.posees = pile(espace=ESPACE.infime)
        self.note = petit(A_PART, encre="texte2").replier()
        self.signer = Bouton("Signer par la carte", icone="signature", raccourci="S").au_clic(self._signer)
        self.signer.setObjectName("courriers.signer")
        geste = ligne(self.note, self.signer, espace=ESPACE.moyen)
        geste.setStretch(0, 1)
        self.setLayout(pile(self.alerte, self.refus, self.posees, geste, espace=ESPACE.petit))
        poste.droits.change.connect(self._regler)
        self._oublier()
        self._regler()

    def montrer(self, document_id: int) -> None:
        """Montre les signatures de ce document ; rien de celles d’un autre ne reste."""
        if document_id != self._document_id:
            self._document_id = document_id
            self._oublier()
        self.relire()

    def relire(self) -> None:
        """Relit les signatures du document montré."""
        document_id = self._document_id
        if document_id:
            self._poste.taches.lire(
                lambda lecture: signatures_du_document(lecture, document_id),
                self._recevoir,
                sujet="signatures de la lettre",
            )

    def _oublier(self) -> None:
        self.refus.hide()
        self._recevoir(())

    def _recevoir(self, posees: tuple[SignaturePosee, ...]) -> None:
        vider(self.posees)
        for posee in posees:
            self.posees.addWidget(_ligne(posee))
        self.alerte.setVisible(not all(posee.tient for posee in posees))
        self.note.setText(GARDEE if posees else A_PART)

    def _signer(self) -> None:
        document_id = self._document_id
        self.refus.hide()
        self._occuper(en_cours=True)
        signer_par_la_carte(
            self._poste,
            document_id,
            devant=self.window(),
            fini=self._finir,
            refus=partial(self._refuser, document_id),
        )

    def _finir(self, nom: str) -> None:
        self._occuper(en_cours=False)
        self._poste.demandes.message.emit(f"Lettre signée par {nom}")

    def _refuser(self, document_id: int, erreur: ErreurSecretariat) -> None:
        self._occuper(en_cours=False)
        if document_id != self._document_id:
            self._poste.taches.refus.emit(str(erreur), erreur.conseil)
            return
        self.refus.dire(str(erreur), erreur.conseil, Ton.ATTENTION)
        self.refus.show()

    def _occuper(self, *, en_cours: bool) -> None:
        self._en_cours = en_cours
        self._regler()

    def _regler(self) -> None:
        griser(self.signer, self._poste.droits, Droit.VALIDER_COURRIER)
        if self._en_cours:
            self.signer.setEnabled(False)


def _ligne(posee: SignaturePosee) -> QWidget:
    """« Signé par Dr Hélène MARCHAND le 12/03/2026 à 10 h 20 », et si elle est simulée."""
    jour = date_courte(a_paris(posee.signee_le).date())
    texte = corps(f"Signé par {posee.nom} le\u00a0{jour} à\u00a0{heure(posee.signee_le)}").replier()
    icone, ton = ("coche_cercle", Ton.SUCCES) if posee.tient else ("alerte", Ton.DANGER)
    rangee = ligne(Icone(icone, ton.encre), texte)
    rangee.setStretch(1, 1)
    if posee.simulee:
        rangee.addWidget(EtiquetteSimulation())
    return contenir(rangee)
