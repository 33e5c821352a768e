# ruff: noqa: INP001 - part of a script beside the files that it makes
"""The area of the pilot: its districts and communes, and what became of each."""

from __future__ import annotations

from country import Commune, Country
from pilot_rows import successors


class PilotArea:
    """The communes of Binh Duong before the merger, and those that took their place."""

    def __init__(self, country: Country) -> None:
        self.old = sorted(
            (one for one in country.old.values() if country.provinces_old[one.province] == "Tỉnh Bình Dương"),
            key=lambda one: (one.district_code, one.code),
        )
        self.districts = sorted({one.district_code: one.district for one in self.old}.items())
        codes = {one.code for one in self.old}
        self.moves: dict[str, list[tuple[str, bool]]] = {}
        for old, new, main in country.moves:
            if old in codes:
                self.moves.setdefault(old, []).append((new, main))
        wanted = sorted({new for parts in self.moves.values() for new, _ in parts})
        self.new = [country.new[code] for code in wanted]
        self.number_new = {one.code: number for number, one in enumerate(self.new, start=1)}

    def district_number(self, one: Commune) -> int:
        return 1 + [code for code, _ in self.districts].index(one.district_code)

    def suffix(self, one: Commune) -> str:
        inside = [other.code for other in self.old if other.district_code == one.district_code]
        return f"{self.district_number(one)}.{inside.index(one.code) + 1:02d}"

    def heirs(self, one: Commune, prefix: str) -> str:
        parts = sorted(self.moves[one.code], key=lambda part: not part[1])
        return successors([(f"{prefix}.{self.number_new[new]:02d}", main, []) for new, main in parts])

    def new_of_district(self, number: int) -> list[tuple[Commune, list[str]]]:
        """The new communes that took over a district's communes, with those communes, largest share first."""
        shares: dict[str, list[str]] = {}
        for one in self.old:
            if self.district_number(one) == number:
                for new, main in self.moves[one.code]:
                    if main:
                        shares.setdefault(new, []).append(one.code)
        by_code = {one.code: one for one in self.new}
        return sorted(
            ((by_code[new], olds) for new, olds in shares.items()), key=lambda pair: (-len(pair[1]), pair[0].code)
        )

    def communes_of(self, number: int) -> list[str]:
        return [one.code for one in self.old if self.district_number(one) == number]

    def areas_since(self, number: int) -> list[str]:
        largest: dict[str, tuple[int, int]] = {}
        for district in range(1, len(self.districts) + 1):
            for new, olds in self.new_of_district(district):
                largest[new.code] = max(largest.get(new.code, (0, 0)), (len(olds), -district))
        return [code for code, (_, district) in sorted(largest.items()) if -district == number]
