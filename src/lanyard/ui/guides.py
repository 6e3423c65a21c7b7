"""The how-to guides of docs/how-to as pages: Markdown in, markup of the design system out, everything escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

# A link to docs/how-to: there they are read with the other documents, here beside the pages they explain.
FOLDER = Path(__file__).with_name("data") / "how-to"
_READER = MarkdownIt("commonmark", {"html": False}).enable("table")
_MARKUP = {
    "paragraph": '<p class="govuk-body">{}</p>',
    "bullet_list": '<ul class="govuk-list govuk-list--bullet">{}</ul>',
    "ordered_list": '<ol class="govuk-list govuk-list--number">{}</ol>',
    "list_item": "<li>{}</li>",
    "strong": "<strong>{}</strong>",
    "em": "<em>{}</em>",
    "code_inline": "<code>{}</code>",
    "code_block": '<pre class="ly-scroll" tabindex="0"><code>{}</code></pre>',
    "fence": '<pre class="ly-scroll" tabindex="0"><code>{}</code></pre>',
    "softbreak": " {}",
    "hardbreak": "<br>{}",
    "table": '<div class="ly-scroll" tabindex="0" role="region" aria-label="Table"><table>{}</table></div>',
    "thead": "<thead>{}</thead>",
    "tbody": "<tbody>{}</tbody>",
    "tr": "<tr>{}</tr>",
    "th": '<th scope="col">{}</th>',
    "td": "<td>{}</td>",
}


@dataclass(frozen=True)
class Heading:
    """A heading of a guide: its words, and the anchor that links lead to."""

    title: str
    anchor: str


@dataclass(frozen=True)
class Guide:
    """A guide: its title, its text as markup, and its main headings."""

    key: str
    title: str
    text: SafeString
    headings: tuple[Heading, ...]
    anchors: frozenset[str]


@cache
def guides() -> dict[str, Guide]:
    """All guides by their names, in the order of their titles."""
    found = [_read(path) for path in FOLDER.glob("*.md")]
    return {guide.key: guide for guide in sorted(found, key=lambda guide: guide.title)}


def address(section: str) -> str:
    """The page of a section named as in `kernel.help`."""
    key, _, anchor = section.partition("#")
    return reverse("ui:guide", kwargs={"guide": key}) + (f"#{anchor}" if anchor else "")


def anchor_of(title: str) -> str:
    """The anchor of a heading, as those who read the file elsewhere know it too."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _read(path: Path) -> Guide:
    nodes = SyntaxTreeNode(_READER.parse(path.read_text(encoding="utf-8"))).children
    heads = [(node.tag, _words(node)) for node in nodes if node.type == "heading"]
    title = next(words for tag, words in heads if tag == "h1")
    main = tuple(Heading(words, anchor_of(words)) for tag, words in heads if tag == "h2")
    shown = [node for node in nodes if node.tag != "h1"]
    return Guide(path.stem, title, _joined(shown), main, frozenset(anchor_of(words) for _, words in heads))


def _words(node: SyntaxTreeNode) -> str:
    return node.content if not node.children else "".join(map(_words, node.children))


def _joined(nodes: Iterable[SyntaxTreeNode]) -> SafeString:
    return format_html_join("", "{}", ((_one(node),) for node in nodes))


def _one(node: SyntaxTreeNode) -> SafeString:
    inside = _joined(node.children) if node.children else node.content
    if node.type == "heading":
        level, size = (2, "m") if node.tag == "h2" else (3, "s")
        anchor = anchor_of(_words(node))
        return format_html('<h{} class="govuk-heading-{}" id="{}">{}</h{}>', level, size, anchor, inside, level)
    if node.type == "link":
        url = _link(str(node.attrs["href"]))
        return format_html('<a class="govuk-link" href="{}">{}</a>', url, inside) if url else format_html("{}", inside)
    is_tight = node.type == "paragraph" and node.hidden
    return format_html("{}" if is_tight else _MARKUP.get(node.type, "{}"), inside)


def _link(href: str) -> str:
    """Where a link of a guide leads here; "" for documents that are not in the product."""
    if href.startswith(("#", "https://")):
        return href
    file, _, anchor = href.partition("#")
    is_guide = file.endswith(".md") and "/" not in file
    return address(f"{file.removesuffix('.md')}#{anchor}" if anchor else file.removesuffix(".md")) if is_guide else ""
