"""The shape of `case.json`, version 1: which keys there are and what each holds. What is not named here is refused.

A shape is a type ("text", "moment", "day", "yes or no"), a list of one shape, or a dict of them; a question mark says
that there may be none (null). Codes are checked where they are taken in, against what is known there.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from lanyard.concerns.handover.casefile.events import moment

# More of anything than this is no case.
_MOST_ROWS, _LONGEST, _MOST_ANSWERS = 5_000, 1_000_000, 40

_CASE = {
    "ref": "text", "type": "text", "route": "text", "state": "text", "received_at": "moment", "entered_at": "moment",
    "is_anonymous": "yes or no", "in_danger": "yes or no", "risk": "text", "place": "text", "device": "text",
    "ground": "text", "threshold": "text", "platform": "text", "year_group": "text", "outcome": "text",
    "acknowledged_at": "moment?", "decided_at": "moment?", "closed_at": "moment?",
    "school": {"name": "text", "urn": "text"}, "trust": {"name": "text"},
}  # fmt: skip
_EDIT = {"old_text": "text", "old_happened_at": "moment", "reason": "text", "at": "moment", "by": "text"}
SHAPE: dict[str, Any] = {
    "format": "text",
    "version": "number",
    "case": _CASE,
    "report": {
        "account": "text", "child_words": "text", "answers": "answers", "outside_ref": "text", "ground_note": "text"
    },
    "people": [
        {
            "key": "text", "role": "text", "name": "text", "year_group": "text", "note": "text", "added_at": "moment",
            "ended_at": "moment?",
        }
    ],
    "entries": [
        {
            "kind": "text", "text": "text", "reason": "text", "happened_at": "moment", "entered_at": "moment",
            "by": "text", "edits": [_EDIT],
        }
    ],
    "messages": [{"text": "text", "from_reporter": "yes or no", "at": "moment", "by": "text"}],
    "actions": [
        {
            "kind": "text", "says": "text", "due": "day?", "start": "day?", "until": "day?", "appeal": "text",
            "done_at": "moment?", "done_how": "text", "added_at": "moment", "person": "text", "owner": "text",
            "by": "text",
        }
    ],
    "advice": [
        {
            "asked_at": "moment", "asked": "text", "with_names": "yes or no", "reference": "text",
            "answered_at": "moment?", "answer": "text", "agency": "text", "by": "text",
        }
    ],
    "parents": [{"contact": "text", "note": "text", "at": "moment", "person": "text", "by": "text"}],
    "debrief": "debrief?",
    "attachments": [
        {
            "file": "text", "name": "text", "content_type": "text", "size": "number", "sha256": "text",
            "stored_at": "moment",
        }
    ],
}  # fmt: skip
DEBRIEF = {
    "happened": "text", "expected": "text", "cause": "text", "clause": "text", "control": "text", "why_none": "text",
    "held": "yes or no", "at": "moment", "by": "text",
}  # fmt: skip


def check_shape(content: Any) -> None:
    """Raises ValueError if the content is no case of this version."""
    _check(content, SHAPE)
    keys = [row["key"] for row in content["people"]]
    pointed = {row["person"] for row in [*content["actions"], *content["parents"]]} - {""}
    if len(set(keys)) < len(keys) or not pointed <= set(keys):
        raise ValueError("A row points at nobody.")


def _check(value: Any, shape: Any) -> None:
    if isinstance(shape, dict):
        _need(isinstance(value, dict) and value.keys() == shape.keys())
        for key, one in shape.items():
            _check(value[key], one)
    elif isinstance(shape, list):
        _need(isinstance(value, list) and len(value) <= _MOST_ROWS)
        for one in value:
            _check(one, shape[0])
    elif shape.endswith("?"):
        if value is not None:
            _check(value, DEBRIEF if shape == "debrief?" else shape[:-1])
    else:
        _CHECKS[shape](value)


def _text(value: Any) -> None:
    # A database refuses the sign zero, and a surrogate alone is no text.
    _need(isinstance(value, str) and len(value) <= _LONGEST and "\0" not in value)
    value.encode()


def _moment(value: Any) -> None:
    _text(value)
    # Times that no case can have would break the arithmetic of clocks.
    _need(1900 < moment(value).year < 2200)


def _day(value: Any) -> None:
    _text(value)
    date.fromisoformat(value)


def _number(value: Any) -> None:
    _need(isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 2**40)


def _yes_or_no(value: Any) -> None:
    _need(isinstance(value, bool))


def _answers(value: Any) -> None:
    _need(isinstance(value, dict) and len(value) <= _MOST_ANSWERS)
    for key, answer in value.items():
        _text(key)
        for one in answer if isinstance(answer, list) else [answer]:
            if not isinstance(one, bool | int | None):
                _text(one)


def _need(holds: bool) -> None:
    if not holds:
        raise ValueError("This is not the shape of a case.")


_CHECKS = {
    "text": _text,
    "moment": _moment,
    "day": _day,
    "number": _number,
    "yes or no": _yes_or_no,
    "answers": _answers,
}
