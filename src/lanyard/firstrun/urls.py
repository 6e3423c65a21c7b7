"""Routes of the first run: all but the opening are there only for whoever came by the printed address."""

from collections.abc import Callable

from django.urls import URLPattern

from lanyard.firstrun.views import email, finish, opening, people, places, policy, roster
from lanyard.kernel.gate import anyone, printed_address, route


def page(pattern: str, view: Callable, *, name: str) -> URLPattern:
    """A page of the first run."""
    return route(f"first-run/{pattern}", view, name=name, access=printed_address())


app_name = "firstrun"
urlpatterns = [
    # A secret that opens nothing is not found.
    route("first-run/open/<str:key>/", opening.open_address, name="open", access=anyone()),
    page("", opening.go_on, name="go-on"),
    page("trust/", places.trust, name="places"),
    page("schools/add/", places.school, name="add-school"),
    page("schools/<slug:at>/", places.school, name="school"),
    page("schools/<slug:at>/remove/", places.remove, name="remove-school"),
    page("people/", people.people, name="people"),
    page("people/<slug:at>/", people.people, name="people-at"),
    page("policy/", policy.upload, name="policy"),
    page("policy/model/", policy.model, name="model"),
    page("clauses/", policy.clauses, name="clauses"),
    page("clauses/<uuid:clause>/", policy.clause, name="clause"),
    page("clauses/<uuid:clause>/remove/", policy.remove, name="remove-clause"),
    page("not-taken/<uuid:left_out>/", policy.make_clause, name="make-clause"),
    page("email/", email.server, name="email"),
    page("email/code/", email.code, name="code"),
    page("roster/", roster.choose, name="roster"),
    page("roster/later/", roster.later, name="roster-later"),
    page("roster/<uuid:upload>/columns/", roster.columns, name="roster-columns"),
    page("roster/<uuid:upload>/", roster.preview, name="roster-preview"),
    page("finish/", finish.finish, name="finish"),
]
