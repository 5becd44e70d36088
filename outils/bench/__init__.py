"""Les mesures de « make bench » : chaque geste, comparé à un plancher pris dans la même exécution."""
