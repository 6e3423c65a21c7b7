"""The queue and the page of one concern: who sees it, who is in it, what happened. No address names a school."""

from lanyard.concerns.views import access, case, files, people, possible, queue, record
from lanyard.kernel.gate import needs, route

READ = needs("concerns:read")
CASE = "concerns/<uuid:concern>/"

urlpatterns = [
    route("concerns/", queue.queue, name="queue", access=READ),
    route("concerns/search/", queue.search, name="search", access=READ),
    route(CASE, case.case, name="case", access=READ),
    route(f"{CASE}acknowledge/", case.acknowledge, name="acknowledge", access=READ),
    route(f"{CASE}out-of-flood/", case.out_of_flood, name="out-of-flood", access=READ),
    route(f"{CASE}judge/", case.judge, name="judge", access=READ),
    route(f"{CASE}reporter/", case.identity, name="identity", access=READ),
    route(f"{CASE}files/<uuid:attachment>/", files.file, name="file", access=READ),
    route(f"{CASE}files/<uuid:attachment>/original/", files.original, name="original", access=READ),
    route(f"{CASE}people/add/", people.add, name="add-party", access=READ),
    route(f"{CASE}people/<uuid:party>/", people.edit, name="edit-party", access=READ),
    route(f"{CASE}people/<uuid:party>/decide/", possible.decide, name="decide-possible", access=READ),
    route(f"{CASE}people/<uuid:party>/end/", people.end, name="end-party", access=READ),
    route(f"{CASE}step-back/", people.step_back, name="step-back", access=READ),
    route(f"{CASE}assign/", access.assign, name="assign", access=READ),
    route(f"{CASE}take/", access.take, name="take", access=READ),
    route(f"{CASE}transfer/", access.transfer, name="transfer", access=READ),
    route(f"{CASE}transfer/withdraw/", access.withdraw, name="withdraw-offer", access=READ),
    route(f"{CASE}offer/", access.offer, name="offer", access=READ),
    route(f"{CASE}offer/accept/", access.accept, name="accept", access=READ),
    route(f"{CASE}offer/decline/", access.decline, name="decline", access=READ),
    route(f"{CASE}consult/", access.consult, name="consult", access=READ),
    route(f"{CASE}consult/<uuid:reader>/end/", access.end_consult, name="end-consult", access=READ),
    route(f"{CASE}chronology/add/", record.add_entry, name="add-entry", access=READ),
    route(f"{CASE}chronology/<uuid:entry>/", record.entry, name="entry", access=READ),
    route(f"{CASE}chronology/<uuid:entry>/edit/", record.edit_entry, name="edit-entry", access=READ),
    route(f"{CASE}links/add/", record.link, name="link", access=READ),
    route(f"{CASE}links/<uuid:link>/remove/", record.unlink, name="unlink", access=READ),
    route(f"{CASE}looks/", record.looks, name="looks", access=needs("concerns:looks")),
]
