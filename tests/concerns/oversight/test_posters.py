"""Posters: one page of A4 each, a code that a telephone reads, and whether what hangs on the walls is still right."""

import io
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
import time_machine
import zxingcpp
from django.urls import reverse
from pypdf import PdfReader

from lanyard.concerns.core.models import Poster
from lanyard.concerns.oversight import posters
from lanyard.concerns.oversight.queries.posters import poster_states
from lanyard.people.choices import Role
from lanyard.people.models import RoleHolding
from lanyard.records.models import AuditEvent
from tests.factories.people import give_role, make_person, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

LEADS_TO = {"children": "report/child/", "parents": "report/", "staff": "report/"}


def printed(client, school, audience="children"):
    return client.post(reverse("concerns:poster", args=[school.slug]), {"audience": audience})


def codes_on(pdf: bytes) -> list[str]:
    """What a telephone reads on the first page, photographed at about the size of a screen."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=1.5).to_pil()
    return [code.text for code in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("audience", list(LEADS_TO))
def test_the_code_leads_to_where_this_audience_reports(cast, client_for, settings, audience):
    settings.BASE_URL = "https://lanyard.harbourlight.example.org"
    pdf = printed(client_for(cast.headteacher), cast.old_quay, audience).content

    assert codes_on(pdf) == [f"https://lanyard.harbourlight.example.org/schools/old-quay-juniors/{LEADS_TO[audience]}"]


@pytest.mark.parametrize("audience", list(LEADS_TO))
def test_it_is_one_page_that_says_who_to_go_to_and_can_be_read_aloud(cast, client_for, settings, audience):
    settings.BASE_URL = "https://lanyard.harbourlight.example.org"
    reader = PdfReader(io.BytesIO(printed(client_for(cast.dsl), cast.old_quay, audience).content))

    assert len(reader.pages) == 1 and reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = " ".join(reader.pages[0].extract_text().split())
    for words in ("Old Quay Juniors", "Daniel Okafor", "Priya Nair", "999", "31 August 2027"):
        assert words in text
    assert ("Childline" in text and "0800 1111" in text) == (audience == "children")


def test_long_names_and_many_deputies_still_fit_on_one_page(cast, client_for, settings):
    settings.BASE_URL = "https://lanyard.the-very-long-name-of-a-trust.example.sch.uk"
    cast.old_quay.name = "The Blessed Saint Bartholomew-on-the-Marsh Church of England Voluntary Aided Junior School"
    cast.old_quay.slug = "blessed-saint-bartholomew-on-the-marsh-juniors"
    cast.old_quay.save()
    for n in range(5):
        give_role(make_person(cast.trust, f"Alexandrina Featherstonehaugh-Wolfe{n}"), Role.DEPUTY_DSL, cast.old_quay)
    for audience in LEADS_TO:
        pdf = printed(client_for(cast.dsl), cast.old_quay, audience).content
        assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
        assert len(codes_on(pdf)) == 1


def test_a_school_without_a_dsl_says_whom_to_ask(cast, client_for):
    RoleHolding.objects.filter(role__in=[Role.DSL, Role.DEPUTY_DSL]).delete()
    reader = PdfReader(io.BytesIO(printed(client_for(cast.headteacher), cast.old_quay).content))

    assert "Ask at the office" in reader.pages[0].extract_text()


def stands(cast, audience="children"):
    return next(s for s in poster_states(cast.old_quay, datetime.now(ZoneInfo("Europe/London")).date())
                if s.audience == audience)  # fmt: skip


def test_a_printed_poster_is_in_date_until_what_it_says_changes(cast, client_for):
    assert not stands(cast).in_date
    printed(client_for(cast.dsl), cast.old_quay)
    assert stands(cast).in_date and not stands(cast, "staff").in_date

    give_role(make_staff(cast.old_quay, "Dora Moss").person, Role.DEPUTY_DSL, cast.old_quay)
    assert not stands(cast).in_date
    assert "who to go to" in stands(cast).why_anew


@pytest.mark.parametrize("what", ["name", "base"])
def test_another_name_or_address_puts_it_out_of_date(cast, client_for, settings, what):
    printed(client_for(cast.dsl), cast.old_quay)
    if what == "name":
        cast.old_quay.name = "Old Quay Academy"
        cast.old_quay.save()
    else:
        settings.BASE_URL = "https://elsewhere.example.org"

    assert not stands(cast).in_date


def test_it_is_out_of_date_when_the_academic_year_is_over(cast, client_for, now):
    printed(client_for(cast.dsl), cast.old_quay)
    with time_machine.travel(now + timedelta(days=281), tick=False):
        assert stands(cast).why_anew == "It was for last academic year."


def test_the_page_says_which_to_print_anew(cast, client_for, settings):
    client, address = client_for(cast.dsl), reverse("concerns:posters", args=[cast.old_quay.slug])
    assert client.get(address).content.decode().count("Not printed yet") == 3
    printed(client, cast.old_quay)
    assert "In date until Tuesday 31 August 2027" in client.get(address).content.decode()
    settings.BASE_URL = "https://elsewhere.example.org"
    assert "Print again" in client.get(address).content.decode()


def test_printing_is_on_record_and_reading_the_page_is_not(cast, client_for):
    client = client_for(cast.dsl)
    client.get(reverse("concerns:posters", args=[cast.old_quay.slug]))
    assert not Poster.objects.exists()
    printed(client, cast.old_quay, "staff")
    assert AuditEvent.objects.get(event="poster:print").detail == '{"audience":"staff"}'
    assert printed(client, cast.old_quay, "nobody").status_code == 404


def test_the_address_is_written_as_somebody_types_it():
    assert posters.short("https://lanyard.example.org/schools/old-quay/report/") == (
        "lanyard.example.org/schools/old-quay/report"
    )


@pytest.mark.parametrize("who", ["teacher", "governor", "parent", "pupil"])
def test_others_do_not_print_posters(cast, client_for, who):
    assert printed(client_for(getattr(cast, who)), cast.old_quay).status_code == 403
    assert not Poster.objects.exists()
