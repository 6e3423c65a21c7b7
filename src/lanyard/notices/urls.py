"""Routes of the list of notices."""

from lanyard.kernel.gate import anyone, route, signed_in
from lanyard.notices import views

app_name = "notices"
urlpatterns = [
    route("notices/", views.mine, name="mine", access=signed_in()),
    route("notices/read/", views.read_all, name="read-all", access=signed_in()),
    route("notices/<uuid:notice>/read/", views.read, name="read", access=signed_in()),
    route("calendar/", views.feed, name="feed", access=signed_in()),
    route("calendar/make/", views.make_address, name="make-address", access=signed_in()),
    route("calendar/revoke/", views.revoke_address, name="revoke-address", access=signed_in()),
    # Whoever has the address may read it: a calendar can't sign in.
    route("calendar/<str:secret>.ics", views.calendar, name="calendar", access=anyone()),
]
