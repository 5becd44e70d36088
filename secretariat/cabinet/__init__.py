"""Le cabinet : ses praticiens, ses utilisateurs et leurs rôles, ses réglages."""
