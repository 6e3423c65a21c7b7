"""From a file to a read policy: the one path all formats take."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from lanyard.policy.reading.accounting import unaccounted
from lanyard.policy.reading.audience import audience_of
from lanyard.policy.reading.blocks import Laid, heading_name, tidied
from lanyard.policy.reading.clauses import Draft, drafted
from lanyard.policy.reading.details import edition_of, owner_of, review_of
from lanyard.policy.reading.files import ENDINGS, called, check_length, check_text_ending, checked_bytes, decoded
from lanyard.policy.reading.headings import Settled, settle
from lanyard.policy.reading.languages import other_language
from lanyard.policy.reading.model import CannotRead, NotAPolicy, ReadClause, ReadPolicy
from lanyard.policy.reading.policylike import is_policy
from lanyard.policy.reading.suggestions import MOST_CLAUSES, CannotSuggest, weighed
from lanyard.policy.reading.textlines import read_lines
from lanyard.policy.reading.webpage import read_page


def read(
    path: Path,
    candidates: Mapping[str, Sequence[str]] | None = None,
    *,
    clause_ids: Mapping[str, Sequence[str]] | None = None,
    anyway: bool = False,
    for_whom: Collection[str] = (),
) -> ReadPolicy:
    """Read a policy document into clauses; with candidates (see suggest) each clause carries suggested controls.

    clause_ids: the same for what a clause may ask for, compared together with the candidates.

    for_whom: the audiences a person says the document is for; they hold wherever a clause doesn't name who must act.

    Raises CannotRead, whose words can be shown as they are, for what can't be read; NotAPolicy, which is one, for what
    reads like something else than an English policy. `anyway` reads that too, with a warning.
    """
    path = Path(path)
    laid = laid_out(path, checked_bytes(path))
    if not laid.blocks:
        raise CannotRead(f"{called(path)} holds no words that can be read.")
    check_length(sum(len(block.text) for block in laid.blocks), len(laid.blocks), path)
    extracted = [
        (block.where, heading_name(block.text) if block.kind == "heading" else block.text) for block in laid.blocks
    ]
    settled = settle(laid)
    drafts = drafted(settled)
    title = settled.title or tidied(laid.properties.get("page title", "")) or _title_from(path)
    doubt = _doubt(path, title, settled, drafts)
    policy = _told(_policy(title, settled, drafts, for_whom), laid, extracted, doubt)
    policy = with_controls(policy, candidates, clause_ids) if candidates else policy
    if doubt and not anyway:
        raise NotAPolicy(doubt, policy)
    return policy


def laid_out(path: Path, content: bytes) -> Laid:
    """The blocks of a file, by its ending. Raises CannotRead."""
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


def _doubt(path: Path, title: str, settled: Settled, drafts: list[Draft]) -> str:
    """One sentence saying why this may be no policy, or "" for what reads like one."""
    language = other_language(" ".join([title, *(block.text for block in settled.blocks)]))
    if language:
        return f"{called(path)} seems to be written in {language}; clauses are read from English."
    if not is_policy(title, drafts, has_items=any(block.kind == "item" for block in settled.blocks)):
        return (
            f"{called(path)} does not read like a policy on social media or online conduct: "
            "it needs statements of what people must, should or may do online."
        )
    return ""


def _policy(title: str, settled: Settled, drafts: list[Draft], for_whom: Collection[str]) -> ReadPolicy:
    texts = [*settled.opening, *(block.text for block in settled.blocks)]
    clauses = tuple(
        ReadClause(
            key=draft.key,
            section=draft.section or title,
            text=draft.text,
            parent=draft.parent,
            lead=draft.lead,
            audience=audience_of(draft.text, draft.lead, (*draft.headings, title), for_whom),
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
        warnings=tuple(settled.warnings),
        not_taken=tuple(settled.not_taken),
    )


def _told(policy: ReadPolicy, laid: Laid, extracted: list[tuple[str, str]], doubt: str) -> ReadPolicy:
    """The policy with all warnings, and with every word that found no other place among what was not taken."""
    warnings = [doubt] if doubt else []
    others = [found for clause in policy.clauses if (found := other_language(clause.text))]
    if others and not doubt:
        count = len(others)
        clauses = "1 clause seems" if count == 1 else f"{count} clauses seem"
        warnings.append(f"{clauses} to be written in {max(others, key=others.count)}.")
    title = tidied(laid.properties.get("page title", ""))
    lost = unaccounted(policy, [*extracted, ("the title in the file\u2019s properties", title)])
    return replace(policy, warnings=(*warnings, *policy.warnings), not_taken=(*policy.not_taken, *lost))


def with_controls(
    policy: ReadPolicy,
    candidates: Mapping[str, Sequence[str]],
    clause_ids: Mapping[str, Sequence[str]] | None = None,
) -> ReadPolicy:
    """The policy with the controls that may keep each clause, and the clause IDs it may serve; see suggest.

    What could not be compared is told among the warnings.
    """
    try:
        kept_by = weighed(policy.clauses, candidates)
        serves = weighed(policy.clauses, clause_ids or {})
    except CannotSuggest as problem:
        return replace(policy, warnings=(*policy.warnings, f"No controls are suggested. {problem}"))
    compared = (
        replace(
            clause,
            controls=kept_by[clause.key].suggestions,
            clause_ids=serves[clause.key].suggestions,
            none_fits=kept_by[clause.key].none_fits,
        )
        for clause in policy.clauses
    )
    warnings = policy.warnings
    if len(policy.clauses) > MOST_CLAUSES:
        warnings = (*warnings, f"Controls are suggested for the first {MOST_CLAUSES} clauses only.")
    return replace(policy, clauses=tuple(compared), warnings=warnings)
