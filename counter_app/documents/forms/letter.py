"""How a letter of the deciding agency begins: to whom, and about which dossier."""

from __future__ import annotations

from datetime import datetime

from counter_app.documents.forms import heading, parts
from counter_app.documents.forms.captions import filled, plain
from counter_app.documents.forms.heading import slip_heading
from counter_app.documents.forms.sheet import Story
from counter_app.documents.forms.wording import day_words
from counter_app.domain.forms import Form
from counter_app.domain.slips import SlipHead

CAPTIONS = {
    **heading.CAPTIONS,
    **parts.REPEATED_PRINT,
    **parts.LEADER,
    **plain("to", "address", "phone", "email"),
    "opening": frozenset({"received", "unit", "procedure", "code"}),
}


def beginning(form: Form, head: SlipHead, *, unit: str, received_at: datetime) -> Story:
    """Everything down to the sentence that says when ``unit`` received which dossier."""
    holder = head.holder
    opening = filled(
        form,
        "opening",
        received=day_words(received_at),
        unit=unit,
        procedure=head.procedure,
        code=head.dossier_code,
    )
    return [
        *slip_heading(form, head),
        *parts.title(form),
        *parts.repeated_print(form, head),
        parts.field(form, "to", holder.name, emphasised=True),
        parts.field(form, "address", holder.address),
        parts.fields_in_row(form, ("phone", holder.phone), ("email", holder.email)),
        parts.indented(form, opening),
    ]
