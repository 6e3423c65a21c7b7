"""Routes of declarations: `own` names one that the person made, `disclosure` one that they read by a role."""

from lanyard.disclosures.views import deciding, own
from lanyard.kernel.gate import needs, route

_OWN = "disclosures/mine/<uuid:own>/"
_OTHER = "disclosures/<uuid:disclosure>/"
_DECLARE = needs("disclosures:declare")
_READ = needs("disclosures:read")

app_name = "disclosures"
urlpatterns = [
    route("disclosures/", own.mine, name="mine", access=_DECLARE),
    route("disclosures/new/", own.declare, name="declare", access=_DECLARE),
    route(_OWN, own.one, name="own", access=_DECLARE),
    route(f"{_OWN}change/", own.change, name="change", access=_DECLARE),
    route(f"{_OWN}renew/", own.renew, name="renew", access=_DECLARE),
    route(f"{_OWN}withdraw/", own.withdraw, name="withdraw", access=_DECLARE),
    route(f"{_OWN}ended/", own.end_contact, name="end-contact", access=_DECLARE),
    route(f"{_OWN}step-out/", own.step_out, name="step-out", access=_DECLARE),
    route(f"{_OWN}conditions/<uuid:condition>/", own.meet, name="own-meet", access=_DECLARE),
    route("disclosures/register/", deciding.register, name="register", access=_READ),
    route(_OTHER, deciding.decide, name="decide", access=_READ),
    route(f"{_OTHER}discuss/", deciding.discuss, name="discuss", access=_READ),
    route(f"{_OTHER}conditions/<uuid:condition>/", deciding.meet, name="meet", access=_READ),
]
