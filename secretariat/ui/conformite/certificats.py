"""Les certificats de destruction gardés, à relire ou à enregistrer hors de la base."""

from __future__ import annotations

from functools import partial

from secretariat.conformite.lectures.certificats import contenu_du_certificat
from secretariat.conformite.valeurs.conservation import CertificatRange
from secretariat.socle.fichiers import enregistrer
from secretariat.socle.horloge import a_paris
from secretariat.ui import enregistrer_sous
from secretariat.ui.composants import Bouton, Carte, contenir, gras, ligne, petit, pile, vider
from secretariat.ui.poste import Poste
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR
from secretariat.ui.typographie import date_courte


class BoiteCertificats(Carte):
    """Un certificat par ligne ; absente tant qu’il n’y en a pas."""

    def __init__(self, poste: Poste) -> None:
        super().__init__("Certificats de destruction")
        self._poste = poste
        self._lignes = pile(espace=ESPACE.petit)
        self.ajouter(contenir(self._lignes))
        self.hide()

    def montrer(self, certificats: tuple[CertificatRange, ...]) -> None:
        """Montre ces certificats, le dernier d’abord."""
        vider(self._lignes)
        self.setVisible(bool(certificats))
        for certificat in certificats:
            jour = date_courte(a_paris(certificat.etabli_le).date())
            nombre = f"{certificat.dossiers} dossier{'s' if certificat.dossiers > 1 else ''}"
            texte = pile(gras(certificat.numero), petit(f"{jour}, {nombre}, {certificat.signataire}"), espace=0)
            bouton = Bouton("Enregistrer…", icone="telecharger", hauteur=HAUTEUR.bouton_titre)
            bouton.setAccessibleName(f"Enregistrer le certificat {certificat.numero}")
            rangee = ligne(espace=ESPACE.moyen)
            rangee.addLayout(texte, 1)
            rangee.addWidget(bouton.au_clic(partial(self._enregistrer, certificat)))
            self._lignes.addWidget(contenir(rangee))

    def _enregistrer(self, certificat: CertificatRange) -> None:
        destination = enregistrer_sous.demander(self, f"certificat-{certificat.numero}.pdf", "Document (*.pdf)")
        if destination is not None:
            self._poste.taches.consulter(
                f"certificats_destruction:{certificat.id}",
                lambda lecture: enregistrer(destination, contenu_du_certificat(lecture, certificat.id)),
                lambda _rien: self._poste.demandes.message.emit(f"Enregistré\u00a0: {destination}"),
            )
