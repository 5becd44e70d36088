"""Les données personnelles : demandes d’accès, conservation, registre, violations, affiche."""
