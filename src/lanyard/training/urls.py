"""Routes of signing."""

from lanyard.kernel.gate import needs, route, signed_in
from lanyard.training.views import documents, own, school, sessions, trust

_AT = "schools/<slug:school>/sign-offs/"
_TRAINING = "schools/<slug:school>/training/"
_OF = "trusts/<slug:trust>/documents/"

app_name = "training"
urlpatterns = [
    route("sign-offs/", own.mine, name="mine", access=signed_in()),
    route("sign-offs/team/", own.team, name="team", access=signed_in()),
    route("sign-offs/signed/<uuid:sign_off>/", own.signed, name="signed", access=signed_in()),
    route("sign-offs/signed/<uuid:sign_off>/scan/", own.scan, name="own-scan", access=signed_in()),
    route("sign-offs/<uuid:document>/file/<uuid:edition>/", own.original, name="own-file", access=signed_in()),
    route("sign-offs/<uuid:document>/", own.sign, name="sign", access=signed_in()),
    route(_AT, school.counts, name="counts", access=needs("training:read-counts")),
    route(f"{_AT}<uuid:document>/", school.people, name="at-school", access=needs("training:read-sign-offs")),
    route(f"{_AT}<uuid:document>/remind/", school.remind, name="remind", access=needs("training:remind")),
    route(
        f"{_AT}<uuid:document>/paper/<uuid:person>/", school.paper, name="paper", access=needs("training:enter-paper")
    ),
    route(
        f"{_AT}<uuid:document>/scan/<uuid:sign_off>/",
        school.scan,
        name="scan",
        access=needs("training:open-scan"),
    ),
    route(f"{_AT}<uuid:document>/exempt/<uuid:person>/", school.exempt, name="exempt", access=needs("training:exempt")),
    route(_TRAINING, sessions.training, name="training", access=needs("training:read-sign-offs")),
    route(f"{_TRAINING}new/", sessions.new, name="new-session", access=needs("training:enter-session")),
    route(f"{_TRAINING}<uuid:session>/", sessions.session, name="session", access=needs("training:read-sign-offs")),
    route(
        f"{_TRAINING}<uuid:session>/<uuid:attendance>/",
        sessions.take_back,
        name="take-back",
        access=needs("training:enter-session"),
    ),
    route(_OF, trust.documents, name="documents", access=needs("training:publish")),
    route(f"{_OF}add/", documents.add, name="add", access=needs("training:publish")),
    route(f"{_OF}<uuid:document>/change/", documents.change, name="change", access=needs("training:publish")),
    route(f"{_OF}<uuid:document>/write/", documents.write, name="write", access=needs("training:publish")),
    route(f"{_OF}<uuid:document>/draft/", documents.draft, name="draft", access=needs("training:publish")),
    route(
        f"{_OF}<uuid:document>/draft/file/", documents.draft_file, name="draft-file", access=needs("training:publish")
    ),
    route(f"{_OF}<uuid:document>/withdraw/", documents.withdraw, name="withdraw", access=needs("training:publish")),
    route(
        f"{_OF}<uuid:document>/<uuid:edition>/file/",
        documents.edition_file,
        name="edition-file",
        access=needs("training:publish"),
    ),
    route(f"{_OF}<uuid:document>/", trust.editions, name="editions", access=needs("training:publish")),
    route(f"{_OF}<uuid:document>/new/", trust.publish, name="publish", access=needs("training:publish")),
    route(
        f"{_OF}<uuid:document>/<uuid:edition>/says/",
        trust.confirm_points,
        name="points",
        access=needs("training:publish"),
    ),
    route(f"{_OF}<uuid:document>/<uuid:edition>/", trust.edition, name="edition", access=needs("training:publish")),
]
