"""Words that name nobody, and words that are names as well. Only for telling names from other words where nobody is
known by them; in small letters and without accents. A word that is missing here is hidden once too often, no more.
"""

# What people write in reports, chronologies and messages, and nobody is called.
EVERYDAY = frozenset(
    """a able about above account accounts across action actions add added admin adult adults advice after afternoon
    again against ago agreed all allowed almost alone along already also always am an and another answer answered
    answers any anybody anyone anything app apps are area around arrived as ask asked asking asks assembly assistant at
    attached away back bad bag be became because bed been before began behaviour behind being believe below best better
    between big block blocked body book both boy boys break breakfast brother brought building bullied bully bullying
    bus but by call called calls came camera can cannot car care careful carer carers case caught chair chat chats
    checked child children chose class classes classroom close closed club coach colleague colleagues come comes coming
    comment comments complaint computer concern concerned concerns contact contacted conversation corridor could couple
    crying cupboard dad daddy daily danger data daughter day days dear decided deleted dentist deputy described desk
    details device devices did different dinner director do doctor does doing done door down dropped dsl due during
    each earlier early either email emailed emails end ended enough entered even evening ever every everybody everyone
    everything evidence executive explained face family far father fault feel feeling feels felt few file film filmed
    find fine finger first five follow followed following food for form forwarded found four friday friend friends
    frightened from front further game games gave general get gets getting girl girls give given go goes going gone
    good got governor governors gran grandad grandma grandmother grandpa great group groups guardian had half hall
    happen happened happening happens has hate have having he head headteacher health hear heard held hello help helped
    helper her here hers herself high him himself his hit holiday home homework hospital hour hours house how hurt i if
    ill image images important in incident information inside instead internet into invited involved is issue it its
    itself job joined just keep keeps kept kicked kind knew know known knows lanyard last late later laughed lead
    learnt least leave left less lesson lessons let letter library like line link little live lives living local locked
    locker long look looked looking looks lost lot lots love lunch lunchtime made mail make makes making man manager
    many match may maybe me mean meant meet meeting member men mentioned message messaged messages met midday might
    mine minute minutes miss mobile moment monday money month months more morning most mother move moved mr mrs ms much
    mum mummy must my myself name named names nan nasty near need needed needs never new next nice night no nobody noon
    none nor not note noted nothing now number numbers nurse of off office often ok okay old on once one online only
    open opened or other others our out outcome outside over own page parent parents park partner passed password
    people perhaps period person personal phone phoned phones photo photograph photographs photos picture pictures
    place plan platform play played playground playing please point police policy pool possible post posted posts
    present pretend pretended principal private probably problem profile public pupil pupils pushed put question
    questions quite ran rang rather read reading really reason received reception record recorded referred refused
    remember removed reply replied report reported reporter reports risk room rude rumour rumours safe safeguarding
    said same saturday saw say saying says scared school schools screen screenshot screenshots second secret secretary
    see seem seemed seems seen self send sending sent serious service services several shall share shared she should
    shouted show showed shown shows sibling side sign signed silly since sir sister sitting six site small so social
    some somebody someone something sometimes son soon sorry speak spoke spoken sports staff start started stay stayed
    still stole stop stopped stopping story straight stranger street student students stuff such sunday support sure
    swimming system table tablet take taken takes taking talk talked talking taught teacher teachers team tell telling
    ten term text texted texts than thank thanks that the their them themselves then there these they thing things
    think this those though thought threatened threatening three threw through thursday time times to today together
    told tomorrow tonight too took toward towards town train travel tried trip true trust try trying tuesday turned two
    uncle under unhappy unknown until up upset us use used user using usual very video videos visit visited volunteer
    wait waited waiting walk walked want wanted wants was watch watched way we wednesday week weekend weeks well went
    were what when where whether which while who whole whom whose why wife will wish with within without witness woman
    women word words work worked working works worried worry worse would write writes writing written wrong wrote yard
    year years yes yesterday yet you young your yours yourself zero

    january february march april june july august september october november december christmas easter halloween
    english maths mathematics science history geography art music french german spanish drama computing pe re ict rse
    pshe send sendco ta lado mash ceop nspcc childline camhs iwf ico ofsted kcsie dpo iphone ipad android chromebook
    whatsapp snapchat tiktok instagram facebook messenger youtube roblox fortnite minecraft discord twitter telegram
    signal twitch reddit pinterest steam xbox playstation nintendo google teams zoom outlook microsoft apple chatgpt
    omegle bereal kik vinted uk england wales scotland ireland london british children's

    acknowledged closed chronology printed debrief threshold conversation note step taken apparently anyway although
    finally however honestly hopefully later meanwhile neither originally please previously recently sadly someone's
    suddenly therefore thus whatever whenever whoever unfortunately until unless usually""".split()
)

# Names that are words as well. In small letters they are taken for the words.
BOTH = frozenset(
    """abbey abbot abbott amber amen angel archer april ash august autumn bailey baker ball banks barber barker barn
    basil bay bear beau beck bell berry bill birch bird bishop black blaze blessing bliss bloom blue bob bond booth
    bowl bowler branch brand bridge bright brook brooks brown buck bunny burn burns bush butcher butler butter camp
    candy carpenter carter cash castle chance chapel chapman chase cherry church clay cliff cloud coal coast cole cook
    cooper coral cotton court cox crane crow cross crystal daisy dale dawn day dean dee dell dew diamond drew driver
    duke dusty earl east eden ember england english eve faith farmer fern fickle field fields finch fisher fleet
    flint flora flowers ford forest foster fountain fox frank french frost fuller gale gardener gay gem gene ginger
    glen glover gold golden good grace grant gray green grey grove guest guy hale hand hardy harmony harper harry
    hart hawk hay hazel heath heather hill hills holly honey hood hook hope hunt hunter hurst iris ivory ivy jack jade
    jasmine jay jean jewel john jolly joy judge june justice kay key king kitty knight lake lamb lance lane law lee
    lemon lily lions little lloyd london long lord love loyal lucky luck lynch mace mark marsh marshal marshall mason
    max may meadow mercer mercy merry mike mill miller mills mint misty monk moon moor moore more moss mould mountain
    myrtle nash neat new nick night noble noon north nut oak olive opal orange otter page palm paris park parker parks
    parsley pat patience peace peach pearl penny pepper perry peter pet petal piper plant pleasant poet pole pond poole
    pope poppy porter potter pound power precious price pride prince princess prior prudence queen quick rain rainbow
    ray raven read reed rich rider rings river rivers rob robin rock roman rory rose rosemary rowan ruby rush rusty sage
    sailor sand sands saint savannah scarlet scholar sharp shepherd shore short silver singer skinner sky small smart
    smith snow sparks spring stamp star steel sterling stone storm stream street strong sue summer summers sunny swan
    sweet swift sykes tanner taylor temple terry thorn tiger tiny tom topper tower treasure tree trinity true tucker
    turner twist unity vale valentine van victor victory viola violet wade walker wall walls ward waters way weaver
    webb wells west wheeler white will willow wills winner winter wise wolf wood woods worth wren wright yard york
    young""".split()
)
