"""Pages of assurance: the live policy, a clause with its evidence, statements, and all schools side by side."""

from lanyard.assurance.views.live import causes, clause, live, paper
from lanyard.assurance.views.statements import attest, controls, statements
from lanyard.assurance.views.trust import trust

__all__ = ["attest", "causes", "clause", "controls", "live", "paper", "statements", "trust"]
