"""La matinée de démonstration, jouée dans les vraies fenêtres par de vraies touches et de vrais clics."""
