"""The list of what needs a person: every trouble in the clerk's words, each with what cures it."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from counter_app.contract.messages import Outcome
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import CounterError
from counter_app.domain.ids import ActId, DossierId
from counter_app.services.cures import Cure, can_redo, cures_of
from counter_app.services.ports import Session, StoredAct, Trouble
from counter_app.services.projection import TURNED_DOWN
from counter_app.ui.formats import since_text
from counter_app.ui.presenters.day_screen import TroubleRow, TroublesScreen, TroublesView
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.history import DONE
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.print_jobs import RECEIPT, numbered
from counter_app.ui.presenters.running import Refresh, Tasks
from counter_app.ui.presenters.saying import dossier_line
from counter_app.ui.presenters.screens import Choice, Note, Tone
from counter_app.ui.problems import listed_words, problem_words, tone_of
from counter_app.ui.words import Text, Words, words

CURES: dict[Cure, Words] = {
    Cure.OPEN: words("Troubles", "Mở hồ sơ"),
    Cure.REDO: words("Troubles", "Làm lại thao tác"),
    Cure.RECEIVE_AGAIN: words("Troubles", "Cấp mã khác"),
    Cure.PRINT_RECEIPT: words("Troubles", "In lại giấy tiếp nhận"),
    Cure.SEND: words("Troubles", "Gửi lại"),
    Cure.ENROL: words("Troubles", "Khai báo lại quầy"),
    Cure.REOPEN: words("Troubles", "Mở lại để quét"),
    Cure.SIGN: words("Troubles", "Ký lại"),
    Cure.SOLVED: words("Troubles", "Đã xử lý xong"),
}


@dataclass(frozen=True)
class TroublesServices:
    """What the list asks of the program."""

    open: Callable[[], Sequence[Trouble]]
    dossier: Callable[[DossierId], Dossier | None]
    solve: Callable[[str, Session], None]
    send_now: Callable[[], None]
    act: Callable[[str], StoredAct | None]
    redo: Callable[[ActId, Session], Dossier]
    receive_again: Callable[[DossierId, Session], Dossier]
    reopen: Callable[[DossierId], Dossier]
    sign_later: Callable[[DossierId, Session], int]
    enrol: Callable[[str], object]
    receipt: Callable[[DossierId, Session], bytes]
    render: Callable[[bytes], tuple[bytes, ...]]
    title_of: Callable[[str], str]
    unit_title: Callable[[str], str]
    name_of: Callable[[str], str]
    now: Callable[[], datetime]


PAPER_UNSIGNED = "paper_unsigned"
_NOT_TAKEN = TURNED_DOWN | {Outcome.HELD}


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one thing: usually one trouble; several where one event turned several acts down."""

    troubles: tuple[Trouble, ...]
    dossier: Dossier | None
    acts: tuple[StoredAct | None, ...]

    @property
    def first(self) -> Trouble:
        return self.troubles[0]

    @property
    def facts(self) -> dict[str, str]:
        """Those of the first; every paper is named."""
        papers = dict.fromkeys(one.facts["paper"] for one in self.troubles if "paper" in one.facts)
        return {**self.first.facts, **({"paper": "», «".join(papers)} if papers else {})}

    @property
    def cures(self) -> tuple[Cure, ...]:
        """What can be done about all of it; "dealt with" only where that holds for each."""
        each = [cures_of(one, self.dossier, act) for one, act in zip(self.troubles, self.acts, strict=True)]
        found = dict.fromkeys(cure for cures in each for cure in cures)
        return tuple(cure for cure in found if cure is not Cure.SOLVED or all(cure in cures for cures in each))

    @property
    def redone(self) -> tuple[ActId, ...]:
        """The acts that can be done anew, in the order in which they were made."""
        return tuple(ActId(act.act.act_id) for act in self.acts if act is not None and can_redo(act))


def joined(troubles: Sequence[Trouble], act_of: Callable[[str], StoredAct | None]) -> list[list[Trouble]]:
    """Troubles of one code with acts of one dossier that the province did not take are one thing to a person."""
    found: dict[tuple[str, ...], list[Trouble]] = {}
    for one in troubles:
        act = act_of(one.act_id) if one.act_id and one.dossier_id else None
        together = act is not None and act.own and act.outcome in _NOT_TAKEN
        together = together or one.code == PAPER_UNSIGNED
        found.setdefault((one.code, one.dossier_id if together else one.trouble_id), []).append(one)
    return list(found.values())


class TroublesPresenter:
    """Decides what the list shows, and how many wait."""

    def __init__(
        self,
        view: TroublesView,
        tasks: Tasks,
        desk: Desk,
        services: TroublesServices,
        counted: Callable[[int], None],
    ) -> None:
        self._view = view
        self._tasks = tasks
        self._desk = desk
        self._services = services
        self._counted = counted
        self._screen = TroublesScreen()
        self._entries: tuple[Entry, ...] = ()
        self._enrolling = ""
        self._refresh = Refresh(tasks, self._read, done=self._shown, failed=self._failed)

    def start(self) -> None:
        """The screen came to the front."""
        self._refresh.ask()

    def changed(self) -> None:
        """Something was added or solved."""
        self._refresh.ask()

    def cure_wanted(self, key: str, cure: str) -> None:
        """This cure for this entry."""
        entry = next((one for one in self._entries if one.first.trouble_id == key), None)
        if entry is None:
            return
        session, dossier, services = self._desk.session, entry.dossier, self._services
        match Cure(cure):
            case Cure.OPEN if dossier is not None:
                self._desk.take_up(dossier.dossier_id)
                self._desk.go_to(Place.REVIEW)
            case Cure.SEND:
                services.send_now()
                self._show(replace(self._screen, status=Note(words("Troubles", "Đang gửi lại…"), Tone.ACCENT)))
            case Cure.REDO:
                self._do(
                    lambda: [services.redo(act_id, session) for act_id in entry.redone],
                    words("Troubles", "Đã làm lại. Hồ sơ sẽ tự gửi về tỉnh."),
                )
            case Cure.RECEIVE_AGAIN if dossier is not None:
                self._do(
                    lambda: services.receive_again(dossier.dossier_id, session),
                    words("Troubles", "Hồ sơ đã có mã khác. Hãy in lại giấy tiếp nhận cho người dân."),
                )
            case Cure.REOPEN if dossier is not None:
                self._do(
                    lambda: services.reopen(dossier.dossier_id),
                    words("Troubles", "Hồ sơ đã mở lại. Hãy quét lại những trang bị mất rồi chốt hồ sơ."),
                )
            case Cure.SIGN if dossier is not None:
                self._sign(dossier.dossier_id, session)
            case Cure.PRINT_RECEIPT if dossier is not None:
                self._tasks.run(
                    lambda: services.render(services.receipt(dossier.dossier_id, session)),
                    done=lambda pages: self._printed(pages, dossier.code),
                    failed=self._failed,
                    slow=True,
                )
            case Cure.ENROL:
                self._enrolling = key
                self._view.ask_code()
            case _:
                self._do(lambda: self._solve(entry, session), None)

    def code_given(self, code: str) -> None:
        """The code with which IT lets this window begin anew; nothing typed leaves the entry where it is."""
        key, services, session = self._enrolling, self._services, self._desk.session
        if not code.strip() or not key:
            return

        def begin_anew() -> None:
            services.enrol(code)
            services.solve(key, session)
            services.send_now()

        self._show(replace(self._screen, status=Note(words("Troubles", "Đang khai báo lại quầy…"), Tone.ACCENT)))
        self._do(
            begin_anew,
            words("Troubles", "Đã khai báo lại quầy. Hồ sơ chưa gửi vẫn còn nguyên và sẽ tự gửi về tỉnh."),
        )

    def _solve(self, entry: Entry, session: Session) -> None:
        for one in entry.troubles:
            self._services.solve(one.trouble_id, session)

    def _sign(self, dossier_id: DossierId, session: Session) -> None:
        """Takes as long as the person needs for the PIN."""

        def done(signed: int) -> None:
            said = words("Troubles", "Đã ký {count} giấy tờ. Bản đã ký sẽ tự gửi về tỉnh.").fill(count=signed)
            self._screen = replace(self._screen, status=Note(said, Tone.GOOD))
            self.changed()

        asked = words("Troubles", "Đang ký… Hãy cắm thiết bị ký số và nhập mã PIN khi được hỏi.")
        self._show(replace(self._screen, status=Note(asked, Tone.ACCENT)))
        self._tasks.run(
            lambda: self._services.sign_later(dossier_id, session), done=done, failed=self._failed, slow=True
        )

    def _do(self, work: Callable[[], object], said: Words | None) -> None:
        def done(_answer: object) -> None:
            note = Note(said, Tone.GOOD) if said is not None else None
            self._screen = replace(self._screen, status=note)
            self.changed()

        self._tasks.run(work, done=done, failed=self._failed)

    def _printed(self, pages: tuple[bytes, ...], code: str) -> None:
        self._view.print_paper(pages, numbered(RECEIPT, code))
        self._show(replace(self._screen, status=Note(words("Troubles", "Đã in lại giấy tiếp nhận."), Tone.GOOD)))

    def _read(self) -> tuple[Entry, ...]:
        services = self._services
        return tuple(
            Entry(
                tuple(troubles),
                services.dossier(DossierId(troubles[0].dossier_id)) if troubles[0].dossier_id else None,
                tuple(services.act(one.act_id) if one.act_id else None for one in troubles),
            )
            for troubles in joined(services.open(), services.act)
        )

    def _shown(self, entries: tuple[Entry, ...]) -> None:
        self._entries = entries
        self._counted(len(entries))
        rows = tuple(self._row(entry) for entry in entries)
        summary = words("Troubles", "Những việc chương trình không tự làm được, cũ nhất ở trên.")
        self._show(replace(self._screen, rows=rows, summary=summary if rows else ""))

    def _row(self, entry: Entry) -> TroubleRow:
        services = self._services
        return trouble_row(entry, services.now(), services.title_of, services.unit_title, services.name_of)

    def _failed(self, error: CounterError) -> None:
        self._show(replace(self._screen, status=Note(problem_words(error), tone_of(error))))

    def _show(self, screen: TroublesScreen) -> None:
        self._screen = screen
        self._view.show_screen(screen)


def trouble_row(
    entry: Entry,
    now: datetime,
    title_of: Callable[[str], str],
    unit_title: Callable[[str], str],
    name_of: Callable[[str], str],
) -> TroubleRow:
    """An entry in words, with its cures."""
    first, dossier = entry.first, entry.dossier
    if dossier is None:
        title: Text = words("Troubles", "Việc của quầy")
    else:
        title = dossier_line(dossier, title_of)
    return TroubleRow(
        key=first.trouble_id,
        title=title,
        detail=listed_words(first.code, entry.facts, unit_title),
        since=words("Troubles", "Từ {since}").fill(since=since_text(first.since, now)),
        tone=Tone.WARN,
        about=about_acts([(act.act.kind, act.act.actor) for act in entry.acts if act is not None], name_of),
        cures=tuple(Choice(cure, CURES[cure]) for cure in entry.cures),
    )


def about_acts(made: Sequence[tuple[str, str]], name_of: Callable[[str], str]) -> Text:
    """Which acts, and who made them: "Chốt hồ sơ, Ghi nhận ngoại lệ (2) · Lê Minh Tâm".

    Args:
        made: The kind of each act, and the id of its clerk.
        name_of: What a clerk is called.
    """
    if not made:
        return ""
    kinds = Tally(kind for kind, _ in made)
    named = [_act_words(kind, number) for kind, number in kinds.items()]
    listed = named[0]
    for one in named[1:]:
        listed = words("Troubles", "{first}, {next}").fill(first=listed, next=one)
    people = ", ".join(dict.fromkeys(name_of(clerk) for _, clerk in made))
    return words("Troubles", "Thao tác: {acts} · {people}").fill(acts=listed, people=people)


def _act_words(kind: str, number: int) -> Words:
    said = DONE.get(kind, words("Troubles", "Thao tác của bản mới hơn"))
    return words("Troubles", "{act} ({number})").fill(act=said, number=number) if number > 1 else said
