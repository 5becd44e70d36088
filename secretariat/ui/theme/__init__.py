"""L’apparence : jetons de dessin, thème clair ou sombre, icônes. Aucune couleur ni taille n’est écrite ailleurs."""
