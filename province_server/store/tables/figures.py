"""Figures of the board, and what the national portal was told."""

from __future__ import annotations

import sqlalchemy as sa

from province_server.store.tables.base import BIG, metadata, text

figures = sa.Table(
    "figures",
    metadata,
    sa.Column("measure", sa.Text, primary_key=True),
    sa.Column("day", sa.Text, primary_key=True),
    sa.Column("unit", sa.Text, primary_key=True),
    sa.Column("number", sa.BigInteger, nullable=False),
)
"""What the board shows, summed up; ``figure_changes`` holds what came since."""

figure_changes = sa.Table(
    "figure_changes",
    metadata,
    sa.Column("change_id", BIG, primary_key=True, autoincrement=True),
    text("measure"),
    text("day"),
    text("unit"),
    sa.Column("number", sa.BigInteger, nullable=False),
)

national_reports = sa.Table(
    "national_reports",
    metadata,
    sa.Column("dossier_id", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),  # of the dossier as the portal has it; 0 = it has none
    sa.Column("steps", sa.Integer, nullable=False),  # how many steps of its progress were told
    sa.Column("tried_version", sa.Integer, nullable=False),  # the last one that needs no further try
    text("problem"),
    text("reported_at"),
)
