"""Le cabinet de démonstration : des données inventées, tirées d’une graine."""
