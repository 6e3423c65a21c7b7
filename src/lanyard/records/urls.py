"""Routes of the audit page."""

from lanyard.kernel.gate import needs, route, signed_in
from lanyard.records import views
from lanyard.records.queries import READ_AUDIT

app_name = "records"
urlpatterns = [
    route("schools/<slug:school>/audit/", views.what_was_done, name="audit-school", access=needs(READ_AUDIT)),
    route("trusts/<slug:trust>/audit/", views.what_was_done, name="audit-trust", access=needs(READ_AUDIT)),
    route("undo/", views.undo_button, name="undo", access=signed_in()),
]
