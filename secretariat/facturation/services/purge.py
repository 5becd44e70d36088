"""Laisser effacer une vieille facture avec le dossier de son patient : jamais sans une autorisation écrite.

Les lignes et les règlements refusent toute suppression. La purge ne contourne pas ce refus : elle inscrit d’abord, pour
cette facture-là, une autorisation que les déclencheurs relisent, et qui reste quand la facture n’est plus. Les
écritures du journal comptable ne s’effacent pas : elles ne désignent le patient que par son numéro.
"""

from __future__ import annotations

from datetime import date

from secretariat.facturation.modele import AutorisationDePurge, Facture
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import UniteDeTravail


def autoriser_la_purge(unite: UniteDeTravail, facture_id: int, *, gardee_jusqu_au: date, raison: str) -> None:
    """Autorise l’effacement de cette facture, de ses lignes et de ses règlements.

    `gardee_jusqu_au` est le dernier jour où la loi la fait garder.

    Raises:
        ErreurMetier: Ce jour n’est pas passé, ou aucune raison n’est donnée.
    """
    facture = unite.un(Facture, facture_id)
    if unite.aujourd_hui <= gardee_jusqu_au:
        raise ErreurMetier(
            f"La facture du {facture.jour:%d/%m/%Y} se garde jusqu’au {gardee_jusqu_au:%d/%m/%Y}.",
            conseil="Attendre cette date pour effacer ce dossier.",
        )
    if not raison.strip():
        raise ErreurMetier("Une facture ne s’efface pas sans raison.", conseil="Dire quelle destruction l’emporte.")
    unite.ajouter(
        AutorisationDePurge(
            facture_id=facture.id,
            numero=facture.numero or "",
            jour=facture.jour,
            raison=raison.strip(),
            auteur=unite.identite.acteur,
            autorisee_le=unite.horloge(),
        )
    )
