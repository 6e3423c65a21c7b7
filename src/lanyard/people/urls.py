from collections.abc import Callable

from django.urls import URLPattern

from lanyard.kernel.gate import anyone, needs, route, signed_in
from lanyard.people import demo_signin, signin_views
from lanyard.people.views import (
    background,
    calendars,
    confirming,
    gained,
    keeping,
    merging,
    places,
    register,
    roles,
    rosters,
    same_people,
    suspending,
    unsent,
    witnessing,
)


def at_both(pattern: str, view: Callable, name: str, permission: str) -> list[URLPattern]:
    """A page that each school and each trust has."""
    access = needs(permission)
    return [
        route(f"schools/<slug:school>/{pattern}", view, name=name, access=access),
        route(f"trusts/<slug:trust>/{pattern}", view, name=f"trust-{name}", access=access),
    ]


def at_school(pattern: str, view: Callable, name: str, permission: str) -> URLPattern:
    """A page that each school has."""
    return route(f"schools/<slug:school>/{pattern}", view, name=name, access=needs(permission))


READ, EDIT, APPOINT, IMPORT = "people:read-calendar", "people:edit-calendar", "people:appoint", "people:import-roster"
KEEP, MERGE = "people:keep-register", "people:merge"

app_name = "people"
urlpatterns = [
    route("demonstration/", demo_signin.choose, name="demonstration", access=anyone()),
    route("second-step/", signin_views.second_step, name="second-step", access=signed_in()),
    route("stay/", unsent.stay, name="stay", access=signed_in()),
    route("background-work/", background.work, name="background-work", access=needs("people:see-background-work")),
    route("schools/", register.schools, name="schools", access=anyone()),
    route("where/", places.where, name="where", access=signed_in()),
    route("where/<slug:page>/", places.choose_place, name="choose-place", access=signed_in()),
    at_school("colleagues/", register.colleagues, "colleagues", "people:find-colleagues"),
    route("own-roles/", roles.own_roles, name="own-roles", access=needs("people:cover-own")),
    route("own-roles/<uuid:holding>/", roles.own_cover, name="own-cover", access=needs("people:cover-own")),
    route("confirm/", confirming.to_confirm, name="to-confirm", access=signed_in()),
    route("confirm/role/<uuid:proposal>/", confirming.proposal, name="proposal", access=signed_in()),
    route(
        "confirm/role/<uuid:proposal>/yes/",
        confirming.confirm_proposal,
        name="confirm-proposal",
        access=needs("people:confirm"),
    ),
    route("confirm/address/<uuid:change>/", confirming.address_change, name="address-change", access=signed_in()),
    route(
        "confirm/address/<uuid:change>/yes/",
        confirming.confirm_address,
        name="confirm-address",
        access=needs("people:confirm"),
    ),
    route("address/<str:token>/", confirming.stop_address, name="stop-address", access=anyone()),
    *at_both("people/import/", rosters.choose, "import", IMPORT),
    *at_both("people/import/<uuid:upload>/", rosters.preview, "import-preview", IMPORT),
    *at_both("people/import/<uuid:upload>/columns/", rosters.columns, "import-columns", IMPORT),
    *at_both("people/same/", same_people.questions, "same-people", IMPORT),
    *at_both("people/same/<uuid:question>/", same_people.question, "same-person", IMPORT),
    at_school("people/", register.people, "people", "people:read-register"),
    at_school("people/add/", keeping.add, "add-person", KEEP),
    at_school("people/<uuid:person>/change/", keeping.change, "change-person", KEEP),
    at_school("people/<uuid:person>/leave/", keeping.leave, "person-leaves", KEEP),
    at_school("people/<uuid:person>/merge/", merging.merge, "merge-person", MERGE),
    at_school("people/merges/", merging.merges, "merges", MERGE),
    at_school("people/merges/<uuid:merge>/undo/", merging.undo, "undo-merge", MERGE),
    at_school("people/<uuid:person>/contact/<uuid:link>/", keeping.contact, "contact", "people:lift-mark"),
    at_school("people/<uuid:person>/", register.person, "person", "people:read-register"),
    *at_both("roles/gained/", gained.gained, "gained", "people:read-gained"),
    route("second-step/first/", witnessing.first_step, name="first-step", access=signed_in()),
    route("second-step/witness/<uuid:step>/", witnessing.witness, name="witness", access=needs("people:confirm")),
    *at_both("roles/second-step/", witnessing.reset, "reset-second-step", "people:suspend"),
    *at_both("roles/anybody/", suspending.anybody, "anybody", "people:suspend"),
    *at_both("roles/suspended/", suspending.suspended, "suspended", "people:suspend"),
    *at_both("roles/", roles.roles, "roles", "people:read-roles"),
    *at_both("roles/appoint/", roles.appoint, "appoint", APPOINT),
    *at_both("roles/<uuid:holding>/end/", roles.end_role, "end-role", APPOINT),
    *at_both("roles/<uuid:holding>/cover/", roles.cover, "cover", APPOINT),
    at_school("calendar/", calendars.calendar, "calendar", READ),
    at_school("calendar/add-term/", calendars.add_term, "add-term", EDIT),
    at_school("calendar/add-closure/", calendars.add_closure, "add-closure", EDIT),
    at_school("calendar/day/", calendars.set_day, "set-day", EDIT),
    at_school("calendar/terms/<uuid:term>/remove/", calendars.remove_term, "remove-term", EDIT),
    at_school("calendar/closures/<uuid:closure>/remove/", calendars.remove_closure, "remove-closure", EDIT),
]
