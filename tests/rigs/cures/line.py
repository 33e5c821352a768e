"""The line, and who answers on it: what goes wrong, what cures it, who may, and the tests."""

from __future__ import annotations

from typing import Final

from tests.rigs.cures.row import CLERK, IT, NOBODY, ONCE, Row

_BELIEVED = "test_a_province_that_is_not_believed_is_cured_by_sending_again_once_it_is_right"
_CERTIFICATE = "test_a_certificate_that_does_not_agree_is_cured_by_comparing_again"

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
    Row("busy", "the province has much to do", "later", NOBODY, (ONCE,)),
    Row("too_many_requests", "the province asks to wait", "later, as told", NOBODY, (ONCE,)),
    Row("too_large", "a batch is too much", "smaller ones", NOBODY, (ONCE,)),
    Row("checksum_mismatch", "bytes flipped on the way", "again", NOBODY, (ONCE,)),
    Row("offset_differs", "an upload stands elsewhere", "goes on from there", NOBODY, (ONCE,)),
    Row("upload_gone", "an upload expired", "begins again", NOBODY, (ONCE,)),
    Row("no_numbers_left", "no serials to be had", "provisional codes meanwhile", NOBODY, (ONCE,)),
)
