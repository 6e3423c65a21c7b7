"""The words by which a policy's sentences are told apart, as compiled patterns and sets. Pure data."""

import re

PEOPLE = (
    r"(?:staff|teachers?|employees?|volunteers?|pupils?|children|child|learners?|students?|parents?|carers?|members?|"
    r"governors?|trustees?|headteacher|head|dsl|leaders?|community|school|academy|trust|setting|college|we|you|everyone|users?)"
)

DUTY = re.compile(
    r"\b(?:must|should|shall|shouldn.t|mustn.t|don.t|do not|never|always|ensure|make sure|"
    r"(?:are|is|be) (?:\w+ ){0,2}(?:expected|advised|encouraged|required|requested|asked|reminded|responsible|aware|"
    r"informed|permitted|allowed|prohibited|forbidden|acceptable|banned|obliged)|"
    r"expects?|requires?|recommends?|need to|needs to|agrees? (?:to|not)|has to|have to|"
    r"not (?:be )?(?:permitted|allowed)|"
    r"will (?:not )?be|will not|won.t|can.t|(?:may|can) (?:not|only)|cannot|no \w+ (?:may|is|are)|"
    r"i (?:will|can|know|agree|promise|understand|am|ask|tell|keep|have)|"
    + PEOPLE
    + r" (?:\w+ ){0,2}(?:will|may|can))\b",
    re.I,
)
"""A duty, a permission, a prohibition or an expectation."""

FIELD = re.compile(
    r"\b(?:social[ -]?media|social network\w*|online|on-line|internet|digital|e-?safety|acceptable use|websites?|"
    r"facebook|instagram|twitter|tiktok|snapchat|whatsapp|youtube|linkedin|cyber\w*|mobile phones?|smart ?phones?|"
    r"devices?|apps?|messaging|web|technolog\w+|computers?|tablets?|i-?pads?|ict|laptops?|screens?|gaming|"
    r"artificial intelligence|ai|e-?mails?)\b",
    re.I,
)
"""Words of the field a social media policy speaks of."""

LIFE_ONLINE = re.compile(
    r"\b(?:social[ -]?media|social network\w*|online|on-line|internet|e-?safety|acceptable use|facebook|instagram|"
    r"twitter|tiktok|snapchat|whatsapp|youtube|linkedin|cyber\w*|mobile phones?|smart ?phones?|messaging)\b",
    re.I,
)
"""The words of the field that a newsletter or an essay does not use in passing."""

AUXILIARY = re.compile(
    r"\b(?:will|must|should|shall|may|might|can|cannot|could|would|is|are|was|were|has|have|had|does|do|shouldn.t|"
    r"mustn.t|don.t|won.t|can.t|need to|needs to|agrees?|expects?|requires?|believes?|recognises?|acknowledges?)\b",
    re.I,
)
"""A verb that shows a sentence has its own subject before it."""

ENDS_OPEN = re.compile(
    r"\b(?:will|must|should|shall|may|can|cannot|to|not|also|never|always|that|by|for|including|include|are|is)$", re.I
)
"""A line that ends so is the start of a sentence which the bullets below it finish."""

ENDS_WITH_MODAL = re.compile(
    r"\b(?:will|must|should|shall|may|can|to|not|never|also|always)\s*[:\u2013\u2014-]?$", re.I
)

BARE_VERBS = frozenset(
    """
    abuse accept access achieve act add address adhere admit adopt advise agree aim allow alert allocate always answer
    apply approve arrange ask assess assist attempt attend avoid balance be become begin behave block book bring browse
    bully buy bypass call carry celebrate challenge change charge check choose click close collect come comment comply
    complete complain communicate conduct confirm confront connect consider consult contact continue contribute control
    copy cover create criticise damage decide declare delete demonstrate deny describe develop disable disclose discuss
    display distribute do document don download draw drop edit email enable encourage encrypt engage enjoy enter
    ensure establish evaluate exchange exercise expect explain fetch fill film find finish focus follow forward gain
    get give go grant guide hand handle harass have help hide hold identify ignore impersonate implement include inform
    install invite involve join judge keep know label lead learn leave lend let liaise limit link listen loan
    lock log look lose maintain make manage meet mention model moderate monitor move mute name never not notify
    observe obtain offer only open operate opt order organise own participate pass pause pay permit photograph place
    plan play please post practise praise prepare present prevent print produce promote proofread protect provide
    publish put question raise reach react read receive recognise recommend record refer reflect refrain refuse
    register regularly reject rely remain remember remind remove repeat reply report represent request require reset
    respect respond restrict retain return reveal review run safeguard save say screenshot search secure see seek
    select send set share show sign sit speak spend stand start stay stick stop store submit subscribe supervise support
    suspend switch tag take talk teach tell test thank think throw trade train transfer treat trust try turn type
    understand undertake update uphold upload use value verify visit wait walk want watch wear work write
    """.split()
)
"""Verbs that begin a bullet finishing a sentence ("they will: read ..., not disclose ...")."""

POLICY_NAME = re.compile(
    r"\b(?:policy|agreement|guidance|guidelines|code of (?:conduct|practice)|procedures?|handbook|protocol)"
    r"(?:\W*\(.*\)|\W+(?:and|for|on|of|&)\W.*|\W*(?:\d{4}\W*)*)$",
    re.I,
)
"""The name of a whole document rather than of one of its sections."""

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
