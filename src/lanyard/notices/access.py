"""Telling what `people` has told: that somebody's access begins, changes or ends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lanyard.notices.actions import settle, tell
from lanyard.notices.messages import ACCESS
from lanyard.people import telling
from lanyard.people.models import Person


def _tell(news: telling.News, to: Iterable[Person], by: Any) -> None:
    tell(ACCESS(**vars(news)), to, by=by)


def install() -> None:
    """Give `people` the way to tell."""
    telling.set_teller(_tell, settle)
