#!/usr/bin/env bash
# Prépare la machine : bibliothèques du système, environnement virtuel, dépendances du verrou.
#
# Usage : outils/preparer.sh application|developpement
#   application    ce que demande « make demo »
#   developpement  la même chose, plus les outils que demande « make test »
#
# Ne fait que ce qui manque : une machine déjà prête n’a besoin ni du réseau ni des droits d’administration.
# La variable PYTHON désigne un autre interpréteur que python3.
set -euo pipefail

RACINE=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
VENV=$RACINE/.venv
PYTHON=${PYTHON:-python3}

# Trouvés en ajoutant les paquets un à un à un Debian 12 minimal, jusqu’à l’ouverture de la fenêtre.
PAQUETS=(
    libglib2.0-0 libdbus-1-3 libfontconfig1 fonts-dejavu-core   # Qt et ses textes
    libegl1 libgl1 libxkbcommon0                                # dessin, clavier
    libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1
    libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxcb-randr0 # fenêtres X11
    libwayland-client0 libwayland-cursor0 libwayland-egl1       # fenêtres Wayland
    libcups2                                                    # imprimantes
    libpcsclite1 pcscd libccid                                  # lecteurs de cartes (PC/SC)
)

# Pour construire pyscard, publié sans roue pour Linux, et le pilote d’essai d’un lecteur qui se débranche.
# Les en-têtes de Python s’y ajoutent quand l’interpréteur n’a pas les siens.
PAQUETS_DE_CONSTRUCTION=(gcc libc6-dev libpcsclite-dev)

PAQUETS_DES_ESSAIS=(
    postgresql      # un vrai serveur, que les essais démarrent eux-mêmes sur la boucle locale
    vsmartcard-vpcd # des lecteurs de cartes virtuels, derrière un pcscd que les essais démarrent eux-mêmes
    softhsm2        # une carte qui signe, en logiciel
)

dire() { printf '» %s\n' "$*"; }

# Premier argument : ce qui a échoué. Second : ce qu’il faut faire.
echouer() {
    printf '\nPréparation impossible : %s\n%s\n' "$1" "$2" >&2
    exit 1
}

verifier_python() {
    command -v "$PYTHON" >/dev/null ||
        echouer "« $PYTHON » est introuvable." "Installer Python 3.11 ou plus récent : apt-get install python3"
    "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        echouer "$("$PYTHON" --version) est trop ancien, il faut Python 3.11 ou plus récent." \
            "Désigner un autre interpréteur, par exemple : PYTHON=python3.12 make demo"
}

entetes_python() { "$PYTHON" -c 'import sysconfig; print(sysconfig.get_path("include"))'; }

# Les paquets absents, un par ligne. Depuis Debian 13, certains portent le suffixe t64.
paquets_manquants() {
    local installes paquet demandes=("${PAQUETS[@]}")
    [[ $1 != developpement ]] || demandes+=("${PAQUETS_DES_ESSAIS[@]}")
    "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || demandes+=(python3-venv)
    if [[ $1 == developpement ]] || ! est_pret "$1"; then
        demandes+=("${PAQUETS_DE_CONSTRUCTION[@]}")
        [[ -f $(entetes_python)/Python.h ]] || demandes+=(libpython3-dev)
    fi
    installes=$'\n'$(dpkg-query --show --showformat='${db:Status-Abbrev}${Package}\n' | sed -n 's/^ii //p')$'\n'
    for paquet in "${demandes[@]}"; do
        [[ $installes == *$'\n'"$paquet"$'\n'* || $installes == *$'\n'"${paquet}t64"$'\n'* ]] || echo "$paquet"
    done
}

# « apt-get » tel qu’il faut l’appeler ici, dans le tableau APT ; échoue sans droits d’administration.
choisir_apt() {
    local options=(DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0)
    if [[ $(id -u) -eq 0 ]]; then
        APT=(env "${options[@]}")
    elif command -v sudo >/dev/null; then
        APT=(sudo env "${options[@]}")
    else
        return 1
    fi
}

installer_paquets() {
    local manquants commande
    mapfile -t manquants < <(paquets_manquants "$1")
    [[ ${#manquants[@]} -gt 0 ]] || return 0
    commande="apt-get install --no-install-recommends ${manquants[*]}"
    choisir_apt || echouer "il manque des paquets du système, et ni root ni sudo ne sont disponibles ici." \
        "Faire exécuter par l’administrateur, puis relancer : $commande"
    dire "Paquets du système à installer : ${manquants[*]}"
    if ! "${APT[@]}" install --simulate --no-install-recommends "${manquants[@]}" >/dev/null 2>&1; then
        "${APT[@]}" update >/dev/null || true # une source secondaire en panne n’empêche pas d’installer
    fi
    "${APT[@]}" install --no-install-recommends "${manquants[@]}" >/dev/null ||
        echouer "apt-get n’a pas pu installer les paquets du système (voir son message ci-dessus)." \
            "Vérifier l’accès au réseau et les sources d’apt, puis relancer. À la main : apt-get update && $commande"
}

verifier_systeme() {
    if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
        installer_paquets "$1"
    else
        dire "Ce système n’a pas apt : les bibliothèques de Qt (EGL, xcb, fontconfig) et PC/SC (pcscd) y sont supposés présents."
    fi
}

# Ce dont dépend le contenu de .venv : interpréteur, place du dépôt, verrous, et ce script.
empreinte() {
    { "$PYTHON" -c 'import sys; print(sys.version, sys.base_prefix)'; echo "$RACINE"; } |
        cat - "$RACINE"/verrou/{"$1",construction}.txt "$RACINE/outils/preparer.sh" | sha256sum | cut -d' ' -f1
}

est_pret() {
    [[ -f $VENV/pret-$1 && $(<"$VENV/pret-$1") == "$(empreinte "$1")" ]]
}

# La commande .venv/bin/secretariat, sans passer par un outil de construction : le dépôt est lu sur place.
ecrire_lanceur() {
    echo "$RACINE" >"$("$VENV/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/secretariat.pth"
    cat >"$VENV/bin/secretariat" <<'LANCEUR'
#!/bin/sh
exec "$(dirname "$(readlink -f "$0")")/python" -P -m secretariat "$@"
LANCEUR
    chmod +x "$VENV/bin/secretariat"
}

creer_environnement() {
    "$PYTHON" -m venv --clear "$VENV" ||
        echouer "l’environnement virtuel $VENV n’a pas pu être créé (voir ci-dessus)." \
            "Vérifier la place libre et les droits sur ce dossier, puis relancer."
}

verifier_compilateur() {
    local remede="L’installer, puis relancer. Sous Debian : apt-get install ${PAQUETS_DE_CONSTRUCTION[*]} libpython3-dev"
    command -v gcc >/dev/null ||
        echouer "il manque le compilateur gcc, qui construit ici pyscard (lecteurs de cartes à puce)." "$remede"
    printf '#include <Python.h>\n#include <winscard.h>\n' |
        gcc -fsyntax-only -x c -I"$(entetes_python)" -I/usr/include/PCSC -I/usr/local/include/PCSC - ||
        echouer "il manque à gcc un en-tête de Python ou de PC/SC pour construire pyscard (voir ci-dessus)." "$remede"
}

# Rien n’est installé dont l’empreinte ne soit dans un verrou. pip compile lui-même le code qu’il installe, même si
# PYTHONDONTWRITEBYTECODE est posé.
installer() {
    "$VENV/bin/python" -m pip install -qq --disable-pip-version-check --no-input --retries 3 --require-hashes "$@" ||
        echouer "les dépendances Python n’ont pas pu être installées (voir le message de pip ci-dessus)." \
            "Vérifier l’accès au réseau, ou le miroir déclaré à pip, et la place libre (1 Go), puis relancer."
}

# pyscard se construit avec les seuls outils de verrou/construction.txt, mis à part puis effacés : l’isolement ordinaire
# de pip irait chercher les siens, sans empreinte.
construire_pyscard() {
    local outils=$VENV/construction
    verifier_compilateur
    dire "Construction de pyscard (lecteurs de cartes à puce) : quelques secondes."
    installer --only-binary :all: --target "$outils" --requirement "$RACINE/verrou/construction.txt"
    sed -n '/^pyscard==/,/[^\]$/p' "$RACINE/verrou/application.txt" >"$outils/pyscard.txt"
    PATH=$outils/bin:$PATH PYTHONPATH=$outils installer --no-binary pyscard --no-build-isolation --no-deps \
        --requirement "$outils/pyscard.txt"
    rm -rf "$outils"
}

installer_dependances() {
    dire "Dépendances Python du verrou « $1 » : téléchargement d’environ 150 Mo la première fois."
    installer --only-binary :all: --requirement "$RACINE/verrou/$1.txt"
}

preparer_environnement() {
    if ! est_pret application || [[ $1 == developpement && -f $VENV/pret-developpement ]]; then
        creer_environnement
        construire_pyscard
    fi
    installer_dependances "$1"
    ecrire_lanceur
    empreinte application >"$VENV/pret-application"
    empreinte "$1" >"$VENV/pret-$1"
    dire "Environnement prêt : $VENV"
}

case ${1:-} in
    application | developpement) ;;
    *) echouer "usage : outils/preparer.sh application|developpement" "Ou plus simplement : make demo, make test." ;;
esac
verifier_python
verifier_systeme "$1"
if ! est_pret "$1"; then
    exec 9<"$RACINE/pyproject.toml" # deux préparations à la fois : la seconde attend la première
    flock 9
    est_pret "$1" || preparer_environnement "$1"
fi
