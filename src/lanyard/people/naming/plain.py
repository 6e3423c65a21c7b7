"""Whether what a sentence says of somebody named is plainly harmless: told, met, taught, helped. In doubt it is not."""

from __future__ import annotations

import re
from collections.abc import Collection

from lanyard.people.naming.alarm_words import ALARM, BARE
from lanyard.people.naming.beside_words import (
    ACTORS,
    AGAIN,
    AND_SOMEBODY,
    ASIDE,
    ASKS,
    BADLY,
    CALLED_IN,
    FEAR,
    GREETED,
    HARMED,
    NEAR,
    OPENS,
    PLAIN_BEFORE,
    REQUEST,
    SETTLED,
    THEIRS,
    VERBISH,
)  # fmt: skip
from lanyard.people.naming.calm_words import is_calm
from lanyard.people.naming.plain_words import PERCEIVED, PLAIN
from lanyard.people.naming.said_words import BUT_THEN, TOLD_BEFORE

# Where another clause begins: with the same person going on, or with somebody else.
_ON = re.compile(r"\s*[,;:–—-]*\s*\b(?:and then|and|but|then|so|yet|who|or)\b\s*|\s*[,;:–—]\s+|\s+-\s+")
_UNDER = re.compile(
    r"\s*,?\s*\b(?:because|as|when|while|until|that|which|where|if|since|in case|how|what|why|whether|with whom|about"
    r"|before|after|for \w+ing)\b"
)
_BESIDE = re.compile(r"\b(?:because|as|when|while|until|till|if|since|in case|who|what|whether|so)\b")
_AND_SO = re.compile(r"\s*[:;]\s|,? so (?!he\b|she\b|they\b|nothing\b)")
_OTHERS = re.compile(
    r"(?:i|we|you|it|there|that's|the|my|our|mum|mam|dad|gran|nan|one|two|some\w*|no one|nobody|every\w+|this|an?"
    r"|his|her(?= \w+ (?:is|was|has))|another|both|a few|what|when|while|if|because|as|since|until|now|maybe"
    r"|perhaps|please|after)\b"
)
# "Miss Doyle she is a good teacher".
_AGAIN_SHE = re.compile(r"^\s*,?\s*(?:he|she|they)(?= )")
_SHE = re.compile(r"(?:that )?(?:she|he|they)\b")
_THEN_SHE = re.compile(r"\b(?:and|but|then) (?:she|he|they)\b")
# "… because she was cold and told nobody": they go on behind the clause between.
_VERB_ON = re.compile(
    r"\b(?:and|but)(?: then)? ((?:told|said|left|went|took|gave|made|sent|hit|got|put|let|did|[a-z]+ed|wants"
    r"|tells|makes"
    r"|joins|laughs|hits|throws|picks|shouts|kicks)\b.*)"
)
_TOLD_WHAT = re.compile(
    r"\s*(?:to know |yesterday |today |in \w+ |this morning |last \w+ )?(?:that|about|what|how|if|whether|because)\b"
)
_THEN_I = re.compile(
    r"(?:i|we) (?:left|rang|phoned|asked|gave|will|am|are|have (?:asked|told|sent)|sent|went back|looked"
    r"|talked|spoke|said"
    r"|want|was told to|were told to|hope|know)\b|(?:was|were) (?:told|asked|advised) to (?:write|report|fill"
    r"|put|log|ring"
    r"|come|use|tell|contact|send)|left a (?:message|note)|gave (?:her|him|them) (?:the|my|a)\b"
)
_LISTED = re.compile(
    r"(?:please|thanks?|thank you|that|following|my (?:mum|dad|mother|father|parents|tutor|teacher|husband"
    r"|wife|sister"
    r"|friend)|mum|dad|me\b|i\b(?! (?:wish|cried|got|was|had|am))|mrs?\b|ms\b|miss\b|dr\b|the (?:police|nurse"
    r"|dsl|other"
    r"|head|office|governors|parents|social)|there was|the line|she was (?:off|out|busy|teaching|not in|away)"
    r"|passed|head\b|senco|dsl|staff|governors|anyone else|anybody else|two|three|both"
    r"|it is|it's|here|could|can|would|not|also|at|on|in|by|about|to|asked?|this|a (?:copy|social)|\d)"
)
_ASKED = re.compile(r"(?:is|has|did|does|will|was|have|would|could|can)\s$")
# Longer chains of "and …" are not taken apart.
_MORE = 6


def is_plain(before: str, after: str, names: Collection[str] = ()) -> bool:
    """Whether the words before and behind a name tell of nothing that anybody would mind. `names` are others' names."""
    if GREETED.search(before) and after[:1] in ("", ",", ":", ";", "-"):
        return True
    if THEIRS.match(after):
        calm = ACTORS.search(after) is not None or is_calm(before + after[2:], names)
        return calm and _in_theirs(after) and (not ALARM.search(before) or ACTORS.search(before) is not None)
    told = _is_told(before, after)
    if told is not None:
        # What they were told may be anything.
        return told and (_TOLD_WHAT.match(after) is not None or is_calm(_theirs(after), names))
    if OPENS.search(before):
        clause = after.split(",", maxsplit=1)[0]
        calm = not FEAR.search(f"{before} {after}") and not ALARM.search(clause) and is_calm(clause, names)
        return calm and (plainly(after) or NEAR.match(after) is not None)
    if not before.strip() and ASIDE.match(after):
        return True
    seen = PERCEIVED.search(after) is not None
    return _is_plain_deed(before, after) and (seen or is_calm(_theirs(after), names))


def _is_told(before: str, after: str) -> bool | None:
    """Whether they were told and nothing came of it that anybody would mind; None: they were not told."""
    if any(ahead.search(before) and behind.match(after) for ahead, behind in SETTLED):
        return answered_plainly(after) and not ALARM.search(after)
    if not before.strip() or not (TOLD_BEFORE.search(before) or PLAIN_BEFORE.search(before)) or OPENS.search(before):
        return None
    somebody = AND_SOMEBODY.match(after)
    rest = after[somebody.end() :] if somebody else after
    asked = not somebody and REQUEST.search(before)
    if rest.startswith("'s") or (VERBISH.match(rest) and not asked):
        return None
    return answered_plainly(rest)


def _is_plain_deed(before: str, after: str) -> bool:
    """Whether what they did, or are asked to do, is plain."""
    if _ASKED.match(before) and ASKS.match(after) and not ALARM.search(after):
        return True
    somebody = AND_SOMEBODY.match(after)
    return plainly(after[somebody.end() :] if somebody else after) and not FEAR.search(before)


def plainly(after: str) -> bool:
    """Whether the words behind the name tell only of what staff do all day, to the end of what is said of them."""
    rest = _AGAIN_SHE.sub("", after)
    for _ in range(_MORE):
        found = PLAIN.match(rest)
        if found is None:
            return False
        said, going_on = _part(rest, found.end())
        seen = PERCEIVED.search(found[0])
        if BARE.search(rest, found.end()) or (not seen and ALARM.search(said)):
            return False
        if not going_on:
            more = _VERB_ON.search(rest, found.end())
            return more is None or PLAIN.match(more[1]) is not None
        if _OTHERS.match(going_on):
            return True
        if she := _SHE.match(going_on):
            # It may be somebody else, of whom anything may be told but harm.
            return PLAIN.match(going_on, she.end()) is not None or ALARM.search(going_on) is None
        rest = going_on
    return False


def answered_plainly(after: str) -> bool:
    """Whether what came of telling somebody, if the sentence says so, is plain."""
    after = _AND_SO.split(after)[0]
    if BADLY.search(after) or AGAIN.search(after) or BUT_THEN.search(after):
        return False
    told = _TOLD_WHAT.match(after)
    for found in _ON.finditer(after):
        going_on = after[found.end() :]
        she = _SHE.match(going_on)
        plain = plainly(going_on[she.end() :]) if she else PLAIN.match(going_on)
        if plain or _THEN_I.match(going_on) or (told and CALLED_IN.match(going_on)):
            continue
        if not _LISTED.match(going_on) or "who" in found[0]:
            return False
    return True


def _theirs(after: str) -> str:
    """The words as far as they are said of them, and not of others in a clause of their own."""
    ends = [found.start() for found in _ON.finditer(after) if _OTHERS.match(after, found.end())]
    under = _BESIDE.search(after)
    return after[: min([*ends, under.start() if under else len(after)])]


def _in_theirs(after: str) -> bool:
    """Whether what is told of their class, lesson or room was done by others, and not by them."""
    for found in _THEN_SHE.finditer(after):
        if ALARM.search(after, found.end()) and not plainly(after[found.end() :]):
            return False
    harm = ALARM.search(after) or FEAR.search(after) or HARMED.search(after)
    return harm is None or ACTORS.search(after) is not None


def _part(text: str, start: int) -> tuple[str, str]:
    """What is said from `start` up to the next clause, and what goes on behind it."""
    under = _UNDER.search(text, start)
    on = _ON.search(text, start)
    if under and (on is None or under.start() <= on.start()):
        return text[start : under.start()], ""
    return (text[start : on.start()], text[on.end() :]) if on else (text[start:], "")
