"""One dossier from the ID card to the province and back, with real processes on both sides."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from counter_app.contract.canonical import digest

CODINGS = ("utf-8", "utf-16-le")


def counter(*words: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The program as a person starts it."""
    return subprocess.run(
        [sys.executable, "-m", "counter_app", *map(str, words)],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        cwd=cwd,
    )


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, two_pages: Path) -> Path:
    """The folder of one finished headless run on two scanned pages."""
    out = tmp_path_factory.mktemp("headless")
    ended = counter("run", "--headless", "--out", out, "--pages", two_pages, "--no-shots")
    assert ended.returncode == 0, ended.stderr + ended.stdout
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


def test_no_name_number_text_or_page_lies_in_clear_in_the_profile(run: Path, two_pages: Path) -> None:
    report = report_of(run)
    page = min(two_pages.iterdir()).read_bytes()
    secrets = [
        *(str(text).encode(coding) for text in (report["applicant"], "074190000123") for coding in CODINGS),
        b"TR\xe1\xba\xa0NG H\xc3\x94N NH\xc3\x82N",
        page[:64],
        page[len(page) // 2 :][:64],
    ]

    files = [path for path in (run / "var" / "counter").rglob("*") if path.is_file()]
    leaks = [(path.name, secret) for path in files for secret in secrets if secret in path.read_bytes()]

    assert len(files) > 3
    assert leaks == []


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
