"""What somebody reports and who they say they are, before it is a concern."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from lanyard.kernel.languages import ENGLISH
from lanyard.people.models import Person, School, User


@dataclass(frozen=True)
class Who:
    """The reporter as they gave themselves. `person` is somebody on the register who is signed in."""

    name: str
    contact: str = ""
    relation: str = ""
    person: Person | None = None


@dataclass(frozen=True)
class Struck:
    """Who should not read a report, as its reporter said before sending it: people, and roles that were shown without a
    name. `held` says in which role each of the people was shown."""

    people: tuple[Person, ...] = ()
    roles: tuple[str, ...] = ()
    held: Mapping[UUID, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.people or self.roles)


NOBODY = Struck()


@dataclass(frozen=True)
class ReportInput:
    """What somebody reports. `form` is what the form's token stood for; `received_at` is given for paper alone.

    `about_person` is a person on the register whom a signed-in reporter named; `reporter` is None for an anonymous
    report, `signed_in` the account from which it came, which for an anonymous report is used for routing and forgotten.
    `entered_by` is who wrote down what came on paper: that they did is on record.
    `also_about` are names of adults whom it is about, beside the answers: those of a case that another school sent.
    `struck` are those who should not read it.
    `language` is that of the page on which it was written.
    `worked_out` is the sealed hash that the page carried (`receipts.carried`), "" for none.
    """

    school: School
    type: str
    route: str
    form: str
    account: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    child_words: str = ""
    reporter: Who | None = None
    signed_in: User | None = None
    about_people: tuple[Person, ...] = ()
    also_about: tuple[str, ...] = ()
    struck: Struck = NOBODY
    files: tuple[UploadedFile, ...] = ()
    proven: bool = False
    received_at: datetime | None = None
    entered_by: User | None = None
    worked_out: str = ""
    language: str = ENGLISH
