/* The part of the TWAIN interface that the virtual scanner and its manager speak. Numbers and layouts are those of
 * the published specification; structures are packed to two bytes on Windows. */

#ifndef RIG_TWAIN_H
#define RIG_TWAIN_H

#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <stdint.h>

#pragma pack(push, 2)
typedef struct { int16_t whole; uint16_t frac; } fix32;
typedef struct { uint16_t major, minor, language, country; char info[34]; } version;
typedef struct {
    uint32_t id;
    version version;
    uint16_t protocol_major, protocol_minor;
    uint32_t groups;
    char manufacturer[34], family[34], name[34];
} identity;
typedef struct { uint16_t cap, container_type; HANDLE container; } capability;
typedef struct { uint16_t type; uint32_t item; } one_value;
typedef struct { uint16_t type; uint32_t count, current, standard; uint16_t items[2]; } two_choices;
typedef struct { uint16_t condition, data; } status;
typedef struct { uint16_t show, modal; HANDLE parent; } user_interface;
typedef struct { void *message; uint16_t told; } event;
typedef struct { uint16_t count; uint32_t end_of_job; } pending;
typedef struct { fix32 left, top, right, bottom; uint32_t document, page, frame; } layout;
typedef struct {
    fix32 x_resolution, y_resolution;
    int32_t width, length;
    int16_t samples, bits_per_sample[8], bits_per_pixel;
    uint16_t planar;
    int16_t pixel_type;
    uint16_t compression;
} image_info;
typedef struct { uint32_t least, most, preferred; } setup_memory;
typedef struct {
    uint16_t compression;
    uint32_t bytes_per_row, columns, rows, left, top, bytes_written, flags, length;
    void *memory;
} strip;
#pragma pack(pop)

enum { DG_CONTROL = 1, DG_IMAGE = 2 };
enum {
    DAT_CAPABILITY = 1, DAT_EVENT = 2, DAT_IDENTITY = 3, DAT_PARENT = 4, DAT_PENDINGXFERS = 5,
    DAT_SETUPMEMXFER = 6, DAT_STATUS = 8, DAT_USERINTERFACE = 9, DAT_IMAGEINFO = 257, DAT_IMAGELAYOUT = 258,
    DAT_IMAGEMEMXFER = 259, DAT_IMAGENATIVEXFER = 260,
};
enum {
    MSG_GET = 1, MSG_GETCURRENT = 2, MSG_GETDEFAULT = 3, MSG_GETFIRST = 4, MSG_GETNEXT = 5, MSG_SET = 6,
    MSG_RESET = 7, MSG_XFERREADY = 257, MSG_CLOSEDSREQ = 258, MSG_OPENDSM = 769, MSG_CLOSEDSM = 770,
    MSG_OPENDS = 1025, MSG_CLOSEDS = 1026, MSG_DISABLEDS = 1281, MSG_ENABLEDS = 1282, MSG_PROCESSEVENT = 1537,
    MSG_ENDXFER = 1793,
};
enum {
    RC_SUCCESS = 0, RC_FAILURE = 1, RC_CANCEL = 3, RC_DSEVENT = 4, RC_NOTDSEVENT = 5, RC_XFERDONE = 6,
    RC_ENDOFLIST = 7,
};
enum {
    CC_SUCCESS = 0, CC_NODS = 3, CC_MAXCONNECTIONS = 4, CC_BADPROTOCOL = 9, CC_BADVALUE = 10, CC_SEQERROR = 11,
    CC_CAPUNSUPPORTED = 13, CC_PAPERJAM = 20, CC_DOUBLEFEED = 21, CC_OFFLINE = 23, CC_INTERLOCK = 24,
};
enum {
    CAP_XFERCOUNT = 0x0001, CAP_FEEDERENABLED = 0x1002, CAP_FEEDERLOADED = 0x1003, CAP_AUTOFEED = 0x1007,
    CAP_INDICATORS = 0x100b, CAP_DUPLEX = 0x1012, CAP_DUPLEXENABLED = 0x1013, ICAP_PIXELTYPE = 0x0101,
    ICAP_UNITS = 0x0102, ICAP_XFERMECH = 0x0103, ICAP_XRESOLUTION = 0x1118, ICAP_YRESOLUTION = 0x1119,
};
enum { TY_INT16 = 1, TY_UINT16 = 4, TY_BOOL = 6, TY_FIX32 = 7, ON_ENUMERATION = 4, ON_ONEVALUE = 5 };

typedef uint16_t (WINAPI *source_entry)(identity *, uint32_t, uint16_t, uint16_t, void *);

#endif
