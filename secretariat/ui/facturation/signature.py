"""Faire signer des feuilles par la carte du praticien, puis les mettre en lot ; chaque étape a son fil."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from secretariat.cartes.lecteur import Lecteur
from secretariat.cartes.valeurs import CarteCps, EssaisRestants, Signature
from secretariat.facturation import lectures, services
from secretariat.facturation.regles import octets_a_signer
from secretariat.facturation.valeurs import EtatFacture, FicheFacture
from secretariat.socle.erreurs import ErreurMetier, ErreurSecretariat
from secretariat.socle.unite_de_travail import UniteDeTravail
from secretariat.ui.cartes.code_porteur import DialogueCode
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


@dataclass(frozen=True, slots=True)
class ASigner:
    """Les feuilles que la carte en place va signer, et où en sont les essais de son code."""

    carte: CarteCps
    fiches: tuple[FicheFacture, ...]
    essais: EssaisRestants

    @property
    def dit(self) -> str:
        """« 3 feuilles de soins à signer. »."""
        nombre = len(self.fiches)
        return f"{nombre} feuilles de soins à signer." if nombre > 1 else "Une feuille de soins à signer."


def signer_et_mettre_en_lot(
    poste: Poste, factures: Sequence[int], *, devant: QWidget, fini: Callable[[Bilan], None], refus: Refus
) -> None:
    """Signe celles que la carte insérée peut signer et les met en lot, avec celles qui étaient déjà signées.

    Le code du porteur se demande `devant` un écran, une fois pour toutes les feuilles.
    """

    def preparer(fiches: tuple[FicheFacture, ...]) -> None:
        poste.taches.lire_la_carte(lambda: _preparer(poste.lecteur, fiches), lambda prete: signer(fiches, prete), refus)

    def signer(fiches: tuple[FicheFacture, ...], prete: ASigner | None) -> None:
        if prete is None:
            ecrire(fiches, {})
            return
        boite = DialogueCode.poser(devant, prete.carte, prete.essais, prete.dit)
        boite.finished.connect(lambda _fin: conclure(fiches, prete, boite.donne))

    def conclure(fiches: tuple[FicheFacture, ...], prete: ASigner, code: str | None) -> None:
        if code is None:
            refus(ErreurMetier("Le code n’a pas été donné.", conseil="Signer plus tard, quand le praticien est là."))
            return
        poste.taches.lire_la_carte(
            lambda: _signatures(poste.lecteur, prete, code), lambda faites: ecrire(fiches, faites), refus
        )

    def ecrire(fiches: tuple[FicheFacture, ...], faites: dict[int, Signature]) -> None:
        def service(unite: UniteDeTravail) -> Bilan:
            return _ecrire(unite, fiches, faites)

        poste.taches.faire("signature et mise en lot de feuilles de soins", service, fini, en_cas_de_refus=refus)

    poste.taches.lire(
        lambda lecture: tuple(lectures.facture(lecture, numero) for numero in factures), preparer, en_cas_de_refus=refus
    )


def _preparer(lecteur: Lecteur, fiches: tuple[FicheFacture, ...]) -> ASigner | None:
    """Celles que la carte insérée peut signer ; None s’il ne reste qu’à mettre en lot."""
    a_signer = [fiche for fiche in fiches if fiche.etat is EtatFacture.VALIDEE]
    if not a_signer:
        return None
    cps = lecteur.lire_cps()
    siennes = tuple(fiche for fiche in a_signer if fiche.praticien_rpps == cps.rpps)
    if siennes:
        return ASigner(cps, siennes, lecteur.essais_du_code(cps.generation))
    if len(a_signer) == len(fiches):
        raise _carte_d_un_autre(a_signer, cps)
    return None


def _signatures(lecteur: Lecteur, prete: ASigner, code: str) -> dict[int, Signature]:
    textes = [octets_a_signer(fiche) for fiche in prete.fiches]
    faites = lecteur.signer(textes, code, generation=prete.carte.generation)
    return {fiche.id: signature for fiche, signature in zip(prete.fiches, faites, strict=True)}


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
        f"La carte insérée est celle {de(cps.porteur)}\u202f; il faut celle {attendus}.",
        conseil="Changer de carte, puis signer. En attendant, la feuille reste validée.",
    )
