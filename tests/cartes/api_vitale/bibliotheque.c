/* La bibliothèque d’essai : bonne, et de toutes les mauvaises façons. La signature est celle que `appel.py` suppose. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static const char XML[] = "<vitale><listeBenef/></vitale>";

int bonne(char *tampon, size_t *taille) {
    puts("bien 3\nabc");
    fflush(stdout);
    fputs("du bruit\n", stderr);
    memcpy(tampon, XML, sizeof XML);
    *taille = sizeof XML;
    return 0;
}

int place_offerte(char *tampon, size_t *taille) {
    *taille = (size_t)sprintf(tampon, "%zu", *taille);
    return 0;
}

int image_de_la_memoire_max(char *tampon, size_t *taille) {
    struct rlimit limite;
    getrlimit(RLIMIT_CORE, &limite);
    *taille = (size_t)sprintf(tampon, "%lu/%lu", (unsigned long)limite.rlim_cur, (unsigned long)limite.rlim_max);
    return 0;
}

int refuse(char *tampon, size_t *taille) { (void)tampon; (void)taille; return -17; }

int plante(char *tampon, size_t *taille) { (void)tampon; (void)taille; raise(SIGSEGV); return 0; }

int s_arrete(char *tampon, size_t *taille) { (void)tampon; (void)taille; _Exit(0); }

int boucle(char *tampon, size_t *taille) {
    (void)tampon; (void)taille;
    for (volatile int i = 0;; i++) { }
}

int deborde_un_peu(char *tampon, size_t *taille) {
    memset(tampon, 'x', *taille + 1);
    return 0;
}

int deborde_beaucoup(char *tampon, size_t *taille) {
    memset(tampon, 'x', *taille * 4000);
    return 0;
}

int annonce_trop(char *tampon, size_t *taille) { (void)tampon; *taille = (size_t)-1; return 0; }

int ne_rend_rien(char *tampon, size_t *taille) { (void)tampon; *taille = 0; return 0; }
