"""What hardly ever changes is asked for once in a few seconds, and never where somebody writes."""

from __future__ import annotations

import time

import pytest
from django.db import transaction

from lanyard.ui import lately as module
from lanyard.ui.lately import SECONDS, lately

pytestmark = pytest.mark.postgres


class Asked:
    def __init__(self) -> None:
        self.times = 0

    def __call__(self, about: str = "", *, on: int = 0) -> tuple[str, int, int]:
        self.times += 1
        return about, on, self.times


@pytest.fixture
def clock(monkeypatch):
    """Move the clock by calling it."""
    at = [time.monotonic()]
    monkeypatch.setattr(module.time, "monotonic", lambda: at[0])

    def move(seconds: float) -> None:
        at[0] += seconds

    return move


@pytest.mark.django_db(transaction=True)
def test_the_same_is_asked_once_until_some_seconds_have_passed(clock):
    asked = lately(Asked())

    assert [asked("a"), asked("a"), asked("b", on=1), asked("a", on=1)] == [
        ("a", 0, 1), ("a", 0, 1), ("b", 1, 2), ("a", 1, 3)
    ]  # fmt: skip
    clock(SECONDS + 1)
    assert asked("a") == ("a", 0, 4)


@pytest.mark.django_db(transaction=True)
def test_inside_a_transaction_it_is_always_asked(clock):
    asked = lately(Asked())
    asked("a")
    with transaction.atomic():
        assert [asked("a"), asked("a")] == [("a", 0, 2), ("a", 0, 3)]
