"""Title, owner, review and edition: what a policy says about itself. Pure functions over its words."""

import re
from collections.abc import Iterable, Mapping

from lanyard.policy.reading.vocabulary import DUTY, MONTHS

LABELS = {
    "review": r"(?:(?:date of |date for |due for )?(?:the )?next |date of |planned |due |due for |date for |policy )?"
    r"(?:review|to be reviewed)(?: (?:date|due|on|by|before)){0,3}(?: and by whom)?",
    "edition": r"(?:document |policy )?version(?: number| no\.?)?|edition|revision|issue(?: number)?",
    "updated": r"(?:date (?:of )?(?:the )?)?last ?(?:updated|reviewed|modified|amended|review|approved)"
    r"(?: on)?(?: and by whom)?"
    r"|date this policy was (?:last )?(?:reviewed|updated|approved)(?: and by whom)?"
    r"|date (?:of )?(?:last )?(?:issued?|approv(?:al|ed)|adopt(?:ed|ion)|publi(?:shed|cation)|reviewed|ratified|"
    r"agreed|policy)(?: by [a-z ]{2,30})?"
    r"|(?:approval|issue|effective|adopted|publication|policy) date"
    r"|(?:approved|adopted|agreed|ratified|issued|reviewed)(?: on)?|date|updated",
    "owner": r"(?:(?:policy|document) )?(?:owner|author|lead)(?: ?(?:\(s\)|/ ?(?:owner|author|lead)))?|owned by|"
    r"(?:policy )?(?:written|prepared|produced|maintained) by|(?:policy |document )?owner ?\([a-z ]{2,30}\)"
    r"|(?:person|staff member|member of staff|governor|leader|officer|post ?holder) responsible"
    r"(?: for (?:the|this) policy)?"
    r"|responsible (?:person|officer|member of staff|leader|post ?holder)|responsibility(?: of)?"
    r"|lead (?:person|officer|member of staff)|policy holder"
    r"|trust|school(?: name)?|name of (?:school|trust|setting)|organisation",
    "title": r"(?:policy |document )?title|(?:policy|document)(?: name)?",
    "other": r"approved by|agreed by|ratified by|adopted by|authorised by|signed(?: by)?|target audience|"
    r"audience|purpose|status|category|classification|location|distribution|reviewed by|"
    r"review (?:cycle|period|frequency|interval)|"
    r"frequency of review|governors.? committee|committee|chair(?: of governors)?|"
    r"linked policies|layout|parent|statutory|website|telephone|tel|email|address",
}
NEXT = re.compile(r"next|due|planned|to be reviewed|review (?:date )?(?:by|before)", re.I)
"""What makes a label of a review one that is still to come."""
OF_A_REVIEW = re.compile(r"date of (?:the )?review$", re.I)
"""A label that may mean the last review as well as the next."""
LABEL = {kind: re.compile(rf"(?:{pattern})$", re.I) for kind, pattern in LABELS.items()}
LABELLED = re.compile(
    r"^[*_\s]*(?P<label>[A-Za-z][A-Za-z ./()]{1,40}?)[*_\s]*:[*_\s]*(?P<value>[^\s*_].{0,160}?)[*_\s]*$"
)
LABEL_BY_DASH = re.compile(
    r"^[*_\s]*(?P<label>[A-Za-z][A-Za-z ./()]{1,40}?)[*_\s]*\s[\u2013\u2014-]\s"
    r"[*_\s]*(?P<value>[^\s*_].{0,80}?)[*_\s]*$"
)
NEXT_DATED = re.compile(
    r"\W*(?:(?:date (?:of|for) |due for )?(?:the )?next review|to be reviewed|review due)(?: date)?(?: is)?(?: due)?"
    r"(?: (?:in|on|by))?\W+(?P<value>(?:\w+ ){0,3}\d[\w./-]*)\W*$",
    re.I,
)
"""A line such as "Next review January 2027"."""
APPROVED = re.compile(r"(?:approved|agreed|adopted|ratified|reviewed|accepted)\b", re.I)
DATED = re.compile(
    r"\W*(?:last |policy )?(?:reviewed|updated|approved|adopted|agreed|issued|published)"
    r"(?: by (?:the )?[\w ]{2,30}?)?(?: on| in)?:? (?P<value>(?:\w+ ){0,3}\d[\w./-]*)\W*$",
    re.I,
)
"""A line such as "Reviewed January 2026" or "Approved by governors on 4 May 2025"."""
BETWEEN_FACTS = re.compile(
    r"\s+[|\u00b7\u2022]\s+|\.\s+(?=[A-Z][\w /()]{1,40}:\s)"
    r"|\s+(?=(?:(?:date of )?next review|review (?:date|due)|date|version|owner|author|approved by)\b[^:.]{0,20}:\s)",
    re.I,
)
"""Where one line says several things about the document: "Version: 2 | Next review: May 2027"."""
FREQUENCY = re.compile(r"review cycle|review period|review frequency|review interval|frequency of review", re.I)

MONTH = "|".join(MONTHS)
MONTH_NAME = rf"(?:{MONTH}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
ISO_DATE = re.compile(r"\b(\d{4})-(\d{2})(?:-(\d{2}))?\b")
NUMBER_DATE = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})\b")
DAY_FIRST = re.compile(rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?({MONTH_NAME})\.?,?\s+(\d{{4}})\b", re.I)
MONTH_FIRST = re.compile(rf"\b({MONTH_NAME})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.I)

EDITION_LINE = re.compile(
    rf"^(?:(?:v(?:ersion)?|issue|edition)\.?\s*\d[\d.]*(?:\s*[,|:\u2013-]\s*)?)?"
    rf"(?:(?:spring|summer|autumn|winter)(?: term)?|{MONTH_NAME}|\d{{1,2}}(?:st|nd|rd|th)? {MONTH_NAME})?"
    r",?\s*"
    r"(?:20\d\d(?:\s*[-/\u2013]\s*(?:20)?\d\d)?)?$",
    re.I,
)
OFTEN = re.compile(
    r"\b((?:at least |not less than )?(?:annually|yearly|bi-?annually|biennially|termly|"
    r"every (?:academic |school )?year|each (?:academic |school )?year|once (?:a|every|per) (?:academic |school )?year|"
    r"every (?:two|three|\d) years|every (?:six|twelve|\d+) months))\b",
    re.I,
)
NEXT_REVIEW = re.compile(
    r"\b(?:next|due (?:to be|for)|(?:will|to|should|must) (?:next |then )?be(?: next)?) review(?:ed)?\b"
    r"(?P<rest>[^.;]{0,80})",
    re.I,
)
WRITTEN_BY = re.compile(
    r"(?:written|prepared|produced|developed|owned|published) by (?:the )?"
    r"((?:[A-Z][\w'\u2019&.-]*\s+(?:(?:of|and|for|the)\s+)*)*[A-Z][\w'\u2019&-]*)"
)
INSTITUTION = re.compile(
    r"^(?:[A-Z][\w'\u2019.&-]*,?\s+(?:(?:of|and|the|for|in|on)\s+)*)+"
    r"(?:School|Academy|Trust|College|Federation|Nursery)s?$"
)
SMALL_WORDS = frozenset("of and the for in on".split())
REVIEW_STATEMENT = re.compile(r"\breview(?:ed)?\b", re.I)


def labelled(text: str) -> tuple[str, str] | None:
    """(kind of fact, value) for a line like "Next review: January 2027"; None for any other line."""
    match = LABELLED.match(text)
    if not match:
        match = LABEL_BY_DASH.match(text)
        if not match or not any(LABEL[kind].match(match["label"].strip()) for kind in ("review", "owner")):
            return None
    if DUTY.search(match["value"]):
        return None
    label = match["label"].strip()
    if APPROVED.match(label) and iso_date(match["value"]):
        return "updated", match["value"].strip()
    for kind, pattern in LABEL.items():
        if pattern.match(label):
            return _exact(kind, label), match["value"].strip()
    return None


def _exact(kind: str, label: str) -> str:
    """The kind of fact, with labels of reviews told apart: "next review", "review" and "a review"."""
    if FREQUENCY.match(label):
        return "often"
    if kind != "review":
        return kind
    return "next review" if NEXT.search(label) else "a review" if OF_A_REVIEW.match(label) else "review"


REVIEWS = ("next review", "review", "a review")
"""Best first: what is called the next review is that, whatever else the document calls a review."""


class Facts:
    """What labelled lines, front matter and tables say about the document."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self.reviews: list[tuple[str, str]] = []

    def add(self, kind: str, value: str) -> None:
        """Keep a fact; of facts of one kind the first holds, of reviews the best (see `settled`)."""
        if kind in REVIEWS:
            self.reviews.append((kind, value))
        else:
            self.found.setdefault(kind, value)

    def note(self, text: str) -> bool:
        """Keep what a labelled line says; False when the line is none."""
        facts = facts_in(text)
        for kind, value in facts:
            self.add(kind, value)
        return bool(facts)

    def note_property(self, name: str, value: str) -> None:
        """Keep what front matter says under a name such as "last_reviewed" or "nextReview"."""
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.sub(r"[_-]+", " ", name)).lower().strip()
        self.note(f"{PROPERTY_WORDS.get(words, words)}: {value}")

    def settled(self) -> dict[str, str]:
        """All facts, with the next review as "review": the best label, and of several such the latest date."""
        found = dict(self.found)
        if self.reviews:
            best = min((kind for kind, _ in self.reviews), key=REVIEWS.index)
            values = [value for kind, value in self.reviews if kind == best]
            found["review"] = max(values, key=lambda value: iso_date(value) or "")
            earlier = next((value for kind, value in self.reviews if kind == "a review" != best), None)
            if earlier:
                found.setdefault("updated", earlier)
        return found

    def warnings(self) -> list[str]:
        """What the labels leave open."""
        kinds = {kind for kind, _ in self.reviews}
        if kinds != {"a review"}:
            return []
        return [
            f"The document gives \u201cdate of review: {self.reviews[0][1]}\u201d: check whether that is the next "
            "review or the last."
        ]


PROPERTY_WORDS = {
    "lastupdated": "last updated", "lastmod": "last modified", "updated": "last updated", "modified": "last modified",
    "nextreview": "next review", "reviewby": "review by", "expires": "next review", "reviewdate": "review date",
    "authors": "author", "page owner": "owner", "dc title": "title",
}  # fmt: skip
"""Names in front matter that are no words a line would be labelled with."""


def facts_in(text: str) -> list[tuple[str, str]]:
    """All (kind of fact, value) of a line that says nothing else: "Hill Trust | Version 2 | Next review: May 2027"."""
    coming = NEXT_DATED.match(text)
    if coming and iso_date(text):
        return [("next review", coming["value"])]
    dated = DATED.match(text)
    if dated and iso_date(text):
        return [("updated", dated["value"])]
    one = labelled(text)
    if one and not BETWEEN_FACTS.search(one[1]):
        return [one]
    parts = BETWEEN_FACTS.split(text)
    found = [labelled(part) or _bare_fact(part) for part in parts]
    whole = all(found) and any(labelled(part) for part in parts)
    return [fact for fact in found if fact] if whole else []


def _bare_fact(text: str) -> tuple[str, str] | None:
    if is_edition(text):
        return "edition", text.strip(". ")
    return ("owner", text.strip()) if is_institution(text) else None


def is_labelled_fact(text: str) -> bool:
    """True for a line of document control rather than of policy."""
    return bool(facts_in(text))


def is_edition(text: str) -> bool:
    """True for a line that only dates or numbers the edition: "Autumn 2022", "Version 1.0", "September 2024"."""
    return bool(text.strip()) and bool(EDITION_LINE.match(text.strip()))


def is_institution(text: str) -> bool:
    """True for a line that is the name of a school or trust."""
    words = text.split()
    if text.isupper():
        words = [word.lower() if word.lower() in SMALL_WORDS else word.capitalize() for word in words]
    return bool(INSTITUTION.match(" ".join(words)))


def speaks_of_review(text: str) -> bool:
    """True for a statement about when the document itself is reviewed."""
    return bool(REVIEW_STATEMENT.search(text)) and bool(re.search(r"\b(?:policy|document|guidance|it)\b", text, re.I))


def iso_date(text: str) -> str | None:
    """The first date in the text as "2027-01-31", or "2027-01" where no day is given; None without a real date."""
    candidates = (
        (ISO_DATE, lambda m: (m[1], m[2], m[3])),
        (NUMBER_DATE, lambda m: (m[3] if len(m[3]) == 4 else "20" + m[3], m[2], m[1])),
        (MONTH_FIRST, lambda m: (m[3], _month(m[1]), m[2])),
        (DAY_FIRST, lambda m: (m[3], _month(m[2]), m[1])),
    )
    for pattern, parts in candidates:
        match = pattern.search(text)
        if match:
            year, month, day = (int(part) if part else 0 for part in parts(match))
            if 1 <= month <= 12 and 0 <= day <= 31:
                return f"{year}-{month:02}" + (f"-{day:02}" if day else "")
    return None


def _month(name: str) -> str:
    return str(next(place for place, month in enumerate(MONTHS, start=1) if month.startswith(name[:3].lower())))


def review_of(facts: Mapping[str, str], texts: Iterable[str]) -> str | None:
    """The next review date, or failing that how often the document says it is reviewed."""
    if "review" in facts:
        return iso_date(facts["review"]) or _often(facts["review"]) or facts["review"].rstrip(". ")
    texts = [text for text in texts if speaks_of_review(text)]
    for text in texts:
        due = next((date for found in NEXT_REVIEW.finditer(text) if (date := iso_date(found["rest"]))), None)
        if due:
            return due
    if "often" in facts:
        return facts["often"]
    return next((_often(text) for text in texts if _often(text)), None)


def _often(text: str) -> str | None:
    found = OFTEN.search(text)
    return found[1] if found else None


def owner_of(facts: Mapping[str, str], opening: Iterable[str], texts: Iterable[str]) -> str | None:
    """The owner by label, else who the text says wrote it, else a school or trust named on a line of the opening."""
    if "owner" in facts:
        return facts["owner"]
    for text in texts:
        written = WRITTEN_BY.search(text)
        if written:
            return written[1]
    return next((line.strip() for line in opening if is_institution(line)), None)


def edition_of(facts: Mapping[str, str], opening: Iterable[str]) -> str | None:
    """The edition by label, else a line of the opening that only dates the document, else when it was last updated."""
    if "edition" in facts:
        return facts["edition"]
    dated = next((line.strip() for line in opening if is_edition(line)), None)
    if dated:
        return dated
    updated = facts.get("updated") or facts.get("lastupdated")
    return (iso_date(updated) or updated) if updated else None
