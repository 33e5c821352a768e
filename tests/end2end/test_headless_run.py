"""One dossier from the ID card to the province and back, with real processes on both sides."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from counter_app.contract.canonical import digest

CODINGS = ("utf-8", "utf-16-le")


ROOT = Path(__file__).resolve().parents[2]


def environment_of_a_child() -> dict[str, str]:
    """Ours, and where the program is, for a child that starts in another folder."""
    return {**os.environ, "PYTHONPATH": str(ROOT)}  # noqa: TID251 - passed on


def counter(
    *words: str | Path, cwd: Path | None = None, temporary: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """The program as a person starts it; ``temporary`` is where it and its children put temporary files."""
    environment = environment_of_a_child()
    if temporary is not None:
        temporary.mkdir(exist_ok=True)
        environment |= {"TMPDIR": str(temporary), "TEMP": str(temporary), "TMP": str(temporary)}
    return subprocess.run(
        [sys.executable, "-m", "counter_app", *map(str, words)],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        cwd=cwd,
        env=environment,
    )


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, two_pages: Path) -> Path:
    """The folder of one finished headless run on two scanned pages."""
    out = tmp_path_factory.mktemp("headless")
    ended = counter(
        "run", "--headless", "--out", out, "--pages", two_pages, "--no-shots", cwd=out, temporary=out / "tmp"
    )
    assert ended.returncode == 0, ended.stderr + ended.stdout
    (out / "said.log").write_text(ended.stdout + ended.stderr, encoding="utf-8")
    return out


def report_of(out: Path) -> dict[str, object]:
    loaded: dict[str, object] = json.loads((out / "report.json").read_text(encoding="utf-8"))
    return loaded


def test_the_province_holds_every_page_byte_for_byte(run: Path) -> None:
    assert report_of(run)["province"] == {"papers": 2, "pages": 2, "equal": True}


def test_the_dossier_went_the_whole_way(run: Path) -> None:
    report = report_of(run)

    kinds = [act["kind"] for act in report["acts"]]  # type: ignore[attr-defined]
    assert report["state"] == "returned"
    assert kinds[0] == "received"
    assert {"dossier_sealed", "processing_started", "result_digitised", "handed_over", "rated"} <= set(kinds)


def test_every_own_act_has_the_servers_receipt(run: Path) -> None:
    report = report_of(run)

    own = [act for act in report["acts"] if act["by"] != "province"]  # type: ignore[attr-defined]
    assert all(act["outcome"] == "applied" for act in own)
    assert report["server_receipt"]["place"] == "province"  # type: ignore[index]


def test_the_card_filled_the_applicant_and_the_code_is_legal(run: Path) -> None:
    report = report_of(run)

    unit, day, serial = str(report["dossier_code"]).rsplit("-", 2)
    assert report["applicant"] == "Nguyễn Thị Ánh Nguyệt"
    assert (bool(unit), len(day), len(serial)) == (True, 6, 4)


def test_each_paper_is_a_signed_searchable_file_named_by_its_digest(run: Path) -> None:
    report = report_of(run)

    for paper in report["papers"]:  # type: ignore[attr-defined]
        content = (run / paper["file"]).read_bytes()
        assert (digest(content), paper["signed"]) == (paper["sha256"], True)
    text = subprocess.run(
        ["pdftotext", str(run / report["papers"][0]["file"]), "-"],  # type: ignore[index]
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text


def test_the_receipt_carries_the_code(run: Path) -> None:
    text = subprocess.run(
        ["pdftotext", str(run / "receipt.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout

    assert str(report_of(run)["dossier_code"]) in text.replace("\n", "")


def test_every_page_is_reported_with_what_was_read(run: Path) -> None:
    pages = report_of(run)["pages"]

    wanted = {"rotation_deg", "skew_deg", "blank", "qr_texts", "findings", "text", "confidence", "milliseconds"}
    assert all(wanted <= set(page) for page in pages)  # type: ignore[attr-defined]


def secrets_of(run: Path, two_pages: Path) -> list[bytes]:
    """What must lie nowhere in clear: name, number, text of a page, and bytes of its image."""
    page = min(two_pages.iterdir()).read_bytes()
    return [
        *(
            str(text).encode(coding)
            for text in (report_of(run)["applicant"], "074190000123")
            for coding in CODINGS
        ),
        b"TR\xe1\xba\xa0NG H\xc3\x94N NH\xc3\x82N",
        page[:64],
        page[len(page) // 2 :][:64],
    ]


def leaks_in(files: list[Path], secrets: list[bytes]) -> list[tuple[str, bytes]]:
    return [(path.name, secret) for path in files for secret in secrets if secret in path.read_bytes()]


def test_no_name_number_text_or_page_lies_in_clear_in_the_profile(run: Path, two_pages: Path) -> None:
    files = [path for path in (run / "var" / "counter").rglob("*") if path.is_file()]

    leaks = leaks_in(files, secrets_of(run, two_pages))

    assert len(files) > 3
    assert leaks == []


def test_nothing_lies_in_clear_in_temporary_folders_logs_and_where_it_was_started(
    run: Path, two_pages: Path
) -> None:
    temporary = [path for path in (run / "tmp").rglob("*") if path.is_file()]
    logs = [run / "said.log", *(run / "var" / "province").glob("*.log")]
    started_in = [
        path for path in run.iterdir() if path.name.startswith("core") or path.suffix in {".dmp", ".tmp"}
    ]

    leaks = leaks_in([*temporary, *logs], secrets_of(run, two_pages))

    assert leaks == []
    assert started_in == []
    assert len(logs) == 2


CRASHES = """
import faulthandler, os, sys
from counter_app.commands.line import main
name = "Nguyễn Thị " + "Ánh Nguyệt"
try:
    main(["check", sys.argv[1]])
except SystemExit:
    pass
faulthandler.enable()
os.abort()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no core files")
def test_a_crash_leaves_no_core_file_and_no_data_in_what_it_says(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CRASHES, str(tmp_path)]

    ended = subprocess.run(
        command, capture_output=True, cwd=tmp_path, timeout=60, check=False, env=environment_of_a_child()
    )

    assert ended.returncode != 0
    assert b"Fatal Python error: Aborted" in ended.stderr
    assert "Ánh Nguyệt".encode() not in ended.stderr
    assert [path.name for path in tmp_path.iterdir()] == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_every_command_asks_for_no_memory_dump(tmp_path: Path) -> None:
    asks = (
        "import sys, resource; from counter_app.commands.line import main\n"
        "try:\n    main(['check', sys.argv[1]])\nexcept SystemExit:\n    pass\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE))"
    )

    told = subprocess.run([sys.executable, "-c", asks, str(tmp_path)], capture_output=True, text=True, check=False)

    assert told.stdout.strip().endswith("(0, 0)")


def test_the_sane_device_serves_when_no_folder_is_given(tmp_path: Path) -> None:
    ended = counter("run", "--headless", "--out", tmp_path, "--no-shots")

    assert ended.returncode == 0, ended.stderr + ended.stdout
    assert report_of(tmp_path)["province"]["pages"] == 2  # type: ignore[index]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("thu.jpg", b"this is a letter, not a picture"),
        ("cut.jpg", None),
        (None, None),
    ],
    ids=["no image", "truncated", "empty folder"],
)
def test_bad_pages_give_a_sentence_and_exit_code_2(
    tmp_path: Path, two_pages: Path, name: str | None, content: bytes | None
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    if name is not None:
        whole = min(two_pages.iterdir()).read_bytes()
        (folder / name).write_bytes(content or whole[: len(whole) // 2])

    ended = counter("run", "--headless", "--out", tmp_path / "out", "--pages", folder, "--no-shots")

    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    assert len(ended.stderr.strip()) > 20
    if name is not None:
        assert name in ended.stderr


def test_the_page_pipeline_alone_writes_its_list_and_one_file(tmp_path: Path, two_pages: Path) -> None:
    ended = counter("pages", two_pages, "--out", tmp_path)

    entries = json.loads((tmp_path / "pages.json").read_text(encoding="utf-8"))
    names = [entry["file"] for entry in entries]
    assert ended.returncode == 0, ended.stderr
    assert names == sorted(path.name for path in two_pages.iterdir())
    assert (tmp_path / "pages.pdf").read_bytes().startswith(b"%PDF-1.4")
