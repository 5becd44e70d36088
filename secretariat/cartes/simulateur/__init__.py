"""Des cartes et des lecteurs sans matériel : la même carte virtuelle sert aux essais, à la démonstration et à pcscd."""
