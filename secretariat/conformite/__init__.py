"""Les droits des personnes : registre, affiche, conservation, demandes d’accès, portabilité. Il lit tous les métiers."""
