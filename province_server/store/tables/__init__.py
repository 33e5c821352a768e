"""The schema. Migrations bring a database here; a test compares both.

Times are RFC 3339 text in UTC with milliseconds, so that they sort as text and read the same on both engines.
"""

from province_server.store.tables.base import metadata
from province_server.store.tables.dossiers import (
    acts,
    chain,
    changes,
    dossier_codes,
    dossier_scope,
    dossiers,
    receipt_numbers,
)
from province_server.store.tables.figures import (
    figure_changes,
    figures,
    national_reports,
)
from province_server.store.tables.files import (
    deleted_files,
    deletions,
    file_grants,
    file_links,
    files,
    legal_holds,
    relay_files,
    relay_state,
    uploads,
)
from province_server.store.tables.law import (
    catalogue,
    certificates,
    number_counters,
    number_slices,
    paper_versions,
    people_lookups,
    people_papers,
    required_papers,
    restores,
    titles,
)
from province_server.store.tables.speakers import (
    allowances,
    assertions_seen,
    clerks,
    device_epochs,
    devices,
    enrolment_codes,
)

__all__ = [
    "acts",
    "allowances",
    "assertions_seen",
    "catalogue",
    "certificates",
    "chain",
    "changes",
    "clerks",
    "deleted_files",
    "deletions",
    "device_epochs",
    "devices",
    "dossier_codes",
    "dossier_scope",
    "dossiers",
    "enrolment_codes",
    "figure_changes",
    "figures",
    "file_grants",
    "file_links",
    "files",
    "legal_holds",
    "metadata",
    "national_reports",
    "number_counters",
    "number_slices",
    "paper_versions",
    "people_lookups",
    "people_papers",
    "receipt_numbers",
    "relay_files",
    "relay_state",
    "required_papers",
    "restores",
    "titles",
    "uploads",
]
