"""Languages in templates; every template has these without loading anything."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.template import defaulttags
from django.template.base import Parser, Token
from django.urls import NoReverseMatch
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info, gettext

from lanyard.kernel import languages as kernel_languages

register = template.Library()


class CarriedURL(defaulttags.URLNode):
    """An address that takes the language along that was chosen on this page."""

    def __init__(self, node: defaulttags.URLNode) -> None:
        super().__init__(node.view_name, node.args, node.kwargs, None)
        self.name = node.asvar

    def render(self, context: template.Context) -> str:
        try:
            address = super().render(context)
        except NoReverseMatch:
            if not self.name:
                raise
            address = ""
        request = context.get("request")
        if address and getattr(request, "is_translated", False):
            language = kernel_languages.chosen(request)
            address = kernel_languages.carried(address, language, route=self.view_name.resolve(context))
        if not self.name:
            return address
        context[self.name] = address
        return ""


@register.tag
def url(parser: Parser, token: Token) -> CarriedURL:
    """Django's own tag; from a translated page, the address of another one keeps the language."""
    return CarriedURL(defaulttags.url(parser, token))


@register.simple_tag(takes_context=True)
def carried(context: template.Context, address: str) -> str:
    """An address that was made elsewhere; from a translated page, that of another one keeps the language."""
    request = context.get("request")
    if not getattr(request, "is_translated", False):
        return address
    return kernel_languages.carried(address, kernel_languages.chosen(request))


@register.simple_tag(takes_context=True)
def html_lang(context: template.Context) -> str:
    """The language of the page."""
    return kernel_languages.current() if _is_translated(context) else "en-GB"


@register.simple_tag(takes_context=True)
def html_dir(context: template.Context) -> SafeString | str:
    """The attribute of `<html>` that says in which direction a translated page runs."""
    return format_html(' dir="{}"', _direction(kernel_languages.current())) if _is_translated(context) else ""


def _is_translated(context: template.Context) -> bool:
    return getattr(context.get("request"), "is_translated", False) and not kernel_languages.is_english()


@register.inclusion_tag("ui/languages.html", takes_context=True)
def languages(context: template.Context) -> dict[str, Any]:
    """The languages of a translated page as links, with a note that the English one counts. Not shown elsewhere.

    A page that came of a form, or that opens once (`opens_once`), can't be asked for again: it has the note alone.
    """
    request = context.get("request")
    if not getattr(request, "is_translated", False):
        return {"is_translated": False}
    can_ask = request.method in ("GET", "HEAD") and not context.get("opens_once")
    return {"request": request, "is_translated": True, "is_english": kernel_languages.is_english(),
            "languages": _offered() if can_ask else []}  # fmt: skip


@register.inclusion_tag("ui/language_buttons.html", takes_context=True)
def language_buttons(context: template.Context) -> dict[str, Any]:
    """The same as buttons of a form, where a link would lose what was typed."""
    request = context.get("request")
    is_shown = getattr(request, "is_translated", False) and request.method == "POST"
    return {"languages": _offered() if is_shown else []}


@register.simple_tag(takes_context=True)
def language_field(context: template.Context) -> SafeString | str:
    """What a form carries of the language that was chosen."""
    request = context.get("request")
    chosen = kernel_languages.chosen(request) if getattr(request, "is_translated", False) else ""
    return format_html('<input type="hidden" name="{}" value="{}">', kernel_languages.CHOICE, chosen) if chosen else ""


@register.simple_tag
def in_english() -> SafeString | str:
    """The attributes of an element whose words stay English on a translated page."""
    return "" if kernel_languages.is_english() else format_html(' lang="{}" dir="{}"', "en", "ltr")


@register.filter
def in_language(text: object) -> str:
    """A text from the data in the language of the page, or as it is where it has no translation."""
    return gettext(str(text)) if text else ""


@register.filter
def marks_english(text: object) -> SafeString | str:
    """The attributes of the element that shows `text|in_language`: whether it has stayed English."""
    return "" if in_language(text) != str(text) else in_english()


@register.filter
def language_name(code: str) -> str:
    """The English name of a language, as in "Polish"."""
    return get_language_info(code)["name"]


def _offered() -> list[dict[str, Any]]:
    here = kernel_languages.current()
    return [
        {"code": code, "name": name, "direction": _direction(code), "here": code == here}
        for code, name in settings.LANGUAGES
    ]


def _direction(code: str) -> str:
    return "rtl" if get_language_info(code)["bidi"] else "ltr"
