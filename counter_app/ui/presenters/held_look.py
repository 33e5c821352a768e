"""Looking at a paper that the state holds: fetched, shown page by page, and recorded as a look before that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from counter_app.contract.messages import PersonPaper
from counter_app.domain.errors import CounterError
from counter_app.domain.papers import trusted_as
from counter_app.ui.presenters.running import Newest, Tasks
from counter_app.ui.presenters.saying import TRUST
from counter_app.ui.presenters.screens import Note
from counter_app.ui.problems import problem_words, tone_of
from counter_app.ui.words import Text, words

Pages = tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class PaperShown:
    """A paper that the state holds, opened to be looked at. ``pages`` are pictures of it, none while it comes."""

    title: Text
    detail: Text | None = None
    pages: Pages = ()
    note: Note | None = None


class LookAtHeld:
    """Opens one paper at a time.

    Args:
        fetch: Number of the person, digest of the file, purpose -> the file; records the look.
        render: Makes pictures of the pages of a PDF.
        show: Shows the paper as it is now, None when it is closed.
    """

    def __init__(
        self,
        tasks: Tasks,
        *,
        fetch: Callable[[str, str, str], bytes],
        render: Callable[[bytes], Pages],
        show: Callable[[PaperShown | None], None],
    ) -> None:
        self._fetch = fetch
        self._render = render
        self._show = show
        self._shown: PaperShown | None = None
        self._opening: Newest[Pages] = Newest(tasks, done=self._came, failed=self._failed, slow=True)

    def opened(self, id_number: str, paper: PersonPaper) -> None:
        """This paper, held about this person."""
        purpose = f"Xem giấy tờ: {paper.title}"
        detail = words("Intake", "{trust} · {source}")
        detail = detail.fill(trust=TRUST[trusted_as(paper.trust_level)], source=paper.source)
        self._put(PaperShown(paper.title, detail))
        self._opening.ask(lambda: self._render(self._fetch(id_number, paper.file, purpose)))

    def closed(self) -> None:
        """Back to where it was opened."""
        self._opening.forget()
        self._put(None)

    def forget(self) -> None:
        """The next person: nothing that is on its way is of interest."""
        self._opening.forget()
        self._shown = None

    def _came(self, pages: Pages) -> None:
        if self._shown is not None:
            self._put(replace(self._shown, pages=pages))

    def _failed(self, error: CounterError) -> None:
        if self._shown is not None:
            self._put(replace(self._shown, note=Note(problem_words(error), tone_of(error))))

    def _put(self, shown: PaperShown | None) -> None:
        self._shown = shown
        self._show(shown)
