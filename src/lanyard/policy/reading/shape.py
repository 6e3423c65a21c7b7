"""What a single line looks like: a heading, the opening of a list, a sentence that stands alone. Pure functions."""

import re

from lanyard.policy.reading.vocabulary import AUXILIARY, BARE_VERBS, DUTY, ENDS_OPEN, ENDS_WITH_MODAL

LONGEST_HEADING_WORDS = 14
LONGEST_HEADING = 100
SENTENCE_END = re.compile(r"[.!?][\"'\u2019\u201d)\]]*$")
SENTENCE_BREAK = re.compile(r"(?<=[a-z)\u2019\u201d][.!?])\s+(?=[A-Z\"'\u2018\u201c])")
WORD = re.compile(r"[^\W\d_][\w'\u2019/-]*")
FIRST_WORD = re.compile(r"[^\w]*(\w+)")
DO_OR_DO_NOT = re.compile(r"(?:please )?(?:do|don['\u2019]?t|do['\u2019]?s|don['\u2019]?ts|do not|always|never)$", re.I)
REFERS_DOWN = re.compile(r"\b(?:following|as follows|below)\b[^.]{0,60}\.$", re.I)
NOT_A_STATEMENT = re.compile(
    r"^(?:based on|adapted from|source:|\u00a9|copyright|template |last (?:updated|reviewed)|approved|signed|page \d|"
    r"date:|name:|chair of|headteacher:?$|https?://)",
    re.I,
)


LABEL_AND_WORDS = re.compile(r"[A-Z][\w '\u2019/&-]{1,40}:\s+(?:\S+\s+){2,}\S")
"""A line such as "Twitter: To promote the work of the school"."""
NOUN_AFTER_ALL = re.compile(
    r"\W*\w+ (?:of|is|are|will|must|should|may|can|was|were|has|have|policy|policies|agreements?|guidance|procedures?|"
    r"plans?|materials?|details|arrangements?|forms?|checks?|lessons?|books?|settings?|screens?|records?)\b",
    re.I,
)
"""A first word that could be a verb and is none: "Use of phones", "Report forms"."""
FORBIDS = re.compile(r"\W*(?:no|only|please|never|always)\s+\w", re.I)


def own_lines(text: str, *, listed: bool = False) -> list[str]:
    """The lines that somebody parted with a soft break, where each says something of its own.

    What goes on in lower case belongs to the line before. Inside a list item only whole duties part.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        goes_on = line.strip()[:1].islower() and lines and not lines[-1].rstrip().endswith((".", ":", ";", "!", "?"))
        if goes_on:
            lines[-1] = f"{lines[-1].rstrip()} {line.strip()}"
        elif line.strip():
            lines.append(line)
    if listed and not all(len(line.split()) > 2 and DUTY.search(line) for line in lines):
        return [" ".join(lines)]
    return lines


def is_heading_like(text: str) -> bool:
    """True for a short line that begins like a title and does not end like a sentence or an opening."""
    if not text or len(text) > LONGEST_HEADING or len(text.split()) > LONGEST_HEADING_WORDS:
        return False
    start = re.sub(r"^[\W_]+", "", text)
    if not start or not (start[0].isupper() or start[0].isdigit()):
        return False
    if text.rstrip("\"'\u2019\u201d)").endswith((".", ",", ";", ":", "!")) or "http" in text or "@" in text:
        return False
    return not (ENDS_OPEN.search(text) or SENTENCE_BREAK.search(text))


def opens_list(text: str) -> bool:
    """True for words that the bullets after them finish ("Staff must:", "Children will be advised to")."""
    bare = text.rstrip("*_ ")
    trailing = bare.endswith(("\u2026", "...")) and bool(
        not DUTY.search(bare) or ENDS_OPEN.search(bare.rstrip(".\u2026 "))
    )
    return trailing or bare.endswith((":", ":-", ":\u2013")) or bool(ENDS_OPEN.search(bare) or REFERS_DOWN.search(bare))


def ends_with_modal(text: str) -> bool:
    """True for a lead whose bullets begin with a bare verb ("they will:")."""
    return bool(ENDS_WITH_MODAL.search(text.strip()))


def begins_with_bare_verb(text: str) -> bool:
    """True for "Not disclose ...", "Inform their line manager ..."."""
    first = FIRST_WORD.match(text)
    return first is not None and first[1].lower() in BARE_VERBS and not NOUN_AFTER_ALL.match(text)


def begins_sentences(text: str) -> bool:
    """True for a heading whose bullets are the rest of its sentence: "Please don't", "Staff must not", "We will"."""
    return ends_with_modal(text) or bool(DO_OR_DO_NOT.match(text.strip(" :.!")))


def is_fragment(text: str) -> bool:
    """True for words that begin where a sentence already has its subject: "not to meet ...", "Inform ..."."""
    return text[:1].islower() or begins_with_bare_verb(text)


def stands_alone(text: str) -> bool:
    """True for a full sentence with its own subject and verb, which needs no lead."""
    if len(text.split()) < 8 or not SENTENCE_END.search(text) or not text[:1].isupper():
        return False
    first = FIRST_WORD.match(text)
    if first is None or begins_with_bare_verb(text) or first[1].lower().endswith("ing"):
        return False
    verb = AUXILIARY.search(text)
    return verb is not None and verb.start() > 0


def is_prose(text: str) -> bool:
    """True when most of the pieces between spaces are words, so that code, addresses and tables of figures are not."""
    pieces = text.split()
    words = sum(1 for piece in pieces if WORD.fullmatch(piece.strip("\"'\u2018\u2019\u201c\u201d.,;:!?\u2026()[]*_")))
    return words >= max(1.0, 0.7 * len(pieces))


def states_something(text: str) -> bool:
    """True for a paragraph that is a clause: a sentence of prose, not a caption, an address or a note of origin."""
    count = len(text.split())
    if count < 3 or NOT_A_STATEMENT.match(text) or not is_prose(text):
        return False
    return bool(SENTENCE_END.search(text)) or says_what_to_do(text) or bool(LABEL_AND_WORDS.match(text))


def says_what_to_do(text: str) -> bool:
    """True for words with a verb that asks, forbids or permits, however short: "No photos on Facebook"."""
    return bool(DUTY.search(text) or FORBIDS.match(text) or begins_with_bare_verb(text) or AUXILIARY.search(text))


def is_long_sentence(text: str) -> bool:
    """True for a heading that is a whole sentence with a full stop: somebody set a clause in a heading's style."""
    return text.rstrip().endswith((".", ";")) and len(text.split()) >= 8


def reads_as_clause(text: str) -> bool:
    """True for a line that ends as sentences and openings do, not as titles do."""
    return text.rstrip().endswith((".", ";", ":")) and len(text.split()) >= 3


def sentences(text: str) -> list[str]:
    """The sentences of a clause, parted at full stops and semicolons."""
    return [part for piece in SENTENCE_BREAK.split(text) for part in re.split(r";\s+", piece) if part]
