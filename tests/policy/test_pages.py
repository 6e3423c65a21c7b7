import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from pypdf import PdfReader

from lanyard.policy import actions, registry
from lanyard.policy.addresses import address
from lanyard.policy.models import Agency, Edition, GuidanceSource, LinkedPolicy, ReviewTrigger
from lanyard.policy.urls import urlpatterns
from tests.policy import making

TODAY = date(2026, 11, 24)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture(autouse=True)
def _controls(monkeypatch):
    monkeypatch.setattr(registry, "control_candidates", [lambda: {"training.signed": ["Everybody has signed."]}])


@pytest.fixture
def keeper(cast, client_for):
    """The trust administrator's browser."""
    return client_for(cast.trust_administrator)


def first_clause(edition):
    return edition.clauses.get(number="2.1")


def at(edition, name, place=None, **kwargs):
    return address(place or edition.place, name, edition=edition.pk, **kwargs)


def test_an_uploaded_document_becomes_a_draft_and_shows_what_was_found(cast, keeper):
    words = "# Social media policy\n\n## Staff use\n\n" + "".join(
        f"- Staff must not {verb} children on social media.\n" for verb in ("photograph", "befriend", "name")
    )
    upload = SimpleUploadedFile("our policy.md", words.encode())
    page = keeper.post(address(cast.trust, "import"), {"document": upload}, follow=True)
    edition = Edition.objects.get()
    assert page.redirect_chain[-1][0] == at(edition, "clauses")
    said = page.content.decode()
    assert "3 clauses in 1 section." in said
    assert "our policy.md" in said
    assert "Staff must not befriend children" in said


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("notes.txt", b"Milk and bread", "does not read like a policy"),
        ("old.doc", b"\xd0\xcf\x11\xe0", "Files ending in .doc"),
    ],
)
def test_what_cannot_be_read_is_said_on_the_form(cast, keeper, name, content, says):
    page = keeper.post(address(cast.trust, "import"), {"document": SimpleUploadedFile(name, content)})
    assert page.status_code == 200
    assert says in page.content.decode()
    assert not Edition.objects.exists()


def test_without_a_file_the_form_says_what_to_do(cast, keeper):
    page = keeper.post(address(cast.trust, "import"), {})
    assert "Choose the file that holds the policy" in page.content.decode()


def test_confirming_leads_from_clause_to_clause_until_none_is_left(cast, keeper):
    edition = making.draft(cast)
    url = at(edition, "draft-clause", clause=edition.clauses.get(number="1.1").pk)
    for _ in range(5):
        assert "/clauses/" in url
        edition.refresh_from_db()
        page = keeper.post(f"{url}confirm/", {"version": edition.version})
        url = page["Location"]
    assert url == at(edition, "clauses")
    assert not edition.clauses.filter(confirmed_at__isnull=True).exists()


def form_of(edition, **fields):
    return {"version": edition.version, "text": "Staff never post pictures.", "audience": ["staff"], **fields}


def test_a_clause_is_changed_on_its_page(cast, keeper):
    edition = making.draft(cast)
    clause = first_clause(edition)
    page = keeper.post(at(edition, "draft-clause", clause=clause.pk), form_of(edition, clause_ids=["REP5", "OFF9"]))
    assert page.status_code == 302
    clause.refresh_from_db()
    assert (clause.text, clause.clause_ids) == ("Staff never post pictures.", ["REP5", "OFF9"])


def test_the_page_says_how_likely_a_suggestion_is_and_when_none_fits(cast, keeper):
    edition = making.draft(cast)
    clause = first_clause(edition)
    page = at(edition, "draft-clause", clause=clause.pk)
    for score, says in ((0.5, "Suggested, likely:"), (0.49, "Suggested, possible:"), (None, "Suggested, possible:")):
        clause.controls.update(score=score)
        assert says in keeper.get(page).content.decode()
    clause.controls.all().delete()
    assert "No known control seems to fit" in keeper.get(page).content.decode()


def test_what_was_typed_stays_when_somebody_else_was_quicker_and_can_be_sent_again(cast, keeper):
    edition = making.draft(cast)
    clause = first_clause(edition)
    old = form_of(edition)
    actions.clause_confirm(clause=clause, version=edition.version, by=cast.executive_headteacher)
    page = keeper.post(at(edition, "draft-clause", clause=clause.pk), old)
    said = page.content.decode()
    assert "Someone else changed this draft" in said
    assert "Staff never post pictures." in said
    again = page.context["form"]
    keeper.post(at(edition, "draft-clause", clause=clause.pk), old | {"version": again["version"].value()})
    clause.refresh_from_db()
    assert clause.text == "Staff never post pictures."


def test_small_changes_work_by_buttons_alone(cast, keeper):
    edition = making.draft(cast)

    def post(name, number, **fields):
        edition.refresh_from_db()
        clause = edition.clauses.get(number=number)
        prefix = {"split-clause": "split-", "add-control": "control-"}.get(name, "")
        prefix = "move-" if "move-section" in fields else prefix
        url = at(edition, name, clause=clause.pk, **fields.pop("path", {}))
        page = keeper.post(url, {f"{prefix}version": edition.version, **fields})
        assert page.status_code == 302, page.content.decode()

    post("move-clause", "2.3", to="up")
    post("move-clause", "2.1", **{"move-section": str(edition.sections.get(number=1).pk)})
    post("split-clause", "1.3", **{"split-parts": "Staff must not post\npictures of children."})
    post("join-clause", "1.3")
    post("add-control", "1.1", **{"control-control": "training.signed"})
    post("decide-control", "1.2", path={"control": "training.signed"}, answer="no")
    post("decide-control", "1.2", path={"control": "training.signed"}, answer="none")
    post("remove-clause", "2.2")
    assert making.texts(edition) == {
        "1.1": "This policy is reviewed at least once a year.",
        "1.2": "It is for children, parents and staff.",
        "1.3": "Staff must not post pictures of children.",
        "2.1": "Ask first.",
    }
    states = [edition.clauses.get(number=n).controls.get().state for n in ("1.1", "1.2", "1.3")]
    assert states == ["confirmed", "rejected", "suggested"]


def test_a_split_that_changes_words_is_explained_with_what_was_typed(cast, keeper):
    edition = making.draft(cast)
    url = at(edition, "split-clause", clause=first_clause(edition).pk)
    page = keeper.post(url, {"split-version": edition.version, "split-parts": "Other words\nthan before"})
    said = page.content.decode()
    assert "Splitting can&#x27;t change words" in said
    assert "than before" in said


def test_an_edition_goes_through_its_steps_on_pages(cast, keeper, client_for):
    edition = making.draft(cast)
    for section in (1, 2):
        edition.refresh_from_db()
        keeper.post(at(edition, "confirm-section", section=section), {"version": edition.version})
    chair, head = client_for(cast.chair_of_trustees), client_for(cast.executive_headteacher)
    for client, name, fields in [
        (keeper, "submit", {}),
        (chair, "approve", {"meeting_on": "24/11/2026"}),
        (head, "put-in-force", {"first_day": "24 November 2026"}),
    ]:
        edition.refresh_from_db()
        assert "version" in client.get(at(edition, name)).content.decode()
        page = client.post(at(edition, name), {"version": edition.version, **fields}, follow=True)
        assert "done" in page.content.decode()
    edition.refresh_from_db()
    assert edition.state == "in_force"


def test_a_refused_step_says_why_on_its_page(cast, keeper):
    edition = making.draft(cast)
    page = keeper.post(at(edition, "submit"), {"version": edition.version})
    assert "5 clauses have not been confirmed yet" in page.content.decode()


def test_changes_are_marked_word_by_word_for_eyes_and_screen_readers(cast, keeper):
    old = making.in_force(cast, making.draft(cast), TODAY)
    new = making.next_edition(cast)
    new.clauses.filter(number="2.3").update(text="Ask always.")
    said = keeper.get(at(new, "changes")).content.decode()
    assert '<del><span class="govuk-visually-hidden">[removed: </span>first' in said
    assert '<ins><span class="govuk-visually-hidden">[added: </span>always' in said
    assert "1 clause differs" in said
    same = keeper.get(at(new, "changes"), {"to": old.pk})
    assert "1 clause differs" in same.content.decode()


def test_anyone_reads_the_policy_in_force_as_a_page_and_as_pdf(cast):
    making.in_force(cast, making.draft(cast), TODAY)
    page = Client().get(reverse("policy:text", kwargs={"school": cast.old_quay.slug}))
    assert "Staff must not post pictures of children." in page.content.decode()
    paper = Client().get(reverse("policy:text-pdf", kwargs={"school": cast.old_quay.slug}))
    assert paper["Content-Type"] == "application/pdf"
    assert "Ask first." in PdfReader(io.BytesIO(paper.content)).pages[0].extract_text()


def test_before_anything_is_in_force_the_public_page_says_so(cast):
    making.draft(cast)
    kwargs = {"school": cast.old_quay.slug}
    assert (
        "No edition of the policy is in force" in Client().get(reverse("policy:text", kwargs=kwargs)).content.decode()
    )
    assert Client().get(reverse("policy:text-pdf", kwargs=kwargs)).status_code == 404


def test_staff_see_what_was_in_force_and_no_drafts(cast, client_for):
    held = making.in_force(cast, making.draft(cast), TODAY)
    draft = making.next_edition(cast)
    teacher = client_for(cast.teacher)
    listed = teacher.get(address(cast.old_quay, "editions")).content.decode()
    assert str(held.pk) in listed
    assert str(draft.pk) not in listed
    assert teacher.get(at(held, "edition", cast.old_quay)).status_code == 200
    assert teacher.get(at(draft, "edition", cast.old_quay)).status_code == 404


def test_another_trusts_editions_are_not_found(cast, client_for):
    held = making.in_force(cast, making.draft(cast), TODAY)
    stranger = client_for(cast.stranger)
    assert stranger.get(address(cast.old_quay, "editions")).status_code == 404
    assert stranger.get(at(held, "edition", cast.other_school)).status_code == 404


def test_a_schools_pages_do_not_change_the_trusts_draft(cast, client_for):
    approved = making.approved(cast, making.draft(cast), TODAY)
    head = client_for(cast.headteacher)
    assert head.get(at(approved, "edition", cast.old_quay)).status_code == 200
    for name in ("clauses", "submit", "put-in-force", "withdraw", "relies-on"):
        assert head.get(at(approved, name, cast.old_quay)).status_code == 404
    clause = first_clause(approved)
    assert head.post(at(approved, "confirm-clause", cast.old_quay, clause=clause.pk), {"version": 1}).status_code == 404


def test_records_are_kept_on_pages(cast, keeper):
    actions.load_data()
    making.draft(cast)
    assert "Not recorded yet" in keeper.get(address(cast.trust, "linked")).content.decode()
    fields = {"name": "Behaviour policy", "owner": "headteacher", "edition": "3", "review_date": "1/9/2027"}
    assert keeper.post(address(cast.trust, "keep-linked", key="behaviour"), fields).status_code == 302
    assert LinkedPolicy.objects.get().review_date == date(2027, 9, 1)
    fields = {"kind": "lesson", "says": "Say more about group chats."}
    assert keeper.post(address(cast.trust, "raise-trigger"), fields).status_code == 302
    trigger = ReviewTrigger.objects.get()
    assert "group chats" in keeper.get(address(cast.trust, "triggers")).content.decode()
    assert keeper.post(address(cast.trust, "close-trigger", trigger=trigger.pk), {"how": "Added."}).status_code == 302
    fields = {"label": "2027", "status": "announced", "read_in": "gov.uk"}
    assert keeper.post(address(cast.trust, "keep-guidance", source="kcsie"), fields).status_code == 302
    assert GuidanceSource.objects.get(key="kcsie").editions.filter(label="2027").exists()
    assert keeper.post(address(cast.trust, "guidance-checked", source="kcsie")).status_code == 302
    agency = Agency.objects.get(key="lesas")
    fields = {"name": agency.name, "for_what": agency.for_what, "read_in": "Its own page", "hours": "Weekdays"}
    assert keeper.post(address(cast.trust, "keep-agency", agency="lesas"), fields).status_code == 302
    assert "Weekdays" in keeper.get(address(cast.trust, "agencies")).content.decode()


def test_guidance_that_a_newer_edition_has_replaced_stands_out(cast, keeper):
    actions.load_data()
    edition = making.draft(cast)
    old = GuidanceSource.objects.get(key="kcsie").editions.get(label="2022")
    keeper.post(at(edition, "relies-on"), {"version": edition.version, "kcsie": str(old.pk)})
    edition.refresh_from_db()
    making.in_force(cast, edition, TODAY)
    assert "A newer edition is in force: 2025" in keeper.get(address(cast.trust, "guidance")).content.decode()


def test_a_review_without_changes_is_recorded_on_its_page(cast, keeper):
    edition = making.in_force(cast, making.draft(cast), TODAY - timedelta(days=300))
    page = keeper.post(at(edition, "finish-review"), {"version": edition.version, "next_due": "1/9/2027"})
    assert page.status_code == 302
    edition.refresh_from_db()
    assert edition.review_due == date(2027, 9, 1)


# Who reaches a page that reads, by the permission its route names.
READERS = {
    "policy:read-editions": {"teacher", "headteacher", "governor", "executive_headteacher", "trust_administrator"},
    "policy:read-agencies": {"teacher", "headteacher", "governor", "executive_headteacher", "trust_administrator"},
    "policy:edit-draft": {"headteacher", "executive_headteacher", "trust_administrator"},
    "policy:keep-linked": {"headteacher", "executive_headteacher", "trust_administrator", "it_lead"},
}


@pytest.mark.parametrize(
    "who", ["teacher", "headteacher", "governor", "executive_headteacher", "it_lead", "parent", "pupil"]
)
def test_pages_of_a_school_open_to_their_roles_alone(cast, client_for, who):
    making.in_force(cast, making.draft(cast), TODAY)
    client = client_for(getattr(cast, who))
    for name, permission, kwargs in [
        ("editions", "policy:read-editions", {}),
        ("triggers", "policy:read-editions", {}),
        ("agencies", "policy:read-agencies", {}),
        ("keep-linked", "policy:keep-linked", {"key": "behaviour"}),
        ("start", "policy:edit-draft", {}),
    ]:
        allowed = {*READERS[permission], *({"it_lead"} if permission.startswith("policy:read") else set())}
        status = client.get(address(cast.old_quay, name, **kwargs)).status_code
        assert status == (403 if who not in allowed else 405 if name == "start" else 200), name


def test_every_page_that_only_writes_answers_to_posts_alone(cast, keeper):
    edition = making.draft(cast)
    posts = ("start", "adopt-model", "confirm-section", "confirm-clause", "move-clause", "split-clause", "join-clause",
             "add-control", "decide-control")  # fmt: skip
    kwargs = {"edition": edition.pk, "clause": first_clause(edition).pk, "section": 1, "control": "training.signed"}
    seen = set()
    for entry in urlpatterns:
        if entry.name not in posts or not entry.pattern._route.startswith("trusts/"):
            continue
        needed = {key: kwargs[key] for key in entry.pattern.converters if key != "trust"}
        assert keeper.get(address(cast.trust, entry.name, **needed)).status_code == 405
        seen.add(entry.name)
    assert seen == set(posts)


def test_pages_take_the_same_queries_however_long_the_policy_is(cast, keeper):
    counted = []
    making.draft(cast)
    for size in (3, 30):
        edition = making.draft(cast, {"Staff use": tuple(f"Staff must ask {n} first." for n in range(size))})
        pages = [at(edition, name) for name in ("edition", "clauses", "changes")]
        keeper.get(pages[0])
        with CaptureQueriesContext(connection) as queries:
            for page in pages:
                assert keeper.get(page).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_a_page_that_is_only_the_trusts_has_no_address_at_a_school(cast):
    with pytest.raises(NoReverseMatch):
        address(cast.old_quay, "import")
