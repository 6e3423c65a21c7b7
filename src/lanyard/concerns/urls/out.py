"""What leaves this room: printed chronologies, files for other schools, counts, posters, retention."""

from lanyard.concerns.views import counts, importing, out_case, posters, retention
from lanyard.kernel.gate import needs, route

_CASE = "concerns/<uuid:concern>/"
_AT = "schools/<slug:school>/"
_OF = "trusts/<slug:trust>/concerns/"

urlpatterns = [
    route(f"{_CASE}print/", out_case.printing, name="print", access=needs("concerns:read")),
    route(f"{_CASE}chronology.pdf", out_case.chronology, name="chronology", access=needs("concerns:read")),
    route(f"{_CASE}export/", out_case.export, name="export", access=needs("concerns:read")),
    route(f"{_CASE}export/<uuid:handover>/receipt/", out_case.receipt, name="receipt", access=needs("concerns:read")),
    route(f"{_CASE}hold/", out_case.hold, name="hold", access=needs("concerns:read")),
    route(f"{_AT}concerns/import/", importing.upload, name="import", access=needs("concerns:import")),
    route(f"{_AT}concerns/import/confirm/", importing.confirm, name="take-in", access=needs("concerns:import")),
    route(f"{_AT}concerns/counts/", counts.counts, name="counts", access=needs("concerns:counts")),
    route(f"{_AT}concerns/counts/counts.csv", counts.as_csv, name="counts-csv", access=needs("concerns:counts")),
    route(f"{_OF}counts/", counts.counts, name="trust-counts", access=needs("concerns:counts")),
    route(f"{_OF}counts/counts.csv", counts.as_csv, name="trust-counts-csv", access=needs("concerns:counts")),
    route(f"{_AT}posters/", posters.posters, name="posters", access=needs("concerns:posters")),
    route(f"{_AT}posters/print/", posters.poster, name="poster", access=needs("concerns:posters")),
    route(f"{_OF}retention/", retention.retention, name="retention", access=needs("concerns:retention")),
    route(f"{_OF}retention/hold/", retention.hold, name="hold-by-ref", access=needs("concerns:retention")),
]
