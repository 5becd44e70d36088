"""La fenêtre principale : barre haute, navigation, recherche, et la place de l’écran en cours."""
