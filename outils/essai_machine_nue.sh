#!/usr/bin/env bash
# Essaie « make test » et « make demo », deux fois chacun, sur un Debian 12 nu construit pour l’occasion.
#
# Usage (root) : outils/essai_machine_nue.sh [CIBLE…]
#   CIBLE  cibles de make à essayer, « test demo » sinon
# Variables : DOSSIER (où construire, /tmp/essai sinon), GARDER=1 (ne pas détruire le système à la fin).
#
# Le système ne contient que python3, git et make. Il reçoit un clone du dernier commit : ce qui n’est pas commis
# n’est pas essayé. Les réglages d’apt, de pip et les certificats de l’hôte y sont copiés tels quels, pour que
# l’essai marche aussi derrière un miroir. Demande debootstrap.
set -euo pipefail

DEPOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
DOSSIER=${DOSSIER:-/tmp/essai}
SYSTEME=$DOSSIER/debian12
CIBLES=("$@")
[[ ${#CIBLES[@]} -gt 0 ]] || CIBLES=(test demo)

echouer() {
    printf 'Essai impossible : %s\n' "$1" >&2
    exit 1
}

demonter() {
    local point
    for point in dev/shm proc; do
        if mountpoint --quiet "$SYSTEME/$point"; then umount "$SYSTEME/$point"; fi
    done
}

# Si un démontage échoue, le script s’arrête là (set -e) : rien n’est effacé sous un point monté.
nettoyer() {
    demonter
    [[ -n ${GARDER:-} ]] || rm -rf --one-file-system "$SYSTEME"
}

# Le dépôt où l’hôte prend ses paquets ; vide (debootstrap choisira) si l’hôte n’est pas lui-même un bookworm.
miroir() {
    # shellcheck disable=SC2016  # champs d’apt, pas des variables
    apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(SITE)' 'Created-By: Packages' |
        awk '$1 == "bookworm" && $2 == "main" { print $3; exit }'
}

construire() {
    rm -rf --one-file-system "$SYSTEME"
    mkdir -p "$DOSSIER"
    local source
    source=$(miroir)
    debootstrap --variant=minbase --include=python3,git,make,ca-certificates bookworm "$SYSTEME" ${source:+"$source"} \
        >"$DOSSIER/debootstrap.log" 2>&1 || echouer "debootstrap a échoué, voir $DOSSIER/debootstrap.log"
}

# Copie les fichiers nommés, là où ils sont sur l’hôte, quand ils existent.
copier() {
    local chemin
    for chemin in "$@"; do
        [[ -e $chemin ]] || continue
        mkdir -p "$SYSTEME$(dirname "$chemin")"
        cp --recursive --dereference --remove-destination "$chemin" "$SYSTEME$(dirname "$chemin")/"
    done
}

copier_reglages() {
    rm -f "$SYSTEME/etc/apt/sources.list"
    copier /etc/resolv.conf /etc/hosts /etc/ssl/certs/ca-certificates.crt /usr/local/share/ca-certificates \
        /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/preferences.d /etc/apt/keyrings \
        /usr/share/keyrings /etc/pip.conf "$HOME/.config/pip/pip.conf" "$HOME/.pip/pip.conf"
    local reglage
    for reglage in /etc/apt/apt.conf.d/*; do # sauf ceux qui lancent des programmes absents du système nu
        grep --quiet -E '(Pre|Post)-Invoke|Pre-Install-Pkgs' "$reglage" || copier "$reglage"
    done
}

dans_le_systeme() {
    # L’environnement de l’hôte n’entre pas, sauf ce qui règle le réseau et pip.
    local reglages
    mapfile -t reglages < <(env | grep -E '^(PIP_[A-Z_]+|[a-zA-Z]+_proxy|[A-Z]+_PROXY|SSL_CERT_[A-Z]+|REQUESTS_CA_BUNDLE)=')
    chroot "$SYSTEME" /usr/bin/env -i HOME="$HOME" TERM=dumb PYTHONDONTWRITEBYTECODE=1 \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "${reglages[@]}" "$@"
}

essayer() {
    local cible passage debut code
    for cible in "${CIBLES[@]}"; do
        for passage in 1 2; do
            debut=$(date +%s%N)
            code=0
            dans_le_systeme make -C /srv/secretariat "$cible" >"$DOSSIER/$cible-$passage.log" 2>&1 || code=$?
            printf 'make %-10s passage %d : %6d ms, code %d (%s)\n' "$cible" "$passage" \
                "$((($(date +%s%N) - debut) / 1000000))" "$code" "$DOSSIER/$cible-$passage.log"
            [[ $code -eq 0 ]] || { tail -n 40 "$DOSSIER/$cible-$passage.log"; return 1; }
        done
    done
}

[[ $(id -u) -eq 0 ]] || echouer "il faut être root (chroot, mount)."
command -v debootstrap >/dev/null || echouer "debootstrap manque : apt-get install debootstrap"
trap nettoyer EXIT
demonter
construire
copier_reglages
git clone --quiet --no-hardlinks "$DEPOT" "$SYSTEME/srv/secretariat"
mount -t proc proc "$SYSTEME/proc"
mkdir -p "$SYSTEME/dev/shm"
mount -t tmpfs tmpfs "$SYSTEME/dev/shm"
essayer
