"""De quoi lire des cartes virtuelles à travers le vrai service PC/SC : un pcscd à soi, ses deux fentes, leurs pannes.

    with Pcscd(dossier) as service, CarteSurVpcd(puce, service.ports[0]):
        ...  # la puce se lit comme une carte posée dans le premier lecteur

`pcscd.py` tient le service, `client.py` dit à ce processus de s’adresser à lui, `vpcd.py` y présente une carte,
`pannes.py` nomme ce qui peut arriver à celle-ci, et `debranchable.c` est le pilote d’un lecteur qui se débranche.
"""
