"""Words beside which nothing is plain any more: small letters, straight apostrophes."""

from __future__ import annotations

import re

ALARM = re.compile(
    r"\b(?:shout|yell|scream|swear|swore|curs(?:ed|ing)|hit|hurt|push|shov|grab|slap|smack|kick|punch"
    r"|pull(?!ed them apart)|drag|pinch|bit(?:e|ing|ten)|threw|throw|chok|strangl|touch|strok|grop|kiss|cuddl"
    r"|flirt|groom"
    r"|abus|assault|harass|bull(?:y|ie)|threat|intimidat|mock|humiliat|teas|insult|scar(?:ed me|e|es|y)"
    r"|frighten|star(?:es|ed|ing) at|stalk|spy|sext|sex|nak|nude|underw|bra\b|pants|knickers|skirt|legs?\b"
    r"|breast|bottom|bum"
    r"|lap\b|knee\b|waist|shoulder|thigh|neck|throat|chest|bed|shower|toilet|undress|strip|chang(?:e"
    r"|ing) (?:room|area)|secret|alone|lock|trap|dark|drunk|drink with|alcohol|beer|vodka|wine|cider|vap(?:e"
    r"|ing) with|drugs?|weed with"
    r"|money|cash|paid|pay|present(?:s)?\b(?! at)|flat\b|his house|her house|my house|his car|her car|hotel"
    r"|pub|park at|midnight|at night|late at|snap|instagram|tiktok|whatsapp|facebook|discord|xbox|private"
    r"|personal phone"
    r"|lie[sd]?\b|lying|liar|falsif|forg(?:ed|ing)|fak(?:e|ed|ing)|steal|stole|delet|destroy|hid(?:e|es"
    r"|ing)?\b|cover(?:ed)? up|cheat|answers|sats|ignor|refus|fail|blam|accus|laugh|smirk|shrug|joke|stupid"
    r"|thick|ugly|fat|idiot|useless|disgust"
    r"|racis|sexis|homophob|nothing\b|never|nobody believe|not believe|didn't believe|wrong (?:child|family"
    r"|person|parents|email)|everyone's|whole (?:class|school)|in front of|for no reason|on purpose"
    r"|like (?:an?|dirt)\b|in a way|about (?:us|me|our)\b|other parents|without an?\b|in the (?:snow|rain"
    r"|cold)|outside for|on (?:my|our|his|her|their) own|punish|as a joke|brat|baby\b|pervert|creep|vile"
    r"|without (?:asking|telling|permission|consent)|behind my back|instead of"
    r"|should have|could have|or else|keep quiet|shut up|(?:(?<!not )(?<!n't )(?:my|his|her) fault)"
    r"|attention seeking|making it up|boys will|banter|deserv|waste of|force|made (?:him|her|me|us"
    r"|them) (?:stand|sit|eat|cry|strip|take|do|watch|lie|feel|write|pick)|rough|violent|angr|rage|temper"
    r"|mad at|hate|love[sd]? (?:me|her|him)|fanc(?:y|ies))"
)
"""With one of these words beside it, to the end of the clause, a deed is no longer plain."""
BARE = re.compile(
    r"\b(?:nak|nude|underw|bra\b|knickers|undress|strip|shower|chang(?:ed|ing)\b|\blap\b|lights off|made (?:me"
    r"|him|her|us|them) (?:sleepy|sick|feel (?:bad|ill|funny|weird))|if (?:she|he|i) (?:came|lets?|sent)"
    r"|away with (?:it|this)|sells?\b|sold\b|alone|secret|in front of|whole (?:class|school)|not to\b|stupid"
    r"|on (?:my|our|his|her|their) own|kiss|touch|laugh(?:ed|s)?(?: at|$))"
)
"""With one of these in the rest of the sentence, whoever it is said of, it is not plain either."""
