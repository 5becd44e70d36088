"""L’écran de la comptabilité : le journal, ses totaux, ses exports."""
