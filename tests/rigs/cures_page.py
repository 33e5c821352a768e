"""Writes ``docs/cures.md``: ``python -m tests.rigs.cures_page``.

What a person reads is taken from the program, in both languages; what stands here is when it happens, what cures
it, who may do that, and the test that does it. A test sees to it that the page is this one, that nothing is
missing and that every test it names is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from counter_app.ui.problems import listed_words
from counter_app.ui.words import Words, spoken

ROOT: Final = Path(__file__).resolve().parents[2]
PAGE: Final = ROOT / "docs" / "cures.md"
ENGLISH: Final = ROOT / "resources" / "i18n" / "counter_en.ts"
WHOLE_WAY: Final = "test_cured_"

CLERK, SUPERVISOR, IT, NOBODY = "clerk", "supervisor", "IT", "nobody: it passes"


@dataclass(frozen=True)
class Row:
    """One code. ``of_act`` where the sentence is about an act that was turned down."""

    code: str
    when: str
    cure: str
    who: str
    tests: tuple[str, ...]
    of_act: bool = False


_ONCE = "test_what_the_province_says_once_is_got_over_by_trying_again"
_BELIEVED = "test_a_province_that_is_not_believed_is_cured_by_sending_again_once_it_is_right"
_LOST = "test_a_lost_file_is_cured_by_opening_the_dossier_and_closing_it_again"
_ENVELOPE = "test_an_envelope_that_does_not_hold_is_mended_by_a_new_life_without_anybody"
_CERTIFICATE = "test_a_certificate_that_does_not_agree_is_cured_by_comparing_again"

ACTS: Final = (
    Row(
        "not_holder",
        "the dossier went to another unit meanwhile",
        "the supervisor takes it back, the act is done again; or it is left to that unit",
        f"{SUPERVISOR}; {CLERK}",
        (
            "test_not_holder_is_cured_when_the_supervisor_takes_the_dossier_back",
            "test_not_holder_is_left_to_the_unit_that_has_the_dossier_now",
        ),
        of_act=True,
    ),
    Row(
        "stale_version",
        "another window changed what the act rests on",
        "look, do it again; a seal: close the dossier again",
        CLERK,
        ("test_stale_version_is_cured_by_closing_the_dossier_as_it_is_now",),
        of_act=True,
    ),
    Row(
        "illegal_move",
        "the dossier is in a state that does not allow the act",
        "look; accept that it was done elsewhere, or do it again",
        CLERK,
        (
            "test_illegal_move_is_cured_by_looking_and_accepting",
            "test_a_result_that_two_windows_hand_over_is_handed_over_once",
        ),
        of_act=True,
    ),
    Row(
        "not_in_scope",
        "whoever did it has not the role there any more",
        "somebody who has it does it again",
        SUPERVISOR,
        ("test_not_in_scope_is_cured_by_somebody_who_may",),
        of_act=True,
    ),
    Row(
        "gate_not_met",
        "papers are missing by the law that the province has",
        "add them, close the dossier again",
        CLERK,
        ("test_gate_not_met_is_cured_by_adding_what_the_new_law_asks_for",),
        of_act=True,
    ),
    Row(
        "not_found",
        "the file of a paper that was taken over is gone, its time was over; or it is not for this window",
        "scan that paper, close the dossier again; a request is asked again by itself",
        CLERK,
        ("test_a_paper_that_is_gone_since_it_was_taken_over_is_scanned_instead", _ONCE),
        of_act=True,
    ),
    Row(
        "code_taken",
        "another dossier has the code",
        "another code, by itself while somebody is signed in; the receipt is printed again",
        CLERK,
        ("test_code_taken_is_cured_by_another_code_and_another_receipt",),
        of_act=True,
    ),
    Row(
        "receipt_number_taken",
        "another dossier of the unit has the form's number",
        "another form",
        CLERK,
        ("test_receipt_number_taken_is_cured_by_another_form",),
        of_act=True,
    ),
    Row(
        "due_differs",
        "the appointment on the receipt is not the province's",
        "the act stands; tell the citizen, print again",
        f"{CLERK}; {SUPERVISOR}",
        ("test_due_differs_is_cured_by_telling_the_citizen",),
        of_act=True,
    ),
    Row(
        "schema_too_old",
        "recorded by a release that the province reads no more",
        "update the window, do it again",
        f"{IT}; {CLERK}",
        ("test_schema_too_old_is_cured_by_an_update_and_doing_it_again",),
        of_act=True,
    ),
    Row(
        "schema_too_new",
        "recorded by a release that the province does not read yet",
        "passes with the province's update; send again",
        CLERK,
        ("test_schema_too_new_is_cured_when_the_province_is_updated",),
        of_act=True,
    ),
    Row(
        "malformed",
        "not understood: a defect, or an old release",
        "update, do it again",
        f"{IT}; {CLERK}",
        ("test_malformed_is_cured_by_doing_it_again",),
        of_act=True,
    ),
    Row(
        "predecessor_missing",
        "an act that has to come first is not there, or is held",
        "that one is sent or cured first",
        NOBODY,
        (
            "test_not_in_scope_is_cured_by_somebody_who_may",
            "test_code_taken_is_cured_by_another_code_and_another_receipt",
        ),
        of_act=True,
    ),
    Row(
        "files_missing",
        "a seal waits for its files",
        "they are sent",
        NOBODY,
        (_ONCE,),
        of_act=True,
    ),
    Row("bad_signature", "the envelope does not hold", "a new life", NOBODY, (_ENVELOPE,)),
    Row("broken_chain", "the chain does not hold", "a new life", NOBODY, (_ENVELOPE,)),
)

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
            _ONCE,
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

LINK: Final = (
    Row(
        "captive_portal",
        "the network wants a sign-in first",
        "sign in there",
        CLERK,
        ("test_captive_portal_is_told_and_goes_away_with_the_sign_in_there",),
    ),
    Row("certificate_dates", "the province's certificate or this clock", "mend it, send again", IT, (_BELIEVED,)),
    Row("certificate_refused", "a certificate of nobody known", "mend it, send again", IT, (_BELIEVED,)),
    Row("pin_differs", "another key than the pinned one", "mend it, send again", IT, (_BELIEVED,)),
    Row("other_protocol", "a province of another protocol", "update, send again", IT, (_BELIEVED,)),
    Row(
        "receipt_forged",
        "a receipt that the province did not sign",
        "stays unsent; send again on another way",
        IT,
        ("test_receipt_forged_is_cured_by_the_provinces_own_word",),
    ),
    Row(
        "relay_unknown",
        "a branch's relay that the province does not name",
        "nothing of it counts; send again",
        IT,
        ("test_a_relay_that_the_province_does_not_name_is_not_believed_and_everything_is_kept",),
    ),
    Row(
        "certificate_differs",
        "both sides count another day",
        "compare again; accept what no disk has any more",
        IT,
        (_CERTIFICATE, "test_store_restored_asks_for_a_look_and_accepts_what_no_disk_has"),
    ),
    Row(
        "certificate_forged", "a certificate that the province did not sign", "compare again", IT, (_CERTIFICATE,)
    ),
    Row(
        "link_defect",
        "a defect in the program",
        "the link goes on after a pause; send again",
        IT,
        ("test_a_defect_is_logged_told_and_survived",),
    ),
    Row("busy", "the province has much to do", "later", NOBODY, (_ONCE,)),
    Row("too_many_requests", "the province asks to wait", "later, as told", NOBODY, (_ONCE,)),
    Row("too_large", "a batch is too much", "smaller ones", NOBODY, (_ONCE,)),
    Row("checksum_mismatch", "bytes flipped on the way", "again", NOBODY, (_ONCE,)),
    Row("offset_differs", "an upload stands elsewhere", "goes on from there", NOBODY, (_ONCE,)),
    Row("upload_gone", "an upload expired", "begins again", NOBODY, (_ONCE,)),
    Row("no_numbers_left", "no serials to be had", "provisional codes meanwhile", NOBODY, (_ONCE,)),
)

PARTS: Final = (
    ("Acts that the province did not take", ACTS),
    ("What a window gets into", WINDOWS),
    ("The line, and who answers on it", LINK),
)

HEAD: Final = """# What goes wrong, what a person reads, and what cures it

Every problem of the contract, every entry of the list "Cần xử lý", and the states of a window that need somebody.
The tests `tests/integration/test_cured_*.py` take the ones marked ● the whole way: a real window and a real
province, the trouble as it arises, the button pressed in the list's presenter, and afterwards the judge of the
storms (`tests/rigs/agreement.py`) with nothing to say. Those marked ○ are tried in the test that is named, part of
the way. This page is made by `python -m tests.rigs.cures_page`.

Clerk and supervisor see the same list, that of the PC at which they sit; the supervisor may do what the clerk may
not. What was turned down at another PC is listed and cured at that PC; the province tells the other windows of the
unit, and there the supervisor reads it in "Toàn chi nhánh", side "Bị trả lại": which dossier, what was done and by
whom, why it was not taken, since when, and the buttons that the list of that PC offers; a dossier that another
unit has is taken back from there. The entry is gone as soon as it is cured, or once the supervisor presses "Đã xử
lý xong"; the list of that PC keeps its own then. `test_told_supervisor.py` takes it the whole way.
"""


def english() -> dict[str, str]:
    """The English of every text, by its Vietnamese."""
    found = {}
    for message in ET.parse(ENGLISH).getroot().iter("message"):  # noqa: S314 - our own file
        found[message.findtext("source") or ""] = message.findtext("translation") or ""
    return found


def said(row: Row) -> Words:
    """What a person reads."""
    facts = {"kind": "dossier_sealed"} if row.of_act else {}
    return listed_words(row.code, facts, lambda unit: unit)


def page() -> str:
    """The whole page."""
    translated = english()
    places = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")}
    parts = [HEAD]
    for title, rows in PARTS:
        parts.append(f"## {title}\n")
        parts.append("| code | when | what a person reads | cure | who | test |\n|---|---|---|---|---|---|")
        for row in rows:
            text = said(row)
            vietnamese, other = str(text), spoken(text, lambda _context, source: translated.get(source, source))
            tests = "<br>".join(f"{_mark(name, places)} `{name}`" for name in row.tests)
            parts.append(
                f"| `{row.code}` | {row.when} | {vietnamese}<br>*{other}* | {row.cure} | {row.who} | {tests} |"
            )
        parts.append("")
    return "\n".join(parts)


def home_of(test: str, places: dict[str, str]) -> str:
    """The file in which a test of this name stands; empty where there is none."""
    return next((file for file, text in sorted(places.items()) if f"def {test}(" in text), "")


def _mark(test: str, places: dict[str, str]) -> str:
    return "●" if home_of(test, places).startswith(WHOLE_WAY) else "○"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
