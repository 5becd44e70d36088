"""La ligne de commande : un fichier par ordre, du JSON sur demande, des codes de retour stables."""
