"""The words by which it is told what a sentence says of somebody named in it: small letters, straight apostrophes."""

from __future__ import annotations

import re

# What stands between a name and what the person does.
_BETWEEN = (
    r"(?:(?:has|have|had|is|was|were|be|been|being|always|often|sometimes|never|then|also|just|still|again"
    r"|once|even|keeps?"
    r"|kept|on|started|starts|likes|wants|wanted|tried|tries|to|who|that|and|only|really|very|so|too|all"
    r"|both|may|might"
    r"|could|would|will|can|did|does|must|apparently|regularly|repeatedly|secretly|deliberately|constantly|later|now"
    r"|another \w+|an? \w+ teacher|were|their|way)\s+){0,6}"
)
_ME = (
    r"(?:me|us|him|her|them|my \w+|our \w+|the (?:girls?|boys?|children|kids|pupils?|class|family"
    r"|families)|pupils?|children|girls?|boys?|kids|parents|staff|everybody|everyone|people|a (?:girl|boy"
    r"|child|pupil|parent|colleague)|year \d+\s?\w*)"
)

# What people do to others, or with what is not theirs, whatever stands behind it.
_HARM = (
    r"(?:shout|yell|scream|swear|swore|curs|hit|hurt|push|shov|grab|slap|kick|punch|pull|drag|pinch"
    r"|bit(?:e|es|ten)?\b|throw"
    r"|threw|chok|strangl|touch|strok|grop|kiss|hug|cuddl|flirt|groom|abus|assault|harass|bull(?:y|ie)"
    r"|threat|intimidat|mock"
    r"|humiliat|teas|insult|pick(?:s|ed|ing)? on|pun(?:ish)|scar(?:e|es|ed|ing)\b|frighten|star(?:e|es|ed"
    r"|ing)\b|film|record"
    r"|stalk|spi(?:es|ed)|spy|follow|messag|text(?:s|ed|ing)?\b|snapchat|dm(?:s|ed)?\b|add(?:s|ed|ing)? "
    r"|lik(?:es|ed) (?:all )?(?:my|her|his|their|our)"
    r"|comment|chat(?:s|ted|ting)?\b|sext|post(?:s|ed|ing)?\b|shar(?:es|ed|ing)\b|publish|leak|lost"
    r"|los(?:es|ing)|(?:left|leav(?:es|ing)) (?:an?|the|my|his|her|their|our|them|him|papers|files"
    r"|confidential|me)\b"
    r"|lie[sd]?\b|lying|falsif|forg(?:ed|es|ing)|fak(?:es|ed|ing)|fiddl|steal|stole|embezzl|hid(?:es"
    r"|ing)?\b|conceal|cover(?:s|ed|ing)?\b"
    r"|delet|destroy|chang(?:es|ed|ing)|cancel|ignor|refus|fail(?:s|ed)?\b|blam|accus|discriminat|laugh"
    r"|smirk|joke|gossip"
    r"|discuss|drink|drunk|smell|smoke|vap(?:es|ed|ing)|tak(?:es|ing) drugs|high on|lock|trap|restrain"
    r"|forc|neglect|mistreat|treat"
    r"|misus|breach|broke|look(?:s|ed)? up|look(?:s|ed|ing)? at (?:my|her|his|our|their|me|us|them|him)"
    r"|access|print|expos|undress"
    r"|nak(?:ed)|punish|exclud|lur(?:es|ed)|brib|paid|pay(?:s|ing)?\b|buy(?:s|ing)?\b|bought|pretend|impersonat"
    r"|do(?:es|ing)? nothing|done nothing|did nothing|do(?:es)? not |did not |didn't|doesn't|won't"
    r"|wouldn't|isn't|never|has not|hasn't"
    r"|made (?:me|him|her|them|us|my|fun)|mak(?:es|ing) (?:me|him|her|them|us|fun|the|my)|let(?:s"
    r"|ting)? (?:them|it|him|her|this)"
    r"|join(?:s|ed)|watch(?:es|ed)? (?:and|us|me|them|him|her|while)|promis)"
)
_OTHER_DEEDS = "|".join(
    (
        rf"(?:sent|sends?|sending|gave|gives?|giving|show(?:s|ed|ing)?|offer(?:s|ed)?) {_ME}(?! (?:home|out\b"
        rf"|to\b|a tissue|a plaster|an? ice|some water"
        r"|water|advice|time|a form|the form|the number|a number|a card|help|support|permission|back"
        r"|everything|all the))",
        rf"(?:ask(?:s|ed|ing)?) {_ME} (?:for|to (?:meet|come|send|chang|keep|stay|lie|delet|hide))",
        r"(?:ask(?:s|ed|ing)?) (?:for|if i)",
        r"told (?:me|us|him|her|my \w+|staff|them) (?:not to|to (?:keep|go away|shut|lie|delete|be quiet|hide"
        r"|stop)|that if)",
        r"told (?:every|the whole|the class|other|another|people|my (?!mum|dad|parents))",
        r"(?:sa(?:id|ys)|saying) (?:it is|it's|it was|this is|that this is)(?: \w+){0,2} secret",
        r"(?:sa(?:id|ys)|saying) (?:horrible|nasty|bad|mean|rude|awful|cruel|racist|terrible|disgusting)",
        r"(?:sa(?:id|ys)) (?:that )?(?:i would|i'd|we were|we are|i was|i am|he was|she was|you are|if i)"
        r" (?!did|right|brave|safe|welcome|not in trouble)",
        r"call(?:s|ed|ing)? (?:me|him|her|them|us|my \w+)(?: an?)? (?!back\b|at\b|on\b|in\b|about\b|to\b"
        r"|this\b|that\b|yesterday|today)\w+",
        r"(?:took|takes?|taking) (?:(?:a |my |the |their |our |his |her )?(?:photos?|pictures?|videos?|money)"
        r"|(?:my|our) (?:phone|things))",
        r"(?:comes?|came|walk(?:s|ed)?|goes|went) (?:in|into) (?:the )?(?:our )?(?:chang|toilet|shower|bed)",
        r"(?:meets?|met|meeting|driv(?:es|ing)|drove|visits?|visited) (?:one of|her|him|me|my|them|the girl"
        r"|the boy|a girl|a boy|pupils?)",
        r"(?:read|reads) (?:out|my|his|her|our|aloud)",
        r"(?:play(?:s|ed|ing)?|talk(?:s|ed|ing)?|speak(?:s|ing)?|spoke|wrote|writes"
        r"|chatting) (?:\w+ ){0,2}(?:about (?!it\b|this\b)|games|online|on a|how|that (?:he|she) (?:loves"
        r"|likes|misses|wants))",
        r"(?:run(?:s|ning)?|us(?:es|ed|ing)) (?:a|an|her|his|their) (?:\w+ )?(?:private|fake|own|second"
        r"|whatsapp|personal|account|name)",
        r"(?:is|was|are|were) (?:\w+ )?(?:friends with|going out|in a relationship|dating|alone with|seeing"
        r"|holding|rude|nasty|mean"
        r"|unkind|cruel|creepy|weird|strange|aggressive|inappropriate|dangerous|scary|racist|sexist|drunk"
        r"|to blame|responsible"
        r"|behind it|involved|part of|in the video|the one who|too close|unfair|unprofessional|violent"
        r"|horrible|told in|bad)",
        r"behav",
        r"(?:knew|knows?) (?:about )?(?:it|this) (?:for|and|but|since|all)",
        r"has favourites",
        r"roll(?:s|ed) (?:her|his)",
        r"has (?:given|got|my|the) (?:her|his|number|password)",
        r"(?:wants|wanted) (?:me|him|her|us|them) to",
        r"read(?:s)? my",
        r"(?:belongs|belonged)",
        r"hold(?:s|ing)",
        r"can't control",
        r"have my number",
    )
)
# Of whom something is told that is theirs.
_OWN = (
    r"'s? ?(?:\w+ )?(?:behaviour|conduct|messages?|texts?|instagram|snapchat|tiktok|facebook|whatsapp"
    r"|account|phone|laptop|car|house"
    r"|flat|husband|wife|partner|brother|sister|son|friend|attitude|language|hands?|fault|doing|fingers?"
    r"|photos?|pictures?|comments?"
    r"|posts?|emails?|password|computer|drive)"
)
_HELP = (
    r"(?:came and stopped|stopped (?:it|them|him|her|the)|helped|took (?:him|her|me|them|us) to"
    r"|called (?:the|his|her|their|me|my mum|my dad) "
    r"?(?:parents?|mum|dad|police|ambulance|at work|back)?|rang|is ringing|will ring|found|noticed|saw|heard)"
)

ABOUT_AFTER = re.compile(
    rf"(?:{_OWN}\b|(?:'s\b)?[,\s]*(?!{_BETWEEN}{_HELP}){_BETWEEN}(?:{_HARM}|{_OTHER_DEEDS})"
    rf"|\s*and (?:another|the other|some|two) .{{0,30}}?{_HARM}|\s*again\b|\s*chatting"
    rf"|.{{0,40}}\bwho (?:does|did) it\b)"
)
# A name right behind these is what the sentence is about.
ABOUT_BEFORE = re.compile(
    r"(?:\b(?:complain(?:t|ts|ing|ed)? (?:about|against)|report(?:ing)?|accus(?:e|es|ed|ing)"
    r"|allegations? against|writing about"
    r"|(?:this|it|concern|letter|report|case) (?:is|was) about|worried about(?: how)?|concern(?:s"
    r"|ed)? about(?: how)?|blame"
    r"|(?:it|that|this|person|one|adult|grown-up|teacher|name|people involved"
    r"|who did it)(?: \w+){0,5} (?:is|was|be|been|called)"
    r"|(?:it|that)'s|(?:may|might|could|must) have been|somebody said it was|think it was|(?:his|her"
    r"|their) name is|\bhow|the way|misled by|confidence in|my concern is|they are from"
    r"|behaviour of|conduct of|actions of|attitude of|something (?:going on )?between|relationship with"
    r"|friends with|alone with"
    r"|going out with|messages? from|texts? from|call from|photos? from|money from|gifts? from|presents? from"
    r"|(?:sent|posted|taken|made|done|signed|written|shared|bullied|hit|hurt|touched|harassed|threatened"
    r"|ignored|treated|told off|shared) by"
    r"|because of|come(?:s)? from|came from|uncomfortable (?:with|around|near)|away from|being with"
    r"|lunch with|belongs? to"
    r"|money(?: \w+){0,4} went to|screenshots of|videos? of|saw|caught|seen|heard|why (?:does|did|is|was"
    r"|has)|hate|dislike|loathe"
    r"|found in|was on|do(?:es)?n't like|not like|they all do it and|do not trust|don't trust"
    r"|only (?:talks|chats|writes) (?:to|with)|by mistake from|(?:a|the)? ?(?:man|woman|teacher|someone|somebody"
    r"|adult|lady|coach) (?:called|named)"
    r"|cannot trust|can't trust) )(?:it (?:is|was) |the (?:adult|person|teacher) )?$"
)
# Of somebody who is feared, or from whom something is to be kept.
FEARED_BEFORE = re.compile(
    r"\b(?:will not|won't|refuses to|never wants to) be (?:in a room|alone|left) with $"
    r"|\b(?:don't|do not|doesn't|does not|never|not|no longer) feel (?:safe|comfortable|ok|okay"
    r"|happy) (?:with|around|near) $|\b(?:scared|afraid|frightened|terrified|fear|wary|sick|tired"
    r"|nervous) (?:of|around|about)(?: seeing| being near)? $"
)
KEEP_FROM = re.compile(
    r"\b(?:(?:do not|don't) want|(?:do not|don't|never|please not|must not|mustn't|shouldn't|should not"
    r"|not)(?: (?:let|tell|show|send|give|inform|involve|ask"
    r"|share|pass|forward|trust)(?: (?:this|it|that|on|with|to|them))*)?|(?:can't|cannot|could not"
    r"|couldn't|would not|wouldn't) "
    r"(?:go to|tell|trust|speak to|talk to|ask)|i would normally (?:tell|go to|ask)|keep (?:this|it) from"
    r"|hide (?:this|it) from) $"
)
# Somebody to whom something is done, or is pretended to be: it is said of others.
SUFFERED_BEFORE = re.compile(
    r"\b(?:(?:rude|mean|nasty|horrible) to|(?:swore|shouted|yelled|laughed|threw \w+) at|they filmed"
    r"|filmed|a meme of|memes of|pretend(?:s|ed)? to be|(?:threw|spat|aimed|fired)(?: \w+){1,3} at"
    r"|(?:drew|edited|photoshopped|made) (?:an? |the )?(?:\w+ )?(?:picture|drawing|photo|cartoon|meme|account|page"
    r"|profile|video) of|(?:hacked|cloned|copied|guessed) (?:the|an?) (?:\w+ )?(?:account|phone|computer|laptop|page"
    r"|email|password) of"
    r"|pretending to be|fake (?:account|profile|page) (?:of|with the name of)|in the name of|things about"
    r"|comments about|rumours about"
    r"|lies about|posts about|threat(?:s)? to|threatened|abuse (?:at|to|towards)|insulted|mocked|impersonat\w+) $"
    rf"|\b(?:they|he|she|somebody|someone|boys?|girls?|pupils?|parents?|kids|children|people|i|we|tom"
    rf"|[a-z]+) (?:have |has |had |also |then )?{_HARM}(?:[a-z]*ed|[a-z]*)? (?:at )?$"
    r"|\b(?:put|hacked|threw \w+ at|scratched|damaged|broke into|stole|copied|cloned|used) $"
)
# What is said to a whole class is a lesson.
_TAUGHT = (
    r"\s*,?\s*(?:has |have |had |also |then |always ){0,3}(?:told|taught|reminded) (?:us|everyone|everybody|parents|the"
    r" (?:class|school|children|pupils|whole school)|year \d+)"
    r" (?:about (?:staying|being|keeping|online|phones?|safety)|how to|to be)"
)
# Those who were told, asked, thanked or greeted, or shall be.
TOLD_BEFORE = re.compile(
    r"(?:^(?:dear|hi|hello|good (?:morning|afternoon|evening)|thanks?,?|thank you,?|cc|to|fao|told|with"
    r"|seen by|handed over to"
    r"|passed on to|reported to) ?$"
    r"|\b(?:told|tell|tells|telling|inform(?:ed|ing)?|notif(?:y|ied)|report(?:ed|ing)? (?:it|this|that|the \w+)? ?to"
    r"|(?:spoke|spoken|speak|speaking|talk|talked|talking) (?:to|with)|said to|says to|disclosed (?:it "
    r"|this )?to|mentioned (?:it |this )?to"
    r"|confided in|(?:gone|went|go|going|ran|run) (?:straight )?to(?: see| tell| speak to)?|hid behind"
    r"|(?:let|grateful to|copy to|attention:?|forward to|to forward to)|sent|discussed this with"
    r"|raised with|see|met|meet|meeting with|appointment with|saw"
    r"|emailed|email|rang|ring|phoned|phone|called|call|contacted|contact|gave|given|handed|lent|wrote to"
    r"|written to|write to|texted|messaged|ask(?:ed)?"
    r"|let|pass(?:ed)? (?:this|it|that)?(?: on)? ?to|passed on to|sent (?:it|this|the \w+(?: \w+)?) to|showed|shown"
    r"|(?:showed|shown|gave|given|handed|left) (?:it|this|them|the \w+(?: \w+)?|my \w+)(?: in)? to"
    r"|left (?:a message|a note|it) (?:for|with)"
    r"|copying (?:this|it) to|attention of|regards to|thank you,?|thanks to|thanks,?|dear|trust|(?:agreed"
    r"|checked|shared|left|laughing|discussed it|been in touch|in touch) with|as|when|as soon as|only"
    r"|since"
    r"|^can|^could|^(?:can|could) you (?:ask|let)|please can|please could|i want|i would like|i'd like"
    r"|would like|like|feel safe with|safe with|asked"
    r"|told in person:?|after i saw|friend told|laughing at|pictures of|my teacher|my tutor|our teacher"
    r"|(?<!belongs )(?<!belong )(?<!went )(?<!close )(?<!related )(?<!due )(?<!married )\bto|share (?:this"
    r"|it) with|best wishes to"
    r"|when i told|to see|class of|taught by|lesson with) ?(?:about (?:it|this) to )?$)"
)
TOLD_AFTER = re.compile(
    rf"(?:{_TAUGHT}|'s (?:class|lesson|form|tutor|group|room|office|school|maths|english|science|pe|year)\b"
    r"|\s*,?\s*(?:has |have |had |was |were |is |been |already |also |who |then |now |will |can |could |both ){0,4}"
    r"(?:know(?:s)?\b(?= (?:it|about|that|what|this|already|too|now|everything|everyone|how|why|who|where"
    r"|please|him|her|them|the family|me|us)\b|[,.]?$| and i)(?! (?:about )?(?:it|this) (?:and|but|for))"
    r"|aware|(?:been )?told\b(?= (?:at|in person|by|on|\d|about it|this|straight)|$)|informed|listen(?:s"
    r"|ed)?|wrote (?:everything|it|this|that|all|me a note)|look(?:s|ed) after|made sure|looking (?:into"
    r"|after)|dealing with|there\b|here\b|away\b|ill\b"
    r"|said (?:she|he|they) (?:would|will|could|can|'ll)|said (?:sorry|it was not my fault"
    r"|it is not my fault|it's not my fault)|spoke|spoken|talked|(?:gave|given) (?:me|him|her|us"
    r"|them) (?:an? |some |the )?(?:tissue|plaster|ice"
    r"|water|advice|time|form|number|card|help|support|permission)|sat with|walk(?:s|ed) (?:me|him|her|us"
    r"|them) (?:home|to|back)|collect|took the \w+ (?:away|off|from)|separated|report(?:s|ed) (?:it|this"
    r"|him|them)"
    r"|(?:has )?blocked|believes? (?:me|him|her|us)|believed (?:me|him|her|us)|check(?:s|ed)|sent (?:him"
    r"|her|them|me|the \w+) (?:home|out|to)|came\b(?! into)|comes\b(?! into)|turns? (?:round|around)"
    r"|see the|have the|has everything"
    r"|not looking|explain|arrang|organis|referred|logged|passed (?:it|this)|comforted|calmed|brought"
    r"|moved (?:me|him|her|them)|confiscat|agree|remind|answer(?:s|ed)|replied(?! to all)|support|protect"
    r"|car(?:es|ed) for|talk(?:s|ed)? to (?:me|him|her|them|both)"
    r"|offered to|wait(?:s|ed) with|stay(?:s|ed) with|let (?:me|him|her|us|them) (?:sit|stay|use|call|ring"
    r"|go home|talk|come)|think(?:s)?\b|believe(?:s)? (?:it|that|him|her|me|us|them)|tri(?:es"
    r"|ed) to (?:stop|help|calm|find|ring|speak|talk|get)|told (?:him|her|them|the \w+|everyone"
    r"|everybody) (?:to (?:stop|leave|go|come|say|sit|apologise|calm|behave)|off)"
    r"|want(?:s|ed)? to (?:help|talk|know|speak|meet the|hear)|pick(?:s|ed) (?:me|him|her|us"
    r"|them) up (?:when|after|from the (?:floor|ground))|read (?:us|them) |(?:gave|given|gives) (?:them"
    r"|him|her|both|the \w+) (?:a |an )?(?:detention|warning|letter|talking|sanction|lines)"
    r"|moved|spotted|cried|upset|in (?:the|a|another|her|his) (?:next |other )?(?:room|office|hall"
    r"|playground|meeting)|going to (?:speak|talk|ring|call|tell|ask|look|help|see|meet|write|contact)"
    r"|made (?:us|me|him|her) (?:all )?(?:a|some) (?:cup|drink|tea|hot)"
    r"|had a (?:word|chat|talk|meeting)|has my (?:number|phone number|details|email|letter|statement)"
    r"|wr(?:o|i)te(?:s)? (?:it )?down|written (?:it )?down|by then|ask(?:s|ed) (?:me|us|him"
    r"|her) (?:for (?:an?|my|the|some) (?:written )?(?:statement|names?|account of|details|copy|copies"
    r"|screenshots?|list)|what|how|if|whether|about it|who)"
    r"|to (?:write|report|use|fill|put|come|contact)|left\b|retired|replaced|arrived|covered (?:the"
    r"|our) (?:lesson|class)|taught"
    r"|(?:asked|told) (?:me|us|him|her|my \w+) to (?:write|fill|report|tell|put|use|come|say|send|add"
    r"|keep the|let)|said (?:i|we|that i|that we) "
    r"(?:should|could|can|did the right|must|ought)|advised|suggested|recommended|thanked|thanks|helped"
    r"|help(?:s|ing)?\b|dealt with"
    r"|(?:very |so |really |always )*(?:kind|helpful|nice|great|lovely|brilliant|supportive|good)|confirm"
    r"|(?<!been )(?<!was )(?:saw|seen|heard)\b|sees|hears|noticed|found (?!it funny)|witnessed"
    r"|on duty|came and stopped|stopped|took (?:him|her|me|them|us) to|(?:rang|ring(?:s|ing)?"
    r"|phoned) (?:his|her|their|the|me|us|my (?:mum|dad|parents)|mum|dad|home|an ambulance|police|999|you)"
    r"|called (?:me (?:back|at)|his|her|the|their|my)"
    r"|call me|teaches|my (?:teacher|tutor|form|head)|(?:his|her|their|our) (?:form|class|tutor|teacher"
    r"|head)|the (?:dsl|head|deputy|designated)"
    r"|say more|has (?:the|a copy|it)|copy|the screenshots|a copy|let .{0,12} know|at (?:once|\d)"
    r"|asked, here|and i (?:looked|rang|talked|spoke|went)"
    r"|just|know please))"
)
_THEN = (
    rf"(?:she|he|they|who|it)?,? ?{_BETWEEN}(?:{_HARM}|{_OTHER_DEEDS}|was rude|told me to|told every"
    rf"|sent me away|says? no|said (?:no|i was|that i)|laugh)"
)
# "… and she did nothing", "… but nothing happened".
BUT_THEN = re.compile(
    rf"(?:\b(?:and|but|who|yet|though|although),? (?:she|he|they|it|was|has|have|is|did|then)(?: "
    rf"|\b){_BETWEEN}(?:{_HARM}|{_OTHER_DEEDS}|told (?:to go|off|me to go"
    rf"|every)|rude|about (?:him|her|them)|concerns (?:him|her|them)|had no|sent me away|says? no|no reply)"
    rf"|\bbut (?:nothing|no one|nobody|she|he|they)"
    rf"\b.{{0,30}}(?:nothing|happen|done|ignored)|\bnothing (?:has |was |has been )?(?:happened|done"
    rf"|changed)|\bno (?:reply|answer|response)"
    rf"|\b(?:carried on|carries on|goes on|went on|continued|continues|got worse|gets worse|happened again"
    rf"|still (?:do|hit|happen|goes|going|bull))|\bgot (?:nowhere|shouted|told off|ignored|laughed|nothing"
    rf"|no)|\bhung up|\b(?:twice|\w+ times|for (?:weeks|months|years))\b(?! a)|\bbut it (?:concerns"
    rf"|is about) (?:him|her|them))"
)
DONE = re.compile(
    rf"(?:{_THEN}|nothing (?:was|has been|happened|has)|(?:to date |so far |there (?:has been|was|is) "
    rf"|i (?:have|had|got) |we (?:have|had|got) )*(?:had )?(?:no (?:reply|answer|response)|nothing)"
    rf"|still nothing|(?:she|he|they) (?:said|told|did|was|were|has|have)"
    rf"(?: \w+){{0,2}} (?:lying|nothing|rude|go away|stupid|refused|laughed))"
)
# What would be read as a deed by its first word alone, and is help or none.
TOLD_FIRST = re.compile(
    rf"{_TAUGHT}|"
    r"\s*,?\s*(?:has |have |had |was |is |also |then |always ){0,3}(?:walk(?:s|ed) (?:me|him|her|us"
    r"|them) (?:home|to|back)|made (?:us|me|him|her) (?:all )?(?:a|some) (?:cup|drink|tea|hot)"
    r"|(?:gave|given|gives) (?:them|him|her|both|the \w+) (?:a |an )?(?:detention|warning|letter|talking"
    r"|sanction|lines)|told (?:him|her|them|the \w+|everyone) (?:to (?:stop|leave|go|come|say|sit"
    r"|apologise|calm|behave)|off)"
    r"|ask(?:s|ed) (?:me|us|him|her) for (?:an?|my|the|some) (?:written )?(?:statement|names?|account of"
    r"|details|copy|copies|screenshots?|list)|has my (?:number|phone number|details|email|letter"
    r"|statement)"
    r"|made sure|looked after|let (?:me|him|her|us|them) (?:sit|stay|use|call|ring|go home|talk|come)"
    r"|stopped|sent (?:him|her|them|me|the \w+) (?:home|out|to)|cover(?:s|ed) (?:the|our) (?:lesson"
    r"|class))"
)
