"""Faire signer un document par la carte d’un praticien, comme une feuille de soins ; chaque étape a son fil."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from secretariat.cartes.lecteur import Lecteur
from secretariat.cartes.valeurs import CarteCps, EssaisRestants, Signature
from secretariat.courriers.lectures import document_a_signer
from secretariat.courriers.regles import qui_peut_signer
from secretariat.courriers.services import signer_document
from secretariat.courriers.valeurs import DocumentASigner
from secretariat.socle.erreurs import ErreurMetier, ErreurSecretariat
from secretariat.ui.cartes.code_porteur import DialogueCode
from secretariat.ui.poste import Poste

SANS_CODE = "Rien n’est signé\u00a0: le code n’a pas été donné."
Refus = Callable[[ErreurSecretariat], None]


@dataclass(frozen=True, slots=True)
class Prete:
    """Un document, la carte en place qui peut le signer, le nom de son praticien et les essais de son code."""

    document: DocumentASigner
    carte: CarteCps
    nom: str
    essais: EssaisRestants


def signer_par_la_carte(
    poste: Poste, document_id: int, *, devant: QWidget, fini: Callable[[str], None], refus: Refus
) -> None:
    """Fait signer ce document par la carte insérée ; `fini` reçoit le nom du praticien.

    Le code du porteur se demande `devant` un écran, seulement si cette carte peut signer ce document.
    """

    def preparer(document: DocumentASigner) -> None:
        poste.taches.lire_la_carte(lambda: _preparer(poste.lecteur, document), demander, refus)

    def demander(prete: Prete) -> None:
        pour = f"«\u00a0{prete.document.titre}\u00a0», à signer par {prete.nom}."
        boite = DialogueCode.poser(devant, prete.carte, prete.essais, pour)
        boite.finished.connect(lambda _fin: conclure(prete, boite.donne))

    def conclure(prete: Prete, code: str | None) -> None:
        if code is None:
            refus(ErreurMetier(SANS_CODE, conseil="Recommencer quand le praticien est là."))
            return
        poste.taches.lire_la_carte(
            lambda: _signature(poste.lecteur, prete, code),
            lambda signature: garder(prete, signature),
            refus,
        )

    def garder(prete: Prete, signature: Signature) -> None:
        poste.taches.faire(
            "signature d’un document",
            lambda unite: signer_document(unite, document_id, signature),
            lambda _numero: fini(prete.nom),
            en_cas_de_refus=refus,
        )

    poste.taches.lire(lambda lecture: document_a_signer(lecture, document_id), preparer, en_cas_de_refus=refus)


def _preparer(lecteur: Lecteur, document: DocumentASigner) -> Prete:
    carte = lecteur.lire_cps()
    nom = qui_peut_signer(document, carte.identifiant_national)
    return Prete(document, carte, nom, lecteur.essais_du_code(carte.generation))


def _signature(lecteur: Lecteur, prete: Prete, code: str) -> Signature:
    """Celle de la carte qui a été lue, et d’aucune autre."""
    return lecteur.signer([prete.document.octets], code, generation=prete.carte.generation)[0]
