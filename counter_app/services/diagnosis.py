"""What the support needs to know of a window, and nothing about the people at it.

Every figure is chosen by name here; nothing is copied out of a dossier, a log or a form. So a bundle can be sent
by mail without asking whose data is in it.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Mapping
from datetime import datetime

import msgspec

from counter_app.services.queries import Queries

README = (
    "Gói chẩn đoán của quầy một cửa: chỉ có số liệu kỹ thuật. Không có họ tên, số giấy tờ, địa chỉ, "
    "số điện thoại, mã hồ sơ hay trang quét.\n"
)

Facts = Mapping[str, str | int | float | bool | None]


def diagnosis(queries: Queries, *, at: datetime, machine: Facts, settings: Facts, link_problem: str) -> bytes:
    """The bundle, a ZIP file. ``machine`` and ``settings`` are told by the composition root."""
    state = queries.sync_state()
    facts = {
        "made_at": at.isoformat(),
        "machine": dict(machine),
        "settings": dict(settings),
        "link": {
            "problem": link_problem,
            "last_contact": state.last_contact.isoformat() if state.last_contact else None,
            "acts_unsent": state.acts_unsent,
            "files_unsent": state.files_unsent,
            "bytes_unsent": state.bytes_unsent,
        },
        "dossiers": {
            "at_window": state.dossiers_at_window,
            "on_the_way": state.dossiers_on_the_way,
            "at_branch": state.dossiers_at_branch,
            "at_province": state.dossiers_at_province,
        },
        "troubles": dict(Counter(trouble.code for trouble in queries.troubles())),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("facts.json", msgspec.json.format(msgspec.json.encode(facts), indent=2))
        bundle.writestr("README.txt", README)
    return target.getvalue()
