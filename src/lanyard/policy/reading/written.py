"""A read policy as plain data: for JSON that people ask for, and to carry it between processes."""

from dataclasses import asdict

from lanyard.policy.reading.model import NotTaken, ReadClause, ReadPolicy, Suggestion


def to_json(policy: ReadPolicy) -> dict[str, object]:
    """The policy as dictionaries, lists and strings, in the shape that the command line prints."""
    return {
        "title": policy.title,
        "owner": policy.owner,
        "review": policy.review,
        "edition": policy.edition,
        "clauses": [_clause(clause) for clause in policy.clauses],
        "not_taken": [{"where": one.where, "text": one.text, "why": one.why} for one in policy.not_taken],
        "warnings": list(policy.warnings),
    }


def _clause(clause: ReadClause) -> dict[str, object]:
    return {
        "key": clause.key,
        "section": clause.section,
        "text": clause.text,
        "parent": clause.parent,
        "lead": clause.lead,
        "audience": list(clause.audience),
        "controls": [{"id": control.id, "score": control.score} for control in clause.controls],
        "clause_ids": [{"id": one.id, "score": one.score} for one in clause.clause_ids],
        "none_fits": clause.none_fits,
    }


def packed(policy: ReadPolicy) -> dict[str, object]:
    """Everything the policy holds, as `unpacked` takes it."""
    return asdict(policy)


def unpacked(data: dict) -> ReadPolicy:
    """The policy that `packed` gave."""
    clauses = (
        ReadClause(
            **{
                **one,
                "audience": tuple(one["audience"]),
                "controls": _suggested(one["controls"]),
                "clause_ids": _suggested(one["clause_ids"]),
            }
        )
        for one in data["clauses"]
    )
    return ReadPolicy(
        **{
            **data,
            "sections": tuple(data["sections"]),
            "warnings": tuple(data["warnings"]),
            "clauses": tuple(clauses),
            "not_taken": tuple(NotTaken(**one) for one in data["not_taken"]),
        }
    )


def _suggested(rows: list[dict]) -> tuple[Suggestion, ...]:
    return tuple(Suggestion(**row) for row in rows)
