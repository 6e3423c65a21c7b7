import re
from pathlib import Path

from lanyard import policy
from lanyard.policy.actions.controls import ControlState
from lanyard.records import audit

EVENT = re.compile(r'"((?:agency|clause|edition|guidance|linked-policy|section|trigger):[a-z-]+)"')


def test_every_event_of_the_room_has_words_for_the_audit_page():
    written = {
        event
        for path in (Path(policy.__path__[0]) / "actions").glob("*.py")
        for event in EVENT.findall(path.read_text())
    }
    written |= {f"clause-control:{state}" for state in (ControlState.CONFIRMED, ControlState.REJECTED)}
    assert len(written) > 20
    assert written <= set(audit.words)
