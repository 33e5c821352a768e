"""New law from the province: announced in the feed, fetched, checked as a whole, and in force without a restart.

What ships with the program is the beginning; the province's files take the place of those with the same name. A
set with a mistake in it is listed and left alone: the window goes on with the law that it has.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Final, Protocol

import msgspec

from counter_app.contract.messages import CatalogueVersion, Change, ChangeKind, Restored
from counter_app.domain.errors import InvalidInput
from counter_app.services.catalogue import Catalogue
from counter_app.services.events import CatalogueChanged
from counter_app.services.ports import Chance, Clock, Gateway, OpenWork, UnitOfWork, Vault
from counter_app.services.troubles import note_trouble, solve_troubles

_log = logging.getLogger(__name__)

ANNOUNCED: Final = "law_announced"
"""The observation that holds the newest version of each file of the law that the province announced."""

IN_FORCE: Final = "law_in_force"
"""The observation that holds which files of the province are in use here: name to digest."""

LAW_BROKEN: Final = "law_broken"


class LawReader(Protocol):
    """Reads the law as a whole."""

    def shipped(self) -> Mapping[str, str]:
        """Digests of the files that came with the program, by name."""

    def read(self, replaced: Mapping[str, bytes]) -> Catalogue:
        """The law with these files in place of those that shipped; it is the law to begin with from now on.

        Raises:
            InvalidInput: ``resources_broken``: it contradicts itself or cannot be read.
        """

    def stands(self) -> bool:
        """Whether law that was read here before is in force, also at the next start."""


def announce(work: UnitOfWork, version: CatalogueVersion) -> None:
    """The province has this version of a file of the law; an older one than is known changes nothing."""
    known = announced(work)
    before = known.get(version.name)
    if before is None or before.version <= version.version:
        known[version.name] = version
        work.observations.put(ANNOUNCED, msgspec.json.encode(known).decode())


def announce_what_is_left(work: UnitOfWork, up_to: int) -> None:
    """The province was restored, at this position of the feed: what it told and lost since is announced no more.

    It counts its versions anew from those that it has: one that it lost would keep the next ones out for ever.
    """
    told: list[Change] = []
    for change in work.feed.of_kinds({ChangeKind.CATALOGUE, ChangeKind.RESTORED}, up_to):
        if change.kind == ChangeKind.RESTORED:
            kept_to = msgspec.convert(change.body, Restored).kept_to
            told = [one for one in told if one.position <= kept_to]
        else:
            told.append(change)
    work.observations.put(ANNOUNCED, "")
    for one in told:
        announce(work, msgspec.convert(one.body, CatalogueVersion))


def announced(work: UnitOfWork) -> dict[str, CatalogueVersion]:
    """The newest version of each file, by name."""
    text = work.observations.get(ANNOUNCED)
    return msgspec.json.decode(text, type=dict[str, CatalogueVersion]) if text else {}


def in_force(work: UnitOfWork) -> dict[str, str]:
    """The digests of the province's files in use here, by name."""
    text = work.observations.get(IN_FORCE)
    return msgspec.json.decode(text, type=dict[str, str]) if text else {}


class TakeLaw:
    """Fetches what was announced and puts it into force when it is whole.

    Args:
        open_work: The store.
        vault: Keeps the files.
        gateway: The province.
        reader: Reads and checks the law.
        catalogue: What the use cases ask; it is told the new law.
        is_safe: Whether this is a moment at which nobody has half a form on the screen.
        clock: The device's.
        chance: Names entries of the list.
    """

    def __init__(
        self,
        open_work: OpenWork,
        vault: Vault,
        gateway: Gateway,
        reader: LawReader,
        catalogue: Catalogue,
        is_safe: Callable[[], bool],
        clock: Clock,
        chance: Chance,
    ) -> None:
        self._open_work = open_work
        self._vault = vault
        self._gateway = gateway
        self._reader = reader
        self._catalogue = catalogue
        self._is_safe = is_safe
        self._clock = clock
        self._chance = chance
        self._refused: Mapping[str, str] | None = None

    def wanted(self, work: UnitOfWork) -> tuple[str, ...]:
        """Digests of files that were announced and are not here."""
        names = self._of_province(work)
        return tuple(dict.fromkeys(digest for digest in names.values() if not self._vault.has(digest)))

    def fetch(self, digest: str) -> None:
        """Bring one file here; its bytes are what the province announced."""
        self._vault.put(self._gateway.download(digest))

    def settle(self) -> bool:
        """Put a whole new set into force; true when the law is another now. Cheap when there is nothing new."""
        with self._open_work() as work:
            names = self._of_province(work)
            settled = names == in_force(work) and self._reader.stands() == bool(names)
            if settled or names == self._refused or self.wanted(work) or not self._is_safe():
                return False
        try:
            newer = self._reader.read({name: self._vault.get(digest) for name, digest in names.items()})
        except InvalidInput as error:
            self._refuse(names, error)
            return False
        with self._open_work() as work:
            work.observations.put(IN_FORCE, msgspec.json.encode(names).decode())
            solve_troubles(work, {LAW_BROKEN}, self._clock.now())
            for name in names:
                work.publish(CatalogueChanged(name))
            self._catalogue.take_over(newer)
            work.commit()
        _log.info("the law of the province is in force: %s files", len(names))
        return True

    def _of_province(self, work: UnitOfWork) -> dict[str, str]:
        """What was announced and is not what shipped anyway: name to digest."""
        newest = announced(work)
        if not newest:
            return {}
        shipped = self._reader.shipped()
        return {name: one.file for name, one in newest.items() if shipped.get(name) != one.file}

    def _refuse(self, names: Mapping[str, str], error: InvalidInput) -> None:
        self._refused = dict(names)
        _log.info("the law of the province cannot be used: %s", error)
        with self._open_work() as work:
            facts = {"mistake": str(error.facts.get("mistake", "")), "count": str(error.facts.get("count", 1))}
            note_trouble(work, LAW_BROKEN, since=self._clock.now(), chance=self._chance, facts=facts)
            work.commit()
