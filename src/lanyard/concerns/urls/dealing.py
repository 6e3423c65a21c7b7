"""What is done on a concern, and how it ends."""

from lanyard.concerns.views import deciding, doing, ending, school
from lanyard.kernel.gate import needs, route, signed_in

_CASE = "concerns/<uuid:concern>/"
_READ = needs("concerns:read")
_HOURS = "schools/<slug:school>/out-of-hours/"

urlpatterns = [
    route("concerns/patterns/", deciding.patterns, name="patterns", access=_READ),
    route(f"{_CASE}threshold/", deciding.threshold, name="threshold", access=_READ),
    route(f"{_CASE}threshold/undo/", deciding.undo_threshold, name="undo-threshold", access=_READ),
    route(f"{_CASE}ground/", deciding.ground, name="ground", access=_READ),
    route(f"{_CASE}no-child/", deciding.no_child, name="no-child", access=_READ),
    route(f"{_CASE}reference/", deciding.outside_ref, name="outside-ref", access=_READ),
    route(f"{_CASE}regulator/", deciding.regulator, name="regulator", access=_READ),
    route(f"{_CASE}advice/", doing.ask_advice, name="ask-advice", access=_READ),
    route(f"{_CASE}advice/<uuid:advice>/", doing.answer, name="answer-advice", access=_READ),
    route(f"{_CASE}parents/<uuid:party>/", doing.parents, name="parents", access=_READ),
    route(f"{_CASE}actions/", doing.add_action, name="add-action", access=_READ),
    route(f"{_CASE}actions/internet/", doing.take_internet, name="take-internet", access=_READ),
    route(f"{_CASE}actions/<uuid:action>/", doing.finish, name="finish-action", access=_READ),
    route(f"{_CASE}outcome/", ending.decide, name="decide", access=_READ),
    route(f"{_CASE}close/", ending.close, name="close", access=_READ),
    route(f"{_CASE}reopen/", ending.reopen, name="reopen", access=_READ),
    route(f"{_CASE}review/", ending.review, name="review", access=_READ),
    route(f"{_CASE}debrief/", ending.debrief, name="debrief", access=_READ),
    route(f"{_CASE}debrief/none/", ending.no_debrief, name="no-debrief", access=_READ),
    route(f"{_CASE}lessons/", ending.lesson, name="add-lesson", access=_READ),
    route("lessons/", school.own_lessons, name="own-lessons", access=signed_in()),
    route("lessons/<uuid:lesson>/", school.finish_lesson, name="finish-lesson", access=signed_in()),
    route("schools/<slug:school>/lessons/", school.lessons, name="lessons", access=needs("concerns:lessons")),
    route(_HOURS, school.out_of_hours, name="out-of-hours", access=needs("concerns:hours")),
    route(f"{_HOURS}<uuid:named>/end/", school.end_out_of_hours, name="end-hours", access=needs("concerns:hours")),
]
