"""``python -m counter_app person``: what this window holds about one person, for whom the law lets ask for it.

It is a look at the person's papers: a clerk signs in for it, and the look is an act with its purpose. Other people
who occur in the same acts are in it too; who hands it out reads it first.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import msgspec

from counter_app.bootstrap import Counter, open_counter
from counter_app.contract.acts import Kind, PaperSigned, PapersViewed, body_of, known_kind
from counter_app.contract.canonical import digest
from counter_app.domain.errors import InvalidInput
from counter_app.domain.identity import parse_id_number
from counter_app.domain.ids import DossierId
from counter_app.services.ports import Session, StoredAct
from counter_app.settings import Settings

PURPOSE = "Cung cấp dữ liệu theo yêu cầu của chủ thể dữ liệu"


def export_person(
    number: str, out: Path, settings: Settings, *, login: str, password: str, said: Callable[[str], None]
) -> int:
    """Write everything held here about the person with this number into ``out``; how many dossiers that were.

    Raises:
        InvalidInput: the number is none, or ``file_exists``.
        NotAllowed: the sign-in does not hold.
    """
    counter = open_counter(settings)
    try:
        session = counter.sign_in.with_password(login, password)
        try:
            return export_from(counter, session, number, out, said)
        finally:
            counter.sign_in.sign_out(session)
    finally:
        counter.close()


def export_from(counter: Counter, session: Session, number: str, out: Path, said: Callable[[str], None]) -> int:
    """The same for a counter that is open and a clerk who is signed in. The act is recorded before a file is."""
    wanted = parse_id_number(number)
    told = out / "du-lieu.json"
    if told.exists():
        raise InvalidInput("file_exists", file=str(told))
    with counter.store.open_work() as work:
        body = PapersViewed(person_digest=digest(wanted.encode()), purpose=PURPOSE)
        counter.recorder.record(work, body, session=session)
        work.commit()
    out.mkdir(parents=True, exist_ok=True)
    rows = counter.store.queries.person_dossiers(wanted)
    dossiers = [_dossier(counter, row.dossier_id, out) for row in rows]
    told.write_text(json.dumps(dossiers, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    said(f"{len(dossiers)} hồ sơ -> {out}")
    return len(dossiers)


def _dossier(counter: Counter, dossier_id: DossierId, out: Path) -> dict[str, object]:
    with counter.store.open_work() as work:
        dossier = work.dossiers.get(dossier_id)
        stored = list(work.acts.of_dossier(dossier_id))
        pages = work.pages.of_dossier(dossier_id, with_removed=True)
    files = {page.cleaned or page.raw: f"trang-{page.position}.jpg" for page in pages}
    if dossier is not None and dossier.manifest is not None:
        files |= {paper.file: f"{paper.paper_type}.pdf" for paper in dossier.manifest.papers}
    signed_later = [body_of(one.act) for one in stored if known_kind(one.act) is Kind.PAPER_SIGNED]
    files |= {one.file: f"{one.paper_type}-ky-sau.pdf" for one in signed_later if isinstance(one, PaperSigned)}
    code = dossier.code if dossier else dossier_id
    written: list[str] = []
    for name, title in files.items():
        if counter.vault.has(name):
            target = out / f"{code}-{title}"
            target.write_bytes(counter.vault.get(name))
            written.append(target.name)
    return {
        "code": code,
        "state": dossier.state if dossier else "",
        "acts": [_act(one) for one in stored],
        "pages": [
            {"position": page.position, "text": page.reading.text if page.reading else ""} for page in pages
        ],
        "files": written,
    }


def _act(stored: StoredAct) -> dict[str, object]:
    act = stored.act
    return {
        "kind": act.kind,
        "at": act.device_time,
        "by": act.actor,
        "unit": act.unit,
        "body": msgspec.to_builtins(act.body),
        "at_the_province": stored.receipt is not None,
    }
