"""Les lettres tirées d’un modèle .docx, rangées au dossier."""
