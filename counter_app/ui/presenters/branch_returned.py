"""What the province turned down in the unit, in the words of who supervises there.

What another window made is cured at that window: here it is told who has it to do, and what. What this window made
is on its own list "Cần xử lý", so here it is a number with the way there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from counter_app.contract.acts import Kind
from counter_app.contract.organisation import Role
from counter_app.contract.problems import ProblemCode
from counter_app.domain.dossier import Dossier
from counter_app.domain.ids import UnitCode
from counter_app.domain.lifecycle import possible_moves
from counter_app.services.cures import Cure, cures_there
from counter_app.services.elsewhere import ToldElsewhere
from counter_app.services.ports import StoredAct, Trouble
from counter_app.services.projection import TURNED_DOWN
from counter_app.ui.formats import since_text
from counter_app.ui.presenters.branch_screen import Returned, ReturnedRow
from counter_app.ui.presenters.saying import dossier_line
from counter_app.ui.presenters.troubles import CURES, about_acts, joined
from counter_app.ui.problems import listed_words
from counter_app.ui.words import Text, Words, words


@dataclass(frozen=True, slots=True)
class ReturnedEntry:
    """What became of one thing at another window: several acts where one event turned several down."""

    told: tuple[ToldElsewhere, ...]
    dossier: Dossier | None

    @property
    def first(self) -> ToldElsewhere:
        return self.told[0]

    @property
    def cures(self) -> tuple[Cure, ...]:
        """What that window's list offers for all of it; "dealt with" only where that holds for each."""
        each = [cures_there(one, self.dossier) for one in self.told]
        found = dict.fromkeys(cure for cures in each for cure in cures)
        return tuple(cure for cure in found if cure is not Cure.SOLVED or all(cure in cures for cures in each))


def in_entries(
    told: Iterable[ToldElsewhere], unit: str, dossier_of: Callable[[str], Dossier | None]
) -> tuple[ReturnedEntry, ...]:
    """Of the unit alone; acts of one dossier that one window was refused for one reason are one thing."""
    found: dict[tuple[str, ...], list[ToldElsewhere]] = {}
    for one in told:
        if one.unit == unit:
            found.setdefault((one.window, one.code, one.dossier_id or one.key), []).append(one)
    return tuple(
        ReturnedEntry(tuple(each), dossier_of(each[0].dossier_id) if each[0].dossier_id else None)
        for each in found.values()
    )


def number_here(troubles: Sequence[Trouble], act_of: Callable[[str], StoredAct | None]) -> int:
    """How many entries of this window's own list are about acts that the province turned down."""
    return sum(_is_turned_down(act_of(each[0].act_id)) for each in joined(troubles, act_of) if each[0].act_id)


def _is_turned_down(stored: StoredAct | None) -> bool:
    return stored is not None and stored.own and stored.outcome in TURNED_DOWN


def returned_screen(rows: tuple[ReturnedRow, ...], here: int) -> Returned:
    """All of it, with the number that makes it noticed."""
    count = len(rows) + here
    if not count:
        return Returned()
    title = words("Branch", "Bị trả lại ({count})").fill(count=count)
    said = words("Branch", "Riêng quầy này có {count} việc bị trả lại, xử lý ở mục «Cần xử lý».").fill(count=here)
    return Returned(title=title, count=count, here=said if here else None, rows=rows)


def returned_row(
    entry: ReturnedEntry,
    now: datetime,
    title_of: Callable[[str], str],
    unit_title: Callable[[str], str],
    name_of: Callable[[str], str],
) -> ReturnedRow:
    """An entry in words."""
    first, dossier = entry.first, entry.dossier
    if dossier is not None:
        title: Text = dossier_line(dossier, title_of)
    elif first.dossier_id:
        title = words("Branch", "Hồ sơ chưa có ở quầy này")
    else:
        title = words("Branch", "Việc không thuộc hồ sơ nào")
    since = since_text(first.since.astimezone(now.tzinfo), now)
    return ReturnedRow(
        key=first.key,
        title=title,
        detail=listed_words(first.code, {"kind": first.kind, **first.facts}, unit_title),
        about=about_acts([(one.kind, one.clerk) for one in entry.told], name_of),
        where=words("Branch", "Quầy {window} · từ {since}").fill(window=first.window, since=since),
        cures=_cures_said(entry.cures, first.window),
        opens=dossier is not None,
    )


def can_be_taken_back(entry: ReturnedEntry, unit: UnitCode, roles: Collection[Role]) -> bool:
    """Whether another unit's having the dossier was the reason, and this person may give it to one of theirs."""
    if entry.dossier is None or entry.first.code != ProblemCode.NOT_HOLDER or entry.dossier.holder == unit:
        return False
    return Kind.REASSIGNED in possible_moves(entry.dossier, unit=unit, roles=roles)


def settled_words(entry: ReturnedEntry) -> Words:
    """What is said once it was taken off here."""
    return words(
        "Branch", "Đã đưa khỏi danh sách của chi nhánh. Mục «Cần xử lý» của quầy {window} vẫn giữ việc đó."
    ).fill(window=entry.first.window)


def _cures_said(cures: Sequence[Cure], window: str) -> Words:
    """The buttons beside it in the list of its window."""
    named = [words("Branch", "«{cure}»").fill(cure=CURES[cure]) for cure in cures]
    listed = named[0]
    for one in named[1:]:
        listed = words("Troubles", "{first}, {next}").fill(first=listed, next=one)
    return words("Branch", "Làm tại quầy {window}, mục «Cần xử lý»: {cures}.").fill(window=window, cures=listed)
