/* Wine's msiexec, with the one word that Wine leaves out.
 *
 * A newer version removes the older one by its product code. Windows then tells the older one that it is only being
 * upgraded: it sets UPGRADINGPRODUCTCODE. Wine starts `msiexec /qn /i {product} REMOVE=ALL` and does not say so, and
 * the older version takes it for a removal by a person. This program stands in msiexec's place and adds the word
 * to exactly that call; everything else it passes on as it came.
 */

#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <wchar.h>

#define CAPACITY 32768

static const wchar_t wines[] = L"C:\\windows\\system32\\wine-msiexec.exe";
/* Which product it is makes no difference to ours: only that there is one. */
static const wchar_t word[] = L" UPGRADINGPRODUCTCODE={99999999-9999-9999-9999-999999999999}";

int wmain(void)
{
    static wchar_t command[CAPACITY];
    const wchar_t *words = GetCommandLineW();
    /* The program's own name comes first, with or without quotes. */
    words = *words == L'"' ? wcschr(words + 1, L'"') : wcspbrk(words, L" \t");
    words = words == NULL ? L"" : words + (*words == L'"');
    while (*words == L' ')
        words++;
    int is_upgrade = wcsncmp(words, L"/qn /i {", 8) == 0 && wcsstr(words, L" REMOVE=ALL") != NULL;
    if (_snwprintf(command, CAPACITY - 1, L"msiexec %ls%ls", words, is_upgrade ? word : L"") < 0)
        return ERROR_BAD_LENGTH;
    STARTUPINFOW start = {.cb = sizeof start};
    PROCESS_INFORMATION started;
    DWORD code = ERROR_INSTALL_FAILURE;
    if (!CreateProcessW(wines, command, NULL, NULL, TRUE, 0, NULL, NULL, &start, &started))
        return (int)GetLastError();
    WaitForSingleObject(started.hProcess, INFINITE);
    GetExitCodeProcess(started.hProcess, &code);
    return (int)code;
}
