"""A read policy as plain data for JSON."""

from lanyard.policy.reading.model import ReadClause, ReadPolicy


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
    }
