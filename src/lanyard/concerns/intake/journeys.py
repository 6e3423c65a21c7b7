"""The ways to report: which screens each has, what their forms are, and what is made of them in the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from lanyard.concerns.core.choices import ConcernType, Route
from lanyard.concerns.core.forms.plain import STRUCK
from lanyard.concerns.core.kinds import CHILD_WORDS, KINDS, offered
from lanyard.concerns.core.questions import QUESTIONS
from lanyard.concerns.core.report_input import ReportInput, Who
from lanyard.concerns.intake.forms.about import AboutForm
from lanyard.concerns.intake.forms.asking import ask
from lanyard.concerns.intake.forms.child import ChildAboutForm, ChildWhatForm
from lanyard.concerns.intake.forms.report import BY_NAME, PaperWhoForm, StaffWhoForm, WhatForm, WhoForm
from lanyard.concerns.intake.queries.asking import Asking
from lanyard.people.models import Person, School, User
from lanyard.people.queries import find_staff
from lanyard.ui.forms import Form

ABOUT, WHAT, WHO = "about", "what", "who"
# Everything that a page can send. What has another name is dropped.
_WRITTEN = ("type", *QUESTIONS, "account", "child_words", "about_person")
_REPORTER = ("named", "name", "contact", "relation", "received_day", "received_time")
KNOWN = (*_WRITTEN, *_REPORTER, STRUCK, "shown")


@dataclass
class Journey:
    """One way to report at a school. `user` is given where somebody has to be signed in."""

    school: School
    user: User | None = None
    route: ClassVar[str]
    screens: ClassVar[tuple[str, ...]] = (ABOUT, WHAT, WHO)
    template: ClassVar[str] = "concerns/intake/screen.html"
    receipt_template: ClassVar[str] = "concerns/intake/receipt.html"
    # Whose agencies are named (`policy.queries.records.agencies`).
    audience: ClassVar[str] = "parents"
    title: ClassVar[str] = _("Report a concern")

    def types(self) -> set[str]:
        """The types that can be reported this way."""
        return {str(kind.type) for kind in offered(self.route)}

    def type_in(self, given: Mapping[str, Any]) -> str:
        """The type that was chosen; "" while none of those offered was."""
        chosen = str(given.get("type", ""))
        return chosen if chosen in self.types() else ""

    def form(
        self, screen: str, given: Mapping[str, Any], data: Any = None, files: MultiValueDict | None = None
    ) -> Form:
        """The form of a screen: filled in with what was given, or (with `data`) as it was sent."""
        form = self._form(screen, given, data, files)
        return ask(form, self.asking(given)) if self.asks(screen, given) else form

    def asks(self, screen: str, given: Mapping[str, Any]) -> bool:
        """Whether the screen says who will read it, and asks who should not: the last does."""
        return screen == self.screens[-1] and bool(self.type_in(given))

    def asking(self, given: Mapping[str, Any]) -> Asking:
        """Who will read what was written so far, and who should not."""
        return Asking(self.school, self.type_in(given), self.route, given, self.person())

    def person(self) -> Person | None:
        """The reporter, if they report as somebody on the register."""
        return None

    def _form(
        self, screen: str, given: Mapping[str, Any], data: Any = None, files: MultiValueDict | None = None
    ) -> Form:
        kind = self.type_in(given)
        if screen == ABOUT or not kind:
            return AboutForm(data, initial=given, route=self.route)
        if screen == WHAT:
            return WhatForm(data, initial=given, kind=kind, route=self.route, school=self.school)
        return self.who_form(data, files, initial=given, kind=kind)

    def who_form(self, data: Any, files: Any, **more: Any) -> Form:
        """The form of the last screen."""
        return WhoForm(data, files, **more)

    def takes_files(self, screen: str, kind: str) -> bool:
        """Whether the screen has an input for files."""
        return screen == WHO and bool(kind) and KINDS[kind].files

    def sent(self, forms: Mapping[str, Form], form: str, *, proven: bool) -> ReportInput:
        """What is reported, of forms that are all valid. `form` is what the page's token stands for."""
        what, last = forms[WHAT], forms[self.screens[-1]].cleaned_data
        return ReportInput(
            school=self.school,
            type=str(what.kind.type),
            route=self.route,
            form=form,
            account=what.cleaned_data.get("account", ""),
            child_words=what.cleaned_data.get("child_words", ""),
            answers=what.answers(),
            about_people=(what.colleague,) if what.colleague else (),
            files=tuple(last.get("files") or ()),
            proven=proven,
            **self.reporter(forms, last),
        )

    def reporter(self, forms: Mapping[str, Form], last: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of `ReportInput` that say who reports."""
        if last.get("named") != BY_NAME:
            return {}
        return {"reporter": Who(last["name"], last["contact"], last["relation"])}


class PublicJourney(Journey):
    """Anybody, without an account. Who is signed in all the same is not looked at."""

    route = Route.PUBLIC


class ChildJourney(Journey):
    """A child: two screens, no files, never refused."""

    route = Route.CHILD
    screens = (ABOUT, WHAT)
    template = "concerns/intake/child.html"
    receipt_template = "concerns/intake/child_receipt.html"
    audience = "children"
    title = _("Tell us what is worrying you")

    def types(self) -> set[str]:
        return {str(kind) for kind, _ in CHILD_WORDS}

    def _form(
        self, screen: str, given: Mapping[str, Any], data: Any = None, files: MultiValueDict | None = None
    ) -> Form:
        kind = self.type_in(given)
        if screen == ABOUT or not kind:
            return ChildAboutForm(data, initial=given)
        return ChildWhatForm(data, initial=given, kind=kind)

    def takes_files(self, screen: str, kind: str) -> bool:
        return False

    def reporter(self, forms: Mapping[str, Form], last: Mapping[str, Any]) -> dict[str, Any]:
        if not last.get("name"):
            return {}
        at = f", {last['child_class']}" if last.get("child_class") else ""
        return {"reporter": Who(last["name"], relation=f"Pupil{at}")}


class StaffJourney(Journey):
    """Somebody signed in who works here; anonymously if they like."""

    route = Route.STAFF
    audience = "staff"

    def person(self) -> Person | None:
        return self.user.person

    def who_form(self, data: Any, files: Any, **more: Any) -> Form:
        return StaffWhoForm(data, files, full_name=self.user.person.full_name, **more)

    def reporter(self, forms: Mapping[str, Form], last: Mapping[str, Any]) -> dict[str, Any]:
        if last.get("named", BY_NAME) != BY_NAME:
            return {"signed_in": self.user}
        who = Who(self.user.person.full_name, self.user.email, "Member of staff", self.user.person)
        return {"signed_in": self.user, "reporter": who}


class QuickJourney(StaffJourney):
    """One screen for one type, always by name: whoever answers has to know who asks."""

    screens = (WHAT,)
    kind: ClassVar[str]

    def type_in(self, given: Mapping[str, Any]) -> str:
        return self.kind

    def takes_files(self, screen: str, kind: str) -> bool:
        return False


class ContactJourney(QuickJourney):
    """A child or parent made contact on a personal account (COM3)."""

    kind = ConcernType.CONTACT_RECEIVED
    title = "A child or parent contacted you"


class MyselfJourney(QuickJourney):
    """Telling leaders about oneself (REP6)."""

    kind = ConcernType.ABOUT_MYSELF
    title = "Tell leaders something about yourself"


class PaperJourney(Journey):
    """Entered later by a member of staff, as somebody told it on paper, by telephone or in person."""

    route = Route.PAPER
    audience = "staff"
    title = "Enter a report made on paper, by telephone or in person"

    def who_form(self, data: Any, files: Any, **more: Any) -> Form:
        return PaperWhoForm(data, files, **more)

    def reporter(self, forms: Mapping[str, Form], last: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {"received_at": last["received_at"], "entered_by": self.user}
        if last["name"]:
            found["reporter"] = Who(last["name"], last["contact"], last["relation"])
        return found

    def sent(self, forms: Mapping[str, Form], form: str, *, proven: bool) -> ReportInput:
        made = super().sent(forms, form, proven=proven)
        if made.type != ConcernType.ABOUT_MYSELF:
            return made
        # It is about whoever told it, and must not reach them: as themselves, or by their name.
        name = forms[WHO].cleaned_data["name"]
        people = find_staff(name, self.school, made.received_at.date())
        made.answers["about_name"] = name
        return made if len(people) != 1 else replace(made, about_people=tuple(people))
