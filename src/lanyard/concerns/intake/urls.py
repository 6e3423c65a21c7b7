"""Reporting a concern, and coming back with a code."""

from lanyard.concerns.intake.views import messages, report
from lanyard.kernel.gate import anyone, needs, route, signed_in

_AT = "schools/<slug:school>/report/"
# No cookie, so that nothing of a visit stays in the browser; what makes one form one report is its signed token.
_OPEN = anyone(cookieless=True)
_STAFF = needs("concerns:report")

urlpatterns = [
    route("report/", report.choose_school, name="choose-school", access=anyone()),
    route("report/child/", report.choose_childs_school, name="choose-childs-school", access=anyone()),
    route("report/answer/", messages.answer, name="answer", access=_OPEN),
    route("report/staff/", report.choose_own_school, name="choose-own-school", access=_STAFF),
    route("report/shared/", report.shared, name="shared", access=_STAFF),
    route(_AT, report.report, name="report", access=_OPEN),
    route(f"{_AT}sent/<slug:once>/", report.sent, name="sent", access=anyone()),
    route(f"{_AT}child/", report.child, name="report-child", access=_OPEN),
    route(f"{_AT}staff/", report.staff, name="report-staff", access=_STAFF),
    route(f"{_AT}contact/", report.contact, name="report-contact", access=_STAFF),
    route(f"{_AT}myself/", report.myself, name="report-myself", access=_STAFF),
    route(f"{_AT}paper/", report.paper, name="report-paper", access=_STAFF),
    route("concerns/mine/", messages.mine, name="mine", access=signed_in()),
    route("concerns/mine/<uuid:concern>/", messages.mine_one, name="mine-one", access=signed_in()),
]
