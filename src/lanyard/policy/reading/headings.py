"""Which blocks are headings, which are clauses, and which only serve the document (contents, versions, labels)."""

import re
from dataclasses import dataclass, field

from lanyard.policy.reading.blocks import Block, Laid, depth_of, heading_name
from lanyard.policy.reading.details import Facts, is_edition, is_institution
from lanyard.policy.reading.model import NotTaken
from lanyard.policy.reading.shape import (
    SENTENCE_END,
    begins_sentences,
    is_heading_like,
    is_long_sentence,
    opens_list,
    reads_as_clause,
)
from lanyard.policy.reading.tables import rows_as_blocks
from lanyard.policy.reading.vocabulary import POLICY_NAME

CONTENTS = re.compile(r"^(?:table of )?contents(?: page)?$", re.I)
CONTENTS_LINE = re.compile(r"(?:\s*\.){4,}\s*\d{1,3}$|\t\s*\d{1,3}$")
LONGEST_ENTRY = 200
"""Characters of a block that are looked at as a line of the contents."""
PAGE_AT_END = re.compile(r"[\s.\u2026]*\d{1,3}$")
HEADING_LEVEL = 2
"""Level given to a heading that shows no level of its own."""

INDENT_OF_A_LEVEL = 100.0
"""Points; more than any ruler sets between two levels of a list."""

OPENING_BLOCKS = 6
"""Blocks among which the title of a document without headings is looked for."""


@dataclass(slots=True)
class Settled:
    """A document whose blocks are known for what they are.

    title: as the document gives it, or "".
    facts: what labelled lines say ("review", "edition", "owner", "updated", "title", "often").
    opening: the lines before the first section, for the edition and the owner.
    blocks: what remains: headings of sections, list items and texts.
    notes: footnotes by their mark.
    not_taken, warnings: see ReadPolicy.
    """

    title: str
    facts: dict[str, str]
    opening: list[str]
    blocks: list[Block]
    tolerance: float = 0.0
    notes: dict[str, str] = field(default_factory=dict)
    not_taken: list[NotTaken] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


CONTENTS_ENTRY = "It is a line of the table of contents."
OF_THE_DOCUMENT = "It is about the document itself: its title, owner, edition or review."


def settle(laid: Laid) -> Settled:
    """Tell headings, openings and labels from the clauses of the document."""
    facts, not_taken = Facts(), list(laid.not_taken)
    for name, value in laid.properties.items():
        facts.note_property(name, value)
    blocks, in_tables = rows_as_blocks(laid.blocks, not_taken)
    blocks = _without_labels(_without_contents(blocks, not_taken), facts, not_taken)
    for fact in in_tables:
        facts.add(*fact)
    for line in laid.edges:
        facts.note(line)
    _lower_sentences(blocks)
    _raise_numbered_headings(blocks)
    _raise_strong_headings(blocks)
    _raise_plain_headings(blocks)
    _raise_plain_items(blocks)
    found = facts.settled()
    title, opening, rest = _part_title(blocks, not_taken, keep=bool(found.get("title")))
    title = heading_name(found.get("title", "") or title)
    opening += re.split(r"\s+[|\u2013\u2014-]\s+", laid.properties.get("page title", ""))
    warnings = [*laid.warnings, *facts.warnings()]
    return Settled(title, found, opening, rest, laid.tolerance, laid.notes, not_taken, warnings)


def _without_contents(blocks: list[Block], not_taken: list[NotTaken]) -> list[Block]:
    """Drop the table of contents: lines under "Contents" that come again further down, and lines leading to a page."""
    names = [heading_name(PAGE_AT_END.sub("", block.text[-LONGEST_ENTRY:])).casefold() for block in blocks]
    last = {name: place for place, name in enumerate(names)}
    kept: list[Block] = []
    within = False
    for place, block in enumerate(blocks):
        if CONTENTS.match(heading_name(block.text)):
            within = True
        elif within and last[names[place]] > place:
            pass
        elif not CONTENTS_LINE.search(block.text[-LONGEST_ENTRY:]):
            within = False
            kept.append(block)
            continue
        not_taken.append(left(block, CONTENTS_ENTRY))
    return kept


def left(block: Block, why: str) -> NotTaken:
    """A block as an entry of what was not taken."""
    return NotTaken(block.where, block.text, why)


def _without_labels(blocks: list[Block], facts: Facts, not_taken: list[NotTaken]) -> list[Block]:
    """Take labelled lines out of the text; a list item keeps its place, since a bullet is never dropped."""
    kept = []
    for block in blocks:
        if block.kind == "item" or not facts.note(block.text) or block.kind == "heading":
            kept.append(block)
        else:
            not_taken.append(left(block, OF_THE_DOCUMENT))
    return kept


def _has_headings(blocks: list[Block]) -> bool:
    """True when headings beyond the title's are marked as such."""
    return sum(1 for block in blocks if block.kind == "heading") > 1


def _lower_sentences(blocks: list[Block]) -> None:
    """Make clauses of headings that are sentences, and of every heading at or below a level where most are.

    Trusts that number each clause ("3.1 Staff must not ...") often set it in a heading style for the number's sake.
    """
    levels = {block.level for block in blocks if block.kind == "heading"}
    for level in sorted(levels):
        held = [block for block in blocks if block.kind == "heading" and block.level == level]
        if level > min(levels) and sum(1 for block in held if reads_as_clause(block.text)) > len(held) / 2:
            for block in blocks:
                if block.kind == "heading" and block.level >= level:
                    block.kind, block.indent, block.level = "item", INDENT_OF_A_LEVEL * block.level, 0
            break
    for block in blocks:
        if block.kind == "heading" and is_long_sentence(block.text):
            block.kind, block.level = "text", 0


def _raise_numbered_headings(blocks: list[Block]) -> None:
    """Make "1. Aims" a heading where the document numbers its sections rather than its clauses.

    Most of the numbered lines of the first depth must look like headings and have something other than the next
    number below them; a document with marked headings numbers its clauses.
    """
    if _has_headings(blocks):
        return
    first_depth = [place for place, block in enumerate(blocks) if block.number.isdigit() and block.kind == "item"]
    titles = [place for place in first_depth if _leads_on(blocks, place)]
    outermost = blocks[titles[0]].indent if titles else 0.0
    if len(titles) < 2 or len(titles) < 0.7 * sum(1 for place in first_depth if blocks[place].indent <= outermost):
        return
    raised = set(titles)
    for place, block in enumerate(blocks):
        if place in raised or (block.kind == "item" and depth_of(block.number) > 1 and _leads_on(blocks, place)):
            block.kind, block.level = "heading", HEADING_LEVEL + max(0, depth_of(block.number) - 1)


def _leads_on(blocks: list[Block], place: int) -> bool:
    block = blocks[place]
    following = blocks[place + 1] if place + 1 < len(blocks) else None
    if following is None or not is_heading_like(block.text):
        return False
    same_rank = following.kind == "item" and depth_of(following.number) == depth_of(block.number)
    return following.kind != "heading" and not same_rank


def _raise_strong_headings(blocks: list[Block]) -> None:
    """Make a line all in bold a heading; one that ends with a colon only where nothing else heads the sections."""
    for block in blocks:
        if (
            block.strong
            and block.kind == "text"
            and block.cell is None
            and is_heading_like(block.text)
            and not is_edition(block.text)
        ):
            block.kind, block.level = "heading", HEADING_LEVEL
    if _has_headings(blocks):
        return
    for block in blocks:
        if block.strong and block.kind == "text" and block.cell is None and is_heading_like(block.text.rstrip(": ")):
            block.kind, block.level = "heading", HEADING_LEVEL


def _raise_plain_headings(blocks: list[Block]) -> None:
    """Make short lines headings in a document that marks none: lines that read like titles and have something below."""
    if _has_headings(blocks):
        return
    for block in blocks[:-1]:
        if block.kind == "text" and block.cell is None and is_heading_like(block.text) and not is_edition(block.text):
            block.kind, block.level = "heading", HEADING_LEVEL


def _raise_plain_items(blocks: list[Block]) -> None:
    """Make items of the plain lines that go on from an opening ("For example:"): nobody gave them a bullet.

    They go on until a heading, another opening, or a sentence that stands alone after lines that don't.
    """
    following = [*blocks[1:], None]
    under = False
    for block, after in zip(blocks, following, strict=False):
        if block.kind != "text" or block.cell is not None:
            under = False
        elif opens_list(block.text):
            under = block.text.rstrip().endswith(":")
        elif under and not (after is not None and after.kind == "item") and _goes_on(block.text):
            block.kind = "item"
        else:
            under = False


def _goes_on(text: str) -> bool:
    return text[:1].islower() or (len(text.split()) > 1 and not SENTENCE_END.search(text))


def _part_title(blocks: list[Block], not_taken: list[NotTaken], *, keep: bool) -> tuple[str, list[str], list[Block]]:
    """(title, lines of the opening, the rest). The opening ends where the first heading with something below begins.

    keep: the title is known already, so that its line is told like any other.
    """
    opening: list[str] = []
    title_place = _title_place(blocks)
    title = blocks[title_place].text if title_place is not None else ""
    rest: list[Block] = []
    in_opening = True
    for place, block in enumerate(blocks):
        if place == title_place:
            not_taken += [left(block, OF_THE_DOCUMENT)] if keep else []
            continue
        heads_words = place + 1 < len(blocks) and blocks[place + 1].kind != "heading"
        if block.kind == "item" or (block.kind == "heading" and heads_words and not is_institution(block.text)):
            in_opening = False
        if in_opening:
            opening.append(block.text)
        named = in_opening and is_institution(block.text)
        if named or (block.kind != "item" and is_edition(block.text)):
            not_taken.append(left(block, OF_THE_DOCUMENT))
        else:
            rest.append(block)
    return title, opening, rest


def _title_place(blocks: list[Block]) -> int | None:
    """Where the title stands, if anywhere.

    A line above all headings that names a policy; else a lone heading of the highest level; else one of the first
    headings that names a policy; else a first heading with nothing of its own below.
    """
    headings = [place for place, block in enumerate(blocks) if block.kind == "heading"]
    first = headings[0] if headings else min(len(blocks), OPENING_BLOCKS)
    if any(block.kind == "item" for block in blocks[:first]):
        return None
    lines = (place for place, block in enumerate(blocks[:first]) if is_heading_like(block.text))
    named = next((place for place in lines if POLICY_NAME.search(blocks[place].text)), None)
    if named is not None or not headings:
        return named
    highest = min(blocks[place].level for place in headings)
    alone = sum(1 for place in headings if blocks[place].level == highest) == 1
    below = first + 1
    if is_institution(blocks[first].text) and below < len(blocks) and _names_policy(blocks[below]):
        return below  # a cover names the school in large letters and the policy under it
    only = len(headings) == 1 and not (first == 0 and blocks[first].level == 1)
    if blocks[first].level == highest and alone and (not only or POLICY_NAME.search(blocks[first].text)):
        return first
    named = next((place for place in headings[:4] if POLICY_NAME.search(blocks[place].text)), None)
    if named is not None and not any(block.kind == "item" for block in blocks[:named]):
        return named
    heads_nothing = first + 1 < len(blocks) and blocks[first + 1].kind == "heading"
    return first if heads_nothing else None


def _names_policy(block: Block) -> bool:
    return block.kind != "item" and is_heading_like(block.text) and bool(POLICY_NAME.search(block.text))


def is_list_heading(block: Block, following: Block | None) -> bool:
    """True for a heading that begins the sentences of the list under it: "Do", "Don't", "Staff must", "We will"."""
    return following is not None and following.kind == "item" and begins_sentences(heading_name(block.text))


def is_opening(block: Block, following: Block | None) -> bool:
    """True for a text that only opens the list after it."""
    if block.kind != "text" or following is None:
        return False
    if following.kind == "text" and not block.text.rstrip().endswith(":"):
        return False
    return following.kind != "heading" and (
        opens_list(block.text) or (following.kind == "item" and is_heading_like(block.text))
    )
