"""Les cartes à puce du cabinet : ce qu’elles disent, et les lecteurs qui les lisent."""
