"""Les outils du projet : préparer la machine, verrouiller les dépendances, mesurer."""
