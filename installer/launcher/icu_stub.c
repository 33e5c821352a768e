/* ICU's data with nothing in it, for programs that load ICU and never use it.
 *
 * The layout is that of ICU's own common data file: a header that names the format `CmnD`, then a table of contents
 * with no entries. Every service of ICU that wants data answers with an error instead.
 */

#include <stdint.h>

struct stub {
    uint16_t header_size;
    uint8_t magic[2];
    uint16_t info_size;
    uint16_t reserved;
    uint8_t is_big_endian, charset, size_of_char, reserved_byte;
    uint8_t format[4], format_version[4], data_version[4];
    uint8_t padding[8];
    uint32_t entries, no_name;
};

_Static_assert(sizeof(struct stub) == 40, "the header is 32 bytes, the table 8");

__declspec(dllexport) const struct stub ICU_NAME __attribute__((aligned(16))) = {
    32, {0xda, 0x27}, 20, 0, 0, 0, 2, 0, {'C', 'm', 'n', 'D'}, {1, 0, 0, 0}, {0, 0, 0, 0}, {0}, 0, 0,
};
