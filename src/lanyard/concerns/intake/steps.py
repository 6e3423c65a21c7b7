"""Walking through the screens of a report. Nothing is kept on the way: each page carries what was written before it,
and all of it is looked at again with every step. The server decides which screen comes next.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from lanyard.concerns.core import receipts
from lanyard.concerns.core.forms.plain import NO_FILES, STRUCK
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.report_input import ReportInput
from lanyard.concerns.intake import proof_of_work as proof
from lanyard.concerns.intake.forms.asking import StruckField, said_of, sentence_of
from lanyard.concerns.intake.journeys import KNOWN, Journey
from lanyard.concerns.intake.queries.asking import Asking, values_in
from lanyard.kernel.languages import BUTTON
from lanyard.ui.forms import Form

# No sealed hash is longer.
_LONGEST_SEAL = 400
OPEN_TOO_LONG = _("This page has been open for a long time. Nothing is lost: press Send again.")


@dataclass
class Step:
    """The screen to show next, with what it carries; or, with `sent`, what is to be reported."""

    journey: Journey
    screen: str
    form: Form
    given: Mapping[str, str]
    token: str
    # What the browser has worked out for this token already, else "".
    proof: str = ""
    sent: ReportInput | None = None
    carried: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        mine = self.form.fields
        # Where it is asked, who was shown is carried anew (`asking.shown`).
        here = {*mine, "shown"} if self.asking else mine
        self.carried = [(name, value) for name, value in self.given.items() if name not in here and value]

    @property
    def asking(self) -> Asking | None:
        """Who will read it; None on every screen but the last."""
        field = self.form.fields.get(STRUCK)
        return field.asking if isinstance(field, StruckField) else None

    @property
    def readers(self) -> list[str]:
        """Who will read it, each in words."""
        return [said_of(one, self.journey.route) for one in self.asking.reads] if self.asking else []

    @property
    def reads(self) -> str:
        """The same as one sentence, for adults."""
        is_chosen = self.kind.group != "contact" or self.given.get("tell_whom")
        return sentence_of(self.readers, is_chosen=bool(is_chosen))

    @property
    def must_be_seen(self) -> bool:
        """Whether the boxes ticked bring in somebody who was not shown: then the screen comes again."""
        return self.asking is not None and self.asking.must_be_seen

    @property
    def comes_again(self) -> bool:
        """Whether nothing but that keeps it from being sent."""
        return self.sent is not None and not self.form.errors and self.must_be_seen

    @property
    def kind(self) -> Any:
        """The row of the type's table; None while no type is chosen."""
        chosen = self.journey.type_in(self.given)
        return KINDS[chosen] if chosen else None

    @property
    def bits(self) -> int:
        return proof.BITS

    @property
    def ahead(self) -> str:
        """The hash of the code, sealed, if it is worked out already."""
        form = receipts.form_in(self.token)
        return receipts.carried(form) if form else ""

    @property
    def number(self) -> int:
        return self.journey.screens.index(self.screen) + 1

    @property
    def is_first(self) -> bool:
        return self.number == 1

    @property
    def is_last(self) -> bool:
        return self.number == len(self.journey.screens)

    @property
    def takes_files(self) -> bool:
        chosen = self.journey.type_in(self.given)
        return self.journey.takes_files(self.screen, chosen)

    @property
    def no_pictures(self) -> bool:
        """Whether this is about pictures that nobody may send, or a page on which none can be."""
        return self.kind is not None and not self.kind.files


def begin(journey: Journey, given: Mapping[str, str] | None = None) -> Step:
    """The first screen, empty but for what is given."""
    screen, given = journey.screens[0], dict(given or {})
    return Step(journey, screen, journey.form(screen, given), given, receipts.new_form())


def walk(journey: Journey, data: Any, files: MultiValueDict) -> Step:
    """The step that follows from what a page sent."""
    given = {name: data.get(name) for name in KNOWN if data.get(name)}
    if boxes := values_in(data.getlist(STRUCK)):
        given[STRUCK] = " ".join(boxes)
    token = str(data.get("form", ""))
    form_in_token = receipts.form_in(token)
    token = token if form_in_token else receipts.new_form()
    worked_out = str(data.get("proof", ""))
    proven = form_in_token is not None and proof.is_solved(token, worked_out)
    now = data.get("screen")
    at = journey.screens.index(now) if now in journey.screens else 0

    def show(screen: str, form: Form) -> Step:
        return Step(journey, screen, form, given, token, proof=worked_out if proven else "")

    if str(data.get("go", "")).startswith(BUTTON):
        return show(journey.screens[at], journey.form(journey.screens[at], given))
    if data.get("go") == "back" and at:
        before = journey.screens[at - 1]
        return show(before, journey.form(before, given))
    here, kind = journey.screens[at], journey.type_in(given)
    unwanted = bool(files) and not journey.takes_files(here, kind)
    filled: dict[str, Form] = {}
    for screen in journey.screens[: at + 1]:
        form = filled[screen] = journey.form(screen, given, data, None if unwanted else files)
        if unwanted and screen == here:
            form.add_error(None, NO_FILES)
        if not form.is_valid():
            return show(screen if kind else journey.screens[0], form)
    if at + 1 < len(journey.screens):
        after = journey.screens[at + 1]
        return show(after, journey.form(after, given))
    if form_in_token is None:
        filled[here].add_error(None, OPEN_TOO_LONG)
        return show(here, filled[here])
    step = show(here, filled[here])
    sent = journey.sent(filled, form_in_token, proven=proven)
    struck = step.asking.struck if step.asking else sent.struck
    step.sent = replace(sent, worked_out=str(data.get("ahead", ""))[:_LONGEST_SEAL], struck=struck)
    return step
