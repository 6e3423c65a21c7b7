"""What concerns show of the policy's clauses: in words, at night, and never so that anybody could count them.

See decision 13. None of these readings holds a figure; none says anything else for "none" than for "all in time"; those
that read cases are moved by no event.
"""

from lanyard.concerns.oversight.controls import cases, clocks, record_view, reporting

__all__ = ["cases", "clocks", "record_view", "reporting"]
