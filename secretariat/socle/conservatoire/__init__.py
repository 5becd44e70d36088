"""Le conservatoire : les sauvegardes d’une base, faites d’elles-mêmes, relues, rangées, et essayées pour de vrai."""
