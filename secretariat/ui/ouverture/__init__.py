"""Ce qui précède le travail : ouvrir la base, ouvrir une session, et la première fois créer le cabinet."""
