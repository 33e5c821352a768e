"""Reports as files; the libraries are loaded when somebody wants one."""

from __future__ import annotations

from pathlib import Path

from typing_extensions import override

from counter_app.services.report import Report, ReportWriter


class ReportFiles(ReportWriter):
    """Writes workbooks and papers with the typefaces of ``fonts``."""

    def __init__(self, fonts: Path) -> None:
        self._fonts = fonts

    @override
    def workbook(self, report: Report) -> bytes:
        from counter_app.documents.workbook import write_workbook  # noqa: PLC0415 - see above

        return write_workbook(report)

    @override
    def paper(self, report: Report) -> bytes:
        from counter_app.documents.report_paper import write_paper  # noqa: PLC0415 - see above

        return write_paper(report, self._fonts)
