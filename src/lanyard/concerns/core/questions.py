"""One table of the questions that a report asks beside its account: who is asked, in which words, what an answer may
hold, and how it reads on the page of a case, on paper and in the file for another school.

Everything that has to know a question reads it here: `kinds.Kind.asks`, the forms, the case, the print, the file, and
the redaction. A row is all that a new question needs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from django.utils.translation import gettext_noop as N_

from lanyard.concerns.core.choices import ConcernType, Device, Group, PartyRole, Place, Route, Subject

# Characters: a longer answer and a short one.
LONG, SHORT = 2_000, 500
BY_STAFF = (Route.STAFF, Route.PAPER)


class Holds(StrEnum):
    """What an answer may hold, which decides what becomes of it where names are taken out."""

    CODE = "code"  # one of the choices, and never a name
    WORDS = "words"  # anything, as people write it
    NAME = "name"  # who somebody is: the whole answer is what they are called
    NAMES = "names"  # a sentence in which somebody is named
    TRACE = "trace"  # what leads to somebody without a name: left out where names are


@dataclass(frozen=True)
class Words:
    """A question as it is put. `choices` are (value, text) pairs; without any it is answered in words."""

    label: str
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Question:
    """One question.

    `says` heads the answer wherever it is read. `asked` is how it is put; `otherwise` is how it is put on some routes
    or of some types, the first that fits. `of` are the groups and types that ask it, `childs` those that ask it on the
    children's page alone. `answers` are (code, words) pairs. `part` is what somebody named in it is in the case. A
    folded question is behind "More that you know"; `needed` is what is said where an answer that has
    to be given is missing; `rows` makes room for several lines; `service` asks for a service
    of the catalogue.
    """

    key: str
    says: str
    asked: Words
    of: tuple[Group | ConcernType, ...]
    holds: Holds = Holds.WORDS
    childs: tuple[Group | ConcernType, ...] = ()
    otherwise: tuple[tuple[tuple[Route | ConcernType, ...], Words], ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    part: PartyRole | None = None
    folded: bool = False
    needed: str = ""
    service: bool = False
    most: int = SHORT
    rows: int = 0

    @property
    def may_name(self) -> bool:
        """Whether an answer can hold a name of somebody."""
        return self.holds is not Holds.CODE

    def said(self, answer: str) -> str:
        """A code in words; "" for what is no code of this question."""
        return dict(self.answers).get(answer, "")

    def is_asked_of(self, kind: str, group: str) -> bool:
        """Whether a report of this type takes an answer to it."""
        return kind in self.of or group in self.of or self.is_childs_alone(kind, group)

    def is_childs_alone(self, kind: str, group: str) -> bool:
        """Whether a report of this type asks it on the children's page and nowhere else."""
        return kind in self.childs or group in self.childs

    def words(self, kind: str, route: str) -> Words:
        """How it is put in a report of this type that comes this way."""
        fitting = (words for when, words in self.otherwise if kind in when or route in when)
        return next(fitting, self.asked)


_YES_NO = (("yes", N_("Yes")), ("no", N_("No")), ("unknown", N_("I don’t know")))
_SAID = (("yes", "Yes"), ("no", "No"), ("unknown", "Not known"))
# Whom a concern about an adult can be about, and one that may be about a child.
_ADULTS = (Subject.STAFF, Subject.SAFEGUARDING, Subject.HEADTEACHER, Subject.GOVERNOR, Subject.CHAIR_OF_GOVERNORS,
           Subject.TRUST, Subject.CHAIR_OF_TRUSTEES, Subject.NOBODY)  # fmt: skip
_CHILDS_GROWN_UPS = (
    ("staff", N_("A teacher or another grown-up")),
    ("headteacher", N_("The head teacher")),
    ("unknown", N_("I do not know")),
)
_ABOUT_HINT = N_("The person it is about never sees it: it goes to someone above them.")
_TELL = (("line_manager", "Line manager"), ("dsl", "Designated safeguarding lead (DSL)"),
         ("headteacher", "Headteacher"))  # fmt: skip

# That it can't be found out is for who deals with it to say.
_PLACES = tuple(choice for choice in Place.choices if choice[0] != Place.UNFOUND)

_CHILD = (Group.SAFEGUARDING,)
# About what an adult did, or what the school did.
_ADULT = (Group.STAFF, Group.COMPLAINT, Group.WHISTLEBLOWING, ConcernType.OTHER)
_CONTACT, _MYSELF = (ConcernType.CONTACT_RECEIVED,), (ConcernType.ABOUT_MYSELF,)
_FAKE, _BREACH = (ConcernType.FAKE_ACCOUNT,), (ConcernType.DATA_BREACH,)
# Where a child is near enough to be in danger now; and all types that are not about a child at risk by themselves.
_NEAR = (*_CHILD, Group.STAFF, ConcernType.OTHER)
_NOT_YET = (*_ADULT, *_CONTACT, *_MYSELF, *_FAKE, Group.DATA)
_ONLINE = (*_CHILD, *_ADULT, *_CONTACT, *_MYSELF, *_FAKE, *_BREACH)


def _whom(people: Sequence[Subject]) -> Words:
    # Nobody in particular is an answer too, and not the same as none.
    return Words(N_("Who is it about?"), _ABOUT_HINT, tuple((str(one or "unknown"), str(one.label)) for one in people))


def _chosen(label: str, choices: Sequence[tuple[str, str]], hint: str = "") -> Words:
    return Words(label, hint, tuple((str(value), str(text)) for value, text in choices if value))


def _codes(choices: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(value), str(text)) for value, text in choices)


# In the order in which they are asked and read.
TABLE: tuple[Question, ...] = (
    Question(
        "tell_whom", "Who the reporter chose to tell",
        Words("Who do you want to tell?", choices=(
            ("line_manager", "My line manager"), ("dsl", "The designated safeguarding lead (DSL)"),
            ("headteacher", "The Headteacher"),
        )),
        of=_CONTACT, holds=Holds.CODE, answers=_TELL, needed="Select who you want to tell",
    ),
    Question("who_sent", "Who made contact", Words("Who contacted you?"), of=_CONTACT, holds=Holds.NAME,
             part=PartyRole.CHILD, needed="Enter who contacted you"),
    Question("danger", "Is anyone in danger now?",
             Words(N_("Is anyone in danger now?"), N_("If so, ring 999 first."), _YES_NO), of=_NEAR, holds=Holds.CODE,
             answers=_SAID),
    Question("child_at_risk", "Could a child be at risk?", Words(N_("Could a child be at risk?"), choices=_YES_NO),
             of=_NOT_YET, holds=Holds.CODE, answers=_SAID),
    Question("child", "Which child",
             Words(N_("Which child is it about?"), N_("Their name, or what you know about them")),
             of=(*_CHILD, ConcernType.OTHER), holds=Holds.NAME, part=PartyRole.CHILD),
    Question("child_class", "Their class", Words(N_("Their class or year")), of=_CHILD, holds=Holds.TRACE,
             childs=(Group.STAFF, ConcernType.OTHER)),
    Question(
        "about", "Who it is about", _whom((Subject.PUPIL, Subject.OUTSIDE, *_ADULTS)),
        of=(*_CHILD, *_ADULT, *_FAKE, Group.DATA), holds=Holds.CODE, answers=_codes(Subject.choices),
        otherwise=(
            ((Route.CHILD,), Words(N_("Who is it?"), choices=_CHILDS_GROWN_UPS)),
            ((ConcernType.STAFF_CONDUCT, ConcernType.WHISTLEBLOWING), _whom(_ADULTS)),
        ),
    ),
    Question(
        "about_name", "Their name", Words(N_("Their name, if you know it")), of=(*_CHILD, *_ADULT, *_FAKE, Group.DATA),
        holds=Holds.NAME, part=PartyRole.SUBJECT,
        otherwise=(
            (BY_STAFF, Words(N_("Their name, if you know it"),
                             "For a colleague: their full name or their email address at work")),
            ((Route.CHILD,), Words(N_("What is their name?"))),
        ),
    ),
    Question("i_answered", "Did the reporter answer?", Words("Did you answer?", choices=_YES_NO[:2]), of=_CONTACT,
             holds=Holds.CODE, answers=_SAID),
    Question("platform", "App, game or website", Words(N_("Which app, game or website?")), of=_ONLINE, holds=Holds.CODE,
             folded=True, service=True),
    Question("link", "Address (not opened by Lanyard)",
             Words(N_("Web address"), N_("Copy it from your browser. Nobody opens it unless they need to.")),
             of=_ONLINE, holds=Holds.TRACE, folded=True, most=LONG),
    Question("usernames", "User names", Words(N_("User names"), N_("Of the accounts involved")), of=(*_CHILD, *_FAKE),
             holds=Holds.TRACE, folded=True),
    Question("happened_on", "When it happened",
             Words(N_("When did it happen?"), N_("For example, yesterday after school")),
             of=_ONLINE, folded=True),
    Question("place", "Where it happened", _chosen(N_("Where did it happen?"), _PLACES), of=_CHILD,
             holds=Holds.CODE, answers=_codes(Place.choices), folded=True),
    Question("device", "Whose device", _chosen(N_("Whose device was it on?"), Device.choices), of=_CHILD,
             holds=Holds.CODE, answers=_codes(Device.choices), folded=True),
    Question("device_holder", "Who has the device", Words(N_("Whose device is it on, and who has it now?")),
             of=(ConcernType.IMAGES,), holds=Holds.NAMES),
    Question("what_data", "What information",
             Words(N_("What information is it?"), N_("For example, names and addresses of a class")), of=(Group.DATA,),
             most=LONG, rows=3),
    Question("how_many", "How many people it affects",
             Words(N_("How many people does it affect?"), N_("An estimate is fine")),
             of=_BREACH),
    Question("still_there", "Is it still there?", Words(N_("Can it still be seen or used?"), choices=_YES_NO),
             of=(*_MYSELF, *_BREACH), holds=Holds.CODE, answers=_SAID),
    Question(
        "told_in_person", "Told someone in person",
        Words(N_("Have you told anyone at the school?"), N_("Who, and when?")), of=_CHILD, holds=Holds.NAMES,
        otherwise=((BY_STAFF, Words(
            "Did you tell the DSL in person?",
            "Who, and at what time? If a child is at risk, tell the DSL in person first, then write it down here.",
        )),),
    ),
    Question("wanted", "What the reporter wants to happen", Words(N_("What would put this right?")),
             of=(Group.COMPLAINT, ConcernType.DATA_COMPLAINT), most=LONG, rows=3),
)  # fmt: skip

QUESTIONS: Mapping[str, Question] = MappingProxyType({one.key: one for one in TABLE})


def asked_of(kind: str, group: str) -> tuple[str, ...]:
    """The keys of the questions that a report of this type takes answers to, in the order of the table."""
    return tuple(one.key for one in TABLE if one.is_asked_of(kind, group))
