"""What the tags and names in a web page mean to a reader. Pure data."""

import re

SKIPPED = frozenset(
    (
        "script",
        "style",
        "nav",
        "footer",
        "aside",
        "dialog",
        "template",
        "noscript",
        "svg",
        "button",
        "select",
        "textarea",
        "iframe",
    )
)
SKIPPED_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu", "menubar")
)
MAY_BE_FURNITURE = frozenset(("div", "section", "ul", "ol", "p", "a", "span", "form", "header"))
FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|nav|navbar|navigation|menu|submenu|breadcrumbs?|sidebar|footer|masthead|topbar|"
    r"skip|skiplink|share|sharing|sharedaddy|addtoany|pagination|popup|newsletter|login|widget-area)(?=$|[\s_-]|bar\b)",
    re.I,
)
"""Names by which the makers of websites call the parts round the words of a page."""
LEAST_KEPT = 0.5
"""Share of a page's words that must be left when furniture is taken away; else the names mean something else there."""
ENDS_BLOCK = frozenset(
    (
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "aside",
        "table",
        "tr",
        "td",
        "th",
        "ul",
        "ol",
        "dt",
        "blockquote",
        "pre",
        "hr",
        "figure",
        "figcaption",
        "address",
        "form",
        "fieldset",
        "details",
        "summary",
        "body",
        "html",
    )
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
STRONG = frozenset(("b", "strong"))
LISTS = frozenset(("ul", "ol", "menu", "dl"))
ITEMS = frozenset(("li", "dd"))
WORD_LIST = re.compile(r"mso-list:\s*\S+\s+level(\d)", re.I)
GOOGLE_LIST = re.compile(r"\blst-\S+-(\d)\b")
HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden|mso-list:\s*ignore", re.I)
BULLET_OF_WORD = re.compile(r"mso-list:\s*ignore", re.I)
WITHOUT_WORDS = frozenset(("script", "style", "template", "svg", "iframe"))
VOID = frozenset(("br", "img", "hr", "input", "meta", "link", "col", "wbr"))
ROUND_THE_PAGE = "It stands round the words of the page: a menu, a banner, a footer or a button."
HIDDEN_ON_PAGE = "It is hidden on the page."
PICTURE = "It describes a picture; words in the picture itself can\u2019t be read."
