"""What a window holds about a person goes out whole on request, and the look is on record."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from counter_app.commands.line import main
from counter_app.commands.person import PURPOSE, export_from
from counter_app.contract.acts import Applicant
from counter_app.contract.canonical import digest
from counter_app.domain.errors import InvalidInput
from counter_app.domain.ids import DossierId
from counter_app.services.register import Intake
from tests.builders.desk import AbsentToken, MarkingSigner
from tests.rigs.province import PASSWORD
from tests.rigs.windows import CASE, PROCEDURE, Window

OpenWindow = Callable[..., Window]
NUMBER, OTHER = "074190000123", "079201000456"


def received(window: Window, name: str, number: str) -> DossierId:
    dossier_id = window.counter.register.begin()
    intake = Intake(applicant=Applicant(name=name, id_number=number), procedure=PROCEDURE, case=CASE)
    window.counter.register(dossier_id, intake, window.session)
    return dossier_id


def looks(window: Window) -> list[dict[str, object]]:
    return [one.act.body for one in window.own_acts() if one.act.kind == "papers_viewed"]


def test_everything_about_the_person_and_nothing_about_others(open_window: OpenWindow, tmp_path: Path) -> None:
    window = open_window()
    window.seal(received(window, "Nguyễn Thị Ánh", NUMBER), 5)
    received(window, "Trần Văn Bình", OTHER)

    count = export_from(window.counter, window.session, NUMBER, tmp_path / "out", lambda _said: None)

    text = (tmp_path / "out" / "du-lieu.json").read_text(encoding="utf-8")
    (dossier,) = json.loads(text)
    kinds = [act["kind"] for act in dossier["acts"]]
    assert count == 1
    assert {"received", "paper_sealed", "dossier_sealed"} <= set(kinds)
    assert "Nguyễn Thị Ánh" in text
    assert "Bình" not in text
    assert OTHER not in text
    assert {name.rsplit(".", 1)[1] for name in dossier["files"]} == {"pdf", "jpg"}
    assert all((tmp_path / "out" / name).stat().st_size for name in dossier["files"])


def test_a_paper_that_was_signed_afterwards_is_written_out_in_both_versions(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window()
    window.counter.__dict__["signer"] = AbsentToken()
    dossier_id = received(window, "Nguyễn Thị Ánh", NUMBER)
    window.seal(dossier_id, 5)
    window.counter.__dict__["signer"] = MarkingSigner()
    papers = window.counter.sign_later(dossier_id, window.session)

    export_from(window.counter, window.session, NUMBER, tmp_path / "out", lambda _said: None)

    (dossier,) = json.loads((tmp_path / "out" / "du-lieu.json").read_text(encoding="utf-8"))
    files = [name for name in dossier["files"] if name.endswith(".pdf")]
    signed = [name for name in files if name.endswith("-ky-sau.pdf")]
    assert (len(signed), len(files)) == (papers, 2 * papers)
    assert all(b"% signed by" in (tmp_path / "out" / name).read_bytes() for name in signed)


def test_the_look_is_an_act_also_when_nothing_is_held(open_window: OpenWindow, tmp_path: Path) -> None:
    window = open_window()

    count = export_from(window.counter, window.session, NUMBER, tmp_path / "out", lambda _said: None)

    assert count == 0
    assert looks(window) == [{"person_digest": digest(NUMBER.encode()), "purpose": PURPOSE}]


def test_what_was_handed_out_is_not_replaced(open_window: OpenWindow, tmp_path: Path) -> None:
    window = open_window()
    export_from(window.counter, window.session, NUMBER, tmp_path / "out", lambda _said: None)

    with pytest.raises(InvalidInput, match="file_exists"):
        export_from(window.counter, window.session, NUMBER, tmp_path / "out", lambda _said: None)


@pytest.mark.parametrize(("password", "code"), [(PASSWORD, 0), ("đoán", 2)])
def test_a_clerk_signs_in_for_it(
    open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, password: str, code: int
) -> None:
    window = open_window()
    received(window, "Nguyễn Thị Ánh", NUMBER)
    monkeypatch.setenv("COUNTER_APP_PROFILE", str(window.folder))
    monkeypatch.setenv("COUNTER_APP_KEY_HOME", "file")

    words = ["person", NUMBER, "--out", str(tmp_path / "out"), "--login", "lan", "--password", password]
    result = CliRunner().invoke(main, words)

    assert result.exit_code == code, result.output
    assert (tmp_path / "out" / "du-lieu.json").exists() is (code == 0)
