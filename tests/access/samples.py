"""What to put into the addresses of pages: for each placeholder, something real that belongs to a place.

A new placeholder needs one line here: `SAMPLES["room:name"]`, or `SAMPLES["name"]` where rooms mean the same by it.
Each answers a value for a place of the demonstration (a school or a trust), and for a user where pages show what is
their own.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.utils import timezone

from lanyard.assurance.registry import all_controls, attested
from lanyard.channels import queries as channels
from lanyard.channels.models import Hazard, Opening
from lanyard.concerns.casework.queries.case import files_of
from lanyard.concerns.core.models import Advice, CaseAction, Entry, Lesson, Link, OutOfHours, Party, Reader
from lanyard.concerns.core.queries.visible import visible_to
from lanyard.disclosures.models import Condition
from lanyard.disclosures.queries import own as declared_by
from lanyard.disclosures.queries import visible_to as declarations_for
from lanyard.notices.models import Notice
from lanyard.people.models import Closure, FamilyLink, Merge, RoleProposal, School, Term, Trust, User
from lanyard.people.queries import holdings_at, people_at
from lanyard.people.queries.rosters import imports_of, questions_of
from lanyard.platforms.models import Platform
from lanyard.policy.models import (
    Agency,
    Clause,
    Edition,
    GuidanceEdition,
    GuidanceSource,
    LinkedPolicy,
    NotTaken,
    ReviewTrigger,
    Section,
)
from lanyard.training.models import Document, DocumentEdition, SignOff, TrainingSession
from lanyard.training.queries import at_school, standings_of
from lanyard.training.queries.trained import counting

Place = School | Trust
NOBODYS = UUID("00000000-0000-4000-8000-000000000000")


def trust_of(place: Place) -> Trust:
    return place.trust if isinstance(place, School) else place


def first(rows, field: str = "pk", none: object = NOBODYS):
    """One field of the first row; something that nothing has where there is none, so that the page is not found."""
    return rows.order_by("pk").values_list(field, flat=True).first() or none


def own(place: Place) -> dict[str, object]:
    """What a row of the policy room says that is the place's own."""
    return {"school": place if isinstance(place, School) else None, "policy__trust": trust_of(place)}


def drafted(place: Place):
    return Edition.objects.filter(**own(place), state="draft")


def session_of(place: Place, user: User):
    return first(TrainingSession.objects.filter(school__trust=trust_of(place), school=place))


def stated_by(user: User) -> str:
    """A control that the holder of one of the user's roles makes a statement about."""
    roles = set(user.person.roles.values_list("role", flat=True)) if user.pk else set()
    return next((control.id for control in attested() if control.owner in roles), attested()[0].id)


def asked_of(place: Place, user: User) -> object:
    """A document: one that the user is asked to sign, or else any of the trust."""
    asked = standings_of(user.person, timezone.localdate()) if user.pk else []
    return asked[0].document.pk if asked else first(Document.objects.filter(trust=trust_of(place)))


def owes(place: Place, user: User) -> object:
    """Somebody at the school who still has to sign that document."""
    document = Document.objects.filter(pk=asked_of(place, user)).first()
    standings = at_school(place, document, timezone.localdate()) if document else []
    return next((standing.person.pk for standing in standings if standing.is_open), NOBODYS)


def holding_of(place: Place, user: User) -> object:
    """A role held at the place: the user's own, or else anybody's."""
    held = holdings_at(place, timezone.localdate())
    mine = first(held.filter(person=user.person), none=None) if user.pk else None
    return mine or first(held)


def channel_of(place: Place, user: User) -> object:
    """A channel that the user sees, at the place if there is one."""
    return first(channels.visible_to(user).filter(state="assessed")) if user.pk else NOBODYS


def concern_of(place: Place, user: User) -> object:
    """A concern that the user sees, with something in it."""
    return first(visible_to(user).filter(parties__role="witness"))


def declared(place: Place, user: User) -> object:
    """A declaration that the user made."""
    return first(declared_by(user)) if user.pk else NOBODYS


def to_decide(place: Place, user: User) -> object:
    """A declaration that came to a role of the user's."""
    return first(declarations_for(user).filter(state="declared"))


SAMPLES: dict[str, Callable[[Place, User], object]] = {
    "ui:guide": lambda place, user: "staff",
    "people:page": lambda place, user: "calendar",
    "school": lambda place, user: place.slug,
    "trust": lambda place, user: place.slug,
    "person": lambda place, user: first(people_at(place, timezone.localdate())),
    "control": lambda place, user: next(iter(all_controls())),
    "assurance:control": lambda place, user: stated_by(user),
    "holding": holding_of,
    "merge": lambda place, user: first(Merge.objects.filter(trust=trust_of(place))),
    "people:link": lambda place, user: first(
        FamilyLink.objects.filter(child=first(people_at(place, timezone.localdate())))
    ),
    "question": lambda place, user: first(questions_of(place).filter(answer="")),
    "proposal": lambda place, user: first(RoleProposal.objects.filter(person=user.person)) if user.pk else NOBODYS,
    "change": lambda place, user: NOBODYS,
    "people:step": lambda place, user: NOBODYS,
    "at": lambda place, user: "nowhere",
    "firstrun:key": lambda place, user: "nothing",
    "secret": lambda place, user: "nothing",
    "token": lambda place, user: "nothing",
    "upload": lambda place, user: first(imports_of(place)),
    "term": lambda place, user: first(Term.objects.filter(school=place)),
    "closure": lambda place, user: first(Closure.objects.filter(school=place)),
    "platform": lambda place, user: first(Platform.objects, "key", "none"),
    "pk": lambda place, user: 1,
    "provider_id": lambda place, user: "google",
    "notice": lambda place, user: first(Notice.objects.filter(person=user.person)) if user.pk else NOBODYS,
    "edition": lambda place, user: first(drafted(place)),
    "section": lambda place, user: first(Section.objects.filter(edition__in=drafted(place)), "number", 1),
    "left_out": lambda place, user: first(NotTaken.objects.filter(edition__in=drafted(place))),
    "clause": lambda place, user: first(Clause.objects.filter(edition__in=drafted(place))),
    "key": lambda place, user: first(LinkedPolicy.objects, "key", "none"),
    "source": lambda place, user: first(GuidanceSource.objects, "key", "none"),
    "guidance": lambda place, user: first(
        GuidanceEdition.objects.filter(source__key=first(GuidanceSource.objects, "key", "none"))
    ),
    "agency": lambda place, user: first(Agency.objects, "key", "none"),
    "trigger": lambda place, user: first(ReviewTrigger.objects.filter(**own(place), closed_at=None)),
    "document": asked_of,
    "sign_off": lambda place, user: first(SignOff.objects.filter(person=user.person)) if user.pk else NOBODYS,
    "once": lambda place, user: "never-made",
    "concerns:handover": lambda place, user: NOBODYS,
    "training:edition": lambda place, user: first(DocumentEdition.objects.filter(document=asked_of(place, user))),
    "training:person": owes,
    "session": session_of,
    "attendance": lambda place, user: first(counting().filter(session=session_of(place, user))),
    "channel": channel_of,
    "opening": lambda place, user: first(Opening.objects.filter(channel=channel_of(place, user))),
    "hazard": lambda place, user: first(Hazard.objects.filter(assessment__channel=channel_of(place, user))),
    "concerns:concern": concern_of,
    "concerns:party": lambda place, user: first(Party.objects.filter(concern=concern_of(place, user))),
    "concerns:entry": lambda place, user: first(
        Entry.objects.filter(concern=concern_of(place, user), kind__in=("note", "talk"))
    ),
    "concerns:reader": lambda place, user: first(Reader.objects.filter(concern=concern_of(place, user))),
    "concerns:action": lambda place, user: first(CaseAction.objects.filter(concern=concern_of(place, user))),
    "concerns:advice": lambda place, user: first(Advice.objects.filter(concern=concern_of(place, user))),
    "concerns:lesson": lambda place, user: first(Lesson.objects.filter(school=place)),
    "concerns:named": lambda place, user: first(OutOfHours.objects.filter(school=place)),
    "concerns:link": lambda place, user: first(Link.objects.filter(one=concern_of(place, user))),
    "concerns:attachment": lambda place, user: first(files_of(concern_of(place, user))),
    "disclosures:own": declared,
    "disclosures:disclosure": to_decide,
    "disclosures:condition": lambda place, user: first(Condition.objects),
    "assurance:clause": lambda place, user: first(
        Clause.objects.filter(edition__policy__trust=trust_of(place), edition__state="in_force")
    ),
}

# Pages that answer 403 or 404 to somebody whom the table lets in, for what the page is about; each with the reason.
DECIDED_BY_THE_OBJECT = {
    "openid_connect_login": "no provider is set up in tests",
    "openid_connect_callback": "no provider is set up in tests",
    "mfa_deactivate_totp": "there is no app",
    "mfa_edit_webauthn": "there is no passkey",
    "mfa_remove_webauthn": "there is no passkey",
    "mfa_view_recovery_codes": "there are no codes",
    "mfa_download_recovery_codes": "there are no codes",
    "mfa_reauthenticate": "there is no second step to do again",
    "mfa_reauthenticate_webauthn": "there is no second step to do again",
    "account_reauthenticate": "there is no second step to do again",
    "people:import-preview": "nothing waits to be imported",
    "people:trust-import-preview": "nothing waits to be imported",
    "people:proposal": "nobody is proposed for anything",
    "people:confirm-proposal": "nobody is proposed for anything",
    "people:address-change": "no address waits",
    "people:confirm-address": "no address waits",
    "people:stop-address": "no address waits",
    "people:witness": "nobody sets up a second step",
    "people:import-columns": "no file waits for its headings",
    "people:trust-import-columns": "no file waits for its headings",
    "people:same-person": "nobody has to be told apart",
    "people:trust-same-person": "nobody has to be told apart",
    "people:undo-merge": "no records were joined",
    "people:contact": "the first on the register is no child",
    "training:points": "no wording waits to be read",
    "training:change": "the document came with Lanyard, so that it keeps its audience",
    "training:withdraw": "the document came with Lanyard, so that it stays in use",
    "training:draft": "no wording waits to be published",
    "training:draft-file": "no wording waits to be published",
    "training:edition-file": "the wording was typed",
    "training:own-file": "the wording was typed",
    "training:signed": "nobody here has signed anything",
    "training:own-scan": "nobody here has signed anything",
    "training:scan": "nobody here has signed on paper",
    "concerns:parents": "the person in it is no child",
    "concerns:answer-advice": "nobody was asked for advice",
    "concerns:finish-action": "nothing is to be done on it",
    "concerns:add-lesson": "it is not decided, so that it leads back to the case",
    "concerns:finish-lesson": "there are no lessons",
    "concerns:offer": "nothing is on offer to them",
    "concerns:original": "the file is the clean copy, not the original",
    "concerns:mine-one": "what they see is not what they reported",
    "concerns:receipt": "nothing has been handed over",
    "concerns:decide-possible": "no name in it is like anybody's",
    "channels:change": "they didn’t propose it",
    "channels:decide-address": "no other account has been asked for",
    "channels:opening": "nobody has opened it",
    "notices:calendar": "nobody has made an address with this secret",
    "firstrun:open": "no address has been printed",
    "people:demonstration": "it is closed while this is not a demonstration",
}

# Pages that write when they are read, each with the reason.
READING_WRITES = {
    "mfa_view_recovery_codes": "notes that the codes have been seen",
    "concerns:case": "every look at a case is on record",
    "concerns:edit-party": "every look at a case is on record",
    "concerns:end-party": "every look at a case is on record",
    "concerns:decide-possible": "every look at a case is on record",
    "concerns:entry": "every look at a case is on record",
    "concerns:edit-entry": "every look at a case is on record",
    "concerns:ground": "every look at a case is on record",
    "concerns:no-child": "every look at a case is on record",
    "concerns:outside-ref": "every look at a case is on record",
    "concerns:add-action": "every look at a case is on record",
    "concerns:take-internet": "every look at a case is on record",
    "concerns:debrief": "every look at a case is on record",
    "concerns:parents": "every look at a case is on record",
    "concerns:answer-advice": "every look at a case is on record",
    "concerns:finish-action": "every look at a case is on record",
    "concerns:file": "every look at a file is on record",
}
