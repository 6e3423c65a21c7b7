"""Words of which a plain sentence may be made: what is told with others may be harm that no list knows.

Stems of ordinary English words and of a school day, from the labelled sentences that say nothing of anybody and from a
list of our own. The price of a word that is missing is one question to the next level.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_WORD = re.compile(r"[a-z']+")
_ENDINGS = ("ing", "ed", "es", "s", "e", "d", "ly")
_LEAST = 3


def is_calm(text: str, names: Collection[str] = ()) -> bool:
    """Whether all words of the text (in small letters) are ordinary; `names` are those of others in it."""
    return all(stem_of(word) in CALM or word in names for word in _WORD.findall(text) if len(word) > 1)


def stem_of(word: str) -> str:
    """The word without what is put behind it: "noticed", "notices" and "noticing" are one."""
    word = word.split("'", maxsplit=1)[0] or word
    ending = next((one for one in _ENDINGS if word.endswith(one) and len(word) - len(one) >= _LEAST), "")
    return word.removesuffix(ending)


CALM = frozenset(
    """
    's a abl about abov absenc absent accident accord account aci acros action actual add addres advic advis
    afrai after afternoon afterward again age agency agre agreement ahea ai aid aider alarm all allow almost
    along already also although alway am ambulanc an and ankl annual another answer any anybody anyon anyth
    anyway apart apologis app appear appl appli appointment approach april arbor are area arm aroun arrang arriv
    art as ask assemb assessment assistant at ate attach atten attend attendanc attention august aunt autumn ava
    availabl awar away awful back bad bag ball ban bank bathroom be bear becaus becom been befor began begg
    begin begun behalf behav behaviour behin being believ bell belong below bench besid best bet better between
    bicycl big bik birthday biscuit bit black blackboar blad blanket block bloo blu boar boil book boot borrow
    both bottl bought bowl box boy boyfrien brav brea breach break breakfast breath brief brilliant bring brok
    broken brother brought brown bruis build burn burst bus busy busybody but buy by caf cak calendar call
    called caller calm calmed calmer cam camh camp can cannabi canteen car card careful carer caretaker carri
    carry cas catch caterer caught caus cc cctv centr certain chair chanc chang charity chas chat check cheer
    chees chemistry ches chil childlin children chlo chocolat choir choos church circl city clas classroom clean
    cleaner clear clerk clever climb clinic cloakroom clock clos cloth clown club clung coach coat coffe col
    colleagu collect colleg colour com comfort community company compas complain compres computer concern
    confirm confiscat consent contact continu contractor conversation cook cool copi copy corner corridor cough
    coul couldn council counsell counsellor count country county cours court cousin cover cpom cream cri crisp
    cros cross cry cup cupboar curriculum cut cycl dad dai dar dat daughter day deal dealt dear december decid
    decision deep deepfak delay deliberate demand dentist department deputy describ designat desk detail details
    detention diall diary did didn die differenc different difficult din dinner direct disability disappear
    disclos discus discuss display distanc dizzy do doctor document doesn dog don door down draw drawn dress
    drew drink driv driver drop dropp drov dry dsl due dur duty each ear earlier easier easter easy eat eaten
    education effort egg ehcp eight either elbow eleven ella els email emergency empty encourag end english
    enough enter entranc envelop equipment even event ever every everybody everyon everyth evidenc ewo exact
    exam exampl except exclud excursion exercis exit expect explain extra eye fac fact faint fair fall fami fao
    far farm fast fault favourit feb february feel feet fell fenc fetch fever few fewer fiel fight fil fill film
    fin find finish fir firm first fish fit fiv flick flinch floor flower folder follow foo foot football for
    foreign forget form forwar fought foun four fre french friday frien friend from front fruit full funds
    further fus futur gam garden gat gav gave general gentl geography get gett gift girl giv given gla glas
    glass glov go goe going gon goo goodby goodnes got governor gp graffiti gran granda grandma grandmother
    grateful graz great green grey groun group grow grown gues guest guid guidanc gym hack had hadn half hall
    han hand hang happen happy har harm harvey has hasn hat hav haven he hea headach headmaster health hear
    heart heat heavy hel hello help helpful helplin her herself hi high hill him himself his history hockey hol
    holiday hom homework hop horn horribl hospital hot hour hous how hundr hungry hurry i ice idea if ill illnes
    immediat important in incident inclusion infant inform information inhaler injury insid instea interview
    into intruder invit involv iron is isn isolation issu it item its itself jacket jami january job join july
    jumper jun junior just kayden keep kept key kid kin kind kindnes kitchen know known lab lad ladi lado lady
    languag larg last lat later latin lea leader learn learnt least leav lectur left lent lesson let letter
    level library lic lif lift light lik lin link list listen littl liv local loft log logg long look los lost
    lot lou lov love low lucki lunch lunchtim machin mad main mak man manag manager many map march mark mash mat
    maternity math matron matter may mayb me meal mean meant medical medicin meet mem member men mention mess
    messag met mick midday middl might mil milk min minibu minut mis miss mistak moment monday monitor month mor
    morn most mother mov much mug mum museum music must my myself nam names nan nativ near nearby neat necessary
    nee need neighbour neither netball new newsletter next nic nicknam night nin no noah nobody nois non normal
    nos not notebook notic november now nowher number nurs nursery nut o october of off offer offic officer
    often oil ok okay old older on onc one onlin only open opinion or orang order organis original other ought
    our ourselv out outcom outsid oven over overhear own pag pain paint pair pal paper parcel parent park part
    parti partner party pas pass past path patient paus pe peac pen pencil peopl perhap perio peripatetic
    permission person phon photocopy piano pic pick piec pigeonhol pill plac plan plant plaster plat play
    playgroun pleas plenty pls pm pok polic policy polit poor pop porch porn possibl post poster practic prais
    prank prepar press pretend primary principal print priz probab problem procedur proces profil programm
    project proper psh punch pupil purs put putt question queu quick quiet quit quiz rac rain rais ran rang rat
    rather rd rea read ready real realis reason reassur receiv reception reckon recognis recommend recor record
    red refer referr referral regar regard register relat relationship releas remember remin remov rep repeat
    report request rest restor restrain result return review reward rid right ring rington risk roa roll roof
    room rota roun routin row rud rugby rul rule rumour run rung runn sack sad saf safeguar safety sai sam
    sandwich sanitary sat saturday saw say scam scar scarf school scienc scissor scor screen screenshot seal
    search season seat secon secondary section see seem seen self sen senco senior sent separat separate
    september serv servic session set settl seven several shak shar she sheet shelf shelter shin sho shock shook
    shop short shoul show shut shy sibl sick sid sight sign sil silent silver sim similar simpl sinc sing singl
    sir sister sit sitt situation six siz sleep sleev slept slip slow small smelt smok snack snow so social sock
    som somebody someon someth sometim son soon sor sorry sort soun sound soup spac spar spat speak special
    speech spell spen spent split spok spoken spoon sport spot spott spr spray spread staff stag stair stan star
    start stat statement station stay step stepda stepfather stepp stick sticker still stoo stop stopp stor
    storm story straight stranger street strict student study stuff subject submit such sudden suggest summer
    sun sunday supervis supp support supportiv suppos sur surgery surnam survey sweet swim swimm system ta tabl
    tablet tak taken talk tall target tas task taught taxi tea teach teacher team tear technician telephon tell
    tells ten tenni term test text th than thank that the their them themselv then ther therapist thes they thi
    thing think thir thirsty thos though thought thre threshol through throughout thursday tidy tie tim timetabl
    tir tissu to toast today together tok tol tom tomorrow tonight too took top touch towar towel toy train
    travel tray tre treat tri trip trolley troubl trouser tru trust try tuesday turn tutor twelv twenty twic two
    tyler typ uncl under understan understand understoo uniform unit until unwell up upload upset urgent us usb
    use using usual vaccin van vap very video view villag visit visitor voic voicemail vomit vot wait walk wall
    want warm warn was wash wasn watch water way we wear weather websit wednesday week weeken weight welcom
    welfar well went wer weren wet what wheel when wher whether which whil whisper whistl whit who whol whom why
    wid wif will win window winter wish witch with within without witness woman won wor word work worker
    workshop worl worri worry wors worst woul wouldn writ written wrong wrot yar year yes yesterday yet you
    young your youth zon
    """.split()
)
