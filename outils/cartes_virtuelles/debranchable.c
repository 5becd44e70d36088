/* Un lecteur qui se débranche : ce pilote passe tout à celui de vpcd, et fait comme si le lecteur n’était plus là tant
 * qu’existe le fichier nommé par LECTEURS_DEBRANCHES. Le nom du pilote véritable est dans PILOTE_VPCD.
 *
 * pcscd retire alors le lecteur à sa prochaine ronde. Pour qu’il revienne : effacer le fichier, puis SIGUSR1 à pcscd,
 * qui rouvre ce que sa configuration décrit.
 *
 * La période de cette ronde est une constante de pcscd, 400 ms (PCSCLITE_STATUS_POLL_RATE dans eventhandler.c), sauf
 * pour un pilote qui attend lui-même les mouvements de cartes, comme ceux des vrais lecteurs USB. RONDE_MS en fait un
 * pilote de cette sorte, qui rend la main à pcscd tous les RONDE_MS.
 */
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <ifdhandler.h>
#include <wintypes.h>

static void *fonction_de_vpcd(const char *nom)
{
    static void *pilote;
    if (!pilote && getenv("PILOTE_VPCD"))
        pilote = dlopen(getenv("PILOTE_VPCD"), RTLD_NOW | RTLD_LOCAL);
    return pilote ? dlsym(pilote, nom) : NULL;
}

static int est_debranche(void)
{
    const char *temoin = getenv("LECTEURS_DEBRANCHES");
    return temoin && access(temoin, F_OK) == 0;
}

#define PASSER(nom, types, arguments)                           \
    RESPONSECODE nom types                                      \
    {                                                           \
        RESPONSECODE(*suite) types = fonction_de_vpcd(#nom);    \
        return suite ? suite arguments : IFD_COMMUNICATION_ERROR; \
    }

#define PASSER_SI_BRANCHE(nom, types, arguments)                \
    RESPONSECODE nom types                                      \
    {                                                           \
        RESPONSECODE(*suite) types = fonction_de_vpcd(#nom);    \
        if (est_debranche())                                    \
            return IFD_NO_SUCH_DEVICE;                          \
        return suite ? suite arguments : IFD_COMMUNICATION_ERROR; \
    }

PASSER_SI_BRANCHE(IFDHCreateChannel, (DWORD Lun, DWORD canal), (Lun, canal))
PASSER_SI_BRANCHE(IFDHCreateChannelByName, (DWORD Lun, LPSTR nom), (Lun, nom))
PASSER_SI_BRANCHE(IFDHICCPresence, (DWORD Lun), (Lun))
PASSER_SI_BRANCHE(IFDHPowerICC, (DWORD Lun, DWORD action, PUCHAR atr, PDWORD longueur), (Lun, action, atr, longueur))
PASSER_SI_BRANCHE(IFDHTransmitToICC,
                  (DWORD Lun, SCARD_IO_HEADER entete, PUCHAR apdu, DWORD longueur, PUCHAR reponse, PDWORD place,
                   PSCARD_IO_HEADER entete_reponse),
                  (Lun, entete, apdu, longueur, reponse, place, entete_reponse))
PASSER(IFDHCloseChannel, (DWORD Lun), (Lun))
PASSER(IFDHSetCapabilities, (DWORD Lun, DWORD tag, DWORD longueur, PUCHAR valeur), (Lun, tag, longueur, valeur))
PASSER(IFDHSetProtocolParameters,
       (DWORD Lun, DWORD protocole, UCHAR drapeaux, UCHAR pts1, UCHAR pts2, UCHAR pts3),
       (Lun, protocole, drapeaux, pts1, pts2, pts3))
PASSER(IFDHControl,
       (DWORD Lun, DWORD code, PUCHAR envoi, DWORD longueur, PUCHAR reponse, DWORD place, LPDWORD rendus),
       (Lun, code, envoi, longueur, reponse, place, rendus))

static RESPONSECODE attendre_une_ronde(DWORD Lun, int delai_ms)
{
    (void)Lun, (void)delai_ms;
    usleep(atoi(getenv("RONDE_MS")) * 1000);
    return IFD_SUCCESS;
}

RESPONSECODE IFDHGetCapabilities(DWORD Lun, DWORD tag, PDWORD longueur, PUCHAR valeur)
{
    RESPONSECODE (*suite)(DWORD, DWORD, PDWORD, PUCHAR) = fonction_de_vpcd("IFDHGetCapabilities");
    RESPONSECODE (*attente)(DWORD, int) = attendre_une_ronde;
    if (tag == TAG_IFD_POLLING_THREAD_WITH_TIMEOUT && getenv("RONDE_MS")) {
        *longueur = sizeof attente;
        memcpy(valeur, &attente, sizeof attente);
        return IFD_SUCCESS;
    }
    return suite ? suite(Lun, tag, longueur, valeur) : IFD_COMMUNICATION_ERROR;
}
