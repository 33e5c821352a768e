"""Deletion as it is run: by the province's command, and by itself over the years."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from typer.testing import CliRunner

from province_server.__main__ import cli
from tests.rigs.old_dossiers import ended, is_here, retention
from tests.rigs.province import GivenWorld, run_province, settings_in


def test_the_commands_tell_what_is_due_hold_it_and_let_it_go(tmp_path: Path) -> None:
    for running in run_province(settings_in(tmp_path / "province")):
        one = ended(running)
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "luat.toml").write_text(
        'format = 1\n[[rules]]\nwhat = "dossier_files"\ntitle = "t"\nyears = 10\nneeds_decision = true\n'
        'valid_from = 2026-01-01\nsource = "Luật"\n',
        encoding="utf-8",
    )
    here = ["--data", str(tmp_path / "province")]
    rules = ["--rules", str(tmp_path / "rules")]
    run, code = CliRunner(), one.body.code

    told = run.invoke(cli, ["retention", *here, *rules])
    run.invoke(cli, ["hold", code, *here, "--reason", "Tòa án", "--by", "minh"])
    held = run.invoke(cli, ["retention", *here, *rules])
    run.invoke(cli, ["hold", code, *here, "--reason", "Xong", "--by", "minh", "--lift"])
    nobody = run.invoke(cli, ["retention", *here, *rules, "--carry-out", "--decision", "45/QĐ"])
    done = run.invoke(cli, ["retention", *here, *rules, "--carry-out", "--decision", "45/QĐ", "--by", "minh"])

    assert (code in told.output, "needs a decision" in told.output) == (True, True), told.output
    assert code not in held.output
    assert nobody.exit_code == 2
    assert "deleted: 1 files of dossiers" in done.output


def test_rules_with_a_mistake_delete_nothing_and_are_told(tmp_path: Path) -> None:
    (tmp_path / "luat.toml").write_text('format = 1\n[[rules]]\nwhat = "everything"\n', encoding="utf-8")

    ended_with = CliRunner().invoke(cli, ["retention", "--data", str(tmp_path / "p"), "--rules", str(tmp_path)])

    assert ended_with.exit_code == 2
    assert "luat.toml:" in ended_with.output


def test_a_province_that_runs_for_years_lets_go_of_what_becomes_due(tmp_path: Path) -> None:
    for running in run_province(settings_in(tmp_path / "province")):
        one = ended(running, when=running.world.now())
        chore = retention(running).chore
        before = chore()

        running.world.ahead = timedelta(days=11 * 366)
        after = chore()

        assert isinstance(running.world, GivenWorld)
        assert (before, after) == (0, 1)
        assert not is_here(running, one)
