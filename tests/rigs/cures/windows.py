"""What a window gets into: when that happens, what cures it, who may, and the tests."""

from __future__ import annotations

from typing import Final

from tests.rigs.cures.row import CLERK, IT, ONCE, SUPERVISOR, Row

_LOST = "test_a_lost_file_is_cured_by_opening_the_dossier_and_closing_it_again"

WINDOWS: Final = (
    Row(
        "unknown_device",
        "the window was withdrawn, or never enrolled",
        "a new code; unsent work goes over",
        f"{IT}; {CLERK}",
        ("test_unknown_device_is_cured_by_a_new_code",),
    ),
    Row(
        "cloned_device",
        "two copies of a disk are alive: this is the second",
        "a new code: a device of its own",
        f"{IT}; {CLERK}",
        ("test_cloned_device_is_cured_by_a_new_code_for_the_second_copy",),
    ),
    Row(
        "token_invalid",
        "the province does not take the window's key",
        "once by itself; then send again, or a new code",
        f"{IT}; {CLERK}",
        ("test_token_invalid_is_cured_by_a_new_code",),
    ),
    Row(
        "enrolment_code_invalid",
        "the code that was typed is wrong, used or over",
        "another code; the entry stays",
        IT,
        ("test_unknown_device_is_cured_by_a_new_code",),
    ),
    Row(
        "sign_in_failed",
        "login, password or role",
        "typed again",
        CLERK,
        ("test_a_clerk_signs_in_with_the_device",),
    ),
    Row(
        "store_restored",
        "an older image of the disk was put back",
        "a new life by itself; look over recent dossiers",
        CLERK,
        ("test_store_restored_asks_for_a_look_and_accepts_what_no_disk_has",),
    ),
    Row(
        "province_restored",
        "the province's backup was put back",
        "what it lost is brought again by itself; look over recent dossiers",
        f"{CLERK}; {SUPERVISOR}",
        ("test_what_the_backup_lacks_is_brought_again_with_its_files",),
    ),
    Row(
        "file_lost_here",
        "a file of a closed dossier is gone before the province had it",
        "open the dossier again, scan what is lost, close it; or IT brings the file back",
        f"{CLERK}; {IT}",
        (
            _LOST,
            "test_a_page_that_is_lost_with_its_paper_is_scanned_again",
            "test_a_lost_file_that_it_brings_back_from_a_backup_is_sent",
        ),
    ),
    Row("file_damaged", "the same, but the file is there and wrong", "the same", f"{CLERK}; {IT}", (_LOST,)),
    Row(
        "reopened_for_lost_file",
        "such a dossier is open again",
        "goes with the next seal that the province takes",
        CLERK,
        (_LOST,),
    ),
    Row(
        "file_does_not_arrive",
        "a file came to its end several times and was another there",
        "send again; look at the line",
        IT,
        ("test_a_chunk_with_one_wrong_bit_is_460_and_dropped",),
    ),
    Row(
        "paper_unsigned",
        "the signing device was away when the dossier was closed",
        "sign later",
        CLERK,
        ("test_it_waits_to_be_sent_and_for_its_time_stamp_and_leaves_the_list",),
    ),
    Row(
        "page_not_kept",
        "the power went while a page was kept",
        "scan that sheet again",
        CLERK,
        ("test_a_page_whose_bytes_were_lost_is_listed",),
    ),
    Row(
        "foreign_separator",
        "a separator sheet of another dossier was in the pile",
        "put the pages behind it in order",
        CLERK,
        ("test_a_separator_of_another_dossier_is_listed_and_its_pages_are_left_to_the_clerk",),
    ),
    Row(
        "code_replaced",
        "serials were used up, the dossier got its legal code later",
        "print the receipt again",
        CLERK,
        (
            "test_the_clerk_is_asked_for_a_new_receipt",
            "test_a_provisional_code_gives_way_to_a_legal_one_as_soon_as_numbers_come",
        ),
    ),
    Row(
        "clock_wrong",
        "the PC's clock is far off",
        "set the clock",
        f"{CLERK}; {IT}",
        ("test_the_list_asks_for_a_wrong_clock_to_be_set_until_it_is_right",),
    ),
    Row(
        "clock_doubtful",
        "received offline under such a clock",
        "look at the date, print again",
        CLERK,
        ("test_a_dossier_received_offline_under_a_wrong_clock_is_flagged_for_the_clerk",),
    ),
    Row(
        "law_broken",
        "the law that the province sent has mistakes",
        "the former law stays; the province mends it",
        f"{SUPERVISOR}; {IT}",
        ("test_law_that_was_mended_takes_the_place_of_broken_law",),
    ),
    Row(
        "change_unreadable",
        "the province told something that this release does not read",
        "update; it is read again at the first start",
        IT,
        ("test_change_unreadable_is_cured_by_the_update_that_reads_it",),
    ),
    Row(
        "disk_full",
        "no room on this PC, or at the province",
        "make room; what was under way is undone as a whole",
        f"{CLERK}; {IT}",
        (
            "test_a_full_disk_says_so_and_undoes_the_whole_transaction",
            "test_a_full_disk_says_so_and_leaves_nothing_behind",
            ONCE,
        ),
    ),
    Row(
        "store_newer",
        "the data is of a newer release",
        "install that one; nothing is touched",
        IT,
        ("test_a_store_of_a_newer_release_is_refused_and_left_alone",),
    ),
    Row(
        "store_damaged",
        "the store's file is damaged",
        "a backup",
        IT,
        ("test_a_file_that_was_cut_is_damaged", "test_what_came_after_the_copy_is_gone_and_what_was_lost_is_back"),
    ),
    Row(
        "keys_lost",
        "the keys of the store are gone",
        "the recovery shares",
        IT,
        ("test_without_its_keys_an_existing_store_gets_no_new_ones",),
    ),
)
