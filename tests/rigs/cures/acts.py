"""Acts that the province did not take: when that happens, what cures it, who may, and the tests."""

from __future__ import annotations

from typing import Final

from tests.rigs.cures.row import CLERK, IT, NOBODY, ONCE, SUPERVISOR, Row

_ENVELOPE = "test_an_envelope_that_does_not_hold_is_mended_by_a_new_life_without_anybody"

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
        ("test_a_paper_that_is_gone_since_it_was_taken_over_is_scanned_instead", ONCE),
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
        (ONCE,),
        of_act=True,
    ),
    Row("bad_signature", "the envelope does not hold", "a new life", NOBODY, (_ENVELOPE,)),
    Row("broken_chain", "the chain does not hold", "a new life", NOBODY, (_ENVELOPE,)),
)
