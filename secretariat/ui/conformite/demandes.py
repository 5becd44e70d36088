"""Les demandes d’accès au dossier : la liste, la plus pressée d’abord, et le suivi de celle que l’on choisit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget

from secretariat.conformite import parametres
from secretariat.conformite.lectures import acces as lectures
from secretariat.conformite.services import acces, reponses
from secretariat.conformite.valeurs.acces import (
    LIBELLES_ETATS,
    Alerte,
    DemandeListee,
    ElementDuDossier,
    NouvelleDemande,
)
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.unite_de_travail import Lecture, UniteDeTravail
from secretariat.ui.composants import Bandeau, Bouton, Carte, EtatVide, StyleBouton, Tableau, contenir, ligne, pile
from secretariat.ui.conformite.detail_demande import DetailDemande
from secretariat.ui.conformite.nouvelle_demande import PageNouvelleDemande
from secretariat.ui.conformite.questions import DemandeDeRaison, DemandeExclusion
from secretariat.ui.modele_table import Colonne, ModeleTable
from secretariat.ui.poste import Ecran, Poste
from secretariat.ui.sortie_dossier import BarreDeSortie
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, LARGEUR, Ton
from secretariat.ui.typographie import date_courte, espaces_fines

TONS = {Alerte.AUCUNE: "", Alerte.PROCHE: Ton.ATTENTION.encre, Alerte.DEPASSEE: Ton.DANGER.encre}
MOTS = {Alerte.AUCUNE: "au plus tard", Alerte.PROCHE: "échéance proche", Alerte.DEPASSEE: "en retard"}


def echeance(demande: DemandeListee) -> str:
    """« 14/03/2026 », ou « — » tant que le délai ne court pas."""
    return date_courte(demande.bornes.au_plus_tard) if demande.bornes else "—"


COLONNES = (
    Colonne[DemandeListee]("Dossier", lambda d: d.patient, graisse=600, etiree=True, detail=lambda d: d.demandeur),
    Colonne[DemandeListee]("À quel titre", lambda d: parametres.qualites()[d.qualite].libelle, accessoire=True),
    Colonne[DemandeListee]("Reçue le", lambda d: date_courte(d.recue_le), droite=True, accessoire=True),
    Colonne[DemandeListee](
        "Échéance",
        echeance,
        droite=True,
        encre=lambda d: TONS[d.alerte],
        detail=lambda d: MOTS[d.alerte] if d.bornes else "",
    ),
    Colonne[DemandeListee]("État", lambda d: LIBELLES_ETATS[d.etat]),
)


class VueDemandes(Ecran):
    """La liste à gauche, le suivi à droite."""

    TABLES = frozenset({"demandes_acces", "pieces_acces", "exclusions_acces", "documents"})

    def __init__(self, poste: Poste) -> None:
        super().__init__(poste)
        self.modele = ModeleTable(COLONNES, lambda d: d.id, self)
        vide = EtatVide("dossier_ouvert", "Aucune demande d’accès.", "Une lettre, un appel\u202f: l’enregistrer ici.")
        self.tableau = Tableau("Demandes d’accès", self.modele, vide)
        self.tableau.setObjectName("conformite.demandes")
        self.nouvelle = Bouton("Nouvelle demande", StyleBouton.PRINCIPAL, icone="plus", hauteur=HAUTEUR.bouton_carte)
        self.nouvelle.setObjectName("conformite.nouvelle")
        self.detail = DetailDemande()
        self.page_nouvelle = PageNouvelleDemande(poste)
        self.sortie = BarreDeSortie(poste)
        self.refus = Bandeau("", ton=Ton.DANGER)
        self.refus.hide()
        self._pages = QStackedWidget()
        self._ouverte = 0
        self._ranger()
        self._brancher()

    def relire(self) -> None:
        """Redemande la liste, et l’inventaire de la demande choisie."""
        self.poste.taches.lire(lectures.demandes, self._montrer, sujet="demandes d’accès")

    def _ranger(self) -> None:
        liste = Carte("Demandes d’accès au dossier", droite=self.nouvelle)
        liste.corps.addWidget(self.tableau)
        self.detail.setFixedWidth(LARGEUR.liste)
        suivi = ligne(liste, self.detail, espace=ESPACE.grand)
        suivi.setStretch(0, 1)
        page = pile(self.refus, self.sortie, espace=ESPACE.moyen)
        page.addLayout(suivi, 1)
        self._pages.addWidget(contenir(page))
        self._pages.addWidget(self.page_nouvelle)
        self.setLayout(pile(self._pages))
        self.detail.montrer(None, ())

    def _brancher(self) -> None:
        self.tableau.choisie.connect(self._choisir)
        self.tableau.active.connect(lambda d: self.poste.demandes.patient.emit(d.patient_id))
        self.nouvelle.au_clic(self._commencer)
        self.page_nouvelle.saisie.connect(self._enregistrer)
        self.page_nouvelle.renoncee.connect(lambda: self._pages.setCurrentIndex(0))
        self.detail.geste.connect(self._gester)
        self.detail.piece_recue.connect(self._recevoir)
        self.detail.piece_dispensee.connect(self._dispenser)
        self.detail.element.connect(self._basculer)

    def _montrer(self, demandes: tuple[DemandeListee, ...]) -> None:
        self.modele.remplacer(demandes)
        if demandes and self.tableau.ligne_courante() is None:
            self.tableau.choisir(demandes[0].id)
        else:
            self._choisir(self.tableau.ligne_courante())

    def _choisir(self, demande: DemandeListee | None) -> None:
        if demande is None:
            self.detail.montrer(None, ())
            return

        def lire(lecture: Lecture) -> tuple[ElementDuDossier, ...]:
            return lectures.elements(lecture, demande.id)

        def montrer(elements: tuple[ElementDuDossier, ...]) -> None:
            self.detail.montrer(demande, elements)

        if demande.id == self._ouverte:
            self.poste.taches.lire(lire, montrer, sujet="inventaire relu")
        else:
            self._ouverte = demande.id
            self.poste.taches.consulter(f"patients:{demande.patient_id}", lire, montrer, sujet="demande ouverte")

    def _commencer(self) -> None:
        self._pages.setCurrentWidget(self.page_nouvelle)
        self.page_nouvelle.commencer()

    def _enregistrer(self, patient_id: int, nouvelle: NouvelleDemande) -> None:
        def fait(demande_id: int) -> None:
            self._pages.setCurrentIndex(0)
            self.poste.demandes.message.emit("Demande enregistrée")
            self.tableau.choisir(demande_id)

        self.poste.taches.faire(
            "demande d’accès",
            lambda unite: acces.enregistrer_demande(unite, patient_id, nouvelle),
            fait,
            en_cas_de_refus=self.page_nouvelle.refuser,
        )

    def _gester(self, nom: str, demande: DemandeListee) -> None:
        numero, version = demande.id, demande.version
        match nom:
            case "accuser":
                self._faire("Accusé de réception rangé au dossier", lambda u: reponses.accuser_reception(u, numero))
            case "reclamer":
                self._faire("Lettre rangée au dossier", lambda u: reponses.reclamer_les_pieces(u, numero))
            case "preparer":
                self._faire("Dossier prêt", lambda u: acces.preparer(u, numero, version=version))
            case "rouvrir":
                self._faire("Inventaire rouvert", lambda u: acces.reouvrir(u, numero))
            case "transmettre":
                self._faire(
                    "Transmission notée, lettre rangée", lambda u: reponses.transmettre(u, numero, version=version)
                )
            case "clore":
                self._faire("Demande close", lambda u: acces.clore(u, numero))
            case "exporter":
                self.sortie.exporter_la_demande(numero)
            case _:
                self._refuser_la_demande(demande)

    def _refuser_la_demande(self, demande: DemandeListee) -> None:
        raison = DemandeDeRaison.demander(
            self, "Refuser l’accès", detail="La lettre dira cette raison et les recours.", valider="Refuser"
        )
        if raison is not None:
            self._faire("Refus rangé au dossier", lambda u: reponses.refuser(u, demande.id, raison))

    def _recevoir(self, piece_id: int) -> None:
        self._faire("Pièce notée", lambda u: acces.recevoir_piece(u, piece_id, u.aujourd_hui))

    def _dispenser(self, piece_id: int) -> None:
        raison = DemandeDeRaison.demander(self, "Se passer de cette pièce", invite="identité vérifiée au comptoir…")
        if raison is not None:
            self._faire("Dispense notée", lambda u: acces.dispenser_de_la_piece(u, piece_id, raison))

    def _basculer(self, demande: DemandeListee, element: ElementDuDossier) -> None:
        if element.exclusion is not None:
            self._faire("Élément remis", lambda u: acces.reintegrer(u, demande.id, element.cle))
        elif (choix := DemandeExclusion.demander(self, element.libelle)) is not None:
            raison, precision = choix
            self._faire(
                "Élément écarté", lambda u: acces.exclure(u, demande.id, element.cle, raison, precision=precision)
            )

    def _faire(self, fait: str, service: Callable[[UniteDeTravail], object]) -> None:
        def finir(_rendu: object) -> None:
            self.refus.hide()
            self.poste.demandes.message.emit(fait)

        self.poste.taches.faire("suivi d’une demande d’accès", service, finir, en_cas_de_refus=self._refuser)

    def _refuser(self, erreur: ErreurSecretariat) -> None:
        self.refus.dire(espaces_fines(str(erreur)), espaces_fines(erreur.conseil), Ton.DANGER)
        self.refus.show()
