"""Les droits des personnes : registre, affiche, conservation, accès au dossier, portabilité ; lit tous les métiers."""
