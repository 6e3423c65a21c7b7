"""What else somebody of a given name is called, and how those who only hear the name write it."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import chain

from nicknames import NickNamer

# Names that are written for one another in British and Irish schools, which the package, of American sources, lacks.
_SAME = """
aisha ayesha aishah aysha
alastair alasdair alistair alister al ali
angharad harrie
aoife efa eefa
bronwen bronwyn bron
caoimhe keeva keva kiva queeva
caitlin katelyn kaitlyn cait
carys cerys caris karis
ceri keri kerry
ciara keira kiera
cian kean keane
dafydd dai david taffy
dewi david
eilidh ailey aylee
elin ellen elen
eoin owen ian euan ewan
fatima fatimah fatema
fiona fi
gareth gaz gary garry gar
geoffrey jeffrey geoff jeff
gethin geth
gwendolen gwenllian gwen
hannah hana hanna
huw hugh
hussain hussein husain
ieuan iwan ifan evan
imogen immy
iona ione
jacqueline jacqui jackie jacky
jeremy jez jem
katherine catherine kathryn katharine kathleen kate katie katy kath cath cathy kathy kitty
khadija khadijah
lindsay lindsey lynsey
llewellyn lyn llew
mairead maraid mary
maryam mariam miriam
mohammed muhammad mohammad mohamed muhammed mohd md mo
nasreen nasrin
niamh neve neeve nieve
oisin osheen
padraig patrick paddy podge
philippa pippa pip
rhian ryan
rhiannon rhi
rhys reece rees reese
roisin rosheen
ruaridh rory ruari
saoirse sersha seersha
sean shaun shawn shane
shabnam shab
sian shan sharn
sinead shinade
siobhan shivaun shivon chevonne shiv
stephen steven steve stevie
tadhg tiger tige
theresa teresa tess terry
tomos thomas tom tommy
victoria vicky vikki tori
yasmin yasmine jasmin jasmine
yousuf yusuf youssef joseph
zainab zaynab
zoe zoey
"""
_OURS: dict[str, set[str]] = defaultdict(set)
for _line in _SAME.split("\n"):
    for _name in _line.split():
        _OURS[_name] |= set(_line.split())


@lru_cache(maxsize=20_000)
def short_forms(given: str) -> frozenset[str]:
    """What somebody of this name may be called, and of what it may be short itself; the name left out."""
    namer = _namer()
    longer, shorter = set(namer.canonicals_of(given)), set(namer.nicknames_of(given))
    beside = chain.from_iterable(namer.nicknames_of(one) for one in longer | shorter)
    found = {*longer, *shorter, *beside, *_OURS.get(given, ())}
    return frozenset(one for one in found if one.isalpha() and len(one) > 1) - {given}


@lru_cache(maxsize=1)
def _namer() -> NickNamer:
    return NickNamer()
