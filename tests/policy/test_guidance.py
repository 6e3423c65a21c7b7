"""Which guidance a policy names in its own words, and keeping sources up to date by page."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.kernel.refusals import Refused
from lanyard.policy import actions
from lanyard.policy.guidance_names import named_editions
from lanyard.policy.models import GuidanceEdition, GuidanceReliedOn, GuidanceSource
from lanyard.policy.queries.guidance import named_in
from lanyard.policy.reading import read
from lanyard.policy.rules import check_meeting

KCSIE, YEARS = ["KCSIE", "Keeping children safe in education"], ["2022", "2023", "2024", "2025", "2026"]
TRUST = "/trusts/harbour-light-trust/policy/guidance/"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("in line with KCSIE 2022 and local procedures", ["2022"]),
        ("the statutory guidance '[Keeping Children Safe in Education](#)' 2022, EYFS 2021", ["2022"]),
        ("Keeping Children Safe in Education (September 2025)", ["2025"]),
        ("Keeping Children\nSafe in Education, 2024", ["2024"]),
        ("We read Keeping Children Safe in Education. Reviewed in 2025", []),
        ("kcsie 2022 in small letters is no abbreviation", []),
        ("KCSIE 2019", []),
        ("KCSIE 2023 took the place of KCSIE 2022", ["2023", "2022"]),
        ("This policy of 2022 names nothing", []),
    ],
)
def test_an_edition_is_named_by_its_source_and_then_its_year(text, found):
    assert named_editions(text, KCSIE, YEARS) == found


@given(st.text(max_size=200))
def test_no_text_names_an_edition_that_is_not_known(text):
    assert set(named_editions(text + " KCSIE " + text, KCSIE, YEARS)) <= set(YEARS)


@pytest.fixture
def imported(db, cast, now, tmp_path):
    """A policy of 2022, read in while another edition is in force that relies on the newest guidance."""
    actions.load_data()
    path = tmp_path / "policy.md"
    path.write_text(
        "# Social media policy\n\n## Aims\n\n- This policy must be read with KCSIE 2022 and Working together to "
        "safeguard children 2018.\n- Staff must treat everybody with kindness.\n- Pupils must not use phones.\n"
    )
    actions.adopt_model(trust=cast.trust, by="system:test")
    return actions.import_document(
        trust=cast.trust, found=read(path, {}), source=actions.editions.Source("policy.md"), by="system:test"
    )


def test_an_imported_policy_relies_on_nothing_until_somebody_says_so(imported):
    assert not GuidanceReliedOn.objects.filter(edition=imported).exists()
    assert {(row.source.key, row.label) for row in named_in(imported)} == {
        ("kcsie", "2022"),
        ("working_together", "2018"),
    }


def test_what_its_text_names_is_proposed_and_kept_when_saved(imported, cast, client_for):
    url = f"/trusts/harbour-light-trust/policy/editions/{imported.pk}/guidance/"
    client = client_for(cast.executive_headteacher)
    page = " ".join(client.get(url).content.decode().split())
    assert "The text names" in page and "2022 (superseded)" in page
    kcsie = GuidanceEdition.objects.get(source__key="kcsie", label="2022")
    assert f'<option value="{kcsie.pk}" selected>' in page
    answer = client.post(url, {"version": imported.version, "kcsie": str(kcsie.pk)})
    assert answer.status_code == 302
    assert [row.guidance for row in imported.guidance.all()] == [kcsie]


def test_a_draft_edition_becomes_the_one_in_force_by_page(imported, cast, client_for):
    draft = GuidanceEdition.objects.get(source__key="kcsie", label="2026")
    client = client_for(cast.trust_administrator)
    page = client.get(f"{TRUST}kcsie/{draft.pk}/").content.decode()
    assert 'value="2026"' in page
    data = {"label": "2026", "status": "in_force", "in_force_from": "2026-09-01", "read_in": "gov.uk"}
    assert client.post(f"{TRUST}kcsie/{draft.pk}/", data).status_code == 302
    draft.refresh_from_db()
    assert (draft.status, draft.in_force_from, draft.verified) == ("in_force", date(2026, 9, 1), True)


def test_a_source_is_changed_by_page_and_an_update_leaves_it_so(imported, cast, client_for):
    data = {"name": "KCSIE", "owner": "DfE", "kind": "statutory", "url": "", "why": "", "term_days": "90"}
    assert client_for(cast.trust_administrator).post(f"{TRUST}kcsie/change/", data).status_code == 302
    actions.load_data()
    source = GuidanceSource.objects.get(key="kcsie")
    assert (source.name, source.term_days) == ("KCSIE", 90)


def test_the_last_day_of_an_edition_is_not_before_its_first(imported, cast, client_for):
    row = GuidanceEdition.objects.get(source__key="kcsie", label="2025")
    data = {
        "label": "2025", "status": "superseded", "in_force_from": "2025-09-01", "in_force_until": "2025-08-31",
        "read_in": "gov.uk",
    }  # fmt: skip
    page = client_for(cast.trust_administrator).post(f"{TRUST}kcsie/{row.pk}/", data).content.decode()
    assert "The last day can&#x27;t be before the first" in page


def test_a_meeting_approves_nothing_that_it_did_not_have():
    today = date(2026, 11, 24)
    assert check_meeting(today, today, today) is None
    with pytest.raises(Refused, match="sent for approval later, on 24 November 2026"):
        check_meeting(date(2026, 11, 23), today, today)
