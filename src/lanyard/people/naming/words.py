"""The words that stand beside names and are none: titles, roles, and what people write around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from lanyard.people.naming.slips import slips_between

TITLES = frozenset(
    "mr mrs ms miss mx dr doctor prof professor sir dame rev reverend father sister brother canon imam rabbi pastor "
    "lord lady madam mister missus missis mum misses maam master captain coach auntie uncle mister mme herr frau "
    "senor senora m/s missy teacher tr cllr councillor".split()
)
# Written around a name, of nobody in particular.
NOISE = frozenset(
    "a about above all also always am an and another any anybody anyone are around as asked at be because been before "
    "being believe between both but by called calls can child children class colleague concern could day did do does "
    "done each either ex external former formerly from girl boy group had has have he her here hers herself him "
    "himself his how i id if in into is it its itself just kind know known lady like maybe me member members might "
    "mine more mother my myself name named names nee new no nobody none not of off old on one only or other others "
    "our ours out over parent part people perhaps person possibly previous probably pupil same said say says school "
    "she should sibling so some somebody someone spelt staff student such surname surnamed team than that the their "
    "theirs them then there these they think this those to told too two under unknown unless until up us used very "
    "was we were what when where whether which while who whole whom whose why wife husband partner will with would "
    "year yes you your yours sure mainly mostly especially regarding re concerning im its thats hes shes reception "
    "nursery primary juniors infants academy trust department dept maths english science music sport art history "
    "computing pe".split()
)
# The roles as people say them: each phrase, and whose holders it may mean.
_SAID: Mapping[str, Sequence[str]] = {
    "executive_headteacher": (
        "executive headteacher", "executive head teacher", "executive head", "exec head", "exec headteacher",
        "executive principal", "ceo", "chief executive", "chief executive officer", "trust leader", "head of the trust",
        "head of trust", "superintendent",
    ),
    "leadership": (
        "deputy head", "deputy headteacher", "deputy head teacher", "assistant head", "assistant headteacher",
        "assistant head teacher", "vice principal", "deputy principal", "assistant principal", "senior leader",
        "senior leadership", "senior leadership team", "leadership team", "slt", "smt", "senco", "sendco", "dep head",
        "asst head", "deputy",
    ),
    "headteacher": (
        "head", "headteacher", "head teacher", "headmaster", "head master", "headmistress", "head mistress",
        "principal", "head of school", "head of the school", "head of our school", "ht", "acting head", "heads",
        "interim head", "co head", "headship", "boss", "hd teacher", "teacher in charge",
        "hed teacher", "hed", "head of this school",
    ),
    "dsl": (
        "dsl", "safeguarding lead", "designated safeguarding lead", "designated safeguarding officer",
        "designated safeguarding person", "safeguarding leader", "safeguarding officer", "safeguarding team",
        "safeguarding", "safeguarder", "child protection", "child protection lead", "child protection officer",
        "child protection coordinator", "cp lead", "cpo", "dso", "safe guarding lead", "safe guarding",
        "head of safeguarding", "lead for safeguarding",
        "designated lead", "designated teacher for safeguarding", "safeguarding teacher",
    ),
    "deputy_dsl": (
        "deputy dsl", "ddsl", "deputy safeguarding lead", "deputy designated safeguarding lead", "safeguarding team",
        "deputy safeguarding", "deputy safeguarding officer", "assistant safeguarding lead", "safeguarding deputy",
        "deputy designated lead", "deputy designated", "second in charge of safeguarding", "assistant safeguarding",
        "second safeguarding lead",
    ),
    "chair_of_governors": (
        "chair of governors", "chair of the governors", "chair of governing body", "chair of the governing body",
        "chair of the governing board", "chair of the local governing body", "chair", "chairman", "chairwoman",
        "chairperson", "chairlady", "chair governor", "chair person", "head governor", "lead governor", "cog",
        "chairman of governors", "chairman of the governors", "chair of the board", "head of governors",
        "head of the governors", "chairwoman of governors", "chairperson of governors",
        "gov chair", "govs chair", "chair of govs", "chair of gov", "governor in charge", "boss of the governors",
    ),
    "chair_of_trustees": (
        "chair of trustees", "chair of the trustees", "chair of the trust", "chair of the board of trustees", "chair",
        "chairman", "chairwoman", "chairperson", "chairlady", "chair person", "chair of the board", "trustee",
        "trustees", "chairman of trustees", "chairman of the trustees", "chair of trust", "board of trustees",
    ),
    "governor": ("governor", "governors", "governing body", "governing board", "parent governor", "staff governor"),
    "data_protection_lead": (
        "data protection lead", "data protection officer", "data lead", "dpo", "dpl", "data protection", "data officer",
        "data controller", "gdpr lead", "gdpr officer", "data protection manager", "head of data", "data manager",
    ),
    "it_lead": ("it lead", "ict lead", "it manager", "ict manager", "network manager", "it technician", "head of it"),
    "line_manager": ("line manager", "my manager", "my boss", "our manager", "my line manager"),
    "trust_administrator": ("trust administrator", "trust admin", "trust manager"),
}  # fmt: skip
# "The safeguarding lady", "the deputy safeguarding man", "the lady who does safeguarding".
_SOMEBODY = ("person", "lady", "man", "woman", "guy", "bloke", "chap", "teacher", "one")
PHRASES: dict[tuple[str, ...], frozenset[str]] = {}
for _role, _phrases in _SAID.items():
    for _phrase in _phrases:
        _key = tuple(_phrase.split())
        PHRASES[_key] = PHRASES.get(_key, frozenset()) | {_role}
for _one in _SOMEBODY:
    for _said_so, _meant in (
        (f"safeguarding {_one}", "dsl"), (f"{_one} who does safeguarding", "dsl"),
        (f"{_one} in charge of safeguarding", "dsl"), (f"deputy safeguarding {_one}", "deputy_dsl"),
        (f"assistant safeguarding {_one}", "deputy_dsl"),
    ):  # fmt: skip
        PHRASES[tuple(_said_so.split())] = frozenset({_meant})
# Written before a name without a space.
ROLE_PREFIXES = ("headteacher", "head", "principal", "teacher")
LONGEST_PHRASE = max(len(phrase) for phrase in PHRASES)
# "Head of maths", "head of year 5" and the like are nobody's role here.
_HEADS_OF = frozenset(("school", "the", "our", "trust", "safeguarding", "data", "governors", "it", "this", "my"))
_LONG_ENOUGH = 7
_LONG = [key[0] for key in PHRASES if len(key) == 1 and len(key[0]) >= _LONG_ENOUGH]
_FIRST = {key[0] for key in PHRASES}


def role_at(words: Sequence[str], place: int) -> tuple[int, frozenset[str]]:
    """How many words from `place` on say a role, and which roles that may be; (0, none) where none does."""
    longest = min(LONGEST_PHRASE, len(words) - place) if words[place] in _FIRST else 1
    for length in range(longest, 0, -1):
        if found := _said(tuple(words[place : place + length])):
            if length == 1 and _is_head_of_something(words, place):
                return 3, frozenset()
            return length, found
    return 0, frozenset()


def _said(words: tuple[str, ...]) -> frozenset[str]:
    if words in PHRASES:
        return PHRASES[words]
    return _with_a_slip(words[0]) if len(words) == 1 and len(words[0]) >= _LONG_ENOUGH - 1 else frozenset()


@lru_cache(maxsize=20_000)
def _with_a_slip(word: str) -> frozenset[str]:
    known = (one for one in _LONG if abs(len(one) - len(word)) <= 1 and slips_between(word, one, 1) <= 1)
    return PHRASES.get((next(known, ""),), frozenset())


def _is_head_of_something(words: Sequence[str], place: int) -> bool:
    after = words[place + 1 : place + 3]
    return words[place] in ("head", "lead") and len(after) == 2 and after[0] == "of" and after[1] not in _HEADS_OF
