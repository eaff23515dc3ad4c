"""What stands before and behind a ship's name: a word for a ship, a flag, 'named'; and what tells that it is no name.

In: nothing. Out: compiled patterns for `monitor.screening.ships`. What may stand between word and name is told word by
word, so that the tanker's owner, captain or port is never taken for the tanker. The patterns are slow, and few articles
have a ship: `STEMS` tells quickly where one of the words may stand at all.
"""

from __future__ import annotations

import re

from monitor.engine.automaton import Automaton

_LATIN = (
    # English
    r"(?:super|oil[ -]|product[ -]|crude[ -])?tankers?", r"(?:bulk|crude|gas|lng|lpg|ore|car|oil|ethane) carriers?",
    r"bulkers?", r"freighters?", r"(?:cargo |container |supply |research |general )?(?:ship|vessels?)",
    r"(?:cargo|container) ships", r"[a-zé]{1,24}-flagged", r"[vu]lccs?", r"(?:suez|afra|pana)max(?:es)?",
    r"(?:ice|pipe)[- ]?(?:breaker|layer)s?", r"pipe[- ]?lay(?:ing|er) (?:ship|vessel)", r"frigate",
    r"containerships?", r"(?:super)?yachts?", r"tugboats?", r"trawlers?", r"barges?",
    # French
    r"(?:super)?p[ée]troliers?", r"m[ée]thaniers?", r"cargos?", r"navires?(?:-citernes?)?", r"vraquiers?",
    r"porte-conteneurs?", r"bateaux?", r"chimiquiers?", r"brise-glaces?", r"frégate", r"poseur de (?:conduites|tubes)",
    r"navires? de charge", r"navires? poseurs?(?: de \w+)?",
    # German
    r"\w{0,14}tankers?n?", r"\w{0,14}frachters?n?", r"\w{0,14}schiff(?:s|es|en|e)?", r"jacht", r"f[äa]hre",
    r"eisbrecher\w?", r"fregatte", r"rohrleger",
    # Spanish, Portuguese, Italian
    r"(?:super)?petroler[oa]s?", r"(?:super)?petroleiros?", r"petrolier[ae]", r"(?:super)?petroliere",
    r"(?:buques?|navios?|nave)(?:[- ](?:cisterna|tanque|petroler[oa]s?|cargueros?|mercantes?|cargueiros?))?",
    r"carguer[oa]s?", r"cargueiros?", r"barcos?", r"metaner[oa]s?", r"gaseros?", r"granelero", r"tanqueros?",
    r"rompehielos", r"fragata", r"mercantile", r"portacontainer", r"rompighiaccio",
    # Polish, Czech, Turkish, Dutch
    r"tankow(?:iec|ca|cu|cem)", r"statk?(?:ek|u|iem|ki)", r"masowiec",
    r"(?:frachtow|kontenerow|gazow|lodołamacz)\w{0,4}", r"tankeri?n?i?", r"gemi(?:si)?", r"vrachtschip",
)  # fmt: skip
_CYRILLIC = (
    r"\w{0,12}танкер\w{0,3}(?:-\w{3,12})?",
    r"ледокол\w{0,3}", r"криголам\w{0,3}", r"фрегат\w{0,3}", r"крейсер\w{0,3}",
    r"[а-яіїє]{2,12}воз\w{0,3}", r"трубоуклад\w{2,5}", r"вантажівк\w{1,3}", r"лихтер\w{0,3}",
    r"газовоз\w{0,3}", r"сухогруз\w{0,3}", r"суховантаж\w{0,3}",
    r"суд(?:но|на|ну|ном|не|ні|ов|ами|ах|ен)",
    r"корабл\w{1,3}", r"корабель", r"теплоход\w{0,3}", r"контейнеровоз\w{0,3}", r"балкер\w{0,3}", r"паром\w{0,3}",
    r"барж\w{1,2}", r"яхт\w{1,2}", r"буксир\w{0,3}", r"траулер\w{0,3}", r"т/х",
)  # fmt: skip
_ARABIC = (
    r"[وبل]?(?:ال)?(?:ناقلة|ناقلات)(?: (?:ال)?(?:نفط|غاز|خام|منتجات|مشتقات)(?: (?:الخام|المسال))?)?",
    r"[وبل]?(?:ال)?(?:سفينة|سفن|باخرة|بواخر)(?: (?:ال)?(?:شحن|بضائع|تجارية|حاويات|حربية|(?:مد|لمد) (?:ال)?أنابيب))?",
    r"[وبل]?(?:ال)?(?:فرقاطة|يخت|عبارة)",
    r"(?:سوپر ?)?نفت‌?کش", r"(?:ابر)?کشتی(?: (?:باری|تجاری|جنگی|فله‌بر|کانتینربر))?", r"(?:ابر)?نفتکش",
    r"ناو(?:شکن|چه|بندر)?",
)  # fmt: skip
_MARKS = r"M/?[VT]|M\.[VT]\.|LNGC|VLCC|FSU|FSO"
_CHINESE = r"油轮|油輪|油船|货轮|貨輪|货船|貨船|集装箱船|散货船|轮船|船只"
WORDS = (*_LATIN, *_CYRILLIC, *_ARABIC)
_WORDS = "|".join(WORDS)
# What every one of them, every mark and every word behind a name has in it, as folded text has it: with a space where a
# word must begin or end there. It begins at most so many characters behind the word's beginning:
STEM_WITHIN = 24
STEMS = Automaton((
    "tanker", " vlcc", " ulcc", " suezmax", " aframax", " panamax", " tanquero",
    " carrier", " bulker", " freighter", " ship", " vessel", " flagged ", " ice", " pipe", " frigate ",
    " containership", " yacht", " superyacht", " tugboat", " trawler", " barge",
    "petrolier", " methanier", " cargo", " navire", " vraquier", " porte conteneur", " bateau", " chimiquier",
    " brise glace", " fregat", " poseur de ",
    "frachter", "schiff", " jacht ", " fahre ", " eisbrecher", " rohrleger ",
    "petroler", "petroleir", " cargue", " buque", " navio", " nave ", " barco", " metaner", " gasero", " granelero ",
    " rompehielos ", " fragata ", " mercantile ", " portacontainer ", " rompighiaccio ",
    " tankow", " statk", " statek ", " statu ", " statiem ", " masowiec ", " frachtow", " kontenerow", " gazow",
    " lodolamacz", " gemi", " yati", " vrachtschip ",
    "танкер", " ледокол", " криголам", " фрегат", " креисер", "воз", " трубоуклад", " вантажівк", " лихтер",
    " сухогруз", " суховантаж", " судн", " судов ", " судами ", " судах ", " суден ", " корабл", " корабель ",
    " теплоход", " балкер", " паром", " барж", " яхт", " буксир", " траулер", " т х ",
    "ناقله", "ناقلات", "سفينه", "سفن", "باخره", "بواخر", "فرقاطه", "يخت", "عباره", "نفتكش", "كشتي", " ناو",
    " mv ", " mt ", " m v ", " m t ", " lngc ", " fsu ", " fso ",
    "油轮", "油輪", "油船", "货轮", "貨輪", "货船", "貨船", "集装箱船", "散货船", "轮船", "船只", "号",
))  # fmt: skip
_NATION = (
    r"(?:[a-zà-ÿ]+(?:ien|éen|ais|ois|ain|ano|ana|eño|eña|ense|és)|russe|grec|turc|libyen|russa|iraniana|siriana|greca|turca|cinese|"
    r"nordcoreana|libica|rosyjski|irański|syryjski|روسی|ایرانی|سوری|چینی|iraní|iraniano|ruso|russo|griego|turco|chino|"
    r"fantôme|fantasma|العملاقة|ال[\w]+ية)"
)
_NAMED = (
    r"called|named|known as|\(?(?:formerly|previously)(?: (?:the|called|named|known as))?|\(?ex|"
    r"dubbed|baptisée?|nommée?|dénommée?|appelée?|llamad[oa]|denominad[oa]|bautizad[oa]|"
    r"chamado|chiamata|"
    r"namens|mit dem Namen|под названием|с названием|під назвою|по имени|"
    r"المسماة|المسمى|تحمل اسم|التي تحمل اسم|باسم|به نام"
)
_FLAG = (
    r"\(?(?:battant |sous )pavillon (?:de l'|de la |du |des |de )?[\w-]+\)?|"
    r"(?:de|con|bajo) (?:la )?bandera (?:de )?[\w-]+|(?:battente|sotto) bandiera (?:del |della )?[\w-]+|"
    r"под флагом [\w-]+(?: [А-Я][\w-]+)?|під прапором [\w-]+|unter [\w-]+ Flagge|unter (?:der )?Flagge (?:von )?[\w-]+|"
    r"(?:flying|under) the flag of [\w-]+|[\w-]+-flagged|ترفع علم [\w]+|التي ترفع علم [\w]+"
)
_GAP = (
    rf"(?: {_NATION}| \([A-Z]{{2,4}}\)|,? (?:{_FLAG}),?){{0,2}}(?:,? (?i:{_NAMED}))?"
    r"(?:,? the(?: [\w-]+-flagged)?|, le| M/?[VT])?"
)
_SPACE = r"[ \u00a0]"
_INNER = r"[ \u00a0\u202f]?"  # within French quotation marks
OPENING = "«„“\"”「『《‘'"
CLOSING = "»“”\"」』》’'"

# A word for a ship with what may stand behind it; a name begins where a match ends, in quotation marks or not.
BEFORE = re.compile(
    rf"(?<![\w/’'-])(?:(?P<word>(?i:{_WORDS})){_GAP}{_SPACE}|(?:{_MARKS}){_SPACE}|(?:{_CHINESE}))(?:(?P<open>[{OPENING}]){_INNER})?"
)
# A word for a ship behind a name: ', an oil tanker', ' (tanker)', ', un pétrolier battant', '号油轮'.
BEHIND = re.compile(
    rf"[{CLOSING}]?(?:,? ?\(|, )(?:(?:an?|the|un|une|ein|eine|il|una|le|el|der|um|uma) )?(?:[\w-]+[- ]){{0,3}}?"
    rf"(?i:{'|'.join(_LATIN)})(?=[.,;)]|$| (?:that|which|under|with|carrying|sailing|flying|flagged|owned|built|"
    r"bound|laden|"
    r"loaded|qui|battant|sous|appartenant|que|con|bajo|de bandera|unter|mit|der|das|che)\b)|"
    rf"[{CLOSING}]?(?:, | — | – | \()(?:[\w-]+ ){{0,2}}(?i:{'|'.join(_CYRILLIC)})(?=[.,;)]|$| под )|"
    rf"[{CLOSING}]?号(?:{_CHINESE})?|"
    r" (?:(?:kuru )?yük |kargo |konteyner |petrol |savaş )?(?:gemisi|tankeri|yatı)|"
    rf"[{CLOSING}]? (?:adlı|isimli) (?:[\w-]+ bayraklı )?(?:(?:kuru )?yük |kargo |konteyner |(?:ham )?petrol |savaş )?"
    r"(?:gemi|tanker)"
)
# A word for a ship right behind, in English: the Lana tanker.
BEHIND_ENGLISH = re.compile(
    r" (?:oil |product |crude |cargo )?(?:tanker|freighter|supertanker|bulk carrier|cargo ship|vessel)"
    r"(?=[.,;:)’']|$| (?:was|is|has|had|in|off|at|on|to|near|from|that|which|with|carrying|sailed|left|by|and)\b)"
)
# Behind a name that is not the ship's: the tanker Lana bought, the tankers Fortune Group runs.
NOT_THE_SHIP = re.compile(
    r"(?:['’]s)? (?:bought|buys|owns|owned by|operates|visited|visits|chartered|sold|ordered|inspected|hired|built|"
    r"runs|says?|said|told|"
    r"company|companies|group|firm|port|crew member|refinery|terminal|oil field|class|"
    r"a (?:acheté|vendu|affrété|visité|inspecté|"
    r"dit)|compró|vendió|fletó|visitó|inspeccionó|dijo|gekauft|gechartert|купил\w?|продал\w?|посетил\w?)\b"
)
PLURAL = re.compile(r"(?:s|x|e|ы|ов|ам|ами|ах|ات|سفن)$", re.IGNORECASE)
AND = re.compile(
    rf"(?:, (?:and |et |y |und |и )?| and | et | y | e | und | и | та | і |، ?و?| و)(?:(?P<open>[{OPENING}]){_INNER})?"
)
