"""L’« API de lecture Vitale » du GIE SESAM-Vitale, composant sous licence : ce qu’elle rend, et comment l’appeler."""
