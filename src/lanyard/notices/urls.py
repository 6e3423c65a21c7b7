"""Routes of the list of notices."""

from lanyard.kernel.gate import route, signed_in
from lanyard.notices import views

app_name = "notices"
urlpatterns = [
    route("notices/", views.mine, name="mine", access=signed_in()),
    route("notices/read/", views.read_all, name="read-all", access=signed_in()),
    route("notices/<uuid:notice>/read/", views.read, name="read", access=signed_in()),
]
