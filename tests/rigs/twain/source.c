/* A scanner with a feeder that plays a script, as a TWAIN data source.
 *
 * C:\virtual_scanner.txt says what happens, a line: PAGES FAULT AT. Before page AT the fault strikes; faults are
 * none jam double_feed offline cover_open cancel hang crash busy close. Each page shows its number as that many
 * black bars, in the resolution and the colour that were asked for. The state machine is checked: a call in the wrong
 * state is refused as the specification says.
 */

#include "twain.h"
#include <stdio.h>
#include <string.h>

enum { CLOSED = 3, OPEN = 4, ENABLED = 5, READY = 6, TRANSFERRED = 7 };

static int state = CLOSED, pages, taken, fault_at;
static char fault[32];
static uint16_t condition, feeder = 1, duplex, autofeed = 1, indicators = 1, pixel_type = 2, mechanism, units;
static int16_t transfers = -1;
static fix32 resolution = {200, 0};
static layout area = {{0, 0}, {0, 0}, {8, 17432}, {11, 45477}, 1, 1, 1};

static uint16_t fail(uint16_t why)
{
    condition = why;
    return RC_FAILURE;
}

static void read_script(void)
{
    FILE *file = fopen("C:\\virtual_scanner.txt", "r");
    pages = 1, fault_at = 0, strcpy(fault, "none");
    if (file != NULL) {
        if (fscanf(file, "%d %31s %d", &pages, fault, &fault_at) < 1)
            pages = 0;
        fclose(file);
    }
}

static int strikes(const char *name)
{
    return strcmp(fault, name) == 0 && taken + 1 == fault_at;
}

static uint16_t refused(void)
{
    static const struct { const char *name; uint16_t code; } faults[] = {
        {"jam", CC_PAPERJAM}, {"double_feed", CC_DOUBLEFEED}, {"offline", CC_OFFLINE}, {"cover_open", CC_INTERLOCK},
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        if (strikes(faults[i].name))
            return faults[i].code;
    return CC_SUCCESS;
}

/* --- capabilities ------------------------------------------------------------------------------------------ */

static uint16_t *setting(uint16_t cap, uint16_t *type)
{
    *type = TY_BOOL;
    switch (cap) {
    case CAP_FEEDERENABLED: return &feeder;
    case CAP_AUTOFEED: return &autofeed;
    case CAP_INDICATORS: return &indicators;
    case CAP_DUPLEXENABLED: return &duplex;
    }
    *type = TY_UINT16;
    switch (cap) {
    case ICAP_PIXELTYPE: return &pixel_type;
    case ICAP_UNITS: return &units;
    case ICAP_XFERMECH: return &mechanism;
    }
    *type = TY_INT16;
    return cap == CAP_XFERCOUNT ? (uint16_t *)&transfers : NULL;
}

static uint16_t give(capability *asked, uint16_t type, uint32_t value)
{
    asked->container_type = ON_ONEVALUE;
    asked->container = GlobalAlloc(GHND, sizeof(one_value));
    one_value *box = GlobalLock(asked->container);
    box->type = type, box->item = value;
    GlobalUnlock(asked->container);
    return RC_SUCCESS;
}

static uint16_t give_choices(capability *asked)
{
    asked->container_type = ON_ENUMERATION;
    asked->container = GlobalAlloc(GHND, sizeof(two_choices));
    two_choices *box = GlobalLock(asked->container);
    *box = (two_choices){TY_BOOL, 2, feeder, 1, {0, 1}};
    GlobalUnlock(asked->container);
    return RC_SUCCESS;
}

static uint16_t get(capability *asked, uint16_t msg)
{
    uint16_t type, *value = setting(asked->cap, &type);
    uint32_t raw;
    switch (asked->cap) {
    case CAP_FEEDERLOADED:
        read_script();
        return give(asked, TY_BOOL, pages > 0);
    case CAP_DUPLEX:
        return give(asked, TY_UINT16, 1);
    case ICAP_XRESOLUTION:
    case ICAP_YRESOLUTION:
        memcpy(&raw, &resolution, sizeof raw);
        return give(asked, TY_FIX32, raw);
    case CAP_FEEDERENABLED:
        if (msg == MSG_GET)
            return give_choices(asked);
    }
    return value ? give(asked, type, *value) : fail(CC_CAPUNSUPPORTED);
}

static uint16_t set(capability *told)
{
    uint16_t type, *value = setting(told->cap, &type), rc = RC_SUCCESS;
    if (state != OPEN)
        return fail(CC_SEQERROR);
    one_value *box = GlobalLock(told->container);
    if (told->cap == ICAP_XRESOLUTION || told->cap == ICAP_YRESOLUTION) {
        fix32 wanted;
        memcpy(&wanted, &box->item, sizeof wanted);
        if (wanted.whole == 200 || wanted.whole == 300)
            resolution = wanted;
        else
            rc = fail(CC_BADVALUE);
    } else if (value != NULL)
        *value = (uint16_t)box->item;
    else
        rc = fail(CC_CAPUNSUPPORTED);
    GlobalUnlock(told->container);
    return rc;
}

/* --- pages ------------------------------------------------------------------------------------------------- */

static int pixels(fix32 from, fix32 to)
{
    double inches = to.whole + to.frac / 65536.0 - from.whole - from.frac / 65536.0;
    return (int)(inches * resolution.whole + 0.5);
}

static uint16_t draw(HANDLE *out)
{
    int width = pixels(area.left, area.right), height = pixels(area.top, area.bottom), bits = pixel_type == 2 ? 24 : 8;
    size_t row = ((size_t)width * bits + 31) / 32 * 4, palette = bits == 8 ? 1024 : 0;
    size_t size = sizeof(BITMAPINFOHEADER) + palette + row * height;
    if (strikes("hang"))
        Sleep(INFINITE);
    if (strikes("crash"))
        *(volatile int *)1 = 0;
    if (strikes("cancel"))
        return state = TRANSFERRED, RC_CANCEL;
    uint16_t why = refused();
    if (why != CC_SUCCESS)
        return fail(why);
    *out = GlobalAlloc(GHND, size);
    BITMAPINFOHEADER *head = GlobalLock(*out);
    head->biSize = sizeof *head, head->biWidth = width, head->biHeight = height, head->biPlanes = 1;
    head->biBitCount = (WORD)bits;  /* biSizeImage stays 0, as many sources leave it */
    uint8_t *colours = (uint8_t *)(head + 1), *image = colours + palette;
    for (int i = 0; i < (int)palette / 4; i++)
        memset(colours + 4 * i, i, 3);
    memset(image, 0xff, row * height);
    for (int bar = 0; bar <= taken; bar++)  /* from the top, a bar every fortieth of the height */
        for (int y = 0; y < height / 80; y++)
            memset(image + row * (height - 1 - (2 * bar + 1) * (height / 80) - y), 0, (size_t)width / 2 * bits / 8);
    GlobalUnlock(*out);
    return state = TRANSFERRED, RC_XFERDONE;
}

/* A strip of the page, as many rows as the program's buffer takes; faults strike in the middle of the page. */
static uint16_t hand_strip(strip *out)
{
    static int row;
    int width = pixels(area.left, area.right), height = pixels(area.top, area.bottom), samples = pixel_type == 2 ? 3 : 1;
    uint32_t row_bytes = ((uint32_t)(width * samples) + 7) / 8 * 8;
    if (mechanism != 2)
        return fail(CC_SEQERROR);
    if (state == READY)
        row = 0;
    if (row >= height / 2) {
        if (strikes("hang"))
            Sleep(INFINITE);
        if (strikes("crash"))
            *(volatile int *)1 = 0;
        if (strikes("cancel"))
            return RC_CANCEL;
        uint16_t why = refused();
        if (why != CC_SUCCESS)
            return fail(why);
    }
    state = TRANSFERRED;
    out->compression = 0, out->bytes_per_row = row_bytes, out->columns = (uint32_t)width;
    out->left = 0, out->top = (uint32_t)row, out->rows = 0, out->bytes_written = 0;
    for (; row < height && out->bytes_written + row_bytes <= out->length; row++) {
        int eightieth = row / (height / 80), is_bar = eightieth % 2 == 1 && eightieth / 2 <= taken;
        uint8_t *line = (uint8_t *)out->memory + out->bytes_written;
        memset(line, 0xff, row_bytes);
        if (is_bar)
            memset(line, 0, (size_t)width / 2 * samples);
        out->rows++, out->bytes_written += row_bytes;
    }
    return row < height ? RC_SUCCESS : RC_XFERDONE;
}

static uint16_t tell_buffers(setup_memory *wish)
{
    wish->least = 32 * 1024, wish->most = 1024 * 1024, wish->preferred = 256 * 1024;
    return state >= OPEN ? RC_SUCCESS : fail(CC_SEQERROR);
}

static uint16_t end_transfer(uint16_t msg, pending *left)
{
    if (state < READY)
        return fail(CC_SEQERROR);
    if (msg == MSG_RESET)
        taken = pages;
    else if (msg == MSG_ENDXFER && state == TRANSFERRED)
        taken++;
    left->count = (uint16_t)(taken >= pages ? 0 : 0xffff);
    state = left->count ? READY : ENABLED;
    return RC_SUCCESS;
}

static uint16_t tell_size(image_info *info)
{
    if (state < READY)
        return fail(CC_SEQERROR);
    memset(info, 0, sizeof *info);
    info->x_resolution = info->y_resolution = resolution;
    info->width = pixels(area.left, area.right), info->length = pixels(area.top, area.bottom);
    info->samples = pixel_type == 2 ? 3 : 1, info->bits_per_pixel = (int16_t)(8 * info->samples);
    info->pixel_type = (int16_t)pixel_type;
    return RC_SUCCESS;
}

/* --- the interface ----------------------------------------------------------------------------------------- */

static uint16_t interface_of_user(uint16_t msg, user_interface *ui)
{
    if (msg == MSG_DISABLEDS)
        return state == ENABLED ? (state = OPEN, RC_SUCCESS) : fail(CC_SEQERROR);
    if (state != OPEN || msg != MSG_ENABLEDS)
        return fail(CC_SEQERROR);
    read_script();
    taken = 0, state = ENABLED;
    PostMessageA(ui->parent, WM_NULL, 0, 0);
    return RC_SUCCESS;
}

static uint16_t process(event *seen)
{
    seen->told = 0;
    if (state != ENABLED)
        return RC_NOTDSEVENT;
    if (strcmp(fault, "close") == 0)
        return seen->told = MSG_CLOSEDSREQ, RC_DSEVENT;
    if (taken >= pages)
        return RC_NOTDSEVENT;
    return state = READY, seen->told = MSG_XFERREADY, RC_DSEVENT;
}

static uint16_t identify(uint16_t msg, identity *who)
{
    if (msg == MSG_GET) {
        memset(who, 0, sizeof *who);
        who->id = 1, who->protocol_major = 1, who->protocol_minor = 9, who->groups = DG_CONTROL | DG_IMAGE;
        strcpy(who->manufacturer, "Rig"), strcpy(who->family, "Virtual"), strcpy(who->name, "Virtual feeder");
        return RC_SUCCESS;
    }
    if (msg == MSG_OPENDS) {
        read_script();
        if (strcmp(fault, "busy") == 0)
            return fail(CC_MAXCONNECTIONS);
        return state == CLOSED ? (state = OPEN, RC_SUCCESS) : fail(CC_SEQERROR);
    }
    return state == OPEN ? (state = CLOSED, RC_SUCCESS) : fail(CC_SEQERROR);
}

__declspec(dllexport) uint16_t WINAPI DS_Entry(
    identity *app, uint32_t group, uint16_t dat, uint16_t msg, void *data)
{
    (void)app, (void)group;
    switch (dat) {
    case DAT_IDENTITY:
        return identify(msg, data);
    case DAT_STATUS:
        ((status *)data)->condition = condition;
        condition = CC_SUCCESS;
        return RC_SUCCESS;
    case DAT_CAPABILITY:
        return msg == MSG_SET ? set(data) : get(data, msg);
    case DAT_IMAGELAYOUT:
        if (msg == MSG_SET)
            area = *(layout *)data;
        else
            *(layout *)data = area;
        return RC_SUCCESS;
    case DAT_USERINTERFACE:
        return interface_of_user(msg, data);
    case DAT_EVENT:
        return process(data);
    case DAT_IMAGEINFO:
        return tell_size(data);
    case DAT_IMAGENATIVEXFER:
        return state == READY ? draw(data) : fail(CC_SEQERROR);
    case DAT_SETUPMEMXFER:
        return tell_buffers(data);
    case DAT_IMAGEMEMXFER:
        return state >= READY ? hand_strip(data) : fail(CC_SEQERROR);
    case DAT_PENDINGXFERS:
        return end_transfer(msg, data);
    }
    return fail(CC_BADPROTOCOL);
}
