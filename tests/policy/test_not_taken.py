"""What an imported document holds beside its clauses, and reading what does not look like a policy."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lanyard.kernel.refusals import Refused, Stale
from lanyard.policy import actions, registry, suggesting
from lanyard.policy.addresses import address
from lanyard.policy.commands import policy
from lanyard.policy.models import Edition, NotTaken
from lanyard.policy.reading import NotTaken as Left
from lanyard.records.models import AuditEvent
from tests.policy import making

WORDS = b"""# Social media policy

Date of review: May 2026

## Staff use

- Staff must not photograph children on social media.
- Staff must not befriend children on social media.
- Staff must not name children on social media.

Nursery blog
"""
NEWS = b"# Newsletter\n\n- Parents must book a place.\n- Bring a hat.\n"


@pytest.fixture(autouse=True)
def _controls(monkeypatch):
    monkeypatch.setattr(registry, "control_candidates", [lambda: {"training.signed": ["Everybody has signed."]}])


@pytest.fixture
def keeper(cast, client_for):
    """The trust administrator's browser."""
    return client_for(cast.trust_administrator)


def imported(cast, keeper, content=WORDS, **fields):
    upload = SimpleUploadedFile("policy.md", content)
    return keeper.post(address(cast.trust, "import"), {"document": upload, **fields}, follow=True)


def left_over(edition, text):
    return NotTaken.objects.get(edition=edition, text=text)


def test_the_page_shows_what_to_check_and_everything_that_became_no_clause(cast, keeper):
    said = imported(cast, keeper).content.decode()

    assert "check whether that is the next review or the last" in said
    assert "Nursery blog" in said and "Line 11." in said
    assert "Date of review: May 2026" in said


def test_one_press_makes_a_clause_of_it_after_the_clause_that_stood_before(cast, keeper):
    imported(cast, keeper)
    edition = Edition.objects.get()
    row = left_over(edition, "Nursery blog")
    address_of = address(cast.trust, "make-clause", edition=edition.pk, left_out=row.pk)
    page = keeper.post(address_of, {"version": edition.version}, follow=True)
    clause = edition.clauses.get(text="Nursery blog")

    assert page.redirect_chain[-1][0] == address(cast.trust, "draft-clause", edition=edition.pk, clause=clause.pk)
    assert (clause.number, clause.audience, clause.confirmed_at) == ("1.4", ["staff"], None)
    assert AuditEvent.objects.filter(event="clause:add").exists()
    listed = keeper.get(address(cast.trust, "clauses", edition=edition.pk)).context["not_taken"]
    assert "Nursery blog" not in {one.text for one in listed}


def test_it_comes_back_to_the_list_when_the_clause_is_removed(cast, keeper):
    imported(cast, keeper)
    edition = Edition.objects.get()
    row = left_over(edition, "Nursery blog")
    row.edition = edition
    clause = actions.clause_from_not_taken(row=row, version=edition.version, by=cast.trust_administrator)
    actions.clause_remove(clause=clause, version=edition.version, by=cast.trust_administrator)

    assert left_over(edition, "Nursery blog").clause is None


def draft_with(cast, *entries):
    edition = making.draft(cast, not_taken=entries)
    rows = list(edition.not_taken.all())
    for row in rows:
        row.edition = edition
    return edition, rows


def test_words_that_stood_before_every_clause_become_the_first(cast):
    edition, (row,) = draft_with(cast, Left("line 1", "Staff must ask.", "Short."))
    clause = actions.clause_from_not_taken(row=row, version=edition.version, by=cast.trust_administrator)

    assert clause.number == "1.1"
    assert list(edition.clauses.values_list("number", flat=True))[:3] == ["1.1", "1.2", "1.3"]


def test_a_picture_and_what_is_a_clause_already_are_refused(cast):
    edition, (picture, words) = draft_with(cast, Left("page 3", "", "A picture."), Left("line 1", "Ask.", "Short."))
    with pytest.raises(Refused, match="picture"):
        actions.clause_from_not_taken(row=picture, version=edition.version, by=cast.trust_administrator)
    edition.refresh_from_db()
    actions.clause_from_not_taken(row=words, version=edition.version, by=cast.trust_administrator)
    with pytest.raises(Refused, match="already"):
        actions.clause_from_not_taken(row=words, version=edition.version, by=cast.trust_administrator)


def test_nobody_else_makes_clauses_and_nobody_over_a_change(cast):
    edition, (row,) = draft_with(cast, Left("line 1", "Ask.", "Short."))
    with pytest.raises(PermissionDenied):
        actions.clause_from_not_taken(row=row, version=edition.version, by=cast.teacher)
    with pytest.raises(Stale):
        actions.clause_from_not_taken(row=row, version=edition.version + 1, by=cast.trust_administrator)


def test_a_picture_links_to_typing_its_words_in(cast, keeper):
    edition, _ = draft_with(cast, Left("page 3", "", "The page is a picture."))
    said = keeper.get(address(cast.trust, "clauses", edition=edition.pk)).content.decode()

    assert "A picture" in said and address(cast.trust, "add-clause", edition=edition.pk, section=1) in said


def test_the_page_asks_as_few_questions_for_a_long_list(cast, keeper):
    edition, _ = draft_with(cast, *(Left(f"line {n}", f"Words {n}", "Short.", "1.1") for n in range(120)))
    with CaptureQueriesContext(connection) as asked:
        keeper.get(address(cast.trust, "clauses", edition=edition.pk))

    assert len(asked) <= 15


def test_what_does_not_look_like_a_policy_is_asked_about_and_read_if_wanted(cast, keeper):
    page = imported(cast, keeper, NEWS)
    said = page.content.decode()
    assert "This does not look like a policy" in said and "Read it anyway" in said
    assert not Edition.objects.exists()

    page = keeper.post(address(cast.trust, "import"), {"anyway": "yes"}, follow=True)
    edition = Edition.objects.get()
    assert edition.source_name == "policy.md"
    assert making.texts(edition) == {"1.1": "Parents must book a place.", "1.2": "Bring a hat."}
    assert "does not read like a policy" in page.content.decode()

    keeper.post(address(cast.trust, "import"), {"anyway": "yes"}, follow=True)
    assert Edition.objects.count() == 1


def test_an_upload_is_compared_where_it_is_read_and_not_in_the_server(cast, keeper, monkeypatch):
    monkeypatch.setattr(suggesting, "suggest", lambda *_: pytest.fail("The server's process compared the document."))
    imported(cast, keeper)
    assert Edition.objects.get().clauses.get(number="1.2").clause_ids == ["COM2"]


def test_what_waits_to_be_read_anyway_lies_sealed_in_the_session(cast, keeper):
    imported(cast, keeper, NEWS)
    row = Session.objects.get(pk=keeper.session.session_key)
    held = json.dumps(row.get_decoded())
    assert "policy-read-anyway" in held
    assert not [words for words in ("Parents must book", "Bring a hat", "Newsletter", "policy.md") if words in held]


def test_what_waits_under_a_key_that_has_gone_is_asked_for_again(cast, keeper):
    imported(cast, keeper, NEWS)
    session = keeper.session
    session["policy-read-anyway"] = "gone:AAAA:AAAA"
    session.save()
    page = keeper.post(address(cast.trust, "import"), {"anyway": "yes"}, follow=True)
    assert "Import a policy" in page.content.decode() and not Edition.objects.exists()


def test_a_policy_in_another_language_is_told_as_that(cast, keeper):
    words = "# Polisi\n\n- Rhaid i staff beidio \u00e2 phostio lluniau.\n- Dylai rhieni ofyn cyn postio yn yr ysgol.\n"
    words += "- Ni ddylai disgyblion ddefnyddio ffonau yn yr ysgol nac ar y bws.\n"

    assert "written in Welsh" in imported(cast, keeper, words.encode()).content.decode()


def test_whom_the_document_is_for_is_asked_and_holds(cast, keeper):
    rules = (
        b"# Staying safe online\n\n- I will ask a teacher.\n- Passwords must stay secret.\n- Never tell an address.\n"
    )
    imported(cast, keeper, rules, for_whom=["children"])

    assert set(map(tuple, Edition.objects.get().clauses.values_list("audience", flat=True))) == {("children",)}


def test_the_command_asks_in_one_line(tmp_path):
    path = tmp_path / "news.md"
    path.write_bytes(NEWS)
    run = CliRunner().invoke
    refused = run(policy, ["read", str(path)])
    assert refused.exit_code != 0
    assert refused.stderr.count("\n") == 1 and "--anyway" in refused.stderr

    found = json.loads(run(policy, ["read", str(path), "--anyway", "--for", "parents", "--json"]).stdout)
    assert [clause["audience"] for clause in found["clauses"]] == [["parents"], ["parents"]]
    assert len(found["warnings"]) == 1

    said = run(policy, ["read", str(path), "--anyway"]).stdout
    assert "Please check" in said
