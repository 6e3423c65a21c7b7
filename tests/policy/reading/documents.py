"""Writes one invented policy in every format a school might send it in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import typst
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from lanyard.policy.reading import ReadPolicy

TITLE = "Social media policy"


@dataclass(frozen=True)
class Item:
    text: str
    children: tuple["Item", ...] = ()


@dataclass(frozen=True)
class Section:
    name: str
    items: tuple[Item, ...]


def outline(sections: Sequence[Section]) -> list[tuple[str, str, str | None]]:
    """(section, text, text of the parent) of every bullet in order: what reading must give back."""
    return [(section.name, *pair) for section in sections for pair in _pairs(section.items, None)]


def _pairs(items: Sequence[Item], parent: str | None) -> Iterator[tuple[str, str | None]]:
    for item in items:
        yield item.text, parent
        yield from _pairs(item.children, item.text)


def read_outline(policy: ReadPolicy) -> list[tuple[str, str, str | None]]:
    """The same of a policy that was read."""
    texts = {clause.key: clause.text for clause in policy.clauses}
    return [(clause.section, clause.text, texts[clause.parent] if clause.parent else None) for clause in policy.clauses]


def _bulleted(items: Sequence[Item], indent: str, step: str, marks: Sequence[str], depth: int = 0) -> Iterator[str]:
    for item in items:
        yield f"{indent}{marks[min(depth, len(marks) - 1)]} {item.text}"
        yield from _bulleted(item.children, indent + step, step, marks, depth + 1)


def as_markdown(sections: Sequence[Section], *, step: str = "  ", mark: str = "-") -> str:
    lines = [f"# {TITLE}", ""]
    for section in sections:
        lines += [f"## {section.name}", "", *_bulleted(section.items, "", step, [mark]), ""]
    return "\n".join(lines)


def as_text(sections: Sequence[Section], *, step: str = " ", marks: Sequence[str] = ("-",)) -> str:
    lines = [TITLE.upper(), ""]
    for section in sections:
        lines += [section.name, "", *_bulleted(section.items, "", step, marks), ""]
    return "\n".join(lines)


def as_html(sections: Sequence[Section]) -> str:
    body = "".join(f"<h2>{escape(section.name)}</h2>{_list(section.items)}" for section in sections)
    return f"<!doctype html><html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{body}</body></html>"


def _list(items: Sequence[Item]) -> str:
    inside = "".join(f"<li>{escape(item.text)}{_list(item.children)}</li>" for item in items)
    return f"<ul>{inside}</ul>" if items else ""


def write_word(sections: Sequence[Section], path: Path, *, headings: str = "styles", lists: str = "styles") -> Path:
    """A Word document; headings by "styles" or in "bold", lists by list "styles" or by "levels" of one numbering."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Harbour School"
    document.sections[0].footer.paragraphs[0].text = "Page 1 of 1"
    document.add_heading(TITLE, level=0)
    for section in sections:
        if headings == "styles":
            document.add_heading(section.name, level=1)
        else:
            document.add_paragraph().add_run(section.name).bold = True
        _word_items(document, section.items, lists, 0)
    document.save(path)
    return path


def _word_items(document, items: Sequence[Item], lists: str, level: int) -> None:
    for item in items:
        style = "List Bullet" if lists == "levels" or level == 0 else f"List Bullet {level + 1}"
        paragraph = document.add_paragraph(item.text, style=style)
        if lists == "levels":
            _number(paragraph, level)
        _word_items(document, item.children, lists, level + 1)


def _number(paragraph, level: int) -> None:
    numbering = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", level), ("w:numId", 1)):
        element = OxmlElement(tag)
        element.set(qn("w:val"), str(value))
        numbering.append(element)
    paragraph._p.get_or_add_pPr().append(numbering)


def write_pdf(sections: Sequence[Section], path: Path, *, page: str = "", markers: Sequence[str] = ("•", "–")) -> Path:
    """A PDF; page holds Typst's settings for it."""
    listed = ", ".join(f"[{marker}]" for marker in markers)
    lines = [f'#set page(paper: "a4", {page})', '#set text(size: 11pt, lang: "en")', f"#set list(marker: ({listed},))"]
    lines += [f'#text(size: 20pt, weight: "bold")[{TITLE}]', ""]
    for section in sections:
        lines += [f"= {section.name}", "", *_bulleted(section.items, "", "  ", ["-"]), ""]
    source = path.with_suffix(".typ")
    source.write_text("\n".join(lines), encoding="utf-8")
    typst.compile(str(source), output=str(path))
    return path
