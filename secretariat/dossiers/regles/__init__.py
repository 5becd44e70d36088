"""Les décisions du dossier, pures : traits d’identité, recherche, doublons, ce qu’une carte change."""
