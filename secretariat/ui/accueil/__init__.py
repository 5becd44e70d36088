"""La réception : les attendus du jour, la salle d’attente, les urgences, et les gestes que l’agenda partage."""
