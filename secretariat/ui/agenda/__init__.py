"""L’agenda du jour : la grille peinte des praticiens, le mois, la prise de rendez-vous."""
