"""Le récapitulatif d’un jour ou d’une période, à imprimer : écritures, sommes, et empreinte du journal d’audit.

Arrêter les comptes scelle le journal : l’empreinte imprimée, gardée hors du programme, montrerait qu’on l’a coupé ou
récrit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from secretariat.cabinet.audit.scellement import empreinte_dite, sceller_la_cloture
from secretariat.cabinet.lectures import etablissement
from secretariat.cabinet.valeurs import Etablissement
from secretariat.comptabilite.lectures import journal, totaux
from secretariat.comptabilite.valeurs import LIBELLES_MOYENS, LIBELLES_SENS, LigneEcriture, MoyenPaiement, Totaux
from secretariat.socle import fichiers
from secretariat.socle.audit import Sceau
from secretariat.socle.dates import date_courte, jour_dit, moment_dit
from secretariat.socle.montant import Montant
from secretariat.socle.rapport_pdf import Rapport, TableauImprime, composer
from secretariat.socle.unite_de_travail import UniteDeTravail


@dataclass(frozen=True, slots=True)
class Recapitulatif:
    """Ce qui s’imprime.

    Attributes:
        sceau: L’ancre posée en arrêtant ces comptes.
    """

    debut: date
    fin: date
    lignes: tuple[LigneEcriture, ...]
    totaux: Totaux
    cabinet: Etablissement
    arrete_le: datetime
    sceau: Sceau | None


def arreter_les_comptes(unite: UniteDeTravail, debut: date, fin: date) -> Recapitulatif:
    """Relit la période et scelle le journal d’audit, dans la même transaction."""
    lignes, sommes = journal(unite, debut, fin), totaux(unite, debut, fin)
    sceau = sceller_la_cloture(unite)
    return Recapitulatif(debut, fin, lignes, sommes, etablissement(unite), unite.horloge(), sceau)


def pdf_du_recapitulatif(recapitulatif: Recapitulatif) -> bytes:
    """La feuille, en A4."""
    fiche = recapitulatif.cabinet
    return composer(
        Rapport(
            f"Récapitulatif {_periode(recapitulatif)}",
            (
                f"{fiche.nom}, {fiche.adresse}, {fiche.code_postal} {fiche.ville}",
                f"Comptes arrêtés le {moment_dit(recapitulatif.arrete_le)}.",
            ),
            (_ecritures(recapitulatif.lignes), _sommes(recapitulatif.totaux)),
            _empreinte(recapitulatif.sceau),
            pied=f"{fiche.nom} — récapitulatif {_periode(recapitulatif)}",
        )
    )


def ecrire_le_recapitulatif(recapitulatif: Recapitulatif, chemin: Path) -> None:
    """Écrit la feuille.

    Raises:
        ErreurEnvironnement: Le dossier manque, ne s’écrit pas, ou le disque est plein.
    """
    fichiers.enregistrer(chemin, pdf_du_recapitulatif(recapitulatif))


def _periode(recapitulatif: Recapitulatif) -> str:
    if recapitulatif.debut == recapitulatif.fin:
        return f"du {jour_dit(recapitulatif.debut)}"
    return f"du {date_courte(recapitulatif.debut)} au {date_courte(recapitulatif.fin)}"


def _ecritures(lignes: tuple[LigneEcriture, ...]) -> TableauImprime:
    return TableauImprime(
        f"Écritures ({len(lignes)})",
        ("N°", "Date", "Sens", "Libellé", "Moyen", "Montant"),
        (0.8, 1.4, 1.2, 5, 1.8, 1.6),
        tuple(
            (
                str(ligne.numero),
                date_courte(ligne.jour),
                LIBELLES_SENS[ligne.sens],
                ligne.libelle,
                LIBELLES_MOYENS[ligne.moyen],
                str(ligne.montant),
            )
            for ligne in lignes
        ),
    )


def _sommes(sommes: Totaux) -> TableauImprime:
    return TableauImprime(
        "Sommes",
        ("", "Moyen", "Montant"),
        (4, 4, 2),
        (
            *_par_moyen("Recettes", sommes.recettes),
            ("Total des recettes", "", str(sommes.recette)),
            *_par_moyen("Dépenses", sommes.depenses),
            ("Total des dépenses", "", str(sommes.depense)),
            ("Solde", "", str(sommes.solde)),
        ),
    )


def _par_moyen(nom: str, montants: Mapping[MoyenPaiement, Montant]) -> tuple[tuple[str, str, str], ...]:
    return tuple((nom, LIBELLES_MOYENS[moyen], str(montant)) for moyen, montant in montants.items())


def _empreinte(sceau: Sceau | None) -> tuple[str, ...]:
    if sceau is None:
        return ()
    return (
        f"Empreinte du journal d’audit à la ligne {sceau.derniere_ligne} (ancre {sceau.numero})\u00a0:",
        empreinte_dite(sceau.empreinte),
        "À garder hors du programme. «\u00a0secretariat verifier --ancre\u00a0», suivi du début de cette empreinte, "
        "dit si le journal est resté le même.",
    )
