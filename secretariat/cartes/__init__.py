"""Les cartes à puce : lecteurs, Vitale, CPS, et le lecteur simulé."""
