"""The queue and the page of one concern: who sees it, who is in it, what happened. No address names a school."""

from lanyard.concerns.views import case
from lanyard.ui.gate import needs, route

urlpatterns = [
    route("concerns/<uuid:concern>/", case.case, name="case", access=needs("concerns:read")),
]
