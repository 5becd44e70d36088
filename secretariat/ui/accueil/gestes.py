"""Les gestes de la réception et de l’agenda, chacun empilé avec son contraire ; aucun ne demande confirmation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from secretariat.accueil import services as accueil
from secretariat.accueil.valeurs import VisiteDuJour
from secretariat.agenda import services as agenda
from secretariat.agenda.valeurs import Creneau, Place, RdvDuJour, Surbooking
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.unite_de_travail import UniteDeTravail
from secretariat.ui.poste import Poste
from secretariat.ui.typographie import heure

T = TypeVar("T")
Service = Callable[[UniteDeTravail], T]
Refus = Callable[[ErreurSecretariat], None]


class Gestes:
    """Ce que la secrétaire fait d’un rendez-vous ou d’un patient venu."""

    def __init__(self, poste: Poste) -> None:
        self._poste = poste

    def arrivee(self, rdv: RdvDuJour) -> None:
        """Note l’arrivée du patient de ce rendez-vous."""
        self.faire(
            "noter une arrivée",
            lambda u: accueil.constater_arrivee(u, patient_id=rdv.patient_id, rendez_vous_id=rdv.id),
            f"Arrivée de {rdv.patient} notée",
            accueil.annuler_arrivee,
        )

    def recevoir(self, patient_id: int, patient: str, praticien_id: int | None = None) -> None:
        """Note l’arrivée d’un patient ; son rendez-vous du jour est retrouvé s’il en a un."""
        self.faire(
            "noter une arrivée",
            lambda u: accueil.constater_arrivee(u, patient_id=patient_id, praticien_id=praticien_id),
            f"Arrivée de {patient} notée",
            accueil.annuler_arrivee,
        )

    def appeler(self, visite_id: int, patient: str) -> None:
        """Le praticien fait entrer le patient."""
        self.faire(
            "appeler un patient",
            lambda u: accueil.appeler(u, visite_id),
            f"{patient} est en consultation",
            lambda u, _: accueil.annuler_appel(u, visite_id),
        )

    def terminer(self, visite_id: int, patient: str) -> None:
        """Le patient sort de consultation."""
        self.faire(
            "terminer une consultation",
            lambda u: accueil.terminer_consultation(u, visite_id),
            f"{patient} sort de consultation",
            lambda u, _: accueil.reprendre_consultation(u, visite_id),
        )

    def partir(self, visite: VisiteDuJour, *, sans_consultation: bool = False) -> None:
        """Le patient quitte le cabinet."""
        self.faire(
            "noter un départ",
            lambda u: accueil.noter_depart(u, visite.id, sans_consultation=sans_consultation),
            f"Départ de {visite.patient} noté",
            lambda u, _: accueil.annuler_depart(u, visite.id),
        )

    def absent(self, rdv: RdvDuJour) -> None:
        """Le patient n’est pas venu."""
        self.faire(
            "noter une absence",
            lambda u: accueil.marquer_absent(u, rdv.id, vu=_creneau(rdv)),
            f"{rdv.patient} noté absent",
            lambda u, place: accueil.remettre_rendez_vous(u, rdv.id, place),
        )

    def present(self, rdv: RdvDuJour) -> None:
        """Le patient noté absent est venu tout de même, ou va venir."""
        self.faire(
            "annuler une absence",
            lambda u: agenda.annuler_absence(u, rdv.id),
            f"{rdv.patient} n’est plus noté absent",
            lambda u, _: accueil.marquer_absent(u, rdv.id),
        )

    def confirmer(self, rdv: RdvDuJour) -> None:
        """Le patient a dit qu’il viendrait."""
        self.faire(
            "confirmer un rendez-vous",
            lambda u: agenda.confirmer(u, rdv.id, vu=_creneau(rdv)),
            f"Rendez-vous de {rdv.patient} confirmé",
            lambda u, place: accueil.remettre_rendez_vous(u, rdv.id, place),
        )

    def annuler(self, rdv: RdvDuJour) -> None:
        """Le rendez-vous n’aura pas lieu."""
        self.faire(
            "annuler un rendez-vous",
            lambda u: accueil.annuler_rendez_vous(u, rdv.id, vu=_creneau(rdv)),
            f"Rendez-vous de {rdv.patient} annulé",
            lambda u, place: accueil.remettre_rendez_vous(u, rdv.id, place),
        )

    def deplacer(  # noqa: PLR0913  (tout ce qui décrit la place voulue)
        self,
        rdv: RdvDuJour,
        *,
        praticien_id: int,
        debut: datetime,
        surbooking: Surbooking | None = None,
        vu: Creneau | None = None,
        ensuite: Callable[[], None] | None = None,
        en_cas_de_refus: Refus | None = None,
    ) -> None:
        """Change l’heure ou le praticien ; `vu` dit où il est, si ce n’est plus où l’agenda le montre."""

        def service(unite: UniteDeTravail) -> Place:
            return accueil.deplacer_rendez_vous(
                unite,
                rdv.id,
                praticien_id=praticien_id,
                debut=debut,
                surbooking=surbooking,
                vu=vu or _creneau(rdv),
            )

        self.faire(
            "déplacer un rendez-vous",
            service,
            f"Rendez-vous déplacé à {heure(debut)}",
            lambda u, place: accueil.remettre_rendez_vous(u, rdv.id, place),
            ensuite=lambda _place: ensuite() if ensuite else None,
            en_cas_de_refus=en_cas_de_refus,
        )

    def faire(
        self,
        motif: str,
        service: Service[T],
        libelle: str,
        contraire: Callable[[UniteDeTravail, T], object],
        *,
        ensuite: Callable[[T], None] | None = None,
        en_cas_de_refus: Refus | None = None,
    ) -> None:
        """Fait un geste, puis retient son contraire ; `contraire` reçoit ce que le geste a rendu."""
        taches, defaire = self._poste.taches, self._poste.defaire

        def aboutir(rendu: T) -> None:
            def remettre(fini: Callable[[], None]) -> None:
                taches.faire(f"défaire : {motif}", lambda u: contraire(u, rendu), lambda _: fini())

            defaire.empiler(libelle, remettre)
            if ensuite is not None:
                ensuite(rendu)

        taches.faire(motif, service, aboutir, en_cas_de_refus=en_cas_de_refus)


def _creneau(rdv: RdvDuJour) -> Creneau:
    """Le créneau où l’écran montre ce rendez-vous."""
    return Creneau(rdv.praticien_id, rdv.debut, rdv.fin)
