"""Les mots de la conformité : conservation, accès au dossier, registre."""
