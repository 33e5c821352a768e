"""Run by the installed program's own Python: a window that fills its outbox without a link, and sends it later.

* ``fill URL CODE LOGIN PASSWORD COUNT`` enrols this PC, receives that many dossiers, seals some, sends nothing.
* ``deliver URL LOGIN PASSWORD`` lets the link's own thread send everything.
* ``more URL LOGIN PASSWORD`` receives one dossier more; ``look URL`` only looks.

Each prints what the store holds, as JSON, after the word RESULT.
"""

import io
import json
import sys
import threading
import time
from collections.abc import Sequence

from PIL import Image

from counter_app.bootstrap import Counter, open_counter
from counter_app.contract.acts import Applicant
from counter_app.domain.checks import OTHER_PAPER, Ground
from counter_app.domain.ids import DossierId, PageId
from counter_app.domain.pages import PageReading
from counter_app.domain.procedure import PaperNeed
from counter_app.services.ports import Page, PageState, Session
from counter_app.services.register import Intake
from counter_app.settings import read_settings

PROCEDURE, CASE = "1.004873", "thong-thuong"
SEALED_EVERY = 20
PATIENCE_S = 400.0


def fill(counter: Counter, code: str, login: str, password: str, count: int) -> None:
    counter.enrol(code)
    while counter.integrate.pull():
        pass
    session = counter.sign_in.with_password(login, password)
    for number in range(count):
        dossier_id = receive(counter, session, f"Người nộp thứ {number}")
        if number % SEALED_EVERY == 0:
            seal(counter, dossier_id, session, number)


def receive(counter: Counter, session: Session, name: str) -> DossierId:
    dossier_id = counter.register.begin()
    counter.register(dossier_id, Intake(applicant=Applicant(name=name), procedure=PROCEDURE, case=CASE), session)
    return dossier_id


def seal(counter: Counter, dossier_id: DossierId, session: Session, shade: int) -> None:
    with counter.store.open_work() as work:
        dossier = work.dossiers.get(dossier_id)
    assert dossier is not None
    for requirement in counter.review.requirements(dossier):
        if requirement.need is PaperNeed.REQUIRED:
            add_page(counter, dossier_id, requirement.paper_type, shade)
        elif requirement.need is PaperNeed.CONDITIONAL:
            why = "Không thuộc trường hợp"
            counter.grant_exception(dossier_id, requirement.paper_type, Ground.CONDITION_NOT_MET, why, session)
    add_page(counter, dossier_id, OTHER_PAPER, shade + 1)
    counter.seal(dossier_id, session)


def add_page(counter: Counter, dossier_id: DossierId, paper_type: str, shade: int) -> None:
    """A page as capture and recognition leave it."""
    encoded = io.BytesIO()
    Image.new("RGB", (64, 96), (200, shade % 256, shade // 256)).save(encoded, "JPEG", dpi=(200, 200))
    digest = counter.vault.put(encoded.getvalue())
    with counter.store.open_work() as work:
        work.pages.add(
            Page(
                page_id=PageId(counter.chance.new_id()),
                dossier_id=dossier_id,
                position=1 + len(work.pages.of_dossier(dossier_id)),
                raw=digest,
                media_type="image/jpeg",
                captured_at=counter.clock.now(),
                paper_type=paper_type,
                state=PageState.READ,
                cleaned=digest,
                reading=PageReading(64, 96, 200, 0, 0.0, False, (), (), (), 90.0, 1),
            )
        )
        work.commit()


def deliver(counter: Counter, login: str, password: str) -> None:
    """Return when the link has nothing left: everything is receipted, and every dossier has its legal code."""
    changed = threading.Event()
    counter.events.subscribe(lambda _event: changed.set())
    counter.sign_in.with_password(login, password)
    counter.engine.start()
    counter.engine.send_now()
    deadline = time.monotonic() + PATIENCE_S
    while not is_settled(counter):
        if not changed.wait(deadline - time.monotonic()):
            raise TimeoutError(told(counter))
        changed.clear()
    counter.engine.stop()


def is_settled(counter: Counter) -> bool:
    """Whether nothing waits; a code that is still to be replaced will be an act, and that act has to go, too."""
    with counter.store.open_work() as work:
        if work.dossiers.provisional(1):
            return False
    state = counter.store.queries.sync_state()
    return not state.acts_unsent and not state.files_unsent


def told(counter: Counter) -> dict[str, object]:
    """What the store holds; ``acts`` names every act that was made here, whatever became of it."""
    state = counter.store.queries.sync_state()
    with counter.store.open_work() as work:
        identity = work.observations.device()
        assert identity is not None
        acts = [
            act for epoch in range(1, identity.epoch + 1) for act in work.acts.chain(identity.device_id, epoch)
        ]
        stored = [work.acts.get(act.act_id) for act in acts]
    return {
        "acts": sorted(act.act_id for act in acts),
        "receipts": sum(one is not None and one.receipt is not None for one in stored),
        "dossiers": len({act.dossier_id for act in acts if act.kind == "received"}),
        "acts_unsent": state.acts_unsent,
        "files_unsent": state.files_unsent,
        "only_here": counter.store.only_here(),
        "troubles": state.troubles_open,
    }


def main(words: Sequence[str]) -> None:
    command, url, *rest = words
    counter = open_counter(read_settings(server_url=url))
    try:
        match command:
            case "fill":
                fill(counter, *rest[:3], count=int(rest[3]))
            case "more":
                receive(counter, counter.sign_in.with_password(*rest), "Người đến sau")
            case "deliver":
                deliver(counter, *rest)
            case _:
                pass
        result = told(counter)
    finally:
        counter.close()
    sys.stdout.write("RESULT " + json.dumps(result) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
