"""Routes of counts, posters, who is named for out of hours, retention and legal holds."""

from lanyard.concerns.oversight.views import counts, legal_hold, out_of_hours, posters, retention
from lanyard.kernel.gate import needs, route

_CASE = "concerns/<uuid:concern>/"
_AT = "schools/<slug:school>/"
_OF = "trusts/<slug:trust>/concerns/"
_HOURS = "schools/<slug:school>/out-of-hours/"

urlpatterns = [
    route(f"{_CASE}hold/", legal_hold.hold, name="hold", access=needs("concerns:read")),
    route(f"{_AT}concerns/counts/", counts.counts, name="counts", access=needs("concerns:counts")),
    route(f"{_AT}concerns/counts/counts.csv", counts.as_csv, name="counts-csv", access=needs("concerns:counts")),
    route(f"{_OF}counts/", counts.counts, name="trust-counts", access=needs("concerns:counts")),
    route(f"{_OF}counts/counts.csv", counts.as_csv, name="trust-counts-csv", access=needs("concerns:counts")),
    route(f"{_AT}posters/", posters.posters, name="posters", access=needs("concerns:posters")),
    route(f"{_AT}posters/print/", posters.poster, name="poster", access=needs("concerns:posters")),
    route(f"{_OF}retention/", retention.retention, name="retention", access=needs("concerns:retention")),
    route(f"{_OF}retention/hold/", retention.hold, name="hold-by-ref", access=needs("concerns:retention")),
    route(_HOURS, out_of_hours.out_of_hours, name="out-of-hours", access=needs("concerns:hours")),
    route(
        f"{_HOURS}<uuid:named>/end/",
        out_of_hours.end_out_of_hours,
        name="end-hours",
        access=needs("concerns:hours"),
    ),
]
