"""Words out of Markdown's inline marks: links keep their text, emphasis and tags go."""

import re
from functools import cache

from markdown_it import MarkdownIt

LONGEST_INLINE = 20_000
"""Characters. A longer line is no prose; it is taken as it stands rather than parsed."""
MOST_MARKS = 200
"""Marks in one paragraph; what has more was made to be slow to parse."""

MARKS = re.compile(r"[*_`\[\]\\<&!]")
KNOWN_TAG = re.compile(
    r"</?(?:a|abbr|b|br|cite|code|del|em|i|ins|kbd|mark|s|small|span|strong|sub|sup|u)\b[^>]*>|<!--", re.I
)


PICTURE = re.compile(r"!\[([^\]]{1,400})\]")
REMARK = re.compile(r"<!--(.{1,4000}?)-->", re.S)


def unseen(text: str) -> list[tuple[str, str]]:
    """(words, why they are not taken) of pictures' descriptions and of remarks that nobody sees."""
    found = [(words.strip(), "It describes a picture.") for words in PICTURE.findall(text)]
    found += [(words.strip(), "It is a remark in the source that nobody sees.") for words in REMARK.findall(text)]
    return [pair for pair in found if pair[0]]


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark")


def plain(text: str) -> str:
    """The words of one run of Markdown; text without marks comes back as it is."""
    marks = sum(1 for _ in MARKS.finditer(text))
    if not marks or marks > MOST_MARKS or len(text) > LONGEST_INLINE:
        return text
    words: list[str] = []
    for token in _parser().parseInline(text)[0].children or []:
        if token.type in ("softbreak", "hardbreak"):
            words.append(" ")
        elif token.type == "html_inline":
            # "<name>" is a place to fill in, not a tag; only real tags go.
            words.append(" " if KNOWN_TAG.match(token.content) else token.content)
        elif token.type != "image":
            words.append(token.content)
    return "".join(words)
