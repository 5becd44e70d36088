"""Une violation de données se notifie à la CNIL dans les soixante-douze heures (RGPD art. 33)."""

from __future__ import annotations

from datetime import datetime, timedelta

DELAI_DE_NOTIFICATION = timedelta(hours=72)


def a_notifier_avant(constatee_le: datetime) -> datetime:
    """L’instant limite de la notification."""
    return constatee_le + DELAI_DE_NOTIFICATION


def en_retard(constatee_le: datetime, maintenant: datetime, *, repondue: bool) -> bool:
    """Vrai si l’échéance est passée sans notification, ni raison de n’en pas faire."""
    return not repondue and maintenant > a_notifier_avant(constatee_le)
