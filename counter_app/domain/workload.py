"""Who may help in another unit, by the organisation's posts."""

from __future__ import annotations

from datetime import date

from counter_app.contract.provenance import in_force
from counter_app.contract.workload import Helper
from counter_app.domain.organisation import Organisation, Role


def helpers(organisation: Organisation, on: date) -> tuple[Helper, ...]:
    """Everybody who holds a clerk's post in more than one unit; the first post is where they are."""
    found = []
    for member in organisation.book.staff:
        units = [post.unit for post in member.posts if post.role is Role.CLERK and in_force(post, on)]
        if len(units) > 1:
            found.append(Helper(member.code, member.name, units[0], tuple(units[1:])))
    return tuple(found)
