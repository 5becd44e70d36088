"""Les rendez-vous de plusieurs praticiens : créneaux, déplacements, absences, surbookings voulus."""
