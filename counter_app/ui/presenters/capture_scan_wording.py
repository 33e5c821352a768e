"""What the capture screen says about a scan: how it will go, how it went, and what to do next."""

from __future__ import annotations

from counter_app.domain.scanning import ScanProfile, Source
from counter_app.services.capture import CaptureOutcome
from counter_app.services.scan_profiles import ByHand, Fitted
from counter_app.ui.presenters.screens import Note, Tone
from counter_app.ui.problems import scan_words
from counter_app.ui.words import Text, Words, words

BY_THE_PAPER = words("Capture", "Theo loại giấy tờ")
WAITING = words("Capture", "Đang chờ: bấm nút trên máy quét, hoặc đặt giấy vào khay, là bắt đầu quét.")

_BY_HAND: dict[ByHand, Words] = {
    ByHand.BACKS_AFTER_FRONTS: words("Capture", "máy quét từng mặt: quét hết mặt trước rồi mặt sau"),
    ByHand.SHEETS_ON_THE_GLASS: words("Capture", "đặt từng tờ lên mặt kính"),
}


def fitted_note(fitted: Fitted) -> Note:
    """How the paper will be scanned, and what is left to do by hand."""
    said = words("Capture", "{how} · {dpi} dpi").fill(
        how=fitted.title or _sides(fitted.profile), dpi=fitted.profile.dpi
    )
    for by_hand in sorted(fitted.by_hand):
        said = words("Capture", "{how} · {by_hand}").fill(how=said, by_hand=_BY_HAND[by_hand])
    return Note(said, Tone.WARN if fitted.by_hand else Tone.NEUTRAL)


def _sides(profile: ScanProfile) -> Words:
    if profile.source is Source.FLATBED:
        return words("Capture", "Mặt kính")
    return words("Capture", "Hai mặt") if profile.duplex else words("Capture", "Một mặt")


def outcome_note(outcome: CaptureOutcome) -> Note:
    """How a scan ended."""
    pages = len(outcome.pages)
    if outcome.stopped is not None:
        return Note(scan_words(outcome.stopped), Tone.WARN)
    if outcome.cancelled:
        said = words("Capture", "Đã dừng. Số trang vừa quét: {pages}.").fill(pages=pages)
        return Note(said, Tone.NEUTRAL)
    return Note(words("Capture", "Đã quét xong. Số trang vừa quét: {pages}.").fill(pages=pages), Tone.GOOD)


def go_on_at(sheet: int, note: Note) -> tuple[Text, Note]:
    """What the scan key does after a stop, and the note with what to do before."""
    text = words("Capture", "{what} Đặt lại giấy từ tờ {sheet} trở đi rồi bấm F9.").fill(
        what=note.text, sheet=sheet
    )
    return words("Capture", "Quét tiếp từ tờ {sheet}").fill(sheet=sheet), Note(text, note.tone)


def turn_the_stack(fronts: int) -> tuple[Text, Note]:
    """What the scan key does when the fronts of a stack are there."""
    text = words("Capture", "Đã quét {fronts} mặt trước. Lật cả tập giấy, đặt lại vào khay rồi bấm F9.")
    return words("Capture", "Quét mặt sau"), Note(text.fill(fronts=fronts), Tone.ACCENT)
