"""What is remembered of the link between two requests, and between two runs of the program."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import msgspec

from counter_app.domain.delivery import BATCH_ACTS, Seen
from counter_app.services.clock import note_time
from counter_app.services.events import DeliveryChanged
from counter_app.services.ports import LAST_CONTACT, LINK_PROBLEM, Clock, UnitOfWork

SEEN: Final = "link_seen"


def recall(work: UnitOfWork) -> Seen:
    """What is known of the link; nothing is known after a release that wrote it otherwise."""
    text = work.observations.get(SEEN)
    try:
        return msgspec.json.decode(text, type=Seen) if text else Seen()
    except msgspec.MsgspecError:
        return Seen()


def remember(work: UnitOfWork, seen: Seen, clock: Clock) -> None:
    """Keep it with the caller's transaction, and whether the province was reached."""
    work.observations.put(SEEN, msgspec.json.encode(seen).decode())
    work.observations.put(LINK_PROBLEM, seen.problem)
    if seen.failures == 0:
        work.observations.put(LAST_CONTACT, clock.now().isoformat())
        note_time(work, clock)
    work.publish(DeliveryChanged())


def reached(seen: Seen) -> Seen:
    """After an answer: nothing stands in the way of the next request."""
    return replace(seen, failures=0, failed_at=None, wait_s=0, problem="")


def afresh(seen: Seen) -> Seen:
    """As if nothing had ever failed: somebody said "Send now", or the network is another."""
    return replace(
        reached(seen), pulled_at=None, held_at=None, branch_asked_at=None, aside={}, batch_acts=BATCH_ACTS
    )
