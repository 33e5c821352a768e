"""The command line: which command with which words, and how it ends.

Exit codes: 0 done; 1 a person has to look (the sentence says at what); 2 the words or the files given are wrong.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from counter_app import __version__
from counter_app.commands.event_log import tell_event_log
from counter_app.commands.private_memory import leave_no_dumps
from counter_app.domain.errors import CounterError, RuleBroken
from counter_app.settings import read_settings, training_settings

FAILED, WRONG_INPUT = 1, 2

_FOLDER = click.Path(path_type=Path, file_okay=False)
_STICK = click.Path(path_type=Path, file_okay=False, exists=True)
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.pass_context
def main(context: click.Context) -> None:
    """Ứng dụng quầy tiếp nhận hồ sơ một cửa."""
    leave_no_dumps()
    tell_event_log()
    if context.invoked_subcommand is None:
        from counter_app.commands.window import open_window  # noqa: PLC0415 - Qt is loaded for a window only

        sys.exit(open_window(read_settings()))


@main.command()
@click.option("--headless", is_flag=True, help="Làm trọn một hồ sơ, không cần màn hình.")
@click.option("--out", type=_FOLDER, help="Thư mục nhận kết quả (với --headless).")
@click.option("--pages", type=_FOLDER, help="Thư mục ảnh thay cho máy quét (với --headless).")
@click.option("--idcard", type=_FILE, help="Ảnh thẻ căn cước (với --headless).")
@click.option("--procedure", default="1.004873", show_default=True, help="Mã thủ tục (với --headless).")
@click.option("--province", type=_FOLDER, help="Thư mục của máy chủ tỉnh mẫu đang chạy (với --headless).")
@click.option("--shots/--no-shots", default=True, help="Chụp các màn hình (với --headless).")
def run(
    headless: bool,
    out: Path | None,
    pages: Path | None,
    idcard: Path | None,
    procedure: str,
    province: Path | None,
    shots: bool,
) -> None:
    """Chạy với máy chủ tỉnh mẫu trên chính máy này."""
    from counter_app.commands import demo  # noqa: PLC0415 - each command loads only what it needs

    with _sentences():
        if headless:
            if out is None:
                raise click.UsageError("--headless cần --out THƯ_MỤC")
            demo.run_headless(
                out,
                pages=pages,
                idcard=idcard,
                procedure=procedure,
                shots=shots,
                said=click.echo,
                running=province,
            )
        else:
            sys.exit(demo.run_window(said=click.echo))


@main.command()
def training() -> None:
    """Mở quầy tập huấn: hồ sơ chỉ để luyện tập, không có đường nào về tỉnh."""
    from counter_app.commands.window import open_window  # noqa: PLC0415 - Qt is loaded for a window only
    from counter_app.services.training import PASSWORD, STAFF  # noqa: PLC0415 - only where people practise

    for login, name, _ in STAFF:
        click.echo(f"{login} / {PASSWORD} ({name})")
    sys.exit(open_window(training_settings(read_settings())))


@main.command()
@click.argument("folder", type=_FOLDER)
@click.option("--out", type=_FOLDER, required=True, help="Thư mục nhận pages.json và pages.pdf.")
def pages(folder: Path, out: Path) -> None:
    """Làm sạch và nhận dạng một thư mục ảnh."""
    from counter_app.commands.pages import read_folder  # noqa: PLC0415 - each command loads only what it needs

    with _sentences():
        entries = read_folder(folder, out, read_settings(), click.echo)
        click.echo(f"{len(entries)} trang -> {out}")


@main.command()
@click.argument("folder", type=_FOLDER)
def shots(folder: Path) -> None:
    """Vẽ mọi màn hình, mọi trạng thái, hai ngôn ngữ, sáng và tối, hai cỡ vào một thư mục."""
    from counter_app.ui.shots import shoot_gallery  # noqa: PLC0415 - each command loads only what it needs

    click.echo(f"{len(shoot_gallery(read_settings().resources, folder))} -> {folder}")


@main.command()
@click.argument("folder", type=_FOLDER)
def check(folder: Path) -> None:
    """Tìm mọi lỗi trong các tệp dữ liệu của tỉnh (thủ tục, tổ chức, lịch ...)."""
    from counter_app.commands.check import check_folder  # noqa: PLC0415 - each command loads only what it needs

    with _sentences():
        if check_folder(folder, click.echo):
            sys.exit(WRONG_INPUT)


@main.command()
def verify() -> None:
    """Kiểm chứng nhật ký thao tác của quầy: chuỗi mắt xích, chữ ký, biên nhận của tỉnh."""
    from counter_app.commands.verify import verify_profile  # noqa: PLC0415 - each command loads only what it needs

    with _sentences():
        if not verify_profile(read_settings(), click.echo):
            sys.exit(FAILED)


@main.command()
@click.argument("files", type=_FILE, nargs=-1, required=True)
@click.option("--out", type=_FOLDER, required=True, help="Thư mục nhận tệp có dấu thời gian.")
def strengthen(files: tuple[Path, ...], out: Path) -> None:
    """Bổ sung dấu thời gian và danh sách thu hồi cho giấy tờ đã ký."""
    from counter_app.commands.strengthen import strengthen_files  # noqa: PLC0415 - loads only what it needs

    with _sentences():
        strengthen_files(files, out, read_settings(), click.echo)


@main.command()
@click.argument("number")
@click.option("--out", type=_FOLDER, required=True, help="Thư mục nhận dữ liệu.")
@click.option("--login", required=True, help="Tên đăng nhập của cán bộ thực hiện.")
@click.password_option(confirmation_prompt=False, prompt="Mật khẩu", help="Mật khẩu; hỏi khi không ghi.")
def person(number: str, out: Path, login: str, password: str) -> None:
    """Xuất mọi dữ liệu quầy đang giữ về một người (theo số định danh)."""
    from counter_app.commands.person import export_person  # noqa: PLC0415 - each command loads only what it needs

    with _sentences():
        export_person(number, out, read_settings(), login=login, password=password, said=click.echo)


@main.group()
def recovery() -> None:
    """Khóa khôi phục của trung tâm, chia cho nhiều người giữ."""


@recovery.command("new")
@click.option("--out", type=_FOLDER, required=True, help="Thư mục nhận các mảnh khóa.")
@click.option("--shares", default=5, show_default=True, help="Số người giữ mảnh.")
@click.option("--needed", default=3, show_default=True, help="Số mảnh cần để mở.")
def recovery_new(out: Path, shares: int, needed: int) -> None:
    """Tạo khóa khôi phục và chia thành mảnh."""
    from counter_app.commands.recovery import make  # noqa: PLC0415 - each command loads only what it needs

    with _sentences():
        make(out, shares=shares, needed=needed, said=click.echo)


@recovery.command("open")
@click.argument("shares", type=_FILE, nargs=-1, required=True)
def recovery_open(shares: tuple[Path, ...]) -> None:
    """Khôi phục khóa của quầy này bằng các mảnh (mỗi mảnh một tệp)."""
    from counter_app.commands.recovery import restore  # noqa: PLC0415 - each command loads only what it needs

    with _sentences():
        restore(read_settings(), shares, click.echo)


@main.group()
def courier() -> None:
    """Chuyển hồ sơ bằng USB khi không có mạng."""


@courier.command("export")
@click.argument("folder", type=_STICK)
@click.option(
    "--next", "go_on", is_flag=True, help="USB tiếp theo: chỉ ghi những tệp chưa nằm trên các USB trước."
)
def courier_export(folder: Path, go_on: bool) -> None:
    """Ghi mọi việc chưa gửi vào một tệp mã hóa trên USB; chỉ máy chủ tỉnh mở được."""
    from counter_app.commands.courier import write_box  # noqa: PLC0415 - each command loads only what it needs

    with _sentences():
        write_box(read_settings(), folder, click.echo, go_on=go_on)


@courier.command("import")
@click.argument("folder", type=_STICK)
def courier_import(folder: Path) -> None:
    """Nhận trả lời của tỉnh từ USB."""
    from counter_app.commands.courier import take_replies  # noqa: PLC0415 - each command loads only what it needs

    with _sentences():
        take_replies(read_settings(), folder, click.echo)


class _sentences:  # noqa: N801 - reads as a word at its use
    """Turns a foreseen error into its sentence and exit code."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, CounterError):
            from counter_app.ui.problems import problem_words  # noqa: PLC0415 - when something went wrong

            where = f"{error.facts['file']}: " if error.facts.get("file") else ""
            click.echo(f"{where}{problem_words(error)}", err=True)
            sys.exit(WRONG_INPUT if isinstance(error, RuleBroken) else FAILED)
