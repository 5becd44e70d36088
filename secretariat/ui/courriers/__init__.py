"""L’écran des courriers : ceux qui sont faits, et celui que l’on écrit."""
