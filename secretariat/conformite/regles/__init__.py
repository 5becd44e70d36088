"""Les règles de droit, en fonctions pures : quand un dossier se détruit, quand une demande échoit."""
