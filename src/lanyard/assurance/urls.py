"""Routes of assurance."""

from lanyard.assurance import views
from lanyard.kernel.gate import needs, route, signed_in

app_name = "assurance"
urlpatterns = [
    route("schools/<slug:school>/policy/", views.live, name="live", access=needs("assurance:read-live")),
    route("schools/<slug:school>/policy/causes/", views.causes, name="causes", access=needs("assurance:read-live")),
    route(
        "schools/<slug:school>/policy/for-governors.pdf",
        views.paper,
        name="paper",
        access=needs("assurance:read-live"),
    ),
    route(
        "schools/<slug:school>/policy/clauses/<uuid:clause>/",
        views.clause,
        name="clause",
        access=needs("assurance:read-live"),
    ),
    route(
        "schools/<slug:school>/policy/statements/<str:control>/",
        views.attest,
        name="attest",
        access=needs("assurance:attest"),
    ),
    route(
        "schools/<slug:school>/policy/statements/",
        views.statements,
        name="statements",
        access=needs("assurance:read-live"),
    ),
    route("trusts/<slug:trust>/policy/", views.trust, name="trust", access=needs("assurance:read-trust")),
    route("controls/", views.controls, name="controls", access=signed_in()),
]
