"""From a file to a read policy: the one path all formats take."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from lanyard.policy.reading.audience import audience_of
from lanyard.policy.reading.blocks import Laid, tidied
from lanyard.policy.reading.clauses import Draft, drafted
from lanyard.policy.reading.details import edition_of, owner_of, review_of
from lanyard.policy.reading.files import ENDINGS, called, check_length, check_text_ending, checked_bytes, decoded
from lanyard.policy.reading.headings import Settled, settle
from lanyard.policy.reading.model import CannotRead, ReadClause, ReadPolicy
from lanyard.policy.reading.policylike import is_policy
from lanyard.policy.reading.suggestions import suggest
from lanyard.policy.reading.textlines import read_lines
from lanyard.policy.reading.webpage import read_page


def read(path: Path, candidates: Mapping[str, Sequence[str]] | None = None) -> ReadPolicy:
    """Read a policy document into clauses; with candidates (see suggest) each clause carries suggested controls.

    Raises CannotRead, whose words can be shown as they are, for anything that is not a readable policy.
    """
    path = Path(path)
    laid = _laid(path, checked_bytes(path))
    if not laid.blocks:
        raise CannotRead(f"{called(path)} holds no words that can be read.")
    check_length(sum(len(block.text) for block in laid.blocks), len(laid.blocks), path)
    settled = settle(laid)
    drafts = drafted(settled)
    title = settled.title or tidied(laid.properties.get("page title", "")) or _title_from(path)
    if not is_policy(title, drafts, has_items=any(block.kind == "item" for block in settled.blocks)):
        raise CannotRead(
            f"{called(path)} does not read like a policy on social media or online conduct: "
            "it needs statements of what people must, should or may do online."
        )
    policy = _policy(title, settled, drafts)
    return with_controls(policy, candidates) if candidates else policy


def _laid(path: Path, content: bytes) -> Laid:
    kind = ENDINGS[path.suffix.lower()]
    if kind == "word":
        from lanyard.policy.reading.word import read_word  # python-docx is slow to import and only Word files need it

        return read_word(content, path)
    if kind == "pdf":
        from lanyard.policy.reading.pdf import read_pdf  # likewise

        return read_pdf(content, path)
    text = decoded(content, path)
    check_text_ending(text, path)
    if kind == "page":
        return read_page(text)
    check_length(len(text), 0, path)
    return read_lines(text, markdown=path.suffix.lower() != ".txt")


def _title_from(path: Path) -> str:
    words = tidied(path.stem.replace("-", " ").replace("_", " "))
    return words[:1].upper() + words[1:]


def _policy(title: str, settled: Settled, drafts: list[Draft]) -> ReadPolicy:
    texts = [*settled.opening, *(block.text for block in settled.blocks)]
    clauses = tuple(
        ReadClause(
            key=draft.key,
            section=draft.section or title,
            text=draft.text,
            parent=draft.parent,
            lead=draft.lead,
            audience=audience_of(draft.text, draft.lead, (*draft.headings, title)),
        )
        for draft in drafts
    )
    # Keys begin with the section's number, so that two sections of one name stay two.
    names = {clause.key.partition(".")[0]: clause.section for clause in clauses}
    return ReadPolicy(
        title=title,
        owner=owner_of(settled.facts, settled.opening, texts),
        review=review_of(settled.facts, texts),
        edition=edition_of(settled.facts, settled.opening),
        sections=tuple(names.values()),
        clauses=clauses,
    )


def with_controls(policy: ReadPolicy, candidates: Mapping[str, Sequence[str]]) -> ReadPolicy:
    """The policy with the controls that may keep each clause; see suggest for the candidates."""
    found = suggest(policy.clauses, candidates)
    return replace(policy, clauses=tuple(replace(clause, controls=found[clause.key]) for clause in policy.clauses))
