"""The wording of a document as a page shows it: Markdown in, markup of the design system out, everything escaped."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

_READER = MarkdownIt("commonmark", {"html": False})

# What stands for each kind of node; `{}` is what is in it. Nodes that are not here show what is in them.
_MARKUP = {
    "paragraph": '<p class="govuk-body">{}</p>',
    "bullet_list": '<ul class="govuk-list govuk-list--bullet">{}</ul>',
    "list_item": "<li>{}</li>",
    "blockquote": "<blockquote>{}</blockquote>",
    "strong": "<strong>{}</strong>",
    "em": "<em>{}</em>",
    "hardbreak": "<br>{}",
    "softbreak": " {}",
    "hr": '<hr class="govuk-section-break govuk-section-break--visible">{}',
}
# The page's own title is the only heading of the first level; the wording's highest are of the second.
_SIZES = {2: "m", 3: "s", 4: "s"}


def html(text: str, *, title: str = "") -> SafeString:
    """The wording as markup. Raw HTML in it is shown as text; pictures are shown as their description.

    Where the wording begins with the `title` that the page shows already, the page shows it only once.
    """
    parts = SyntaxTreeNode(_READER.parse(text)).children
    repeats = bool(parts) and parts[0].tag == "h1" and parts[0].children[0].content == title
    shown = parts[1:] if repeats else parts
    highest = min((_level(node) for node in shown if node.type == "heading"), default=1)
    return _joined(shown, highest)


def _level(heading: SyntaxTreeNode) -> int:
    return int(heading.tag.removeprefix("h"))


def _joined(nodes: Iterable[SyntaxTreeNode], highest: int) -> SafeString:
    return format_html_join("", "{}", ((_one(node, highest),) for node in nodes))


def _one(node: SyntaxTreeNode, highest: int) -> SafeString:
    inside = _joined(node.children, highest) if node.children else node.content
    if node.type == "heading":
        level = min(_level(node) - highest + 2, 4)
        return format_html('<h{} class="govuk-heading-{}">{}</h{}>', level, _SIZES[level], inside, level)
    if node.type == "ordered_list":
        start = node.attrs.get("start", 1)
        return format_html('<ol class="govuk-list govuk-list--number" start="{}">{}</ol>', start, inside)
    if node.type == "link":
        return format_html('<a class="govuk-link" href="{}">{}</a>', node.attrs["href"], inside)
    is_tight = node.type == "paragraph" and node.hidden
    return format_html("{}" if is_tight else _MARKUP.get(node.type, "{}"), inside)
