"""The words before and behind a name by which it is told that it stands only beside what is told: small letters,
straight apostrophes.

Whoever was told, greeted or asked for, whose lesson it was, or to whom others did something.
"""

from __future__ import annotations

import re

AGAINST = re.compile(
    r"(?:\b(?:relat(?:es?|ing) to|look(?:s|ed) like|sound(?:s|ed) like|accus\w+|suspect|keep|kept|investigate"
    r"|sick (?:when|if) i see|made to \w+|not want(?:ed)?(?: to)? (?:be )?\w+ by|(?:prefer|rather)(?: that)?"
    r"|why (?:is|does|did|has|was|are)|how (?:is|does|did|has|was|can|could|dare)|happy (?:with|about) how"
    r"|(?:it|that) (?:is|was)|somebody should stop|should have|stop|remove) $)"
)
"""Behind these a name is meant, feared or to be kept away, whatever follows."""
GREETED = re.compile(
    r"^(?:(?:dear|hi|hello|hey|good (?:morning|afternoon|evening)|thanks?,?|thank you,?|fao|for|to|cc"
    r"|attention|as (?:requested|agreed|discussed)(?: by| with)?|advice (?:taken )?from|miss|sir|mrs?) )$"
)
"""Whom a letter or a note is addressed to."""
SETTLED = tuple(
    (re.compile(before), re.compile(after))
    for before, after in (
        (
            r"\b(?:told|asked|advised) by $",
            r"\s+(?:to (?:write|log|report|fill|use|ring|contact)"
            r"|that (?:i|we) (?:have to|should|can|must|will|need))\b",
        ),
        (r"\bletter from $", r"\s+(?:about|says|saying|said)\b"),
        (
            r"\b(?:meeting|appointment|review) with $",
            r"\s+(?:is|was|has been|will be) (?:on|at|arranged|booked|next|tomorrow|today)\b",
        ),
        (
            r"^(?:please )?(?:can|could|would|will|may) $",
            r"\s+(?:please )?(?:help|come|move me|check|ring|call|talk|meet|look|see|speak|let|tell|ask)\b",
        ),
        (r"^(?:my|his|her|our) (?:class )?(?:teacher|tutor|form|class) is $", r"\W*$"),
        (
            r"\b(?:have|had|got) $",
            r"\s+for (?:maths|english|science|pe|art|music|cover|form|history|french|tutor)\b",
        ),
        (
            r"\b(?:outside|in|at|near|past|during|stole|hacked|used|uploaded|egg|changed|with)(?: the| her| his)?"
            r" (?:office|room|assembly|desk|door|lesson|class|keys|back|house|photo|ringtone|speech|account) of $",
            r"",
        ),
    )
)
"""Pairs of what stands before and behind a name by which nothing is said of them."""
PLAIN_BEFORE = re.compile(
    r"(?:\b(?:(?:evening|session|talk|training|trip) with|copy|happy for|(?:on the )?advice of|voicemail|note"
    r"|message|copy|letter|card|drawing|appointment) (?:for|on|to|with)|cc'd|copied in"
    r"|advice taken from|advice from|^calls? from|reported to me by|reported by|requested by|on behalf of"
    r"|met with|best wishes,?|^sent from|^from:?"
    r"|discussed(?: \w+){0,3} with|grateful (?:to|for everything)|want to thank|thank|a word with"
    r"|waited? (?:for|with)|look(?:ed|ing)? for|asked for|(?:^|i |you )(?:get|find|fetch|need|love|like)"
    r"|(?:ran|went|came|run|go) to (?:get|find|fetch)|couldn't find|could not find"
    r"|(?:i|we|he|she|they|the (?:class|boys|girls|children)) (?:was|were|am|is|are"
    r"|'m) (?:in (?:the )?\w+ )?with|i'm with|on duty with|sit(?:ting|s)? with|works with|catch|apart from"
    r"|except|besides|(?:only|really) trusts?|trusts|covering for|signed,?|present:|witnesses:|action:"
    r"|action for|outcome:|^for|^to:?|staff present:|taught by"
    r"|told (?:only|just|both)|understand from|hear(?:d)? from|plan was agreed with|in (?:a )?(?:meeting"
    r"|lesson|session) with|(?:mum|dad|parents?|husband|wife|gran|friend|sister|brother) (?:knows|likes"
    r"|is friends with|met|met with|rang|works with|saw)"
    r"|(?:seen|broken up|collected|brought in|logged|attended|given out|signed off|taken down|found|confirmed"
    r"|witnessed|noticed|noted|handed (?:out|in)|recorded|supervised|arranged|passed on to me|looked after"
    r"|cleaned up)(?: (?:first|in|up|to me|at \S+))? by)"
    r" (?:me and |me, |the \w+ and |mr \w+ and |both )?$|^\W*$"
)
"""Those who were told, met or asked for, beside `TOLD_BEFORE`."""
REQUEST = re.compile(
    r"(?:^|\b)(?:(?:can|could|please can|please could|would|will|may) |(?:let|ask|tell|get|want|wants"
    r"|would like|like|hope|hoping|asked|arranged for|for) )$"
)
"""What is wished of somebody is no deed of theirs."""
VERBISH = re.compile(
    r"\s+(?:is|was|has|had|does|did|will|would|can't|won't|didn't|doesn't|never|always|just|keeps|kept"
    r"|(?!this\b|his\b|as\b|us\b|yes|towards|perhaps|during|regarding|concerning|following|across|besides"
    r"|always|needs|\w*things?\b|morning|evening)[a-z]+(?:[^s]s|ed|ing))\b"
)
"""A word behind a name which they seem to do."""
ASKS = re.compile(
    r"\s+(?:in\b|here|there|back|the right|free|available|passed|been told|told you|seen|read|spoken|rung|know"
    r"|say anything|tell you|see it|mind|able|ring|call|help|come)"
)
"""What a question asks of them, as in "is X in today"."""
OPENS = re.compile(r"(?:^|\b)(?:as|when|as soon as|since|only|whenever|while|until|once|before|after|by the time|if) $")
"""Words that open a clause of time or condition of which the name is the subject."""
NEAR = re.compile(
    r"\s*(?:had |has |was |is |could |were |'s )?(?:not )?(?:came|comes?|coming|left|leaves|gone|goes|there\b"
    r"|here\b|looking|turns|turned|gets? (?:back|there)|got (?:back|there)|get there|away|out\b|back|arrives?"
    r"|arrived|walks? (?:in|past)|walked (?:in|past)|went|started|was in|is in|in the|with the|taking|getting"
    r"|teaching|spoken|talked|says|said|asked|asks|knows|requested|mentioned|will know|suggested|advised"
    r"|explained|busy"
    r"|off)\b(?! into| up behind| off at)"
)
"""That somebody came, went or was there, in a clause of time."""
ASIDE = re.compile(
    r"\s*,?\s*(?:please|for (?:info\w*|your|this)|at \d|informed|present\b|told (?:at )?\d|told in person|class$"
    r"|will you|could you|can you|to (?:ring|review|call|contact|speak|meet|follow|check)|my (?:mum|dad)|i am"
    r"|i'm|i was|i want|i need)"
)
"""What stands behind a name that begins a note and says nothing of them, as "X informed 12:40"."""
AND_SOMEBODY = re.compile(
    r"\s*,? and (?:i|me|mum|dad|(?:the|a|his|her|my|our|two|three|some|mr|mrs|ms|miss|dr) [a-z-]+)(?: both)?(?= )"
)
"""Somebody else beside them, of whom the same is said."""
THEIRS = re.compile(
    r"'s (?:\w+ )?(?:class|lesson|form|tutor|group|room|office|school|maths|english|science|pe|year|set|door"
    r"|desk|table|pigeonhole|tray|assembly|club|list|birthday|teaching assistant|session|absence"
    r"|team)\b(?! and she| and he)"
)
"""What of theirs is a place, a time or a group, and not said of them."""
ACTORS = re.compile(
    r"\b(?:they|them|boys?|girls?|lads?|pupils?|another|someone|somebody|kids|year \d+s?|friends?|he pushed"
    r"|tom|jake|others)\b"
)
"""Others who may have done the harm that is told of."""
HARMED = re.compile(
    r"\b(?:made to|have to|comes? home|bruis\w*|tears|tape|every (?:lunch\w*|day|break|night|week)"
    r"|new trainers|scratch\w*)\b"
)
"""That a child came to harm, where nobody is named who did it."""
FEAR = re.compile(
    r"\b(?:like it when|hates? it|like when|shak(?:es?|ing)|trembl\w*|flinch\w*|cr(?:ies|ied|ying)|hides?"
    r"|wets?|sick|scared|afraid|nervous|refuses?|won't|panic\w*|freez\w*|gets? (?:hurt|upset)|stomach|tummy"
    r"|goes quiet|goes missing|anxious|worse|dreads?|nothing is)\b"
)
"""How others take it that somebody is there."""
TO_THEIRS = re.compile(
    r"\b(?:wr(?:o|i)tes?|written|drew|spat|threw \w+|scratched|egg(?:ed)?|damaged|keyed|sprayed|stole|hacked"
    r"|us(?:e|es|ed|ing)|rate[sd]?|copied|vandalised|broke|kicked|smashed)(?: [a-z]+){0,2} $"
)
"""What others do to a thing of theirs."""
THEIR_THINGS = re.compile(
    r"'s (?:car|house|face|photo|name|email|account|body|voice|purse|bag|door|picture|profile|glasses|coat)\b"
)
"""Things to which others do it."""
SUFFERS = re.compile(
    r"\b(?:spat|spit|spits) (?:at|on) $|\b(?:stab|kill|nicknamed|voted|rate[sd]?|prank(?: call)?(?:ing|s|ed)?"
    r"|egg(?:ed)?|drew|followed|bit|headbutted) $|\b(?:drawn|drew|painted)(?: \w+){0,3} of $|\b(?:jokes?"
    r"|tiktok|awful|rude things|something(?: \w+)?|memes?) about $|\btake the mick out of $|\btook (?:pictures"
    r"|photos|a picture|a photo|a video) of $"
)
"""What others do to them, beside `SUFFERED_BEFORE`."""
ROMANCE = re.compile(
    r"\s+(?:and|with) (?:an? |the |his |her |one |some |two )?(?:girls?|boys?|pupils?|students?|sixth)"
)
"""With whom there is talk of them: then it is said of them too."""
WITH_PUPILS = re.compile(
    r"\s+(?:talking to|comforting|helping|come (?:out|over|in)|calming|consoling|trying to (?:help|calm|stop)"
    r"|running (?:over|to help))"
)
"""What somebody was seen doing for a child."""
BADLY = re.compile(
    r"\b(?:i|we|he|she|they)(?: was| were| got|'ve been| have been) (?:then |just |only )?(?:told (?:off"
    r"|to (?:stop|go|shut|keep|stop|leave|forget|grow|ignore)|that (?:i|nobody|it))|called|sent (?:away|back"
    r"|home)|ignored|laughed|shouted|blamed|punished|fobbed|dismissed|turned|given)\b"
)
"""What became of whoever told them."""
AGAIN = re.compile(
    r"\b(?:again and again|over and over|several|many|times|occasions|pointless|no point|mistake|effect|wish"
    r"|regret|useless|in vain|to no|left in tears|no good|waste)\b"
)
"""That telling them came to nothing."""
CALLED_IN = re.compile(
    r"(?:was|were|i was|we were|have been) (?:told|asked|advised) to (?:write|report|fill|put|log"
    r"|ring|come|use|tell|contact|send)"
    r"|(?:i|we|my|mum|dad|the (?:police|boy|boys|girl|girls|children|other))\b"
)
"""What whoever told them did then."""
THEN_BAD = re.compile(
    r"(?:.*\b(?:everyone|everybody|whole class) (?:knew|knows)|that was (?:in|on|last|\w+ (?:weeks|months"
    r"|days))|(?:a )?(?:big |bad )?mistake|big mistake|waste of|never (?:heard|again)|not (?:a word"
    r"|interested)|useless|i wish)"
)
"""How the next sentence says that telling them came to nothing."""
