"""Catalogues of translations: compile them, or bring them up to date with what pages and code say.

    python tools/catalogues.py            compile each src/lanyard/locale/*/LC_MESSAGES/django.po to django.mo
    python tools/catalogues.py update     add what is new to each .po, take out what is gone, and compile
    python tools/catalogues.py check      say what is missing or does not fit its English; exit code 1

Marked in code: `_("…")`, `gettext("…")`, `N_("…")` (translated later, where it is shown), `pgettext`, `ngettext`; in
templates: `{% translate %}` and `{% blocktranslate %}`. What agencies are for, which comes with Lanyard as data, is
translated too.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "lanyard"
LOCALE = SOURCE / "locale"
AGENCIES = SOURCE / "policy" / "data" / "agencies.toml"
FAMILIES = {"children", "parents", "anyone"}

_CALLS = {"_", "N_", "gettext", "gettext_lazy", "gettext_noop", "pgettext", "ngettext", "ngettext_lazy"}
_TRANSLATE = re.compile(r'\{%\s*translate\s+"([^"]+)"[^%]*%\}')
_BLOCK = re.compile(r"\{%\s*blocktranslate\b([^%]*)%\}(.*?)\{%\s*endblocktranslate\s*%\}", re.DOTALL)
_PLURAL = re.compile(r"\{%\s*plural\s*%\}")
_VALUE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|</?\w+[^>]*>")

_NOT_KEPT = (b'"Project-Id', b'"Report-', b'"POT-', b'"PO-', b'"Last-', b'"Language-Team', b'"Generated-By')

# What a message is found by: its English, or the pair of one and many; with its context, if it has one.
Key = tuple[str | tuple[str, str], str | None]


@dataclass(frozen=True)
class Problem:
    """What is wrong with a translation."""

    language: str
    message: str
    says: str

    def __str__(self) -> str:
        return f"{self.language}: {self.message!r}: {self.says}"


def messages() -> dict[Key, list[str]]:
    """All that is marked, with the files it is in."""
    found: dict[Key, list[str]] = {}
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix not in (".py", ".html", ".txt") or "static" in path.parts:
            continue
        read = in_code if path.suffix == ".py" else in_template
        for key in read(path.read_text(encoding="utf-8")):
            where = found.setdefault(key, [])
            if (name := str(path.relative_to(SOURCE))) not in where:
                where.append(name)
    for words in in_data():
        found.setdefault((words, None), []).append(str(AGENCIES.relative_to(SOURCE)))
    return found


def in_code(text: str) -> Iterator[Key]:
    """What Python marks."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in _CALLS:
            continue
        words = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if node.func.id == "pgettext" and len(words) == 2:
            yield words[1], words[0]
        elif node.func.id.startswith("ngettext") and len(words) == 2:
            yield (words[0], words[1]), None
        elif words:
            yield words[0], None


def in_template(text: str) -> Iterator[Key]:
    """What a template marks, as Django asks for it."""
    yield from ((words, None) for words in _TRANSLATE.findall(text))
    for options, body in _BLOCK.findall(text):
        parts = [_asked(part, trimmed="trimmed" in options.split()) for part in _PLURAL.split(body)]
        yield (parts[0] if len(parts) == 1 else (parts[0], parts[1])), None


def _asked(body: str, *, trimmed: bool) -> str:
    text = _VALUE.sub(r"%(\1)s", body.replace("%", "%%"))
    return " ".join(line.strip() for line in text.splitlines() if line.strip()) if trimmed else text


def in_data() -> list[str]:
    """What agencies are for that families are sent to."""
    rows = tomllib.loads(AGENCIES.read_text(encoding="utf-8"))["agency"]
    return [row["for_what"] for row in rows if FAMILIES & set(row["who_may_use"])]


def languages() -> list[str]:
    """The languages that have a catalogue."""
    return sorted(path.parents[1].name for path in LOCALE.glob("*/LC_MESSAGES/django.po"))


def source_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def catalogue(language: str) -> Catalog:
    """The catalogue of a language as it is kept."""
    with source_of(language).open("rb") as file:
        return read_po(file, locale=language)


def compiled(language: str) -> bytes:
    """The catalogue as Django reads it: the same bytes for the same source."""
    written, kept = BytesIO(), catalogue(language)
    # Its head would hold the hour.
    kept.creation_date = datetime(2000, 1, 1, tzinfo=UTC)
    write_mo(written, kept)
    return written.getvalue()


def compile_all() -> None:
    """Write each catalogue as Django reads it, beside its source."""
    for language in languages():
        source_of(language).with_suffix(".mo").write_bytes(compiled(language))


def update(language: str, translations: dict[Key, str | tuple[str, ...]] | None = None) -> None:
    """Bring the catalogue of a language up to date: new messages are added empty, or as `translations` has them."""
    known = catalogue(language) if source_of(language).exists() else Catalog(locale=language)
    given = {(one.id, one.context): one.string for one in known if one.id} | (translations or {})
    new = Catalog(locale=language, project="Lanyard", fuzzy=False)
    new.header_comment = f"# {new.locale.english_name} words of the pages for families and visitors."
    for (message, context), where in messages().items():
        is_format = "%(" in str(message)
        new.add(
            message, given.get((message, context)), locations=[(name, 1) for name in where],
            flags=["python-format"] if is_format else [], context=context,
        )  # fmt: skip
    source_of(language).parent.mkdir(parents=True, exist_ok=True)
    written = BytesIO()
    write_po(written, new, width=120, include_lineno=False)
    lines = written.getvalue().splitlines(keepends=True)
    # Of the head only what is needed to read it: the rest changes each time, or names who is kept in the history.
    source_of(language).write_bytes(b"".join(line for line in lines if not line.startswith(_NOT_KEPT)))


def problems() -> Iterator[Problem]:
    """What is missing, doubtful, left over, or does not have the same placeholders and tags as its English."""
    wanted = messages()
    for language in languages():
        kept = catalogue(language)
        known = {(one.id, one.context): one for one in kept if one.id}
        for key in wanted.keys() - known.keys():
            yield Problem(language, str(key[0]), "is not in the catalogue")
        for key in known.keys() - wanted.keys():
            yield Problem(language, str(key[0]), "is on no page any more")
        for key in wanted.keys() & known.keys():
            yield from _wrong_with(language, known[key], kept.num_plurals)


def _wrong_with(language: str, message: object, plurals: int) -> Iterator[Problem]:
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    if message.fuzzy:
        yield Problem(language, ids[0], "is marked as doubtful")
    if not all(said) or (len(ids) == 2 and len(said) != plurals):
        yield Problem(language, ids[0], "is not translated")
    for text in filter(None, said):
        if sorted(PLACEHOLDER.findall(text)) not in [sorted(PLACEHOLDER.findall(each)) for each in ids]:
            yield Problem(language, ids[0], f"has other placeholders or tags: {text!r}")


def main(what: str) -> int:
    """Do what was asked for; answers the exit code."""
    if what == "update":
        for language in languages():
            update(language)
    if what == "check":
        found = [str(problem) for problem in problems()]
        sys.stderr.write("".join(f"{line}\n" for line in found))
        return 1 if found else 0
    compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "compile"))
