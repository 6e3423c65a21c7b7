"""The risk assessment as a matrix, and that nothing is offered that the state of a channel refuses."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from lanyard.channels import rules
from lanyard.channels.actions import running
from lanyard.channels.models import Assessment, Channel
from lanyard.channels.rules.matrix import matrix, unscored
from tests.channels.office import TODAY, again, approved, assessed, live, propose

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
SCORES = st.lists(st.tuples(*[st.none() | st.integers(1, 5)] * 2), max_size=12)


def url(name: str, channel: Channel) -> str:
    return reverse(f"channels:{name}", kwargs={"channel": channel.pk})


def soup(client, name: str, channel: Channel) -> BeautifulSoup:
    return BeautifulSoup(client.get(url(name, channel)).content, "html.parser")


@given(SCORES)
def test_each_scored_row_stands_in_the_one_cell_of_its_score_and_each_other_row_is_named(scores):
    cells = [(line.likelihood, cell) for line in matrix(scores) for cell in line.cells]
    standing = [(number, (likelihood, cell.severity)) for likelihood, cell in cells for number in cell.numbers]

    assert len(cells) == 25
    assert all(cell.level == rules.level(likelihood, cell.severity) for likelihood, cell in cells)
    assert all(scores[number - 1] == score for number, score in standing)
    assert sorted([number for number, _ in standing] + unscored(scores)) == list(range(1, len(scores) + 1))


@pytest.mark.parametrize(("page", "who"), [("risks", "headteacher"), ("agree", "headteacher"),
                                           ("decide", "executive_headteacher")])  # fmt: skip
def test_the_risks_stand_in_a_matrix_now_and_with_measures_in_colour_and_words(cast, client_for, page, who):
    channel = assessed(cast)
    first = channel.assessment.hazards.first()
    scored = {"likelihood": 5, "severity": 4, "likelihood_after": 1, "severity_after": 2}
    channel.assessment.hazards.filter(pk=first.pk).update(**scored)
    shown = soup(client_for(getattr(cast, who)), page, channel)
    now, after = shown.select(".ly-matrix")

    for table, colour, word in ((now, "ly-risk--high", "High"), (after, "ly-risk--low", "Low")):
        cell = table.select_one('a[href="#hazard-1"]').find_parent("td")
        assert cell["class"] == [colour] and cell.select_one(".ly-matrix__level").text == word
        assert len(table.select("tbody td")) == 25
    row = next(line for line in shown.select(".ly-risks .ly-table tbody tr") if first.title in line.text)
    assert "High 5 × 4" in " ".join(row.text.split()) and "Low 1 × 2" in " ".join(row.text.split())
    ids = {one["id"] for one in shown.select("[id]")}
    assert {one["href"].removeprefix("#") for one in shown.select(".ly-matrix a")} <= ids


def test_a_hazard_that_is_not_scored_is_named_beside_the_matrix(cast, client_for):
    channel = propose(cast.teacher, cast.old_quay)
    shown = soup(client_for(cast.headteacher), "risks", channel)

    assert not shown.select(".ly-matrix a")
    assert len(shown.select(".ly-matrices .ly-small")[0].select("a")) == channel.assessment.hazards.count()


def test_an_incomplete_assessment_is_not_offered_for_agreement(cast, client_for):
    channel = propose(cast.teacher, cast.old_quay)
    assert not soup(client_for(cast.headteacher), "agree", channel).select("main form button")
    assert url("agree", channel) not in client_for(cast.headteacher).get(url("risks", channel)).content.decode()


def test_an_assessment_of_a_closed_channel_is_not_offered_for_agreement(cast, client_for):
    channel = live(cast)
    running.close(by=cast.headteacher, channel=again(channel))
    assert url("agree", channel) not in client_for(cast.headteacher).get(url("risks", channel)).content.decode()
    assert not soup(client_for(cast.headteacher), "agree", channel).select("main form button")
    assert not soup(client_for(cast.executive_headteacher), "decide", channel).select("input[name=verdict]")


def test_approval_is_offered_only_with_a_risk_assessment_in_date(cast, client_for):
    channel = assessed(cast)

    def offered() -> set[str]:
        shown = soup(client_for(cast.executive_headteacher), "decide", channel)
        return {one["value"] for one in shown.select("input[name=verdict]")}

    assert offered() == {"approved", "refused"}
    Assessment.objects.filter(channel=channel).update(
        agreed_on=TODAY - timedelta(days=9), review_on=TODAY - timedelta(days=1)
    )
    assert offered() == {"refused"}


def test_putting_it_live_is_offered_once_nothing_is_missing(cast, client_for):
    channel = approved(cast, url="")

    def moves() -> list[str]:
        shown = soup(client_for(cast.headteacher), "channel", channel)
        return [one["value"] for one in shown.select("button[name=step]")]

    assert moves() == ["close"]
    text = client_for(cast.headteacher).get(url("channel", channel)).content.decode()
    assert "The web address of the account is missing." in text
    Channel.objects.filter(pk=channel.pk).update(url="https://chirp.example/old-quay")
    assert moves() == ["go_live", "close"]
    Assessment.objects.filter(channel=channel).update(
        agreed_on=TODAY - timedelta(days=9), review_on=TODAY - timedelta(days=1)
    )
    assert moves() == ["close"]


def test_a_closed_channel_offers_nothing_that_would_be_refused(cast, client_for):
    channel = live(cast)
    running.close(by=cast.headteacher, channel=again(channel))
    client = client_for(cast.headteacher)
    text = client.get(url("channel", channel)).content.decode()

    assert not any(f'href="{url(name, channel)}"' in text for name in ("address", "operators", "check", "change"))
    assert f'href="{url("tell", channel)}"' in text
    assert "Add this person" not in client.get(url("operators", channel)).content.decode()
