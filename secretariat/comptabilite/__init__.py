"""Le journal des recettes et des dépenses, sans rature : on y corrige par contre-passation."""
