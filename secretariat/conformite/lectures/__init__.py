"""Ce que les écrans lisent de la conformité."""
