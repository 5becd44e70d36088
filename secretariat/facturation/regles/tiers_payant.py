"""Le tiers payant que l’on peut pratiquer, et pourquoi ce n’est pas toujours celui que l’on demande."""

from __future__ import annotations

from dataclasses import dataclass

from secretariat.facturation.valeurs import Contexte, Part, TiersPayant
from secretariat.socle.motif import Motif


@dataclass(frozen=True, slots=True)
class Decision:
    """Le tiers payant retenu, et les raisons s’il y en a."""

    retenu: TiersPayant
    motifs: tuple[Motif, ...] = ()


def decider(contexte: Contexte, *, en_rapport_ald: bool) -> Decision:
    """Le tiers payant de la venue (il est de droit en ALD et, pour la C2S, intégral : CSS art. L861-3)."""
    demande = contexte.tiers_payant
    if not contexte.droits_ouverts:
        return Decision(TiersPayant.AUCUN, _refus(contexte))
    if contexte.c2s:
        return Decision(
            TiersPayant.INTEGRAL,
            (
                _de(
                    Part.AMC,
                    "Complémentaire santé solidaire\u202f: le tiers payant est intégral, le patient ne règle rien",
                ),
            ),
        )
    if demande is TiersPayant.AUCUN and en_rapport_ald:
        return Decision(
            TiersPayant.AMO, (_de(Part.AMO, "Soins en rapport avec une ALD\u202f: le tiers payant est de droit"),)
        )
    if demande is TiersPayant.INTEGRAL and (raison := _amc_absente(contexte)):
        return Decision(TiersPayant.AMO, (_de(Part.AMC, raison),))
    return Decision(demande)


def _de(part: Part, texte: str) -> Motif:
    return Motif(texte, part=part)


def _refus(contexte: Contexte) -> tuple[Motif, ...]:
    if contexte.tiers_payant is TiersPayant.AUCUN and not contexte.c2s:
        return ()
    if not contexte.droits_connus or contexte.droits_jusqu_au is None:
        return (_de(Part.AMO, "Pas de tiers payant\u202f: aucun numéro de sécurité sociale au dossier"),)
    fin = f"{contexte.droits_jusqu_au:%d/%m/%Y}"
    return (_de(Part.AMO, f"Pas de tiers payant\u202f: les droits à l’assurance maladie ont pris fin le {fin}"),)


def _amc_absente(contexte: Contexte) -> str:
    if not contexte.amc_nom:
        return "Aucune complémentaire au dossier\u202f: le patient règle sa part"
    if contexte.amc_jusqu_au is not None and contexte.jour > contexte.amc_jusqu_au:
        return (
            f"La complémentaire {contexte.amc_nom} a pris fin le {contexte.amc_jusqu_au:%d/%m/%Y}\u202f: "
            "le patient règle sa part"
        )
    return ""
