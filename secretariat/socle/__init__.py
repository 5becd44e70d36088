"""Ce que tous les métiers partagent : montants, barèmes, base, transactions, journal, erreurs."""
