"""One profile on devices of different makes: what the option names and values of each become."""

from __future__ import annotations

import pytest

from counter_app.domain.scanning import ColourMode, ScanProfile, Source
from counter_app.scanner.drivers.sane_options import (
    Applied,
    Constraint,
    Limits,
    apply_profile,
    limits_of,
    sensors_on,
    sources_of,
)

PIXEL, MM = 1, 3
BOOL, INT, FIXED = 0, 1, 2
LENGTH = (0.0, 400.0, 0.0)


class FakeOption:
    def __init__(
        self, constraint: Constraint = None, *, kind: int = FIXED, unit: int = MM, settable: bool = True
    ) -> None:
        self.constraint = constraint
        self.type = kind
        self.unit = unit
        self.settable = settable

    def is_active(self) -> bool:
        return True

    def is_settable(self) -> bool:
        return self.settable


class FakeScanner:
    """Options by name, and a protocol of what was set, in order."""

    def __init__(self, **options: FakeOption) -> None:
        self.__dict__.update(opt=options, put=[])

    def __setattr__(self, name: str, value: float | str) -> None:
        assert name in self.opt, f"the device has no option {name}"
        self.put.append((name, value))
        self.__dict__[name] = value

    @property
    def settings(self) -> dict[str, float | str]:
        return dict(self.put)


def canon_feeder() -> FakeScanner:
    return FakeScanner(
        source=FakeOption(["ADF Front", "ADF Back", "ADF Duplex"]),
        mode=FakeOption(["Lineart", "Gray", "Color"]),
        resolution=FakeOption([100, 150, 200, 240, 300, 400, 600]),
        page_width=FakeOption((0.0, 219.0, 0.0)),
        page_height=FakeOption((0.0, 3000.0, 0.0)),
        tl_x=FakeOption(LENGTH),
        tl_y=FakeOption(LENGTH),
        br_x=FakeOption((0.0, 219.0, 0.0)),
        br_y=FakeOption(LENGTH),
    )


def epson_with_glass() -> FakeScanner:
    return FakeScanner(
        source=FakeOption(["Flatbed", "Automatic Document Feeder"]),
        adf_mode=FakeOption(["Simplex", "Duplex"]),
        mode=FakeOption(["Binary", "Gray", "Color"]),
        depth=FakeOption([1, 8]),
        resolution=FakeOption((75.0, 1200.0, 1.0)),
    )


def brother() -> FakeScanner:
    return FakeScanner(
        source=FakeOption(
            [
                "FlatBed",
                "Automatic Document Feeder(left aligned)",
                "Automatic Document Feeder(left aligned,Duplex)",
            ]
        ),
        mode=FakeOption(["Black & White", "Gray[Error Diffusion]", "True Gray", "24bit Color"]),
        resolution=FakeOption([100, 150, 200, 300]),
        br_x=FakeOption((0.0, 215.9, 0.0)),
    )


def fujitsu_network() -> FakeScanner:
    return FakeScanner(
        source=FakeOption(["ADF"]), duplex=FakeOption(kind=BOOL), resolution=FakeOption((50.0, 600.0, 1.0))
    )


def plain_glass() -> FakeScanner:
    return FakeScanner(mode=FakeOption(["Color", "Gray"]), resolution=FakeOption([75, 150, 300]))


@pytest.mark.parametrize(
    ("scanner", "sources", "duplex"),
    [
        (canon_feeder(), (Source.FEEDER,), True),
        (epson_with_glass(), (Source.FEEDER, Source.FLATBED), True),
        (brother(), (Source.FEEDER, Source.FLATBED), True),
        (fujitsu_network(), (Source.FEEDER,), True),
        (plain_glass(), (Source.FLATBED,), False),
    ],
)
def test_sources_are_told_by_their_many_names(
    scanner: FakeScanner, sources: tuple[Source, ...], duplex: bool
) -> None:
    assert sources_of(scanner) == (sources, duplex)


@pytest.mark.parametrize(
    ("scanner", "wanted"),
    [
        (canon_feeder(), {"source": "ADF Duplex", "mode": "Color", "resolution": 300}),
        (epson_with_glass(), {"source": "Automatic Document Feeder", "adf_mode": "Duplex", "depth": 8}),
        (brother(), {"source": "Automatic Document Feeder(left aligned,Duplex)", "mode": "24bit Color"}),
        (fujitsu_network(), {"source": "ADF", "duplex": 1}),
    ],
)
def test_both_sides_in_colour(scanner: FakeScanner, wanted: dict[str, float | str]) -> None:
    applied = apply_profile(scanner, ScanProfile(duplex=True))

    assert applied == Applied(Source.FEEDER, duplex=True, dpi=300)
    assert wanted.items() <= scanner.settings.items()


@pytest.mark.parametrize(
    ("scanner", "wanted"),
    [
        (canon_feeder(), {"source": "ADF Front", "mode": "Gray"}),
        (epson_with_glass(), {"source": "Automatic Document Feeder", "adf_mode": "Simplex", "mode": "Gray"}),
        (brother(), {"source": "Automatic Document Feeder(left aligned)"}),
        (fujitsu_network(), {"source": "ADF", "duplex": 0}),
    ],
)
def test_one_side_in_grey(scanner: FakeScanner, wanted: dict[str, float | str]) -> None:
    applied = apply_profile(scanner, ScanProfile(colour=ColourMode.GREY))

    assert not applied.duplex
    assert wanted.items() <= scanner.settings.items()


def test_glass_is_used_when_asked_for_or_when_there_is_nothing_else() -> None:
    epson = epson_with_glass()

    assert apply_profile(epson, ScanProfile(source=Source.FLATBED)).source is Source.FLATBED
    assert epson.settings["source"] == "Flatbed"
    assert apply_profile(plain_glass(), ScanProfile(source=Source.FEEDER, duplex=True)).source is Source.FLATBED


@pytest.mark.parametrize(("dpi", "real"), [(200, 300), (300, 300), (600, 300), (60, 75)])
def test_resolution_is_at_least_what_was_asked_for_where_the_device_can(dpi: int, real: int) -> None:
    assert apply_profile(plain_glass(), ScanProfile(dpi=dpi)).dpi == real


def test_source_is_set_before_what_depends_on_it_and_paper_before_area() -> None:
    canon = canon_feeder()

    apply_profile(canon, ScanProfile())

    order = [name for name, _ in canon.put]
    assert order[:3] == ["source", "mode", "resolution"]
    assert order.index("page_width") < order.index("br_x")
    assert canon.settings["br_x"] == 210.0
    assert canon.settings["tl_y"] == 0


def test_area_is_cut_to_what_the_device_has_and_given_in_its_unit() -> None:
    scanner = brother()
    scanner.opt["br_y"] = FakeOption((0.0, 2000.0, 1.0), unit=PIXEL)

    apply_profile(scanner, ScanProfile(dpi=100, page_width_mm=297, page_height_mm=254))

    assert scanner.settings["br_x"] == 215.9
    assert scanner.settings["br_y"] == pytest.approx(1000)


def test_number_has_the_kind_that_the_option_has() -> None:
    whole = FakeScanner(resolution=FakeOption([200, 300], kind=INT), br_x=FakeOption(LENGTH, kind=INT))
    fraction = FakeScanner(resolution=FakeOption((50.0, 600.0, 0.0)), br_x=FakeOption(LENGTH))
    profile = ScanProfile(page_width_mm=209.9)

    apply_profile(whole, profile)
    apply_profile(fraction, profile)

    assert [type(value) for value in whole.settings.values()] == [int, int]
    assert whole.settings["br_x"] == 210
    assert fraction.settings["br_x"] == 209.9


def test_option_that_cannot_be_set_is_left_alone() -> None:
    scanner = FakeScanner(
        source=FakeOption(["Flatbed", "ADF"], settable=False), resolution=FakeOption(settable=False)
    )

    assert apply_profile(scanner, ScanProfile(dpi=240)) == Applied(Source.FLATBED, duplex=False, dpi=240)
    assert scanner.put == []


def test_the_limits_are_those_that_the_options_tell() -> None:
    assert limits_of(canon_feeder()) == Limits(600, 219.0, 3000.0)


def test_a_limit_in_pixels_is_told_in_millimetres() -> None:
    device = FakeScanner(
        resolution=FakeOption((75.0, 300.0, 1.0)),
        br_x=FakeOption((0, 2550, 1), kind=INT, unit=PIXEL),
        br_y=FakeOption((0, 3300, 1), kind=INT, unit=PIXEL),
    )

    limits = limits_of(device)
    assert (limits.width_mm, limits.height_mm) == pytest.approx((215.9, 279.4))


def test_what_a_device_does_not_tell_is_no_limit() -> None:
    assert limits_of(FakeScanner()) == Limits(0, 0.0, 0.0)


def test_a_sensor_is_a_switch_that_can_be_read_and_not_set() -> None:
    device = FakeScanner(
        scan=FakeOption(kind=BOOL, settable=False), page_loaded=FakeOption(kind=BOOL, settable=False)
    )
    device.__dict__.update(scan=1, page_loaded=0)

    assert sensors_on(device) == {"scan"}


def test_a_device_whose_scan_option_is_a_command_has_no_sensor() -> None:
    assert sensors_on(FakeScanner(scan=FakeOption(kind=BOOL))) is None
