"""L’écran du cabinet : la santé de la base, le journal, les personnes, la sauvegarde."""
