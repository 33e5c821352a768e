"""The list of what needs a person: every trouble in the clerk's words, each with what cures it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import CounterError
from counter_app.domain.ids import ActId, DossierId
from counter_app.services.cures import Cure, cures_of
from counter_app.services.ports import Session, StoredAct, Trouble
from counter_app.ui.formats import since_text
from counter_app.ui.presenters.day_screen import TroubleRow, TroublesScreen, TroublesView
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.print_jobs import RECEIPT, numbered
from counter_app.ui.presenters.running import Refresh, Tasks
from counter_app.ui.presenters.screens import Choice, Note, Tone
from counter_app.ui.problems import problem_words, tone_of, trouble_words
from counter_app.ui.words import Text, Words, words

CURES: dict[Cure, Words] = {
    Cure.OPEN: words("Troubles", "Mở hồ sơ"),
    Cure.REDO: words("Troubles", "Làm lại thao tác"),
    Cure.RECEIVE_AGAIN: words("Troubles", "Cấp mã khác"),
    Cure.PRINT_RECEIPT: words("Troubles", "In lại giấy tiếp nhận"),
    Cure.SEND: words("Troubles", "Gửi lại"),
    Cure.ENROL: words("Troubles", "Khai báo lại quầy"),
    Cure.SIGN: words("Troubles", "Ký lại"),
    Cure.SOLVED: words("Troubles", "Đã xử lý xong"),
}


@dataclass(frozen=True)
class TroublesServices:
    """What the list asks of the program."""

    open: Callable[[], Sequence[Trouble]]
    dossier: Callable[[DossierId], Dossier | None]
    solve: Callable[[str], None]
    send_now: Callable[[], None]
    act: Callable[[str], StoredAct | None]
    redo: Callable[[ActId, Session], Dossier]
    receive_again: Callable[[DossierId, Session], Dossier]
    sign_later: Callable[[DossierId, Session], int]
    enrol: Callable[[str], object]
    receipt: Callable[[DossierId, Session], bytes]
    render: Callable[[bytes], tuple[bytes, ...]]
    title_of: Callable[[str], str]
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class _Entry:
    trouble: Trouble
    dossier: Dossier | None
    stored: StoredAct | None = None


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
        self._entries: tuple[_Entry, ...] = ()
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
        entry = next((one for one in self._entries if one.trouble.trouble_id == key), None)
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
                act_id = ActId(entry.trouble.act_id)
                self._do(
                    lambda: services.redo(act_id, session),
                    words("Troubles", "Đã làm lại. Hồ sơ sẽ tự gửi về tỉnh."),
                )
            case Cure.RECEIVE_AGAIN if dossier is not None:
                self._do(
                    lambda: services.receive_again(dossier.dossier_id, session),
                    words("Troubles", "Hồ sơ đã có mã khác. Hãy in lại giấy tiếp nhận cho người dân."),
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
                self._do(lambda: services.solve(key), None)

    def code_given(self, code: str) -> None:
        """The code with which IT lets this window begin anew; nothing typed leaves the entry where it is."""
        key, services = self._enrolling, self._services
        if not code.strip() or not key:
            return

        def begin_anew() -> None:
            services.enrol(code)
            services.solve(key)
            services.send_now()

        self._show(replace(self._screen, status=Note(words("Troubles", "Đang khai báo lại quầy…"), Tone.ACCENT)))
        self._do(
            begin_anew,
            words("Troubles", "Đã khai báo lại quầy. Hồ sơ chưa gửi vẫn còn nguyên và sẽ tự gửi về tỉnh."),
        )

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

    def _read(self) -> tuple[_Entry, ...]:
        services = self._services
        return tuple(
            _Entry(
                trouble,
                services.dossier(DossierId(trouble.dossier_id)) if trouble.dossier_id else None,
                services.act(trouble.act_id) if trouble.act_id else None,
            )
            for trouble in services.open()
        )

    def _shown(self, entries: tuple[_Entry, ...]) -> None:
        self._entries = entries
        self._counted(len(entries))
        rows = tuple(self._row(entry) for entry in entries)
        summary = words("Troubles", "Những việc chương trình không tự làm được, cũ nhất ở trên.")
        self._show(replace(self._screen, rows=rows, summary=summary if rows else ""))

    def _row(self, entry: _Entry) -> TroubleRow:
        return trouble_row(
            entry.trouble, entry.dossier, entry.stored, self._services.now(), self._services.title_of
        )

    def _failed(self, error: CounterError) -> None:
        self._show(replace(self._screen, status=Note(problem_words(error), tone_of(error))))

    def _show(self, screen: TroublesScreen) -> None:
        self._screen = screen
        self._view.show_screen(screen)


def trouble_row(
    trouble: Trouble,
    dossier: Dossier | None,
    stored: StoredAct | None,
    now: datetime,
    title_of: Callable[[str], str],
) -> TroubleRow:
    """An entry in words, with its cures."""
    if dossier is None:
        title: Text = words("Troubles", "Việc của quầy")
    else:
        title = f"{dossier.code} · {dossier.applicant.name} · {title_of(dossier.procedure)}"
    return TroubleRow(
        key=trouble.trouble_id,
        title=title,
        detail=trouble_words(trouble.code, trouble.facts),
        since=words("Troubles", "Từ {since}").fill(since=since_text(trouble.since, now)),
        tone=Tone.WARN,
        cures=tuple(Choice(cure, CURES[cure]) for cure in cures_of(trouble, dossier, stored)),
    )
