"""Les cartes à l’écran : le voyant, le lecteur simulé, et la confirmation de ce qu’une carte change."""
