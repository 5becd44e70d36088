"""L’écran de la facturation : les feuilles du jour, encaisser une venue, une facture et ses suites."""
