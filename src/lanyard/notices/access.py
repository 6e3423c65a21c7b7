"""Telling what `people` has told: that somebody's access begins, changes or ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lanyard.notices.actions import settle, tell
from lanyard.notices.messages import Message, register
from lanyard.people import telling
from lanyard.people.models import Person


@register
@dataclass(frozen=True, kw_only=True)
class AccessNews(Message):
    """To the person, to whoever confirms, and to the leaders above."""

    kind = "people:access"
    urgent = True
    subject = "Somebody’s access to Lanyard changes"

    headline: str
    sentence: str

    @property
    def title(self) -> str:
        return self.headline[:150]

    @property
    def says(self) -> str:
        return self.sentence[:300]


def _tell(news: telling.News, to: Iterable[Person], by: Any) -> None:
    message = AccessNews(
        headline=news.title,
        sentence=news.says,
        url=news.url,
        about=news.about,
        school_id=news.school_id,
        address=news.address,
    )
    tell(message, to, by=by)


def install() -> None:
    """Give `people` the way to tell."""
    telling.set_teller(_tell, settle)
