"""Coming back with a code: forgiving to who has one, useless to who guesses."""

from __future__ import annotations

import time
from datetime import timedelta
from itertools import count

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client

from lanyard.concerns.core import receipts
from lanyard.concerns.core.choices import State
from lanyard.concerns.core.models import Clock, Concern, Message
from lanyard.concerns.intake import code_pass, code_tries, proof_of_work
from lanyard.concerns.intake.actions.messages import answer_reporter
from tests.concerns.cases import add_party, fresh, opened
from tests.concerns.factories import by_staff, make_concern, new_form, send
from tests.concerns.reporting import soup, written
from tests.conftest import NOW, SLOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
PAGE = "/report/answer/"


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


def words(answer) -> str:
    return " ".join(soup(answer).get_text(" ").split())


def come_back(code: str, client: Client | None = None):
    return (client or Client()).post(PAGE, {"code": code})


def test_the_code_opens_what_was_reported_and_the_answer(cast):
    form = new_form()
    concern = make_concern(cast.old_quay, form=form)
    answer_reporter(by=cast.dsl, concern=concern, text="Thank you. We have spoken with Ash.")
    said = words(come_back(receipts.code_of(form)))

    assert "Bullying online, 09:00 today, at Old Quay Juniors" in said
    assert "The school wrote, 09:00 today Thank you. We have spoken with Ash." in said


@pytest.mark.parametrize(
    "typed",
    [str.lower, lambda code: code.replace("-", ""), lambda code: f"  {code.replace('-', ' ')} ",
     lambda code: code.replace("-", " – ")],
)  # fmt: skip
def test_a_code_is_read_as_people_write_it(cast, typed):
    code = send(cast.old_quay).code

    assert "What you reported" in words(come_back(typed(code)))


def test_each_guess_takes_time_and_memory():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(receipts, "ROUNDS", SLOW)
        began = time.process_time()
        slow = receipts.hash_of("K7QM-2XWP-9DHT-4VBN")
        took = time.process_time() - began

    assert 128 * 8 * SLOW >= 8 * 2**20
    assert took > 0.005
    assert slow != receipts.hash_of("K7QM-2XWP-9DHT-4VBN")


def test_nothing_of_the_case_or_of_who_deals_with_it_is_shown(cast):
    form = new_form()
    concern = opened(cast.old_quay, cast.dsl, form=form, answers={"child": "Ash Reed", "about_name": "Bo Brook"})
    add_party(concern, cast.dsl, name="Cass Winter")
    answer_reporter(by=cast.dsl, concern=fresh(concern), text="We are on it.")
    page = come_back(receipts.code_of(form))

    assert "We have read it and are dealing with it." in words(page)
    for hidden in ("Okafor", "Cass", "Bo Brook", "nasty", concern.ref, str(concern.pk), "dsl"):
        assert hidden not in page.content.decode(), hidden


def test_a_report_whose_time_has_passed_says_so_and_whom_to_turn_to(cast):
    code = send(cast.old_quay).code
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        assert "We have not replied in time. We are sorry." in words(come_back(code))


def test_a_closed_concern_can_still_be_read_and_written_to(cast):
    form = new_form()
    concern = make_concern(cast.old_quay, form=form)
    Concern.objects.filter(pk=concern.pk).update(state=State.CLOSED, outcome="supported", closed_at=NOW)
    Clock.objects.all().delete()
    client = Client()
    page = come_back(receipts.code_of(form), client)
    assert "It has been dealt with. You can still write to us." in words(page)
    client.post(PAGE, {**written(page), "text": "It began again."})

    assert Message.objects.get().text == "It began again."


@pytest.mark.parametrize(
    "code", ["", "nonsense", "AAAA-AAAA-AAAA-AAAA", "0" * 99, "<script>", "K7QM\x00", "ＡＡＡＡ" * 4]
)
def test_a_wrong_code_says_so_and_stays_typed(cast, code):
    send(cast.old_quay)
    page = come_back(code)

    assert page.status_code == 200 and "What you reported" not in words(page)
    assert "Error" in page.content.decode()


def test_a_code_that_is_none_takes_as_long_as_one_that_is(cast, monkeypatch):
    code = send(cast.old_quay).code
    # As slow as outside tests: what else the machine does must not decide.
    monkeypatch.setattr(receipts, "ROUNDS", SLOW)

    def took(typed: str) -> float:
        start = time.thread_time()
        receipts.hash_of(typed)
        return time.thread_time() - start

    right, wrong = (min(took(typed) for _ in range(8)) for typed in (code, "x"))
    assert 0.5 < right / wrong < 2


def test_a_right_code_is_accepted_after_any_number_of_wrong_ones(cast):
    code, client = send(cast.old_quay).code, Client()
    for _ in range(60):
        assert come_back("AAAA-AAAA-AAAA-AAAA", client).status_code == 200

    assert "What you reported" in words(come_back(code, client))


def test_nothing_is_counted_for_an_address(cast):
    come_back("AAAA-AAAA-AAAA-AAAA", Client(REMOTE_ADDR="203.0.113.77"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM cache")
        assert cursor.fetchone() == (0,)


def solved(token: str, code: str) -> str:
    return next(str(n) for n in count() if proof_of_work.is_solved(f"{token}:{code}", str(n)))


def test_a_wrong_code_without_work_holds_its_line_and_one_with_work_does_not(monkeypatch, cast):
    waits = []
    monkeypatch.setattr(code_tries.time, "sleep", waits.append)
    come_back("AAAA-AAAA-AAAA-AAAA")
    token = receipts.new_form()
    paid = {"code": "AAAA-AAAA-AAAA-AAAA", "form": token, "proof": solved(token, "AAAA-AAAA-AAAA-AAAA")}
    Client().post(PAGE, paid)
    assert waits == [code_tries.WRONG_TAKES]

    # Work for one code is none for another.
    Client().post(PAGE, {**paid, "code": "BBBB-BBBB-BBBB-BBBB"})
    assert len(waits) == 2


@pytest.mark.parametrize(("answer", "is_work"), [("4844", True), ("7", False), ("", False), ("0" * 21, False)])
def test_work_is_a_hash_that_begins_with_fourteen_zero_bits(answer, is_work):
    assert proof_of_work.is_solved("a page", answer) is is_work


def test_work_on_a_page_that_is_not_ours_counts_for_nothing():
    code = "AAAA-AAAA-AAAA-AAAA"
    assert not code_tries.is_paid_for(code, form="made up", worked_out=solved("made up", code), note="")


@pytest.fixture
def long_line():
    """As many stand in line as may."""
    for _ in range(code_tries.MOST_IN_LINE):
        code_tries._places.acquire()
    yield
    for _ in range(code_tries.MOST_IN_LINE):
        code_tries._places.release()


def test_in_a_flood_a_code_with_work_opens_at_once(cast, long_line):
    code, token = send(cast.old_quay).code, receipts.new_form()

    page = Client().post(PAGE, {"code": code, "form": token, "proof": solved(token, code)})
    assert "What you reported" in words(page)


def test_in_a_flood_a_code_without_work_waits_some_seconds_and_then_opens(cast, long_line):
    code, client = send(cast.old_quay).code, Client()
    page = come_back(code, client)
    assert "Many people are using this page" in words(page) and written(page)["code"] == code
    assert "Many people" in words(client.post(PAGE, written(page)))
    with time_machine.travel(NOW + timedelta(seconds=code_tries.NOTE_AFTER), tick=False):
        assert "What you reported" in words(client.post(PAGE, written(page)))
        assert "Many people" in words(client.post(PAGE, {**written(page), "code": "AAAA-AAAA-AAAA-AAAA"}))


def test_writing_back_needs_no_code_for_half_an_hour(cast):
    code, client = send(cast.old_quay).code, Client()
    page = come_back(code, client)
    done = client.post(PAGE, {**written(page), "text": "It happened again."})

    assert "We have your message." in words(done) and "You wrote, 09:00 today It happened again." in words(done)
    assert code not in page.content.decode() and receipts.tidy(code) not in page.content.decode()


def test_after_half_an_hour_the_code_is_asked_for_and_what_was_written_is_there(cast):
    code, client = send(cast.old_quay).code, Client()
    page = come_back(code, client)
    with time_machine.travel(NOW + timedelta(minutes=31), tick=False):
        late = client.post(PAGE, {**written(page), "text": "It happened again."})

    assert "enter your code again" in words(late) and "It happened again." in words(late)
    assert not Message.objects.exists()


@pytest.mark.parametrize("forged", ["", "x", "eyJhIjoxfQ:1abc:forged", "\0", "a" * 5000])
def test_a_forged_pass_opens_nothing(cast, forged):
    send(cast.old_quay)
    page = Client().post(PAGE, {"pass": forged, "text": "Hello", "form": receipts.new_form()})

    assert page.status_code == 200 and "What you reported" not in words(page)
    assert not Message.objects.exists()


def test_a_forms_token_is_no_pass_and_a_pass_is_no_forms_token(cast):
    concern = make_concern(cast.old_quay)

    assert code_pass.concern_in(receipts.new_form()) is None
    assert receipts.form_in(code_pass.new_pass(concern.pk)) is None


def test_no_page_on_the_way_is_kept_and_no_cookie_is_set(cast):
    code, client = send(cast.old_quay).code, Client()
    pages = [client.get(PAGE), come_back(code, client)]

    assert all("no-store" in page["Cache-Control"] for page in pages)
    assert not client.cookies


def test_a_code_in_an_address_opens_nothing(cast):
    code = send(cast.old_quay).code

    assert "What you reported" not in words(Client().get(PAGE, {"code": code}))


def test_signed_in_staff_find_their_own_and_nobody_elses(cast, client_for):
    mine = make_concern(cast.old_quay, **by_staff(cast.teacher))
    make_concern(cast.old_quay, **by_staff(cast.moderator))
    make_concern(cast.old_quay, signed_in=cast.teacher, route="staff")
    answer_reporter(by=cast.dsl, concern=mine, text="Thank you, Tara.")
    client, other = client_for(cast.teacher), client_for(cast.moderator)

    assert words(client.get("/concerns/mine/")).count("Bullying online") == 1
    page = client.get(f"/concerns/mine/{mine.pk}/")
    assert "Thank you, Tara." in words(page)
    client.post(f"/concerns/mine/{mine.pk}/", {**written(page), "text": "He did it again."})
    assert Message.objects.get(from_reporter=True).text == "He did it again."
    assert other.get(f"/concerns/mine/{mine.pk}/").status_code == 404
    assert other.post(f"/concerns/mine/{mine.pk}/", {"text": "x"}).status_code == 404


def test_the_list_of_ones_own_shows_nothing_of_the_case(cast, client_for):
    mine = opened(cast.old_quay, cast.dsl, **by_staff(cast.teacher))
    page = client_for(cast.teacher).get(f"/concerns/mine/{mine.pk}/").content.decode()

    assert mine.ref not in page and "Okafor" not in page and "nasty" not in page
    # Seeing one's own report opens nothing else of it.
    assert client_for(cast.teacher).get(f"/concerns/{mine.pk}/").status_code == 404


def test_two_hundred_forms_that_are_only_looked_at_do_not_pile_up_work():
    for _ in range(400):
        receipts.hash_ahead(new_form())

    assert receipts._ahead._worker._work_queue.qsize() <= receipts.MOST_WAITING
