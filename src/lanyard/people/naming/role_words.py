"""The words by which it is told that a role alone is said in passing: small letters, straight apostrophes."""

from __future__ import annotations

import re

# A role alone is often said of a place, a thing or a day, of somebody to whom something was done, or who did their job.
_THINGS = (
    r"(?:office|room|door|desk|house|lesson|class|assembly|assemblies|letter|newsletter|rules?|polic(?:y|ies)"
    r"|permission"
    r"|signature|name|voice|secretary|report|phone number|email address|wife|husband|word|words|job|role|post|award"
    r"|car park)"
)
# Behind these a clause begins of which the name is the subject, or stands who did what is told.
_SUBJECT_BEFORE = (
    r"(?:^|[,:;(\"-]\s*|\b(?:and|but|or|so|that|because|as|when|while|if|until|till|before|after|since|although|though"
    r"|whether|why|how|where|what|who|which|then|says?|said|think|thinks|thought|know|knows|knew|sure|believe|believes"
    r"|feel|hope|heard|saw|seen|noticed|guess|fact|only|even|also|now|today|yesterday|again|time|day"
    r"|week|year|night|morning|afternoon|evening|lunch|school|here|there|by|from|is|was|be|been|are|were|with|him"
    r"|her|them|me|us|it|not) )$"
)
# What is asked to be done about somebody is asked because of what they did.
_KEPT_BEFORE = (
    r"\b(?:investigat\w+|concern(?:s|ing)?|regarding|keep(?:ing)?|suspend|sack|remove|against|question|arrest|expose"
    r"|towards"
    r"|(?:not|never|won't|doesn't|don't|refuses to|only)(?: \w+){1,5} (?:with|to|near|for|around)|alone|room with"
    r"|(?:how|why) (?:can|could|is|was|does|did|has|would)) $"
)
PASSING_BEFORE = re.compile(
    rf"(?:\b{_THINGS} (?:of|from|by|with) $"
    r"|\b(?:works?|worked|working|liv(?:es|ed|ing)|sits?|sat) (?:with|for|near|next to|opposite|beside) $"
    r"|\b(?:outside|near|past|opposite|behind|in front of|on behalf of|instead of|dressed (?:up )?as|reports? to"
    r"|appl(?:y|ied) (?:to be|for)|wants? to be|become|became|used to be|(?:told|know|knows|both) (?:both )?"
    r"|call(?:ed|ing|s)?"
    r"|(?:looked|looking|waited|waiting) for|hope|hoping|wish|(?<!how )(?<!why )(?:would|could|can|should|will|does"
    r"|do|did|has|have|is|are)) $"
    r"|\b(?:sent home|sent out|sent back|informed|asked|advised|helped|looked after|collected|seen|taught|spoken to"
    r"|interviewed|called in|supported|comforted|warned|stopped|taken away|confiscated|found|handed out|read out"
    r"|decided|agreed|allowed|set|given)(?: \w+){0,4} by $"
    rf"|^(?!.*{_SUBJECT_BEFORE})(?!.*{_KEPT_BEFORE}).*\w\W*$)"
)
_KIN = r"(?:mum|mother|dad|father|aunt|uncle|cousin|gran|nan|grandad|sister|brother|neighbour|god\w+|friend'?s? \w+)"
# What people in charge of a school do all day.
_RINGS = (
    r"(?:(?:rang|rings?|phone[sd]|email(?:s|ed)|call(?:s|ed)|wrote to|texted|contacted) (?:an ambulance|the (?:police"
    r"|parents|same|next|family"
    r"|mum|dad|other)|home|back|us|me (?:back|at (?:work|home)|to|on|the|this|that|about|yesterday|today|straight)"
    r"|(?:his|her|their|my|our)"
    r" (?:mum|dad|parents|mother|father|wife|husband|house|home)|a meeting|straight|everyone|999)\b(?! \w*names?))"
)
_DUTIES = (
    rf"(?:sort(?:s|ed)?|dealt|deals?|met (?:us|me|with|him and|her and|the (?:parents|family|police))|meets?|spoke"
    rf"|speaks?|{_RINGS}|wrote back|repl(?:ies|ied)(?! to all)"
    r"|investigat\w+|look(?:s|ed|ing)? (?:into|after|for)|follow(?:s|ed)? up|arrang\w+|organis\w+|invit\w+ (?:us|me"
    r"|parents|everyone|the (?:police|parents))\b(?!.*\b(?:house|home|flat))|welcom\w+|thank\w+"
    r"|check\w*|found|finds?|return\w*|put (?:up|\w+ on report|out)|puts up|took (?:statements?|notes?|it|over|part"
    r"|him|her|them"
    r"|details|the \w+ (?:off|away|to))|takes (?:assembly|the register|us|over)|works?|worked|working|start(?:s"
    r"|ed) (?:at|here|in|last|this"
    r"|the|on|work)|retir\w+|teach\w*|taught|leads?|led|runs? (?:a|the|an) (?:\w+ )?(?:club|assembly|session|workshop"
    r"|school|team"
    r"|group(?! chat))|visit(?:s|ed) (?:us|our)|c[ao]me|comes|arriv\w+|walk(?:s|ed) (?:past|by|over|out)|pass(?:es"
    r"|ed) by|went (?:after|to (?:find|get|see"
    r"|look|help|speak|fetch)|and|out|over|home)|got (?:one|the|a) \w+|gets? (?:lots|many|a lot)|lent|lends"
    r"|explain\w*|warn\w*|remind\w*"
    r"|announc\w*|introduc\w*|chang(?:ed|es) the (?:rules?|policy|date|time)|install\w*|block(?:s|ed)|report(?:s|ed)"
    r"|log(?:s|ged)"
    r"|record(?:s|ed) (?:it|this|that)|note[sd]?|listen\w*|help\w*|car(?:es|ed)|support\w*|comfort\w*|reassur\w*"
    r"|apologis\w*|believ\w*"
    r"|understand\w*|understood|want(?:s|ed)? to (?:help|know|speak|meet|talk)|need(?:s|ed)? to (?:know|see|be told)"
    r"|ask(?:s|ed) (?:what|how|who"
    r"|if|whether|about|us to|me to (?:write|fill|come|tell|send)|for (?:the|a|my) (?:screenshots?|statement|names?"
    r"|details|copy))|chair(?:s|ed)"
    r"|cover(?:s|ed) (?:for|the|our)|intervened|stepped in|stopped|separated|suspended (?:him|them|both|the)"
    r"|sanctioned|gave (?:him|them|both"
    r"|the boys|the girls) (?:a )?(?:detention|warning|sanction)|deserves?|seems? (?:nice|kind|lovely|busy)"
    r"|is (?:very |so |really )?(?:nice|kind"
    r"|lovely|helpful|busy|great|good|brilliant|supportive|aware|involved in sorting)|has (?:been )?(?:very |so "
    r"|really )?(?:nice|kind|lovely"
    r"|helpful|great|good|brilliant|supportive)|ha[sd] (?:a|an|the|no) (?:policy|rule|meeting|list|plan|copy|record"
    r"|baby|day off|cold|box|new))"
)
PASSING_AFTER = re.compile(
    rf"(?:'s {_THINGS}\b"
    rf"|\s*,?\s*(?:has |have |had |is |was |were |are |already |also |then |just |now |always |kindly |quickly |soon "
    rf"|both ){{0,4}}{_DUTIES}\b"
    r"|\s*,?\s*(?:can|could|will|would|should|might|may|must|need to|'ll|'d)\b (?!not\b|never\b|only\b|always\b"
    r"|still\b|hit|shout|laugh)"
    rf"|\s*,?\s*(?:is|was) (?:\w+ )?(?:my|our|his|her|their|a|the \w+'?s) (?:\w+ )?{_KIN}\b"
    r"|\s*(?:like (?:yours|ours|that|this)|first|too|please|or|as well|yet)\b"
    r"|\s*,?\s*(?:has been |had been |has |will be |is |was |were |are )(?:\w+ly |also |still |now )?(?:off|away|ill"
    r"|sick"
    r"|on (?:leave|holiday|a course|a trip|maternity|the phone)|new|busy|absent|retiring|leaving|out\b|not (?:in|here"
    r"|there|at"
    r" school)|at (?:a|the|another|home)|in (?:a (?:meeting|lesson)|another school|hospital)|abroad|replaced|appointed"
    r"|called (?:mr|mrs|ms|miss|dr))"
    r"|\s*,?\s*(?:has |had )?(?:sa(?:id|ys)|told (?:us|everyone|everybody|parents|the class|the school|year \d+)"
    r"|announced"
    r"|wrote|explained)(?: in (?:assembly|the newsletter|a letter))?(?: that)? (?:phones?|mobiles?|everyone|everybody"
    r"|we"
    r" (?:must|can't|cannot|should|all|have|need)|the school|school|about (?:staying|being|keeping|online|phones?"
    r"|safety)|how to|to (?:report|use|tell|write|fill|ring|come|look after))"
    r"|\s*(?:and|,) (?:the )?(?:governors|staff|police|teachers|parents|dsl|head|office)\b)"
)
