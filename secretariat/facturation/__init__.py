"""La cotation, les feuilles de soins, les règlements et les lots."""
