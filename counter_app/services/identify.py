"""Who stands at the window: from the picture of a card, from a hand scanner's text, or typed."""

from __future__ import annotations

from counter_app.contract.acts import Applicant
from counter_app.domain.errors import NotFound
from counter_app.domain.id_card import CardReading, looks_like_card, read_card, read_typed_card
from counter_app.domain.identity import Person
from counter_app.services.ports import PageReaders

ON_THE_SCREEN = 0


class Identify:
    """Reads identity cards."""

    def __init__(self, readers: PageReaders) -> None:
        self._readers = readers

    def from_image(self, image: bytes) -> CardReading:
        """What the card in this picture says. Call it off the window's thread.

        Raises:
            InvalidInput: it is no picture.
            Damaged: the picture is cut off.
            NotFound: ``no_card_code``: there is no card's QR code to be read in it.
        """
        future = self._readers.submit(image, expect_card=True, want_text=False, priority=ON_THE_SCREEN)
        for code in future.result().reading.barcodes:
            if looks_like_card(code.text):
                return read_card(code.text)
        raise NotFound("no_card_code")

    def from_text(self, text: str) -> CardReading:
        """What a hand scanner typed, mended where an input method changed it.

        Raises:
            InvalidInput: ``not_an_id_card``.
        """
        return read_typed_card(text)


def applicant_of(person: Person) -> Applicant:
    """The person as the acts carry them."""
    return Applicant(
        name=person.name,
        id_number=person.id_number,
        old_id_number=person.old_id_number,
        birth=person.birth.iso if person.birth else "",
        sex=person.sex,
        address=person.address_text,
        phone=person.phone,
        email=person.email,
    )
