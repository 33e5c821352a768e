/* A data source manager with one source, for the rig: it loads C:\windows\twain_64\virtual.ds and passes on. */

#include "twain.h"
#include <string.h>

static HMODULE library;
static source_entry source;
static uint16_t condition;

static uint16_t fail(uint16_t why)
{
    condition = why;
    return RC_FAILURE;
}

static uint16_t of_sources(identity *app, uint16_t msg, identity *wanted)
{
    (void)app;
    switch (msg) {
    case MSG_GETFIRST:
        return source(NULL, DG_CONTROL, DAT_IDENTITY, MSG_GET, wanted) == RC_SUCCESS ? RC_SUCCESS : fail(CC_NODS);
    case MSG_GETNEXT:
        return RC_ENDOFLIST;
    case MSG_OPENDS: {
        identity known;
        source(NULL, DG_CONTROL, DAT_IDENTITY, MSG_GET, &known);
        if (strcmp(known.name, wanted->name) != 0)
            return fail(CC_NODS);
        *wanted = known;
        return source(app, DG_CONTROL, DAT_IDENTITY, MSG_OPENDS, wanted);
    }
    case MSG_CLOSEDS:
        return source(app, DG_CONTROL, DAT_IDENTITY, MSG_CLOSEDS, wanted);
    }
    return fail(CC_BADPROTOCOL);
}

__declspec(dllexport) uint16_t WINAPI DSM_Entry(
    identity *app, identity *destination, uint32_t group, uint16_t dat, uint16_t msg, void *data)
{
    if (destination != NULL)
        return source(app, group, dat, msg, data);
    if (dat == DAT_PARENT && msg == MSG_OPENDSM) {
        if (*(HANDLE *)data == NULL)
            Sleep(INFINITE);  /* as the official manager does with a window that is none */
        library = LoadLibraryA("C:\\windows\\twain_64\\virtual.ds");
        source = library ? (source_entry)(void *)GetProcAddress(library, "DS_Entry") : NULL;
        return source ? RC_SUCCESS : fail(CC_NODS);
    }
    if (dat == DAT_PARENT && msg == MSG_CLOSEDSM)
        return RC_SUCCESS;
    if (dat == DAT_IDENTITY)
        return of_sources(app, msg, data);
    if (dat == DAT_STATUS) {
        uint16_t rc = condition ? RC_SUCCESS : source(app, group, dat, msg, data);
        if (condition)
            ((status *)data)->condition = condition;
        condition = CC_SUCCESS;
        return rc;
    }
    return fail(CC_BADPROTOCOL);
}
