"""Settled blocks into clauses with keys, parents and leads. Pure functions."""

from dataclasses import dataclass, field, replace

from lanyard.policy.reading.blocks import Block, depth_of, heading_name
from lanyard.policy.reading.details import speaks_of_review
from lanyard.policy.reading.headings import OF_THE_DOCUMENT, Settled, is_list_heading, is_opening, left
from lanyard.policy.reading.model import NotTaken
from lanyard.policy.reading.shape import (
    SENTENCE_BREAK,
    begins_with_bare_verb,
    ends_with_modal,
    stands_alone,
    states_something,
)
from lanyard.policy.reading.vocabulary import DUTY

STATES_NOTHING = "It does not state anything that somebody must, should or may do."
HEADS_NOTHING = "It is a heading with no clause of its own under it."
OPENS_NOTHING = "It opens a list that has nothing in it."
FOOTNOTE = "It is a footnote that states nothing by itself."

DEEPEST = 6
"""Levels of nesting a key shows; items deeper than that become siblings at the last level."""


LONGEST_LEAD = 2_000
"""Characters. No list needs a longer opening; of one that has it, the end is kept, where the bullets join on."""


@dataclass(slots=True)
class Draft:
    """A clause before its audience is known. headings: the section's name and those above it, nearest first."""

    key: str
    section: str
    text: str
    parent: str | None
    lead: str
    headings: tuple[str, ...]


@dataclass(slots=True)
class _Open:
    """An item that later items may be nested under."""

    indent: float
    number: str
    draft: Draft
    lead_below: str
    children: int = 0
    style: str = ""


@dataclass(slots=True)
class _Assembly:
    """Where the reading of the document stands.

    standing: an opening line over several lists. lead: the opening line in force; opened: nothing has followed it yet.
    fragment_seen: an item under the lead was no full sentence.
    unused: the blocks of openings that no clause has carried yet; heading: the section's, until it holds a clause.
    """

    settled: Settled
    has_headings: bool
    drafts: list[Draft] = field(default_factory=list)
    path: list[tuple[int, str]] = field(default_factory=list)
    place: int = 0
    count: int = 0
    in_new_section: bool = True
    stack: list[_Open] = field(default_factory=list)
    standing: str = ""
    lead: str = ""
    fragment_seen: bool = False
    opened: bool = False
    unused: list[tuple[Block, str]] = field(default_factory=list)
    heading: Block | None = None
    noted: set[str] = field(default_factory=set)
    last_number: str = ""

    def close_list(self, *, keep_standing: bool = False) -> None:
        self.stack, self.lead, self.fragment_seen, self.opened = [], "", False, False
        waiting, self.unused = self.unused, []
        for block, text in waiting:
            if keep_standing and block.text[-LONGEST_LEAD:] == self.standing:
                self.unused.append((block, text))
            elif states_something(text):
                _add(self, text, "", block)
            else:
                self.leave(replace(block, text=text), OPENS_NOTHING)

    def leave(self, block: Block, why: str) -> None:
        after = self.drafts[-1].key if self.drafts else ""
        self.settled.not_taken.append(replace(left(block, why), after=after))

    def close_section(self) -> None:
        self.close_list()
        if self.heading is not None:
            self.leave(self.heading, HEADS_NOTHING)
            self.heading = None


def drafted(settled: Settled) -> list[Draft]:
    """Every clause of the document in order, with unique keys. What becomes none goes to `settled.not_taken`."""
    state = _Assembly(settled, any(block.kind == "heading" for block in settled.blocks))
    following = [*settled.blocks[1:], None]
    table = 0
    for block, after in zip(settled.blocks, following, strict=False):
        if block.table != table:
            # Nothing after a table, or in another cell, is nested under what stands before; an opening goes on into it.
            if table or not block.table or state.stack:
                state.close_list(keep_standing=True)
            table = block.table
        if block.kind == "heading":
            _take_heading(state, block, opens=is_list_heading(block, after))
        elif block.kind == "item":
            _take_item(state, block)
        elif is_opening(block, after):
            _take_opening(state, block, before_opening=after is not None and after.kind == "text")
        else:
            _take_text(state, block)
    state.close_section()
    settled.not_taken += (
        NotTaken(f"footnote {mark}", text, FOOTNOTE) for mark, text in settled.notes.items() if mark not in state.noted
    )
    return state.drafts


def _take_heading(state: _Assembly, block: Block, *, opens: bool) -> None:
    """Begin a section; "Do" and "Don't" over two lists complete their bullets, and inside a section begin none."""
    inside = bool(state.path) and block.level > state.path[-1][0]
    if not (opens and inside):
        state.close_section()
    state.close_list()
    if opens:
        state.lead = heading_name(block.text)[-LONGEST_LEAD:] + ":"
    if opens and inside:
        return
    state.standing = ""
    state.heading = block
    state.in_new_section = True
    state.path = [(level, name) for level, name in state.path if level < block.level] + [
        (block.level, heading_name(block.text))
    ]


def _take_opening(state: _Assembly, block: Block, *, before_opening: bool) -> None:
    """Keep the words for the bullets that follow; words over several such lists stand until the next heading.

    A duty in a sentence before the one that opens the list is a clause of its own.
    """
    state.close_list(keep_standing=True)
    *before, last = SENTENCE_BREAK.split(block.text)
    said, opening = " ".join(before), block.text
    if len(block.text) > LONGEST_LEAD or (DUTY.search(said) and states_something(said) and not speaks_of_review(said)):
        _add(state, said or block.text, "", block)
        opening = last
    state.lead = f"{state.standing} {block.text}".strip()[-LONGEST_LEAD:]
    state.opened = True
    state.unused.append((block, opening))
    if before_opening and block.text.endswith(":"):
        state.standing = block.text[-LONGEST_LEAD:]


def _take_text(state: _Assembly, block: Block) -> None:
    lead = state.lead if state.opened else ""
    in_opening = state.has_headings and not state.path
    about = in_opening and (speaks_of_review(block.text) or not DUTY.search(block.text))
    taken = not about and states_something(block.text)
    if taken and lead:
        state.unused = []
    state.close_list(keep_standing=True)
    if taken:
        _add(state, block.text, lead, block)
    else:
        state.leave(block, OF_THE_DOCUMENT if about and speaks_of_review(block.text) else STATES_NOTHING)


def _take_item(state: _Assembly, block: Block) -> None:
    state.opened = False
    _leave_closed_items(state, block)
    parent = state.stack[-1] if state.stack else None
    if parent:
        parent.children += 1
        draft = _append(state, f"{parent.draft.key}.{parent.children}", block.text, parent.draft.key, parent.lead_below)
    else:
        draft = _add(state, block.text, _lead_for(state, block.text))
    lead_below = f"{draft.lead} {draft.text}".strip()[-LONGEST_LEAD:]
    opened = _Open(block.indent, block.number, draft, lead_below, style=_style(block.number, state.last_number))
    state.last_number = block.number
    _take_notes(state, block, opened)
    if len(state.stack) < DEEPEST - 1:
        state.stack.append(opened)


def _take_notes(state: _Assembly, block: Block, above: _Open) -> None:
    """The footnotes of a clause that state something, as clauses nested under it."""
    for mark in block.notes:
        text = state.settled.notes.get(mark, "")
        if mark not in state.noted and states_something(text):
            state.noted.add(mark)
            above.children += 1
            _append(state, f"{above.draft.key}.{above.children}", text, above.draft.key, "")


def _leave_closed_items(state: _Assembly, block: Block) -> None:
    """Take from the stack the items this one is not nested under: by a number such as "2.1", else by indent."""
    if depth_of(block.number) > 1:
        above = block.number.rpartition(".")[0]
        for place in range(len(state.stack) - 1, -1, -1):
            if state.stack[place].number == above:
                del state.stack[place + 1 :]
                return
    if _goes_by_mark(state, block):
        return
    while state.stack and block.indent <= state.stack[-1].indent + state.settled.tolerance:
        state.stack.pop()


def _goes_by_mark(state: _Assembly, block: Block) -> bool:
    """Nest "a)" under "1.", and "i)" under "a)", where all stand at one indent. False where indents must tell."""
    level = [one for one in state.stack if abs(one.indent - block.indent) <= state.settled.tolerance]
    if not level or level[-1] is not state.stack[-1] or not (block.number or any(one.number for one in level)):
        return False
    style = _style(block.number, state.last_number)
    for place in range(len(state.stack) - 1, -1, -1):
        if state.stack[place] in level and state.stack[place].style == style:
            del state.stack[place:]
            return True
    begins = block.number in ("1", "a", "i") or (not block.number and level[-1].draft.text.endswith(":"))
    return begins and len(state.stack) < DEEPEST


def _style(number: str, before: str) -> str:
    """How a list counts: "1", "a", "i", or "" for bullets. An "i" after "h" is a letter, as "v" is after "u"."""
    if not number or number[0].isdigit():
        return number and "1"
    letter = len(number) == 1 and (number not in "ivx" or (len(before) == 1 and ord(before) + 1 == ord(number)))
    return "a" if letter else "i"


def _lead_for(state: _Assembly, text: str) -> str:
    """The words an item at the first level needs before it.

    An opening line holds until full sentences follow fragments: those stand alone. A bullet that begins with a bare
    verb goes on with the list before it when that list's lead ends in "will:" or the like, although its indent was
    lost (a page break does that).
    """
    alone = stands_alone(text)
    if state.lead:
        if alone and state.fragment_seen:
            state.lead = ""
        state.fragment_seen = state.fragment_seen or not alone
        if state.lead:
            state.unused = []
        return state.lead
    before = state.drafts[-1] if state.drafts and not state.in_new_section else None
    if before and ends_with_modal(before.lead) and begins_with_bare_verb(text):
        return before.lead
    return ""


def _add(state: _Assembly, text: str, lead: str, block: Block | None = None) -> Draft:
    """A clause of the first level; it opens its section when it is the first there. block: its footnotes' too."""
    if state.in_new_section:
        state.place += 1
        state.count = 0
        state.in_new_section = False
    state.count += 1
    state.heading = None
    draft = _append(state, f"{state.place}.{state.count}", text, None, lead)
    if block is not None:
        _take_notes(state, block, _Open(0.0, "", draft, ""))
    return draft


def _append(state: _Assembly, key: str, text: str, parent: str | None, lead: str) -> Draft:
    headings = tuple(name for _, name in reversed(state.path)) or (state.settled.title,)
    draft = Draft(key, headings[0], text, parent, lead, headings)
    state.drafts.append(draft)
    return draft
