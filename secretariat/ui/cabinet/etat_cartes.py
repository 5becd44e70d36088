"""L’état vivant des cartes : le service, les lecteurs branchés, ce qu’il y a dedans."""

from __future__ import annotations

from secretariat.cartes.diagnostic_epreuve import ServiceDeCartes
from secretariat.cartes.erreurs import ServiceAbsent
from secretariat.cartes.identification import Modele
from secretariat.cartes.lecteur import EtatDuPoste, EtatLecteur
from secretariat.socle.dates import heure_dite
from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.carte import Carte
from secretariat.ui.composants.etats import EtatVide
from secretariat.ui.composants.etiquette import petit
from secretariat.ui.composants.puce import EtiquetteSimulation, Puce
from secretariat.ui.composants.rangement import ligne
from secretariat.ui.composants.tableau import Tableau
from secretariat.ui.modele_table import Colonne, ModeleTable
from secretariat.ui.theme.jetons import HAUTEUR, Ton
from secretariat.ui.theme.theme import theme

SERVICE = {
    True: ("En marche", "coche_cercle", Ton.SUCCES),
    False: ("Absent", "alerte", Ton.DANGER),
    None: ("Recherche…", "horloge", Ton.INFO),
}
LIGNES_VIDES = 4


def carte_dite(lecteur: EtatLecteur) -> str:
    """« Vitale 2 », « Vitale 2, muette », « Inconnue », « Aucune »."""
    if not lecteur.modele:
        return "Aucune"
    modele = lecteur.modele.removeprefix("Carte ")
    return f"{modele[:1].upper()}{modele[1:]}{', muette' if lecteur.muette else ''}"


def _ton(lecteur: EtatLecteur) -> tuple[str, Ton]:
    if not lecteur.modele:
        return "cercle", Ton.NEUTRE
    if lecteur.muette:
        return "alerte", Ton.DANGER
    if lecteur.modele in {Modele.INCONNUE.nom, Modele.VITALE_1.nom}:
        return "question", Ton.ATTENTION
    return "coche_cercle", Ton.SUCCES


def _atr(lecteur: EtatLecteur) -> str:
    return lecteur.atr.hex().upper() or "—"


COLONNES = (
    Colonne[EtatLecteur]("Lecteur, et ATR de la carte", lambda lu: lu.nom, graisse=500, detail=_atr, etiree=True),
    Colonne[EtatLecteur]("Carte", carte_dite, icone=lambda lu: _ton(lu)[0], encre=lambda lu: _ton(lu)[1].encre),
)


class CarteEtat(Carte):
    """Ce qui est branché à cet instant."""

    def __init__(self, *, simule: bool) -> None:
        super().__init__("Lecteurs de ce poste", droite=EtiquetteSimulation() if simule else None)
        self.service = Puce("")
        self.depuis = petit()
        self.panne = Bandeau("", ton=Ton.DANGER)
        self.modele = ModeleTable(COLONNES, lambda lecteur: lecteur.nom, self)
        vide = EtatVide("lecteur", "Aucun lecteur de cartes branché.", "Brancher le lecteur\u202f: il paraîtra ici.")
        self.tableau = Tableau("Lecteurs de cartes", self.modele, vide)
        self.tableau.setObjectName("cabinet.cartes.lecteurs")
        self.ajouter(
            ligne(
                petit("Service de cartes à puce (PC/SC)", encre="texte2", graisse=500), self.service, self.depuis, None
            ),
            self.panne,
            self.tableau,
        )
        theme().change.connect(self._dimensionner)
        self.montrer(EtatDuPoste(None, ()), ServiceDeCartes())

    def montrer(self, etat: EtatDuPoste, service: ServiceDeCartes) -> None:
        """Montre le service et les lecteurs ; sans service, ce que l’on peut faire."""
        self.service.montrer(*SERVICE[etat.service])
        self.service.setAccessibleName(f"Service de cartes à puce\u00a0: {self.service.text()}")
        self.depuis.setText(f"depuis {heure_dite(service.depuis)}" if service.depuis else "")
        self.panne.setVisible(etat.service is False)
        self.tableau.setVisible(etat.service is not False)
        if etat.service is False:
            pourquoi = f"\nDétail\u00a0: {service.detail}." if service.detail else ""
            self.panne.dire(ServiceAbsent.phrase, ServiceAbsent.remede + pourquoi, Ton.DANGER)
        self.modele.remplacer(etat.lecteurs)
        self._dimensionner()

    def _dimensionner(self) -> None:
        """Le tableau montre tous les lecteurs sans défiler, ou son état vide entier."""
        vide = theme().px(LIGNES_VIDES * HAUTEUR.ligne_double)
        self.tableau.setFixedHeight(self.tableau.hauteur_du_contenu() if self.modele.lignes else vide)
