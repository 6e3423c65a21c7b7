"""A channel's risk assessment as its pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lanyard.channels import rules
from lanyard.channels.models import Channel, Hazard
from lanyard.channels.rules.matrix import WORDS, matrix, unscored


@dataclass(frozen=True)
class Row:
    """One hazard with its number, the word for its risk now and with all measures ("" unscored), and what it lacks."""

    number: int
    hazard: Hazard
    before: str
    after: str
    missing: list[str]


def risk_context(channel: Channel) -> dict[str, Any]:
    """The rows of a channel from `with_risks`, and both matrices: now, and with all measures. No query."""
    hazards = list(channel.assessment.hazards.all())
    before = [(row.likelihood, row.severity) for row in hazards]
    after = [(row.likelihood_after, row.severity_after) for row in hazards]
    rows = [
        Row(number, row, rules.level(*before[number - 1]), rules.level(*after[number - 1]), rules.missing_in(row))
        for number, row in enumerate(hazards, 1)
    ]
    titles = {row.number: row.hazard.title for row in rows}
    return {
        "rows": rows,
        "incomplete": sum(bool(row.missing) for row in rows),
        "severities": WORDS.items(),
        "matrices": [
            {"name": name, "lines": _named(scores, titles), "unscored": [(n, titles[n]) for n in unscored(scores)]}
            for name, scores in (("Risk now", before), ("Risk with all measures", after))
        ],
    }


def _named(scores: list[tuple[int | None, int | None]], titles: dict[int, str]) -> list[dict[str, Any]]:
    """The lines of a matrix with the words for each likelihood, and with the name of each hazard beside its number."""
    return [
        {
            "likelihood": line.likelihood,
            "words": WORDS[line.likelihood],
            "cells": [
                {"level": cell.level, "hazards": [(number, titles[number]) for number in cell.numbers]}
                for cell in line.cells
            ],
        }
        for line in matrix(scores)
    ]
