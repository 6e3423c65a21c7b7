"""How people write a name: a table for one person, and generators for anybody."""

from __future__ import annotations

from hypothesis import strategies as st

# Carys Mensah, Headteacher, c.mensah@oldquay.example.org.
OF_CARYS_MENSAH = (
    "Mrs Mensah", "mrs mensah", "MRS MENSAH", "Mensah", "mensah", "Carys Mensah", "carys mensah", "CARYS MENSAH",
    "C. Mensah", "C Mensah", "Ms C. Mensah", "Mrs C Mensah", "Dr Mensah", "Madam Mensah", "Miss Mensah", "Mrs. Mensah",
    "Headteacher Mrs Mensah", "Head teacher Mrs Mensah", "Headteacher Mensah", "Principal Mensah", "Head Mensah",
    "headmistress mensah", "the head, Mrs Mensah", "Mrs Mensah (headteacher)", "Mrs Mensah - Head",
    "Mrs Mensah, the head",
    "Mrs Carys Jane Mensah", "Carys Jane Mensah", "Carys J. Mensah", "Jane Carys Mensah", "Mrs C J Mensah",
    "Mensah, Carys", "Mensah Carys", "MENSAH, Carys (Mrs)", "Mensah C", "Mensah, C.", "Carys M", "Carys M.",
    "CM", "C.M.",
    "Mrs M", "Mrs M.", "carysmensah", "CarysMensah", "mensahcarys", "cmensah", "mensahc", "MensahC", "Carys_Mensah",
    "carys.mensah", "c.mensah@oldquay.example.org", "C.Mensah@OldQuay.example.org", "carys.mensah@gmail.com",
    "carysmensah1979", "@carysmensah", "mrsmensah", "headmensah", "Cerys Mensah", "Caris Mensah", "Karys Mensah",
    "Mrs Mensa", "Mrs Mensha", "Mrs Mensahh", "Mrs Mesnah", "Mrs Mansah", "Mrs Menza", "Mrs Mennsah", "Carys Mensa",
    "It was Mrs Mensah", "I think it is Mrs Mensah", "maybe mrs mensah?", "our Mrs Mensah", "my teacher Mrs Mensah",
    "Mrs Mensah’s", "Mensah's", "the Mensahs", "Mrs Mensah and Mr Doyle", "Mr Doyle & Mrs Mensah",
    "Mr Doyle, Mrs Mensah",
    "Doyle/Mensah", "Mr Doyle; Mensah", "Mrs Mensah + others", "Mrs Mensah or Mr Doyle", "Mrs Mensah-Boateng",
    "Carys Mensah-Boateng", "Mrs Boateng-Mensah", "Carys Boateng", "Carys", "Miss Carys", "Sarah Mensah",
    "Mister Mensah",
    "Méñsàh", "Ｍｅｎｓａｈ", "𝐌𝐞𝐧𝐬𝐚𝐡", "Men\u200bsah", "Men\u00adsah", "M\u0435ns\u0430h", "\u041c\u0435nsah",
    "\u0421\u0430rys Mensah", "M3nsah", "Mens4h", "M e n s a h", "Men sah", "Mrs  Mensah ", "MrsMensah", "Mrs.Mensah",
    "\u2067Mensah\u2069", "Headteacher", "the headteacher", "head", "Head", "our head teacher", "the head",
    "HEAD TEACHER",
    "headtecher", "The Principal", "headmistress", "my head teacher", "head of school", "HT", "acting head",
)  # fmt: skip

_TITLES = ("Mrs ", "mr ", "Ms. ", "Miss ", "Dr ", "Headteacher ", "Head teacher Mrs ", "our ", "It was ", "Principal ",
           "the DSL, ", "Mx ", "teacher ", "I think ", "deputy head ")  # fmt: skip
_BEHIND = ("", " ", ".", "’s", "'s", ", Headteacher", " (head)", " I think", " and others", " & Mr Blake",
"; Zed Blake",
           " -- the head")  # fmt: skip
_LOOKS = str.maketrans("aceopxyABEHKMOPTX", "асеорхуАВЕНКМОРТХ")
_HIDDEN = ("\u200b", "\u00ad", "\u2060", "\ufeff", "\u200d")


@st.composite
def spellings(draw, given: str, family: str) -> str:
    """A way to write somebody's name that still means them: forms, titles, and one change of how it looks."""
    form = draw(st.sampled_from((
        f"{given} {family}", f"{given[0]}. {family}", f"{family}, {given}", f"{family} {given}", family,
        f"{given} Jane {family}", f"{given}{family}", f"{given}.{family}@mail.example", f"{given}_{family}",
        f"{given} {family}-Holt", f"{given[0]} {family}", f"Zed Blake and {given} {family}",
    )))  # fmt: skip
    changed = draw(st.sampled_from((_same, _slip, _look_alike, _hidden, _case, _accents)))(draw, form, family)
    title = draw(st.sampled_from(("", *_TITLES)))
    return f"{title}{changed}{draw(st.sampled_from(_BEHIND))}"


def _same(draw, form: str, family: str) -> str:
    return form


def _slip(draw, form: str, family: str) -> str:
    """One slip in the family name, which is long enough to bear it."""
    if len(family) < 5 or family not in form:
        return form
    place = draw(st.integers(1, len(family) - 2))
    letter = draw(st.sampled_from("aeinorst"))
    wrong = draw(
        st.sampled_from(
            (
                family[:place] + family[place + 1 :],
                family[:place] + letter + family[place:],
                family[:place] + letter + family[place + 1 :],
                family[:place] + family[place + 1] + family[place] + family[place + 2 :],
            )
        )
    )
    return form.replace(family, wrong)


def _look_alike(draw, form: str, family: str) -> str:
    return "".join(one.translate(_LOOKS) if draw(st.booleans()) else one for one in form)


def _hidden(draw, form: str, family: str) -> str:
    place = draw(st.integers(0, len(form)))
    return form[:place] + draw(st.sampled_from(_HIDDEN)) + form[place:]


def _case(draw, form: str, family: str) -> str:
    return draw(st.sampled_from((form.upper(), form.lower(), form.title())))


def _accents(draw, form: str, family: str) -> str:
    return form.replace("a", "á").replace("e", "ë").replace("o", "ô").replace("n", "ñ")
