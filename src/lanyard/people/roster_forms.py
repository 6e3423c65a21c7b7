"""What people fill in while a roster is imported: the file, what its headings mean, who has left, who is who."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from lanyard.people.choices import Kind, SameAnswer
from lanyard.people.roster import Known, RosterError, read_roster
from lanyard.people.roster.encodings import MAX_BYTES
from lanyard.people.roster.plain import COLUMNS
from lanyard.people.roster.state import Ask
from lanyard.people.roster.tables import UnknownHeadings
from lanyard.ui.forms import Form

WHOLE, SOME = "whole", "some"
NOT_USED = "-"
LABELS = {
    "id": "Id in the information system",
    "kind": "Kind of person: pupil, parent, teacher …",
    "class": "Class or registration group",
    "date_of_birth": "Date of birth",
    "upn": "UPN",
    "start": "First day",
    "end": "Last day",
    "parent_of": "Id of the child (of a parent)",
    "must_not_be_contacted": "Must not be contacted: yes or no",
    "parental_responsibility": "Parental responsibility: yes or no",
    "line_manager": "Id of the line manager",
}


class RosterForm(Form):
    """A file of the information system, and whether it holds everybody. `unknown` says what its headings leave open."""

    file = forms.FileField(
        label="File", help_text="A CSV file, or a OneRoster export as a ZIP file. Nothing changes until you confirm."
    )
    holds = forms.ChoiceField(
        label="Who is in the file?",
        choices=[(WHOLE, "Everyone of the kinds it lists"), (SOME, "Only some people")],
        widget=forms.RadioSelect,
    )
    missing: ClassVar = {"file": "Choose a file", "holds": "Select who is in the file"}
    unknown: UnknownHeadings | None = None
    data_read: bytes = b""

    def __init__(self, *args: Any, known: Known, **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = known
        self.fields["holds"].option_hints = {
            WHOLE: "Anyone missing from it has left, after you confirm that.",
            SOME: "People are added and changed. Nobody leaves.",
        }

    def clean_file(self) -> Any:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(
                f"The file is bigger than {MAX_BYTES // 1024 // 1024} MB: import one school at a time"
            )
        self.data_read = file.read()
        try:
            # The file's own name may hold anything; the people on this page know which file they chose.
            return read_roster(self.data_read, "The file", self.known)
        except UnknownHeadings as found:
            self.unknown = found
            return None
        except RosterError as problem:
            raise ValidationError(str(problem)) from problem


class HeadingsForm(Form):
    """What the headings of a file mean that nobody has explained yet; `cleaned_data` has `meanings` and `kind`."""

    def __init__(self, *args: Any, headings: tuple[str, ...], missing: tuple[str, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.headings = dict(enumerate(headings))
        named = [(column, LABELS.get(column, column.replace("_", " ").capitalize())) for column in COLUMNS]
        first = [choice for choice in named if choice[0] in missing]
        rest = [choice for choice in named if choice[0] not in missing]
        for number, heading in self.headings.items():
            self.fields[f"h{number}"] = forms.ChoiceField(
                label=f"The column “{heading[:60]}”",
                choices=[("", "Select what it means"), (NOT_USED, "Not used"), *first, *rest],
                error_messages={"required": f"Select what “{heading[:60]}” means, or “Not used”"},
            )
        if "kind" in missing:
            self.fields["kind"] = forms.ChoiceField(
                label="Who is in this file?",
                choices=[("", "A column says what kind of person each is"), *Kind.choices],
                required=False,
                help_text="For a file with no column for this, such as a list of pupils",
            )

    def clean(self) -> dict[str, Any]:
        said = {heading: self.cleaned_data.get(f"h{number}", "") for number, heading in self.headings.items()}
        meanings = {heading: "" if column == NOT_USED else column for heading, column in said.items()}
        used = [column for column in meanings.values() if column]
        for number, heading in self.headings.items():
            if meanings[heading] and used.count(meanings[heading]) > 1:
                self.add_error(f"h{number}", "You have given another column the same meaning")
        kind = self.cleaned_data.get("kind", "")
        if "kind" in self.fields and not kind and "kind" not in used:
            self.add_error("kind", "Select who is in this file, or choose the column that shows it above")
        return {"meanings": meanings, "kind": kind}


class ConfirmForm(Form):
    """The last word before an import: who has left is ticked, one line for each school and kind."""

    def __init__(self, *args: Any, asks: list[Ask], silent: list[Ask], **options: Any) -> None:
        super().__init__(*args, **options)
        self.asks = asks
        if asks:
            self.fields["leavers_confirmed"] = forms.MultipleChoiceField(
                label="Confirm who has left",
                choices=[(ask.key, ask.says) for ask in asks],
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": "Confirm that these people have left, or import a file that has them"},
            )
        if silent:
            self.fields["gone"] = forms.MultipleChoiceField(
                label="Has everyone of any of these kinds left?",
                choices=[(ask.key, ask.says) for ask in silent],
                widget=forms.CheckboxSelectMultiple,
                required=False,
                help_text="The file has nobody of these kinds. Tick the kinds who have all left; the others stay.",
            )

    def clean_leavers_confirmed(self) -> list[str]:
        said = self.cleaned_data["leavers_confirmed"]
        if len(said) < len(self.asks):
            raise ValidationError("Confirm each line, or import a file that has the people who have not left")
        return said


class SameForm(Form):
    """Whether somebody in a roster is somebody on the register."""

    answer = forms.ChoiceField(label="Your decision", choices=SameAnswer.choices, widget=forms.RadioSelect)
    missing: ClassVar = {"answer": "Select whether this is the same person"}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["answer"].option_hints = {
            SameAnswer.SAME: "Their record is updated from the file. It keeps its roles, account and signatures.",
            SameAnswer.NEW: "They get a new record, with no roles, account or signatures.",
            SameAnswer.LEFT_OUT: "Nothing changes, unless a later file says something different about them.",
        }
