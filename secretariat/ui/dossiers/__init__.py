"""Les écrans des dossiers : chercher, ouvrir, créer, modifier."""
