"""La vue « Données personnelles » du cabinet ; ses écrans sont dans `ui.conformite`."""

from secretariat.ui.conformite.vue import VueConformite

__all__ = ["VueConformite"]
