"""Le journal d’audit vu du cabinet : ses mots en français, ses ancres du jour, ses exports, sa conservation."""
