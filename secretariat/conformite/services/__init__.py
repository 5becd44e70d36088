"""Les gestes de la conformité : un par fonction."""
