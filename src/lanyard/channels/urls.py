"""Routes of official channels. What one channel's page shows to whom is decided by `queries.visible_to`."""

from lanyard.channels.views import address, life, public, risks, running, sealed
from lanyard.kernel.gate import anyone, needs, route

_ONE = "channels/<uuid:channel>/"
_READ, _RUN, _CHECK = needs("channels:read"), needs("channels:run"), needs("channels:check")
_PROPOSE = needs("channels:propose")
_SEAL, _OPEN = needs("channels:see-log-in"), needs("channels:open-log-in")

app_name = "channels"
urlpatterns = [
    route("official-accounts/", public.schools, name="schools", access=anyone()),
    route("schools/<slug:school>/official-accounts/", public.accounts, name="public", access=anyone()),
    route("schools/<slug:school>/official-accounts.csv", public.register, name="register", access=anyone()),
    route(".well-known/official-accounts/<slug:school>.json", public.well_known, name="well-known", access=anyone()),
    route("channels/", life.channels, name="channels", access=_READ),
    route("schools/<slug:school>/channels/", life.channels, name="of-school", access=_READ),
    route("channels/mine/", running.mine, name="mine", access=_READ),
    route("channels/decisions/", life.decisions, name="decisions", access=needs("channels:decide")),
    route("schools/<slug:school>/channels/propose/", life.propose, name="propose", access=_PROPOSE),
    route("trusts/<slug:trust>/channels/propose/", life.propose, name="trust-propose", access=_PROPOSE),
    route(_ONE, life.channel, name="channel", access=_READ),
    route(f"{_ONE}change/", life.change, name="change", access=_PROPOSE),
    route(f"{_ONE}decide/", life.decide, name="decide", access=needs("channels:decide")),
    route(f"{_ONE}risks/", risks.risks, name="risks", access=_READ),
    route(f"{_ONE}risks/add/", risks.hazard, name="add-hazard", access=_READ),
    route(f"{_ONE}risks/agree/", risks.agree, name="agree", access=needs("channels:agree-risks")),
    route(f"{_ONE}risks/<uuid:hazard>/", risks.hazard, name="hazard", access=_READ),
    route(f"{_ONE}move/", running.move, name="move", access=_RUN),
    route(f"{_ONE}conditions/", running.meet, name="meet", access=_READ),
    route(f"{_ONE}address/", address.address, name="address", access=_RUN),
    route(f"{_ONE}address/decide/", address.decide_address, name="decide-address", access=needs("channels:decide")),
    route(f"{_ONE}check/", running.check, name="check", access=_CHECK),
    route(f"{_ONE}tell/", running.tell, name="tell", access=_CHECK),
    route(f"{_ONE}log-in/", sealed.log_in, name="log-in", access=_SEAL),
    route(f"{_ONE}log-in/seal/", sealed.seal, name="seal-log-in", access=_SEAL),
    route(f"{_ONE}log-in/open/", sealed.open_log_in, name="open-log-in", access=_OPEN),
    route(f"{_ONE}log-in/<uuid:opening>/", sealed.opening, name="opening", access=_OPEN),
    route(f"{_ONE}operators/", running.operators, name="operators", access=_RUN),
]
