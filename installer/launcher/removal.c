/* What the installer asks when the program is removed: whether a window still holds dossiers that nobody else has,
 * and, if IT said so, the removal of all dossiers.
 *
 * Both run as the system, inside the transaction. The first refuses before anything was touched; the second is done
 * when everything else has succeeded. The store cannot be opened here (its key is the Windows user's), so the
 * program leaves a note beside it: unsent-dossiers.txt holds how many there are, and is gone when there are none.
 *
 * Folders of users are not trusted: a link in them is removed itself and never followed, and while a folder is being
 * emptied it is held open, so that nobody can put a link in its place.
 */

#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <msi.h>
#include <msiquery.h>
#include <stdlib.h>
#include <wchar.h>

#define PATH_CAPACITY 4096
#define EVENT_UNSENT 201

static const wchar_t users_key[] = L"SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList";
static const wchar_t *told_keys[] = {L"SOFTWARE\\Policies\\CounterApp", L"SOFTWARE\\CounterApp"};

typedef void (*visit)(const wchar_t *folder, void *into);

/* --- where dossiers may lie --------------------------------------------------------------------------------- */

static int read_text(HKEY key, const wchar_t *below, const wchar_t *name, wchar_t *into)
{
    DWORD size = PATH_CAPACITY * sizeof(wchar_t);
    into[0] = L'\0';
    return RegGetValueW(key, below, name, RRF_RT_REG_SZ | RRF_RT_REG_EXPAND_SZ | RRF_NOEXPAND | RRF_SUBKEY_WOW6464KEY,
                        NULL, into, &size) == ERROR_SUCCESS && into[0] != L'\0';
}

/* A path with this user's folders for the words that stand for them: the system has folders of its own. */
static void expand_for(const wchar_t *user, const wchar_t *path, wchar_t *into)
{
    static const struct { const wchar_t *word, *below; } words[] = {
        {L"%LOCALAPPDATA%", L"\\AppData\\Local"}, {L"%APPDATA%", L"\\AppData\\Roaming"}, {L"%USERPROFILE%", L""},
    };
    wchar_t plain[PATH_CAPACITY];
    _snwprintf(plain, PATH_CAPACITY - 1, L"%ls", path);
    plain[PATH_CAPACITY - 1] = L'\0';
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = wcslen(words[i].word);
        if (_wcsnicmp(path, words[i].word, length) == 0)
            _snwprintf(plain, PATH_CAPACITY - 1, L"%ls%ls%ls", user, words[i].below, path + length);
    }
    if (ExpandEnvironmentStringsW(plain, into, PATH_CAPACITY) > PATH_CAPACITY)
        into[0] = L'\0';
}

/* Every folder that may hold dossiers: the usual one of each Windows user, and the one that IT named. */
static void each_profile(visit look, void *into)
{
    static wchar_t named[PATH_CAPACITY], stored[PATH_CAPACITY], user[PATH_CAPACITY], folder[PATH_CAPACITY];
    wchar_t sid[256];
    HKEY users;
    int is_named = read_text(HKEY_LOCAL_MACHINE, told_keys[0], L"Profile", named)
        || read_text(HKEY_LOCAL_MACHINE, told_keys[1], L"Profile", named);
    int is_of_users = is_named && named[0] == L'%';
    if (is_named && !is_of_users)
        look(named, into);
    if (RegOpenKeyExW(HKEY_LOCAL_MACHINE, users_key, 0, KEY_READ | KEY_WOW64_64KEY, &users) != ERROR_SUCCESS)
        return;
    DWORD length = 256;
    for (DWORD i = 0; RegEnumKeyExW(users, i, sid, &length, NULL, NULL, NULL, NULL) == ERROR_SUCCESS; i++) {
        length = 256;
        if (!read_text(users, sid, L"ProfileImagePath", stored))
            continue;
        if (ExpandEnvironmentStringsW(stored, user, PATH_CAPACITY) > PATH_CAPACITY)
            continue;
        expand_for(user, L"%LOCALAPPDATA%\\counter-app", folder);
        look(folder, into);
        if (is_of_users) {
            expand_for(user, named, folder);
            look(folder, into);
        }
    }
    RegCloseKey(users);
}

/* --- unsent dossiers ---------------------------------------------------------------------------------------- */

typedef struct { int dossiers; wchar_t folder[PATH_CAPACITY]; } unsent;

static void count_unsent(const wchar_t *folder, void *into)
{
    unsent *found = into;
    wchar_t path[PATH_CAPACITY];
    char text[16] = "";
    DWORD length = 0;
    _snwprintf(path, PATH_CAPACITY - 1, L"%ls\\unsent-dossiers.txt", folder);
    path[PATH_CAPACITY - 1] = L'\0';
    HANDLE note = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                              OPEN_EXISTING, 0, NULL);
    if (note == INVALID_HANDLE_VALUE)
        return;
    if (!ReadFile(note, text, sizeof text - 1, &length, NULL))
        length = 0;
    CloseHandle(note);
    text[length] = '\0';
    int told = atoi(text);
    /* A note that cannot be read says that there is something. */
    found->dossiers += told > 0 ? told : 1;
    _snwprintf(found->folder, PATH_CAPACITY - 1, L"%ls", folder);
}

static void tell(MSIHANDLE install, const wchar_t *sentence)
{
    MSIHANDLE record = MsiCreateRecord(1);
    MsiRecordSetStringW(record, 0, sentence);
    MsiProcessMessage(install, (INSTALLMESSAGE)(INSTALLMESSAGE_ERROR | MB_OK | MB_ICONERROR), record);
    MsiCloseHandle(record);
    HANDLE source = RegisterEventSourceW(NULL, L"CounterApp");
    if (source != NULL) {
        ReportEventW(source, EVENTLOG_ERROR_TYPE, 0, EVENT_UNSENT, NULL, 1, 0, &sentence, NULL);
        DeregisterEventSource(source);
    }
}

/* Ends the removal with an error while dossiers are unsent. */
__declspec(dllexport) UINT WINAPI RefuseUnsent(MSIHANDLE install)
{
    static unsent found;
    static wchar_t sentence[2 * PATH_CAPACITY];
    found.dossiers = 0;
    each_profile(count_unsent, &found);
    if (found.dossiers == 0)
        return ERROR_SUCCESS;
    _snwprintf(sentence, 2 * PATH_CAPACITY - 1,
               L"Máy này còn %d hồ sơ chưa gửi lên tỉnh (%ls). Hãy mở Counter App, chờ gửi xong rồi gỡ lại. Nếu vẫn "
               L"muốn gỡ, chạy: msiexec /x ... WITH_UNSENT=1\n\n%d dossiers on this PC are not sent yet (%ls). Open "
               L"Counter App, wait until they are sent, then remove it. To remove it all the same: msiexec /x ... "
               L"WITH_UNSENT=1", found.dossiers, found.folder, found.dossiers, found.folder);
    tell(install, sentence);
    return ERROR_INSTALL_FAILURE;
}

/* --- removal of dossiers ------------------------------------------------------------------------------------ */

static void empty_and_remove(const wchar_t *folder)
{
    HANDLE held = CreateFileW(folder, FILE_LIST_DIRECTORY, FILE_SHARE_READ, NULL, OPEN_EXISTING,
                              FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT, NULL);
    BY_HANDLE_FILE_INFORMATION known;
    if (held == INVALID_HANDLE_VALUE)
        return;
    int is_folder = GetFileInformationByHandle(held, &known)
        && (known.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY)
        && !(known.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT);
    wchar_t *path = malloc(PATH_CAPACITY * sizeof(wchar_t));
    WIN32_FIND_DATAW entry;
    HANDLE list = INVALID_HANDLE_VALUE;
    if (is_folder && path != NULL) {
        _snwprintf(path, PATH_CAPACITY - 1, L"%ls\\*", folder);
        list = FindFirstFileW(path, &entry);
    }
    if (list != INVALID_HANDLE_VALUE) {
        do {
            if (wcscmp(entry.cFileName, L".") == 0 || wcscmp(entry.cFileName, L"..") == 0)
                continue;
            int length = _snwprintf(path, PATH_CAPACITY - 1, L"%ls\\%ls", folder, entry.cFileName);
            if (length < 0 || length >= PATH_CAPACITY - 1)
                continue;
            int is_link = (entry.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0;
            if (!(entry.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY))
                DeleteFileW(path);
            else if (is_link)
                RemoveDirectoryW(path);
            else
                empty_and_remove(path);
        } while (FindNextFileW(list, &entry));
        FindClose(list);
    }
    free(path);
    CloseHandle(held);
    if (is_folder)
        RemoveDirectoryW(folder);
}

static void remove_dossiers(const wchar_t *folder, void *into)
{
    (void)into;
    wchar_t store[PATH_CAPACITY], long_name[PATH_CAPACITY];
    _snwprintf(store, PATH_CAPACITY - 1, L"%ls\\store.db", folder);
    store[PATH_CAPACITY - 1] = L'\0';
    /* Only a folder that this program made is removed, whatever a value in the registry says. */
    if (GetFileAttributesW(store) == INVALID_FILE_ATTRIBUTES)
        return;
    _snwprintf(long_name, PATH_CAPACITY - 1, L"%ls%ls", folder[0] == L'\\' ? L"" : L"\\\\?\\", folder);
    long_name[PATH_CAPACITY - 1] = L'\0';
    empty_and_remove(long_name);
}

/* Takes every window's dossiers from this PC; called only when IT said so. */
__declspec(dllexport) UINT WINAPI RemoveDossiers(MSIHANDLE install)
{
    (void)install;
    each_profile(remove_dossiers, NULL);
    return ERROR_SUCCESS;
}
