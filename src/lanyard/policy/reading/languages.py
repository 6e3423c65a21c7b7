"""Which language a document is written in, by its commonest small words or its script. Pure functions."""

import re
import unicodedata
from collections import Counter

SMALL_WORDS = {
    "English": "the of and to in is are be for with on that must should will not they this their or by as if we you i",
    "Welsh": "y yr yn a ac i o ar gan am ei eu nad na ni fel bod neu gyda dylai rhaid mae yw sydd wedi ysgol eich ein",
    "Irish": "an na agus le ar go do is ní bheidh sé a ag den don chun nó mar iad leis faoi scoil",
    "Scottish Gaelic": "an na agus air le gu a bhith feumaidh do tha ann nach iad no anns airson sgoil",
    "French": "le la les de des du et à en un une que qui ne pas pour dans sur est sont doit doivent ou par leur",
    "German": "der die das und ist nicht zu den mit sich auf für von dem des ein eine sind werden müssen dürfen oder",
    "Spanish": "el la los las de y en que un una no por con para se del al es son debe deben su sus",
    "Portuguese": "o a os as de e em que um uma não por com para se do da dos das é são deve devem",
    "Italian": "il lo la gli le di e in che un una non per con del della dei è sono deve devono o si",
    "Polish": "i w na nie z do się że jest są oraz lub dla o po być musi muszą ich jak przez od",
    "Romanian": "și în de la cu pe nu un o să este sunt pentru care din sau lor trebuie prin ale",
    "Lithuanian": "ir į su kad ne yra iš ar turi būti per apie tai kaip bei prie",
    "Turkish": "ve bir bu ile için olarak da de veya olan gibi değil her okul",
    "Somali": "waa in iyo oo ku ka la uu ay aan loo ah waxaa",
}
SHARED = frozenset(
    "a an am as at be by con den des die do for go i in is it man me no o of on or per so sur to".split()
)
"""Small words of other languages that English text has as well; they tell nothing."""
WORDS = {
    language: frozenset(words.split()) - (SHARED if language != "English" else frozenset())
    for language, words in SMALL_WORDS.items()
}
SCRIPTS = {
    "ARABIC": "Arabic or Urdu", "GURMUKHI": "Punjabi", "DEVANAGARI": "Hindi or Nepali", "BENGALI": "Bengali",
    "CJK": "Chinese", "HIRAGANA": "Japanese", "HANGUL": "Korean", "CYRILLIC": "a language in Cyrillic letters",
    "GREEK": "Greek", "TAMIL": "Tamil", "GUJARATI": "Gujarati", "HEBREW": "Hebrew", "THAI": "Thai",
}  # fmt: skip
FEWEST_WORDS = 8
LEAST_SHARE = 0.12
FEWEST_DIFFERENT = 3
"""Share of the words that are small words of the other language, and how many different ones, at the least."""
LEAST_ENGLISH = 0.12
"""Share of the small words of English in a text. English prose has 0.3 and more, lists of rules 0.15 and more."""
CLEARLY_MORE = 1.3
"""How many times the share of English another language's small words must come to."""
LONGEST_LOOK = 60_000
WORD = re.compile(r"[^\W\d_]+")


def other_language(text: str) -> str | None:
    """The language of a text that is not in English; None for English, and where it can't be told."""
    words = WORD.findall(text[:LONGEST_LOOK].lower())
    script = _script(words)
    if script:
        return script
    if len(words) < FEWEST_WORDS:
        return None
    shares = {language: sum(1 for word in words if word in small) / len(words) for language, small in WORDS.items()}
    english = shares.pop("English")
    best = max(shares, key=lambda language: shares[language])
    clear = shares[best] >= LEAST_SHARE and len(WORDS[best].intersection(words)) >= FEWEST_DIFFERENT
    return best if clear and english < LEAST_ENGLISH and shares[best] > CLEARLY_MORE * english else None


def _script(words: list[str]) -> str | None:
    """The language whose script most letters of a text are in, for scripts other than Latin."""
    letters = Counter(unicodedata.name(letter, "").partition(" ")[0] for word in words for letter in word[:3])
    most, count = letters.most_common(1)[0] if letters else ("", 0)
    return SCRIPTS.get(most) if count > sum(letters.values()) / 2 else None
