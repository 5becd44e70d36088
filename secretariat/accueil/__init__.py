"""La réception : arrivées, salle d’attente, appels, départs, et les gestes qui traversent les métiers."""
