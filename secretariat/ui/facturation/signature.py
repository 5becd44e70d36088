"""Faire signer des feuilles par la carte du praticien, puis les mettre en lot ; chaque étape a son fil."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from secretariat.cartes.lecteur import Lecteur
from secretariat.cartes.valeurs import CarteCps, Signature
from secretariat.facturation import lectures, services
from secretariat.facturation.regles import octets_a_signer
from secretariat.facturation.valeurs import EtatFacture, FicheFacture
from secretariat.socle.erreurs import ErreurMetier, ErreurSecretariat
from secretariat.socle.unite_de_travail import UniteDeTravail
from secretariat.ui.poste import Poste
from secretariat.ui.typographie import de

A_SIGNER_PLUS_TARD = "La feuille de soins reste validée\u00a0: elle n’est pas signée."
Refus = Callable[[ErreurSecretariat], None]


@dataclass(frozen=True, slots=True)
class Bilan:
    """Ce qui a été fait d’un ensemble de feuilles.

    Attributes:
        en_lot: Combien sont maintenant dans un lot.
        autres: Les feuilles restées « validées » : la carte insérée n’est pas celle de leur praticien.
    """

    en_lot: int
    autres: tuple[FicheFacture, ...] = ()

    @property
    def dit(self) -> str:
        """« 3 feuilles signées et mises en lot »."""
        return f"{self.en_lot} feuilles signées et mises en lot" if self.en_lot > 1 else "Feuille signée et mise en lot"


def signer_et_mettre_en_lot(
    poste: Poste, factures: Sequence[int], *, fini: Callable[[Bilan], None], refus: Refus
) -> None:
    """Signe celles que la carte insérée peut signer et les met en lot, avec celles qui étaient déjà signées."""

    def signer(fiches: tuple[FicheFacture, ...]) -> None:
        poste.taches.lire_la_carte(
            lambda: _signatures(poste.lecteur, fiches), lambda faites: ecrire(fiches, faites), refus
        )

    def ecrire(fiches: tuple[FicheFacture, ...], faites: dict[int, Signature]) -> None:
        def service(unite: UniteDeTravail) -> Bilan:
            return _ecrire(unite, fiches, faites)

        poste.taches.faire("signature et mise en lot de feuilles de soins", service, fini, en_cas_de_refus=refus)

    poste.taches.lire(
        lambda lecture: tuple(lectures.facture(lecture, numero) for numero in factures), signer, en_cas_de_refus=refus
    )


def _signatures(lecteur: Lecteur, fiches: tuple[FicheFacture, ...]) -> dict[int, Signature]:
    a_signer = [fiche for fiche in fiches if fiche.etat is EtatFacture.VALIDEE]
    if not a_signer:
        return {}
    cps = lecteur.lire_cps()
    siennes = [fiche for fiche in a_signer if fiche.praticien_rpps == cps.rpps]
    if not siennes and len(a_signer) == len(fiches):
        raise _carte_d_un_autre(a_signer, cps)
    return {fiche.id: lecteur.signer(octets_a_signer(fiche)) for fiche in siennes}


def _ecrire(unite: UniteDeTravail, fiches: tuple[FicheFacture, ...], faites: dict[int, Signature]) -> Bilan:
    autres, en_lot = [], 0
    for fiche in fiches:
        if fiche.etat is EtatFacture.VALIDEE:
            if fiche.id not in faites:
                autres.append(fiche)
                continue
            services.signer(unite, fiche.id, faites[fiche.id])
        services.mettre_en_lot(unite, fiche.id)
        en_lot += 1
    return Bilan(en_lot, tuple(autres))


def _carte_d_un_autre(fiches: Sequence[FicheFacture], cps: CarteCps) -> ErreurMetier:
    attendus = ", ".join(dict.fromkeys(de(fiche.praticien) for fiche in fiches))
    return ErreurMetier(
        f"La carte insérée est celle {de(f'{cps.prenom} {cps.nom.upper()}')}\u202f; il faut celle {attendus}.",
        conseil="Changer de carte, puis signer. En attendant, la feuille reste validée.",
    )
