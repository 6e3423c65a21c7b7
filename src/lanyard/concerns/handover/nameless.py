"""The content of a case without names: whatever leaves is redacted, whichever field it stands in.

Only what is no text stays as it is: days, times, numbers, yes and no, and codes, as long as each is one that is known
here. What leads to somebody without a name (`questions.Holds.TRACE`) is left out, and so are attached files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping
from datetime import date
from typing import Any

from lanyard.assurance.registry import all_controls
from lanyard.concerns.core.choices import (
    ActionKind,
    ConcernType,
    Device,
    EntryKind,
    Ground,
    Outcome,
    ParentContact,
    PartyRole,
    Place,
    Risk,
    Route,
    State,
    Threshold,
)
from lanyard.concerns.core.questions import QUESTIONS, Holds
from lanyard.concerns.handover.casefile.events import moment
from lanyard.concerns.handover.casefile.shape import DEBRIEF, SHAPE
from lanyard.concerns.handover.rules.redaction import Redact
from lanyard.people.choices import YearGroup
from lanyard.platforms.queries import names_of

_POINTS = re.compile(r"(?:p[0-9]{1,4})?")
# Where a code stands in the file, and what it can be.
_CODES: Mapping[str, Container[str] | re.Pattern[str]] = {
    "format": re.compile(r"lanyard-case"),
    "case.ref": re.compile(r"[A-Z0-9]{2,5}-[A-Z0-9]{2,5}"),
    "case.type": ConcernType.values,
    "case.route": Route.values,
    "case.state": State.values,
    "case.risk": Risk.values,
    "case.place": Place.values,
    "case.device": Device.values,
    "case.ground": Ground.values,
    "case.threshold": Threshold.values,
    "case.outcome": ("", *Outcome.values),
    "case.year_group": ("", *YearGroup.values),
    "case.school.urn": re.compile(r"[0-9]{0,6}"),
    "people.key": _POINTS,
    "people.role": PartyRole.values,
    "people.year_group": ("", *YearGroup.values),
    "entries.kind": EntryKind.values,
    "actions.kind": ActionKind.values,
    "actions.person": _POINTS,
    "parents.contact": ParentContact.values,
    "parents.person": _POINTS,
    "debrief.clause": re.compile(r"(?:[A-Z]{3}[0-9]{1,2})?"),
}
_CHECKS: Mapping[str, Callable[[str], object]] = {"moment": moment, "day": date.fromisoformat}


def texts_of(content: Mapping[str, Any]) -> Iterator[str]:
    """Every text of the content that may hold a name, those that are left out among them."""
    found: list[str] = []

    def keep(text: str) -> str:
        found.append(text)
        return text

    _every(content, keep)
    return iter(found)


def nameless(content: Mapping[str, Any], redact: Redact) -> dict[str, Any]:
    """The content with a label in place of every name."""
    report = content["report"]
    answers = {key: value for key, value in report["answers"].items() if not _is_trace(key)}
    kept = {**content, "report": {**report, "answers": answers, "outside_ref": ""}, "attachments": []}
    return _every(kept, redact)


def _every(content: Mapping[str, Any], redact: Redact) -> Any:
    platforms = {str(content["case"]["platform"]), str(content["report"]["answers"].get("platform", ""))}
    return _Walk(redact, {"", *names_of(platforms)}).through(content, SHAPE, "")


class _Walk:
    """Through the whole content: default is to redact."""

    def __init__(self, redact: Redact, services: Container[str]) -> None:
        self.redact, self.services = redact, services
        self.codes = {**_CODES, "case.platform": services, "debrief.control": {"", *all_controls()}}

    def through(self, value: Any, shape: Any, path: str) -> Any:
        if isinstance(value, str):
            if path in self.codes:
                return value if self.is_code(value, path) else ""
            return value if _is_time(value, shape) else self.redact(value)
        if shape == "answers" and isinstance(value, Mapping):
            return {self.key(key): self.answer(key, one) for key, one in value.items()}
        if isinstance(value, Mapping):
            inner = DEBRIEF if shape == "debrief?" else shape
            under = f"{path}." if path else ""
            return {key: self.through(one, _shape(inner, key), under + key) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return [self.through(one, shape[0] if isinstance(shape, list) else "text", path) for one in value]
        return value

    def is_code(self, value: str, path: str) -> bool:
        """Whether the text is a code of its place."""
        known = self.codes[path]
        return bool(known.fullmatch(value)) if isinstance(known, re.Pattern) else value in known

    def key(self, key: str) -> str:
        return key if key in QUESTIONS else self.redact(key)

    def answer(self, key: str, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [self.answer(key, one) for one in value]
        if not isinstance(value, str):
            return value
        question = QUESTIONS.get(key)
        if question and question.holds is Holds.CODE:
            known = value in self.services if question.service else bool(question.said(value))
            return value if known else ""
        return self.redact(value)


def _is_time(value: str, shape: Any) -> bool:
    """Whether it is a day or a moment, where one stands."""
    check = _CHECKS.get(shape.rstrip("?")) if isinstance(shape, str) else None
    try:
        return check is not None and check(value) is not None
    except ValueError:
        return False


def _shape(shape: Any, key: str) -> Any:
    return shape.get(key, "text") if isinstance(shape, Mapping) else "text"


def _is_trace(key: str) -> bool:
    return key in QUESTIONS and QUESTIONS[key].holds is Holds.TRACE
