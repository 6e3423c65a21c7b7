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
# The page's own title is the only heading of the first level.
_HEADINGS = {"h1": ("h2", "l"), "h2": ("h3", "m"), "h3": ("h4", "s")}


def html(text: str, *, title: str = "") -> SafeString:
    """The wording as markup. Raw HTML in it is shown as text; pictures are shown as their description.

    Where the wording begins with the `title` that the page shows already, the page shows it only once.
    """
    parts = SyntaxTreeNode(_READER.parse(text)).children
    repeats = bool(parts) and parts[0].tag == "h1" and parts[0].children[0].content == title
    return _joined(parts[1:] if repeats else parts)


def _joined(nodes: Iterable[SyntaxTreeNode]) -> SafeString:
    return format_html_join("", "{}", ((_one(node),) for node in nodes))


def _one(node: SyntaxTreeNode) -> SafeString:
    inside = _joined(node.children) if node.children else node.content
    if node.type == "heading":
        tag, size = _HEADINGS.get(node.tag, ("h4", "s"))
        return format_html('<{} class="govuk-heading-{}">{}</{}>', tag, size, inside, tag)
    if node.type == "ordered_list":
        start = node.attrs.get("start", 1)
        return format_html('<ol class="govuk-list govuk-list--number" start="{}">{}</ol>', start, inside)
    if node.type == "link":
        return format_html('<a class="govuk-link" href="{}">{}</a>', node.attrs["href"], inside)
    is_tight = node.type == "paragraph" and node.hidden
    return format_html("{}" if is_tight else _MARKUP.get(node.type, "{}"), inside)
