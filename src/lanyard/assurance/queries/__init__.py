"""What pages of assurance show, and who may see what of it."""

from lanyard.assurance.queries.figures import Figures, figures, figures_then
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
from lanyard.assurance.queries.trust import (
    Board,
    board,
    groups,
    rows_across,
    rows_down,
    schools_named,
    sections,
    topic_name,
)
from lanyard.assurance.queries.waiting import Checks, Gap, ManySchools, checks_at, gaps_at_many

__all__ = [
    "Board",
    "Checks",
    "Figures",
    "Gap",
    "LivePolicy",
    "ManySchools",
    "Reader",
    "attested_evidence",
    "board",
    "checks_at",
    "counts_only",
    "figures",
    "figures_then",
    "first_day_read",
    "gaps_at_many",
    "groups",
    "histories",
    "history_of",
    "live_policy",
    "roles_at",
    "rows_across",
    "rows_down",
    "schools_named",
    "sections",
    "snapshots_on",
    "statements",
    "topic_name",
]
