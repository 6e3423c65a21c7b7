"""Pages that give back what was typed: the form itself, filled in, or where that can't be, a page of its own."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from lxml import html

from lanyard.people.models import Unsent

# The field, and the part of an address, that names what was kept.
NAME = "unsent"
# What forms carry that nobody typed, or that is no text.
_CARRIED = frozenset({"form", "ahead", "proof", "screen", "go", "version", "next", "step", "struck", "shown"})
_WITHOUT_TEXT = frozenset({"hidden", "submit", "button", "image", "reset", "file", "password"})


def given_back(request: HttpRequest, content: dict[str, Any], why: str, *, status: int = 403, again: bool = False,
               kept: Unsent | None = None) -> HttpResponse:  # fmt: skip
    """A page with all that was typed, to copy or (with `again`) to send once more."""
    shown = [(_words(name), value) for name, values in content["fields"] for value in values if _is_typed(name, value)]
    context = {
        "why": why, "shown": shown, "content": content, "again": again and not content["left_out"], "kept": kept,
        "action": content["path"] + (f"?{content['query']}" if content["query"] else ""),
        "left_out": [_words(name) for name in content["left_out"]],
    }  # fmt: skip
    answer = render(request, "people/unsent.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def not_yours(request: HttpRequest) -> HttpResponse:
    """The page had been opened by somebody else; nothing of what they typed is shown."""
    return render(request, "people/unsent_others.html", status=403)


def put_back(request: HttpRequest, kept: Unsent, answer: HttpResponse) -> HttpResponse:
    """The page with what was typed in its form; or a page of its own, where the form is not there (any more)."""
    is_page = answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html")
    filled = _filled(request, kept, answer.content) if is_page and not answer.streaming else None
    if filled is None:
        shut = answer.status_code in (403, 404)
        return given_back(request, kept.content, "shut" if shut else "again", status=200, again=not shut, kept=kept)
    answer.content = filled
    answer["Content-Length"] = str(len(answer.content))
    answer["Cache-Control"] = "no-store"
    return answer


def _filled(request: HttpRequest, kept: Unsent, page: bytes) -> bytes | None:
    """The page with the values in its form; None where it has no form with all of these fields."""
    document = html.document_fromstring(page.decode())
    wanted = {name: list(values) for name, values in kept.content["fields"]}
    for form in document.forms:
        there = {control.get("name") for control in form.iter("input", "textarea", "select", "button")}
        goes_to = urlsplit(urljoin(request.path, form.get("action") or request.path)).path
        if form.method == "POST" and goes_to == kept.content["path"] and wanted.keys() <= there:
            break
    else:
        return None
    for control in form.iter("input", "textarea", "select"):
        _fill(control, wanted.get(control.get("name"), []))
    form.insert(0, html.Element("input", type="hidden", name=NAME, value=str(kept.pk)))
    main = document.get_element_by_id("main-content", None)
    if main is not None:
        left_out = [_words(name) for name in kept.content["left_out"]]
        note = render_to_string("people/_unsent_note.html", {"content": kept.content, "left_out": left_out})
        main.insert(0, html.fragment_fromstring(note.strip()))
    return html.tostring(document, doctype="<!DOCTYPE html>", encoding="utf-8")


def _fill(control: html.HtmlElement, values: list[str]) -> None:
    """Give one control what was typed in it; of several with one name, each takes the next."""
    kind = (control.get("type") or "text").lower()
    if control.tag == "select":
        for option in control.iter("option"):
            _mark(option, "selected", option.get("value", option.text_content()) in values)
    elif control.tag == "textarea":
        # A browser leaves out one line break at the beginning.
        control.text = "\n" + (values.pop(0) if values else "")
    elif kind in ("radio", "checkbox"):
        _mark(control, "checked", control.get("value", "on") in values)
    elif kind not in _WITHOUT_TEXT:
        control.set("value", values.pop(0) if values else "")


def _mark(element: html.HtmlElement, name: str, on: bool) -> None:
    element.attrib.pop(name, None)
    if on:
        element.set(name, name)


def _is_typed(name: str, value: str) -> bool:
    return name not in _CARRIED and bool(value.strip())


def _words(name: str) -> str:
    return name.rpartition("-")[2].replace("_", " ").capitalize()
