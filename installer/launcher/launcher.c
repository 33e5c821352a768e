/* Starts the counter inside this very process: loads runtime\python311.dll and runs the package counter_app.
 *
 * Built twice: with a window (CounterApp.exe, no console ever appears) and for the command line
 * (CounterAppCmd.exe). The interpreter believes that it is runtime\python.exe, which is what the program starts
 * its worker processes with; what the interpreter may import is said by runtime\python311._pth alone, so neither
 * the environment nor the current folder can slip code in.
 */

#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <stdlib.h>
#include <wchar.h>

#define PATH_CAPACITY 32768
#define CANNOT_START 70

typedef int (*run_main)(int, wchar_t **);
typedef void (*set_program_name)(const wchar_t *);

static wchar_t folder[PATH_CAPACITY], library[PATH_CAPACITY], program[PATH_CAPACITY];

static int complain(const wchar_t *what)
{
#ifdef WITH_WINDOW
    MessageBoxW(NULL, what, L"Counter App", MB_OK | MB_ICONERROR);
#else
    DWORD written;
    WriteConsoleW(GetStdHandle(STD_ERROR_HANDLE), what, (DWORD)wcslen(what), &written, NULL);
#endif
    return CANNOT_START;
}

static const wchar_t damaged[] =
    L"Bản cài đặt bị thiếu tệp. Hãy báo bộ phận kỹ thuật sửa chữa (repair) bản cài đặt Counter App.\n\n"
    L"The installation lacks files. Ask IT to repair the installation of Counter App.\n";

int wmain(int count, wchar_t **words)
{
    DWORD length = GetModuleFileNameW(NULL, folder, PATH_CAPACITY);
    wchar_t *end = wcsrchr(folder, L'\\');
    if (length == 0 || length == PATH_CAPACITY || end == NULL)
        return complain(damaged);
    *end = L'\0';
    SetDllDirectoryW(L"");
    if (_snwprintf(library, PATH_CAPACITY, L"%ls\\runtime\\python311.dll", folder) < 0
        || _snwprintf(program, PATH_CAPACITY, L"%ls\\runtime\\python.exe", folder) < 0)
        return complain(damaged);

    HMODULE python = LoadLibraryExW(library, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (python == NULL)
        return complain(damaged);
    set_program_name name = (set_program_name)(void *)GetProcAddress(python, "Py_SetProgramName");
    run_main run = (run_main)(void *)GetProcAddress(python, "Py_Main");
    wchar_t **arguments = calloc((size_t)count + 5, sizeof(wchar_t *));
    if (name == NULL || run == NULL || arguments == NULL)
        return complain(damaged);

    arguments[0] = program;
    /* Vietnamese has to survive a pipe or a file, whatever the code page of the PC is. */
    arguments[1] = L"-X";
    arguments[2] = L"utf8";
    arguments[3] = L"-m";
    arguments[4] = L"counter_app";
    for (int word = 1; word < count; word++)
        arguments[word + 4] = words[word];
    name(program);
    return run(count + 4, arguments);
}
