"""Routes of the policy room. Most pages exist at each school and, for the trust's own text, at the trust."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern

from lanyard.kernel.gate import anyone, needs, route
from lanyard.policy.rules import STEPS
from lanyard.policy.views import clauses, editions, public, records


def trust_page(pattern: str, view: Callable, *, name: str, permission: str) -> URLPattern:
    """A page at the trust."""
    return route(f"trusts/<slug:trust>/{pattern}", _placed(view), name=name, access=needs(permission))


def pages(pattern: str, view: Callable, *, name: str, permission: str) -> list[URLPattern]:
    """The same page at each school and at the trust, under one name."""
    return [
        route(f"schools/<slug:school>/{pattern}", _placed(view), name=name, access=needs(permission)),
        trust_page(pattern, view, name=name, permission=permission),
    ]


def _placed(view: Callable) -> Callable:
    """The view without the place's name, which the gate has turned into `request.place` already."""

    def page(request: HttpRequest, *, school: str = "", trust: str = "", **kwargs: object) -> HttpResponse:
        return view(request, **kwargs)

    page.__name__, page.__module__ = view.__name__, view.__module__
    return page


EDIT = "policy:edit-draft"
READ = "policy:read-editions"
EDITION = "policy/editions/<uuid:edition>/"
CLAUSE = f"{EDITION}clauses/<uuid:clause>/"

app_name = "policy"
urlpatterns = [
    route("policies/", public.texts, name="texts", access=anyone()),
    route("schools/<slug:school>/policy/text/", public.text, name="text", access=anyone()),
    route("schools/<slug:school>/policy/text.pdf", public.text_pdf, name="text-pdf", access=anyone()),
    *pages("policy/editions/", editions.editions, name="editions", permission=READ),
    *pages("policy/editions/start/", editions.start, name="start", permission=EDIT),
    trust_page("policy/editions/import/", editions.import_document, name="import", permission=EDIT),
    trust_page("policy/editions/adopt-model/", editions.adopt_model, name="adopt-model", permission=EDIT),
    *pages(EDITION, editions.edition, name="edition", permission=READ),
    *pages(f"{EDITION}changes/", editions.changes, name="changes", permission=READ),
    *pages(f"{EDITION}pdf/", editions.pdf, name="edition-pdf", permission=READ),
    *pages(f"{EDITION}guidance/", editions.relies_on, name="relies-on", permission=EDIT),
    *[
        entry
        for step in STEPS.values()
        for entry in pages(f"{EDITION}{step.key}/", editions.step(step.key), name=step.key, permission=step.permission)
    ],
    *pages(f"{EDITION}clauses/", clauses.clauses, name="clauses", permission=EDIT),
    *pages(f"{EDITION}not-taken/<uuid:left_out>/", clauses.make_clause, name="make-clause", permission=EDIT),
    *pages(f"{EDITION}sections/<int:section>/add/", clauses.add, name="add-clause", permission=EDIT),
    *pages(
        f"{EDITION}sections/<int:section>/confirm/", clauses.confirm_section, name="confirm-section", permission=EDIT
    ),
    *pages(CLAUSE, clauses.clause, name="draft-clause", permission=EDIT),
    *pages(f"{CLAUSE}confirm/", clauses.confirm, name="confirm-clause", permission=EDIT),
    *pages(f"{CLAUSE}move/", clauses.move, name="move-clause", permission=EDIT),
    *pages(f"{CLAUSE}split/", clauses.split, name="split-clause", permission=EDIT),
    *pages(f"{CLAUSE}join/", clauses.join, name="join-clause", permission=EDIT),
    *pages(f"{CLAUSE}remove/", clauses.remove, name="remove-clause", permission=EDIT),
    *pages(f"{CLAUSE}controls/", clauses.add_control, name="add-control", permission="policy:link-controls"),
    *pages(
        f"{CLAUSE}controls/<str:control>/",
        clauses.decide_control,
        name="decide-control",
        permission="policy:link-controls",
    ),
    *pages("policy/linked/", records.linked, name="linked", permission=READ),
    *pages("policy/linked/<slug:key>/", records.keep_linked, name="keep-linked", permission="policy:keep-linked"),
    *pages("policy/guidance/", records.guidance, name="guidance", permission=READ),
    trust_page(
        "policy/guidance/<slug:source>/",
        records.keep_guidance,
        name="keep-guidance",
        permission="policy:keep-guidance",
    ),
    trust_page(
        "policy/guidance/<slug:source>/change/",
        records.change_source,
        name="change-source",
        permission="policy:keep-guidance",
    ),
    trust_page(
        "policy/guidance/<slug:source>/<uuid:guidance>/",
        records.change_guidance,
        name="change-guidance",
        permission="policy:keep-guidance",
    ),
    trust_page(
        "policy/guidance/<slug:source>/checked/",
        records.guidance_checked,
        name="guidance-checked",
        permission="policy:keep-guidance",
    ),
    *pages("who-to-ask/", records.who_to_ask, name="agencies", permission="policy:read-agencies"),
    trust_page("who-to-ask/<slug:agency>/", records.keep_agency, name="keep-agency", permission="policy:keep-agencies"),
    *pages("policy/triggers/", records.triggers, name="triggers", permission=READ),
    *pages("policy/triggers/new/", records.raise_trigger, name="raise-trigger", permission="policy:raise-trigger"),
    *pages(
        "policy/triggers/<uuid:trigger>/",
        records.close_trigger,
        name="close-trigger",
        permission="policy:close-trigger",
    ),
    *pages(f"{EDITION}reviewed/", records.finish_review, name="finish-review", permission="policy:close-trigger"),
]
