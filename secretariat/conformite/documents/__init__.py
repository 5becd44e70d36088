"""Les papiers de la conformité, en PDF : affiche, registre, certificat de destruction, inventaire."""
