"""Comment se montre l’état d’une facture : une icône, un ton, et toujours le mot."""

from __future__ import annotations

from secretariat.facturation.valeurs import LIBELLES_ETATS, EtatFacture, FactureListee, FicheFacture
from secretariat.socle.montant import ZERO
from secretariat.ui.composants import Puce
from secretariat.ui.theme.jetons import Ton

ASPECTS = {
    EtatFacture.BROUILLON: ("crayon", Ton.NEUTRE),
    EtatFacture.VALIDEE: ("coche", Ton.ATTENTION),
    EtatFacture.SIGNEE: ("signature", Ton.INFO),
    EtatFacture.EN_LOT: ("envoi", Ton.SUCCES),
    EtatFacture.ANNULEE: ("croix", Ton.NEUTRE),
}
ETAPES = (EtatFacture.BROUILLON, EtatFacture.VALIDEE, EtatFacture.SIGNEE, EtatFacture.EN_LOT)


def aspect(facture: FactureListee | FicheFacture) -> tuple[str, str, Ton]:
    """Le mot, l’icône et le ton d’une facture ; une contre-passation a les siens."""
    if est_contraire(facture):
        return "Contre-passation", "annuler", Ton.ATTENTION
    icone, ton = ASPECTS[facture.etat]
    return LIBELLES_ETATS[facture.etat], icone, ton


def est_contraire(facture: FactureListee | FicheFacture) -> bool:
    """Vrai si elle annule une autre facture."""
    return bool(facture.annule_id if isinstance(facture, FactureListee) else facture.annule)


def puce(facture: FicheFacture) -> Puce:
    """L’état en une puce."""
    mot, icone, ton = aspect(facture)
    return Puce(mot, icone, ton)


def reglement_dit(facture: FactureListee) -> tuple[str, str, Ton]:
    """Où en est le règlement du patient : le mot, l’icône et le ton."""
    if est_contraire(facture) or facture.etat in {EtatFacture.ANNULEE, EtatFacture.BROUILLON}:
        return "—", "", Ton.NEUTRE
    if facture.reste > ZERO:
        return "À régler", "horloge", Ton.ATTENTION
    return ("Réglé", "coche_cercle", Ton.SUCCES) if facture.part_patient > ZERO else ("Rien à régler", "", Ton.NEUTRE)
