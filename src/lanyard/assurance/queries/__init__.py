"""What pages of assurance show, and who may see what of it."""

from lanyard.assurance.queries.figures import Figures, figures
from lanyard.assurance.queries.history import histories
from lanyard.assurance.queries.live import LivePolicy, attested_evidence, live_policy
from lanyard.assurance.queries.snapshots import (
    Reader,
    counts_only,
    first_day_read,
    history_of,
    roles_at,
    snapshots_on,
    statements,
)
from lanyard.assurance.queries.trust import GridRow, SchoolRow, sections, trust_grid, turned
from lanyard.assurance.queries.waiting import answered_for

__all__ = [
    "Figures",
    "GridRow",
    "LivePolicy",
    "Reader",
    "SchoolRow",
    "answered_for",
    "attested_evidence",
    "counts_only",
    "figures",
    "first_day_read",
    "histories",
    "history_of",
    "live_policy",
    "roles_at",
    "sections",
    "snapshots_on",
    "statements",
    "trust_grid",
    "turned",
]
