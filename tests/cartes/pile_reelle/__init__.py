"""Les cartes lues à travers la pile réelle : pcscd, son pilote vpcd, libpcsclite, pyscard."""
