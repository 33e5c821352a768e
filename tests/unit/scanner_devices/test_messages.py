"""The line protocol: what is sent arrives, and nothing else is believed."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.scanning import (
    Device,
    PageProgress,
    PageScanned,
    ScanEvent,
    ScanFinished,
    ScanProfile,
    ScanStopped,
)
from counter_app.scanner.drivers.setups import EsclSetup, FolderSetup, SaneSetup, SimulatedDevice, SimulatedSetup
from counter_app.scanner.events import event_of, message_of
from counter_app.scanner.messages import (
    LINE_LIMIT,
    Garbled,
    GoOn,
    ListDevices,
    Progress,
    ReadImage,
    Ready,
    Request,
    StartScan,
    StopScan,
    read_answer,
    read_request,
    write_answer,
    write_request,
)

DEVICE = Device("folder", "/hồ sơ", "Máy quét ở quầy 3")
PAGE_LINE = (
    b'{"message":{"says":"page","number":1,"media_type":"image/jpeg","dpi":200,"origin":""},"frames":[3]}\n'
)


@pytest.mark.parametrize(
    "request_",
    [
        ListDevices(SaneSetup("/etc/own")),
        ListDevices(EsclSetup(("http://127.0.0.1:80/eSCL",))),
        StartScan(FolderSetup(("/hồ sơ",)), DEVICE, ScanProfile(expected_pages=3)),
        StartScan(SimulatedSetup((SimulatedDevice("x", ("page", "jam")),)), DEVICE, ScanProfile()),
        GoOn(),
        StopScan(),
        ReadImage(None, expect_card=True, want_text=False),
    ],
)
def test_request_arrives_as_it_was_sent(request_: Request) -> None:
    stream = io.BytesIO()

    write_request(stream, request_, (b"\n\0", b""))
    write_request(stream, GoOn())
    stream.seek(0)

    assert read_request(stream) == (request_, (b"\n\0", b""))
    assert read_request(stream) == (GoOn(), ())
    assert read_request(stream) is None


TEXTS = st.text(max_size=50)
NUMBERS = st.integers(1, 1_000_000)
EVENTS = st.one_of(
    st.builds(
        PageScanned,
        NUMBERS,
        st.binary(min_size=1),
        st.sampled_from(["image/jpeg", "image/heic"]),
        st.none() | st.integers(1, 10_000),
        TEXTS,
    ),
    st.builds(PageProgress, NUMBERS, st.integers(0, 100)),
    st.builds(ScanFinished, st.integers(0, 1_000_000), st.booleans()),
    st.builds(ScanStopped, st.sampled_from(["jam", "offline", "unknown"]), NUMBERS, TEXTS, TEXTS),
)


@given(st.lists(EVENTS))
def test_events_arrive_as_they_were_sent(events: list[ScanEvent]) -> None:
    stream = io.BytesIO()
    for event in events:
        write_answer(stream, *message_of(event))
    stream.seek(0)

    arrived = []
    while (received := read_answer(stream)) is not None:
        arrived.append(event_of(*received))

    assert arrived == events


@given(
    st.binary(max_size=300) | st.binary(max_size=50).map(lambda noise: PAGE_LINE[:-20] + noise + PAGE_LINE[-20:])
)
def test_noise_is_refused_and_never_anything_else(noise: bytes) -> None:
    stream = io.BytesIO(noise)
    try:
        while read_answer(stream) is not None:
            pass
    except Garbled:
        pass


@pytest.mark.parametrize(
    "sent",
    [
        PAGE_LINE + b"ab",
        PAGE_LINE[:-1],
        PAGE_LINE.replace(b"[3]", b"[-1]"),
        PAGE_LINE.replace(b"[3]", b"[134217729]"),
        PAGE_LINE.replace(b"[3]", b"[1,1,1,1]"),
        PAGE_LINE.replace(b'"number":1', b'"number":0'),
        PAGE_LINE.replace(b'"number":1', b'"number":true'),
        PAGE_LINE.replace(b"image/jpeg", b"text/html"),
        PAGE_LINE.replace(b'"dpi":200', b'"dpi":1e9'),
        PAGE_LINE.replace(b'"origin"', b'"path"'),
        PAGE_LINE.replace(b'"page"', b'"go_on"'),
        b'{"message":{"says":"stopped","code":"rm -rf","page":1,"detail":"","origin":""}}\n',
        b'{"message":{"says":"ready"},"frames":[],"and":1}\n',
        b"[" * (LINE_LIMIT - 1) + b"\n",
        b" " * (LINE_LIMIT + 10),
        b'{"message":{"says":"ready\xff"}}\n',
    ],
)
def test_what_breaks_a_bound_is_refused(sent: bytes) -> None:
    with pytest.raises(Garbled):
        read_answer(io.BytesIO(sent))


def test_message_that_the_other_side_would_refuse_is_not_sent() -> None:
    stream = io.BytesIO()

    with pytest.raises(Garbled):
        write_request(stream, ListDevices(FolderSetup(("x" * LINE_LIMIT,))))

    assert stream.getvalue() == b""


def test_unknown_code_and_long_texts_of_a_driver_are_made_to_fit() -> None:
    message, _ = message_of(ScanStopped("gremlins", 1, "x" * 5000, "tệp \udcff.jpg" + "y" * 5000))

    stopped = event_of(message, ())
    assert isinstance(stopped, ScanStopped)
    assert stopped.code == "unknown"
    assert stopped.detail.startswith("gremlins: x")
    assert (len(stopped.detail), len(stopped.origin)) == (2000, 1000)
    assert stopped.origin.startswith("tệp ?.jpg")


@pytest.mark.parametrize(("answer", "frames"), [(Ready(), ()), (Progress(1, 0), (b"x",))])
def test_message_that_is_no_event_of_a_scan_is_refused(
    answer: Ready | Progress, frames: tuple[bytes, ...]
) -> None:
    with pytest.raises(Garbled):
        event_of(answer, frames)
