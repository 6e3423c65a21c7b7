"""Routes of what leaves and comes in: printed chronologies, and the files of cases."""

from lanyard.concerns.handover.views import export, importing, printing
from lanyard.kernel.gate import needs, route

_CASE = "concerns/<uuid:concern>/"
_AT = "schools/<slug:school>/"

urlpatterns = [
    route(f"{_CASE}print/", printing.printing, name="print", access=needs("concerns:read")),
    route(f"{_CASE}chronology.pdf", printing.chronology, name="chronology", access=needs("concerns:read")),
    route(f"{_CASE}export/", export.export, name="export", access=needs("concerns:read")),
    route(f"{_CASE}export/<uuid:handover>/receipt/", export.receipt, name="receipt", access=needs("concerns:read")),
    route(f"{_AT}concerns/import/", importing.upload, name="import", access=needs("concerns:import")),
    route(f"{_AT}concerns/import/confirm/", importing.confirm, name="take-in", access=needs("concerns:import")),
]
