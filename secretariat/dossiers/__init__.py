"""Les dossiers des patients : identité, recherche, doublons, documents."""
