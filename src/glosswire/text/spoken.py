"""Judge in which language somebody spoke: by where it was said, who speaks, and how it is worded.

Countries and languages are named by CLDR; which language a country's officials speak is CLDR's likely subtag, but for
countries with several. Media and persons are of public record and chosen for how often foreign news quotes them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from glosswire.model import Provenance


@dataclass(frozen=True, slots=True)
class Spoken:
    """A judgement with its reason in words; `spoken_in` is a language's tag, or empty."""

    provenance: Provenance
    spoken_in: str = ""
    reason: str = ""


UNKNOWN = Spoken("unknown")

# -- English-language media: how to call them, their names in many scripts, and where they have newsrooms of their own,
# so that what is said there to them may well be said in that language.


@dataclass(frozen=True, slots=True)
class _Medium:
    title: str
    names: str
    editions: frozenset[str] = frozenset()


def _medium(title: str, names: str, editions: str = "") -> _Medium:
    return _Medium(title, names, frozenset(editions.split()))


_BBC_IN = "ar az bn cy fa fr gd gu ha hi id ig ja ko mr my ne om pa ps pt ru rw si so sr sw ta te th ti tr uk ur uz vi yo zh es el"
_WIRE_IN = "ar de es fr it ja ko nl pl pt ru tr zh uk"
_MEDIA: tuple[_Medium, ...] = (
    _medium("the US magazine Newsweek", "newsweek|ньюсуик\\w*|ньюзвик\\w*|نیوزویک|نيوزويك|ニューズウィーク|뉴스위크|न्यूज़वीक|ნიუსუიკ\\w*|Նյուզուիք\\w*|新闻周刊|新聞週刊", "pl ja ro sr"),
    _medium("the broadcaster CNN", "cnn|си-эн-эн|сі-ен-ен|سي إن إن|سی‌?ان‌?ان|有线电视新闻网|सीएनएन|სი-ენ-ენ\\w*|სიენენ\\w*", "tr es pt id cs el ro hu ar"),
    _medium("the BBC", "bbc|би-би-си|бі-бі-сі|ббс|بي بي سي|بی‌?بی‌?سی|英国广播公司|英國廣播公司|बीबीसी|ბი-ბი-სი\\w*|ბიბისი\\w*|Բի-Բի-Սի\\w*", _BBC_IN),
    _medium("the New York Times", "new york times|nyt|нью-йорк таймс|نيويورك تايمز|نیویورک تایمز|纽约时报|紐約時報|ニューヨーク・?タイムズ|뉴욕\\s?타임스|न्यूयॉर्क टाइम्स|ნიუ-იორკ თაიმს\\w*"),
    _medium("the Washington Post", "washington post|вашингтон пост|واشنطن بوست|واشنگتن پست|华盛顿邮报|華盛頓郵報|ワシントン・?ポスト|워싱턴\\s?포스트|वाशिंगटन पोस्ट"),
    _medium("the Wall Street Journal", "wall street journal|wsj|уолл-стрит джорнал|وول ستريت جورنال|وال استریت ژورنال|华尔街日报|ウォール・?ストリート・?ジャーナル|월스트리트\\s?저널"),
    _medium("the Financial Times", "financial times|файненшл таймс|файнэншл таймс|فايننشال تايمز|فایننشال تایمز|金融时报|フィナンシャル・?タイムズ|파이낸셜\\s?타임스"),
    _medium("the Guardian", "the guardian|guardian|гардиан|الغارديان|گاردین|卫报|衛報|ガーディアン紙?|가디언"),
    _medium("the Times", "the times"),
    _medium("the Economist", "the economist|economist|эконом[іи]ст[аe]?(?= \\()|ایکونومیست|اکونومیست|الإيكونوميست|经济学人|經濟學人|エコノミスト|이코노미스트"),
    _medium("the Telegraph", "daily telegraph|the telegraph"),
    _medium("Fox News", "fox news|фокс ньюс|فوكس نيوز|فاکس نیوز|福克斯新闻|フォックス・?ニュース|폭스\\s?뉴스|फॉक्स न्यूज"),
    _medium("the broadcaster NBC", "nbc(?: news)?|эн-би-си|إن بي سي"),
    _medium("the broadcaster ABC", "abc news"),
    _medium("the broadcaster CBS", "cbs(?: news)?|си-би-эс|سي بي إس"),
    _medium("the broadcaster MSNBC", "msnbc"),
    _medium("the broadcaster CNBC", "cnbc", "tr ar id it"),
    _medium("Sky News", "sky news|скай ньюс", "ar it"),
    _medium("Politico", "politico|политико|بوليتيكو|پولیتیکو|ポリティコ|폴리티코", "de fr"),
    _medium("Axios", "axios|аксиос|أكسيوس|آکسیوس|アクシオス|악시오스"),
    _medium("USA Today", "usa today"),
    _medium("the US broadcaster NPR", "npr"),
    _medium("the New York Post", "new york post"),
    _medium("Time magazine", "time magazine|us-magazin time|revista time|magazine time|журналу time"),
    _medium("the New Yorker", "new yorker"),
    _medium("Foreign Policy", "foreign policy"),
    _medium("Foreign Affairs", "foreign affairs"),
    _medium("the Atlantic", "the atlantic"),
    _medium("the Daily Mail", "daily mail"),
    _medium("the Sun", "the sun"),
    _medium("the Independent", "the independent"),
    _medium("the Irish Independent", "irish independent"),
    _medium("the Irish Times", "irish times"),
    _medium("the Jerusalem Post", "jerusalem post"),
    _medium("the Kyiv Independent", "kyiv independent"),
    _medium("the Moscow Times", "moscow times", "ru"),
    _medium("Al Jazeera English", "al[ -]jazeera english"),
    _medium("Truth Social", "truth social"),
    _medium("Rolling Stone", "rolling stone", "de fr it es pt"),
    _medium("Variety", "variety(?= magazin)|magazin variety"),
    _medium("the Hollywood Reporter", "hollywood reporter", "it ja"),
    _medium("the news agency Reuters", "reuters|рейтер\\w*|رويترز|رویترز|路透社?|ロイター(?:通信)?|로이터(?: 통신)?|रॉयटर्स|როიტერს\\w*", _WIRE_IN),
    _medium("the news agency Bloomberg", "bloomberg|блумберг\\w*|بلومبرغ|بلومبرگ|彭博社?|ブルームバーグ|블룸버그", _WIRE_IN),
    _medium("the news agency AP", "associated press|ассошиэйтед пресс|أسوشيتد برس|آسوشیتدپرس|美联社|美聯社|AP通信|AP통신", _WIRE_IN),
)  # fmt: skip
_LOCAL = (
    "türk|türkçe|turk|brasil|portugal|indonesia|prima|prima news|greece|en español|mundo|persian|arabic|arabia|عربي|عربية|بالعربية|العربية"
    "|україна|polska|polskie|japan|fernando|türkiye|ht|tg24|afrique|news brasil|news україна|news türkçe|news mundo|на русском"
    "|українською|فارسی|हिंदी|हिन्दी|中文|中文网|中文网|日本版|코리아|korea|hausa|serbia|srbija|romania|hungary|chile|deportes|adria|tamil|urdu|somali"
    "|oder|sport|en russe|auf russisch|in russian|en ruso|in russo|по-русски"
)
_LOCAL_BEFORE = "antena 3|русск\\w+ служб\\w+|українськ\\w+ служб\\w+|служб\\w+"
_ADJECTIVES = re.compile(
    r"(?<!\w)(?:us-?|u\.s\.? |amerikanisch\w*|britisch\w*|américain\w*|britannique\w*|estadounidense\w*|norteamerican\w*|británic\w*"
    r"|americano|americana|britânic\w*|britannic\w*|amerikaans\w*|britse?|amerikansk\w*|brittisk\w*|britisk\w*|americk\w*|britsk\w*"
    r"|amerykańsk\w*|brytyjsk\w*|американ\w*|британ\w*|амерыкан\w*|amerikan|abd|ingiliz|i̇ngiliz|britanyalı|الأمريكي\w*|الأميركي\w*"
    r"|البريطاني\w*|آمریکایی|امریکایی|بریتانیایی|انگلیسی|אמריק\w*|בריט\w*|अमेरिकी|ब्रिटिश|ամերիկյան|բրիտանական|ამერიკულ\w*|ბრიტანულ\w*"
    r"|αμερικανικ\w*|βρετανικ\w*|american\w*|britanic\w*|english|british)"
    r"|美国|美國|英国|英國|米(?=[誌紙テメ国])|英(?=[誌紙])|미국|영국",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"(?<!\w)(?:laut|zufolge|berichtete?|schreibt|schrieb|zitiert\w*|meldete?|meldet|angaben|selon|d['’]après|rapporte|cité\w*|según|citad[oa]"
    r"|publicó|recoge|segundo|conforme|secondo|riporta|volgens|meldt|enligt|ifølge|mukaan|podle|według|podaje|podał\w*|cytuje"
    r"|сообщает|сообщил\w*|пишет|передает|передаёт|цитирует|повідомляє|пише|передає|цитує|potrivit|citat|σύμφωνα|göre|aktardı"
    r"|نقلت|نقلا|بحسب|وفقا|به نقل|به گزارش|लिखा|according|reported|quoted|cited)(?!\w)"
    r"|据|據|报道|報導|報じ|によると|에 따르면|보도",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:noticia|artículo|información|reportaje|bericht|artikel|meldung|article|enquête|notizia|articolo|reportagem|artigo|notícia|публикаци"
    r"|стать|сообщени|материал|публікаці|haberi|artyku|doniesieni|článk|تقرير|گزارش|रिपोर्ट|报道|報導|報道)",
    re.IGNORECASE,
)
_INTERVIEWED = 60  # characters between a medium's name and the word for an interview
_INTERVIEW = re.compile(
    r"interview|im gespräch|entretien|entrevista|intervist|интервью|інтерв|röportaj|mülakat|wywiad|rozhovor|rozmow|haastattelu|συνέντευξη|interjú"
    r"|مقابلة|مصاحبه|ראיון|साक्षात्कार|इंटरव्यू|采访|採訪|专访|專訪|インタビュー|取材|인터뷰|հարցազրույց|ინტერვიუ|wawancara",
    re.IGNORECASE,
)
_IN_ENGLISH = re.compile(
    r"(?<!\w)(?:auf englisch|in englischer sprache|en anglais|en inglés|em inglês|in inglese|in het engels|på engelska|på engelsk|á ensku"
    r"|englanniksi|anglicky|v angličtině|po angielsku|по-английски|на английском(?: языке)?|англійською(?: мовою)?|на английски"
    r"|na engleskom|v angleščini|angolul|în engleză|în limba engleză|στα αγγλικά|i̇ngilizce|ingilizce|ingiliscə|بالإنجليزية"
    r"|باللغة الإنجليزية|به انگلیسی|به زبان انگلیسی|באנגלית|अंग्रेज़ी में|अंग्रेजी में|անգլերեն\w*|ინგლისურად|in english|bahasa inggris)(?!\w)"
    r"|用英语|用英語|以英语|英語で|영어로",
    re.IGNORECASE,
)

# -- persons and offices

# Public figures by their names in many scripts: who speaks in public in one language nearly always.
_PERSONS: Mapping[str, str] = {
    "en": "trump|трамп\\w{0,3}|ترامب|ترمب|ترامپ|טראמפ|特朗普|川普|トランプ|트럼프|ट्रंप|ट्रम्प|თრამპ\\w{0,3}|ტრამპ\\w{0,3}|Թրամփ\\w{0,3}|Τραμπ"
    "|biden|байден\\w{0,3}|بايدن|بایدن|拜登|バイデン|바이든|ბაიდენ\\w{0,3}|Բայդեն\\w{0,3}|Μπάιντεν"
    "|obama|обам\\w{0,3}|أوباما|اوباما|奥巴马|オバマ|오바마|kamala harris|камал\\w харрис|jd vance|j\\. ?d\\. vance|вэнс\\w{0,3}|венс\\w{0,3}|万斯|バンス"
    "|marco rubio|рубио|рубіо|روبيو|روبیو|鲁比奥|ルビオ|루비오|blinken|блинкен\\w{0,3}|блінкен\\w{0,3}|بلينكن|بلینکن|布林肯|ブリンケン|블링컨"
    "|hegseth|хегсет\\w{0,3}|гегсет\\w{0,3}|witkoff|уиткофф\\w{0,3}|віткофф\\w{0,3}|jared kushner|elon musk|илон\\w{0,2} маск\\w{0,3}|إيلون ماسك|马斯克|マスク氏|머스크"
    "|starmer|стармер\\w{0,3}|ستارمر|استارمر|斯塔默|スターマー|스타머|sunak|сунак\\w{0,3}|سوناك|苏纳克|スナク|boris johnson|борис\\w{0,2} джонсон\\w{0,3}"
    "|albanese|stoltenberg(?= )|anthony fauci|warren buffett|jerome powell|mark zuckerberg|tim cook|sam altman|karine jean-pierre|karoline leavitt",
    "fr": "emmanuel macron|macron|макрон\\w{0,3}|ماكرون|ماکرون|马克龙|馬克宏|マクロン|마크롱|मैक्रों|მაკრონ\\w{0,3}|Մակրոն\\w{0,3}|Μακρόν",
    "ru": "putin|poutine|putyin|poetin|путин\\w{0,3}|путін\\w{0,3}|بوتين|پوتین|普京|プーチン|푸틴|पुतिन|პუტინ\\w{0,3}|Պուտին\\w{0,3}|Πούτιν"
    "|lawrow|lavrov|lavrow|ławrow\\w{0,3}|лавров\\w{0,3}|لافروف|لاوروف|拉夫罗夫|ラブロフ|라브로프"
    "|peskow|peskov|песков\\w{0,3}|пєсков\\w{0,3}|بيسكوف|پسکوف|佩斯科夫|ペスコフ|페스코프|sacharowa|zakharova|захаров[аоу]й?|medwedew|medvedev|медведев\\w{0,3}",
    "uk": "selenskyj|selenski|zelensky+|zelenski+|zelenszk\\w{1,3}|zelenskij|zelenskiy|zełensk\\w{1,4}|зеленськ\\w{1,4}|زيلينسكي|زلنسکی|泽连斯基|ゼレンスキー|젤렌스키|ज़ेलेंस्की|ზელენსკ\\w{0,3}",
    "de": "olaf scholz|scholz|шольц\\w{0,3}|شولتس|朔尔茨|ショルツ|숄츠|friedrich merz|мерц\\w{0,3}|默茨|merkel|меркель|baerbock|pistorius|wadephul",
    "tr": "erdoğan|erdogan|эрдоган\\w{0,3}|ердоган\\w{0,3}|أردوغان|اردوغان|埃尔多安|エルドアン|에르도안|hakan fidan",
    "it": "giorgia meloni|meloni|мелони|ميلوني|梅洛尼|メローニ|멜로니|antonio tajani|tajani",
    "es": "pedro sánchez|josé manuel albares|milei|милей|sheinbaum|nicolás maduro|gustavo petro",
    "zh": "xi jinping|си цзиньпин\\w{0,3}|сі цзіньпін\\w{0,3}|شي جين ?بينغ|习近平|習近平|시진핑|wang yi|ван и",
    "hu": "orbán viktor|viktor orbán|orbán|орбан\\w{0,3}|szijjártó|сийярто",
    "pt": "lula da silva|bolsonaro|marcelo rebelo de sousa",
    "hy": "paschinjan|pachinian|pashinyan|pashinián|pasjinjan|paszynian\\w{0,3}|paşinyan|пашинян\\w{0,3}|пашінян\\w{0,3}|باشينيان|پاشینیان|帕希尼扬|パシニャン|파시냔|ფაშინიან\\w{0,3}|Փաշինյան\\w{0,3}",
    "az": "alijew|aliyev|əliyev|алиев\\w{0,3}|алієв\\w{0,3}|علييف|علی‌اف|阿利耶夫|アリエフ|ალიევ\\w{0,3}",
    "fa": "khamenei|chamenei|хаменеи|خامنه‌ای|خامنئي|哈梅内伊|ハメネイ|peseschkian|pezeshkian|پزشکیان",
    "ko": "kim jong[ -]un|ким чен ын\\w{0,3}|金正恩|キム・ジョンウン|김정은",
    "ja": "shinzo abe|fumio kishida|shigeru ishiba|takaichi|岸田|石破|高市",
    "pl": "donald tusk|andrzej duda|karol nawrocki|radosław sikorski",
}  # fmt: skip
# Offices that speak English whoever holds them, in the languages of the press.
_ENGLISH_OFFICES = re.compile(
    r"(?<!\w)(?:us-(?:präsident|außenminister|aussenminister|verteidigungsminister|vizepräsident|regierung|finanzminister|botschafter|senator|sondergesandte)\w*"
    r"|weiße[ns]? haus\w*|weisse[ns]? haus\w*|maison[ -]blanche|casa blanca|casa branca|casa bianca|witte huis|vita huset|hvide hus|hvite hus"
    r"|bílý dům|bílého domu|biał\w+ dom\w*|бел\w+ дом\w*|біл\w+ д[оі]м\w*|beyaz saray|البيت الأبيض|کاخ سفید|סב לבן|pentagon\w*|пентагон\w*|البنتاغون|پنتاگون"
    r"|(?:britische\w?|british) (?:premier\w*|prime minister|außenminister\w*|regierung\w*)"
    r"|nato-(?:generalsekretär|secretary general|chef)\w*|secrétaire général de l['’]otan|secretario general de la otan|secretário-geral da (?:otan|nato)"
    r"|segretario generale della nato|secretaris-generaal van de navo|sekretarz\w* general\w+ nato|генсек\w* нато|генеральн\w+ секретар\w+ нато"
    r"|nato genel sekreteri|الأمين العام لحلف|دبیر ?کل ناتو|centcom\w*|state department|fbi|cia)(?!\w)"
    r"|白宫|白宮|五角大楼|美国(?:总统|国务卿|国防部长|副总统)|北约秘书长|英国首相|米(?:大統領|国務長官|国防長官|副大統領)|英首相|NATO事務総長|백악관|미국 대통령|나토 사무총장",
    re.IGNORECASE,
)
# Who speaks for a country abroad: such people speak its language, while others from there may live elsewhere.
_OFFICIAL = re.compile(
    r"präsident|minister|premier|kanzler|sprecher|regierung|botschafter|staatschef|präsidial|président|ministre|porte-parole|gouvernement"
    r"|ambassad|chancelier|president|ministr|portavoz|canciller|gobierno|porta-voz|governo|chanceler|embaixador|portavoce|cancelliere"
    r"|presiden|woordvoerder|regering|talsperson|talsmand|talsmann|statsråd|utrikes|udenrigs|utenriks|prezident|premiér|mluvčí|vlád|prezydent"
    r"|rzeczni|kancler|ambasador|президент|министр|премьер|пресс-секретар|представител|канцлер|посол|правительств|президент|міністр|прем['’]єр"
    r"|речни[кц]|посол|președint|ministru|purtător|guvern|miniszter|elnök|szóvivő|προέδρο|πρόεδρο|πρωθυπουργ|υπουργ|εκπρόσωπο|cumhurbaşkan|başbakan"
    r"|bakan|sözcü|büyükelçi|رئيس|وزير|المتحدث|سفير|رئیس|وزیر|سخنگو|נשיא|ראש הממשלה|שר ה|דובר|राष्ट्रपति|प्रधानमंत्री|मंत्री|प्रवक्ता|总统|总理|外长|部长|发言人"
    r"|主席|大使|總統|總理|發言人|大統領|首相|外相|大臣|報道官|대통령|총리|장관|대변인|նախագահ|վարչապետ|նախարար|პრეზიდენტ|პრემიერ|მინისტრ|kreml|кремл",
    re.IGNORECASE,
)
# Bodies of many countries, whose people speak many languages.
_BODIES = re.compile(
    r"(?<![^\W_])(?:UNO?|UNICEF|UNESCO|UNHCR|WHO|NATO|Nato|EU|IAEA|OSZE|IWF|IMF|ONU|OTAN|UE|OMS|FMI|OIEA|VN|NAVO|FN|ONZ|OSN|MAE|ООН|НАТО|ЕС|ВОЗ|МВФ"
    r"|ОБСЕ|МАГАТЭ|ЄС|ВООЗ|BM|AB|UEFA|FIFA|IOC|FIA)(?![^\W_])|الأمم المتحدة|الاتحاد الأوروبي|سازمان ملل|اتحادیه اروپا|संयुक्त राष्ट्र|联合国|聯合國|欧盟|歐盟|国連|유엔|유럽연합"
)
# Countries of several official or press languages, or whose officials often speak another, as a rule English, abroad.
_SEVERAL = frozenset(
    "BE CH CA LU SG ZA MT IN PK KZ KG BY MD IE CY HK MO PH NG KE GH UG RW CM TD MA DZ TN MU SC FJ LK MY ET".split()
)
_OFTEN_ENGLISH = frozenset("IL NL SE DK NO FI IS EE LV LT PS LB JO AE QA TZ BT NP BD MM TH".split())
_SKIPPED = frozenset("AQ EU EZ UN XA XB ZZ BV HM IO TF UM CP DG EA IC AC TA CQ GI GU MS".split())
_SHORT_NAME = 5  # letters
_ENGLISH_COUNTRIES = frozenset("US GB AU NZ IE".split())


def by_place(around: str, language: str, foreign: bool) -> Spoken:
    """Judge by the English medium, or the words "in English", in what stands around a quotation in its sentence.

    `foreign`: whether the speaker is known to be of another language than the article's.
    """
    if _IN_ENGLISH.search(around):
        return Spoken("back-translated", "en", "said in English, as the article tells")
    for found, medium in _media_in(around):
        before = around[max(0, found.start() - 45) : found.start()]
        is_theirs = foreign or _ADJECTIVES.search(before) or around[found.end() :][:15].lower().startswith(" internat")
        if language in medium.editions and not is_theirs:
            continue
        is_report = _REPORTED.search(around[max(0, found.start() - 60) : found.end() + 40])
        if not is_report and _ABOUT.search(before[-30:]):
            continue  # somebody speaks of what it printed
        how = "reported by" if is_report else "posted on" if medium.title == "Truth Social" else "said to"
        return Spoken("back-translated", "en", f"{how} {medium.title}")
    return UNKNOWN


def interview_in(text: str) -> str:
    """The English medium whose interview with somebody a text speaks of; empty where it speaks of none."""
    for found, medium in _media_in(text):
        if _INTERVIEW.search(text[max(0, found.start() - _INTERVIEWED) : found.end() + _INTERVIEWED]):
            return medium.title
    return ""


def by_speaker(phrase: str, speaker: str, language: str) -> Spoken:
    """Judge by who speaks: `phrase` is what introduces the speaker, name included."""
    name = speaker or phrase
    for tag in _PERSONS:
        found = _person(tag).search(name)
        if found:
            return _spoken_by(tag, language, f"{speaker or found.group()} speaks {_english_name(tag)}")
    if office := _ENGLISH_OFFICES.search(phrase):
        return _spoken_by("en", language, f"“{office.group()}” speaks English")
    countries = set(countries_in(phrase, language))
    if len(countries) != 1:
        return UNKNOWN
    (code,) = countries
    tag = _language_of(code)
    if not tag:
        return UNKNOWN
    if tag not in ("en", language) and (code in _OFTEN_ENGLISH or not _OFFICIAL.search(phrase)):
        return UNKNOWN  # a Brazilian who plays in Munich may well have spoken German
    return _spoken_by(tag, language, f"the speaker is introduced as from {_country_name(code)}")


def _spoken_by(tag: str, language: str, reason: str) -> Spoken:
    if tag == language:
        return Spoken("own", tag, reason)
    return Spoken("back-translated" if tag == "en" else "translated", tag, reason)


def points_abroad(text: str, language: str) -> bool:
    """Whether a text names a country that does not speak the article's language, or an English medium."""
    if next(_media_in(text), None) or _ENGLISH_OFFICES.search(text) or _BODIES.search(text):
        return True
    return any(_language_of(code) != language for code in countries_in(text, language))


def countries_in(text: str, language: str) -> Iterator[str]:
    """The countries that a text names, by noun or adjective, as ISO 3166 codes."""
    pattern, codes = _countries(language)
    for found in pattern.finditer(text):
        yield codes[next(filter(None, found.groups())).casefold()]


def is_person(name: str) -> bool:
    """Whether a name is of a public figure whom we know."""
    return any(_person(tag).fullmatch(name) for tag in _PERSONS)


def is_country(name: str, language: str) -> bool:
    """Whether a name is a country's."""
    pattern, _ = _countries(language)
    found = pattern.match(name)
    return found is not None and len(next(filter(None, found.groups()))) + 3 > len(name)


def is_medium(text: str) -> bool:
    """Whether a name is one of the media."""
    return next(_media_in(text), None) is not None


def _media_in(text: str) -> Iterator[tuple[re.Match[str], _Medium]]:
    for found in _any_medium().finditer(text):
        if not _local_after().match(text, found.end()) and not _local_before().search(text[: found.start()][-30:]):
            yield found, _MEDIA[int((found.lastgroup or "m0")[1:])]


@lru_cache(maxsize=1)
def _any_medium() -> re.Pattern[str]:
    groups = (f"(?P<m{i}>{m.names})" for i, m in enumerate(_MEDIA))
    # A script without spaces has no word's edge; a suffix may follow an apostrophe or a hyphen.
    return re.compile(rf"(?<![A-Za-zÀ-ÿА-я])(?:{'|'.join(groups)})(?![A-Za-zА-я])|(?!)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _local_after() -> re.Pattern[str]:
    return re.compile(rf"[\s»”\"’'-]{{0,3}}(?:news )?(?:{_LOCAL})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _local_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_LOCAL_BEFORE})\W{{0,3}}$", re.IGNORECASE)


@lru_cache(maxsize=64)
def _person(tag: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_PERSONS[tag]})(?![A-Za-zÀ-žА-я])", re.IGNORECASE)


@lru_cache(maxsize=512)
def _language_of(code: str) -> str:
    """The one language that is spoken in public in a country; empty where there are several."""
    if code in _ENGLISH_COUNTRIES:
        return "en"
    if code in _SEVERAL:
        return ""
    likely = get_global("likely_subtags").get(f"und_{code}", "")
    return str(likely).split("_")[0]


@lru_cache(maxsize=64)
def _countries(language: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What finds the names of countries and, by the name of their language, adjectives in one language."""
    codes: dict[str, str] = {}
    for name, code in _names(language):
        codes.setdefault(name.casefold(), code)
    if not codes:
        return re.compile("(?!)"), {}
    is_spaced = language not in ("zh", "ja", "th", "lo", "km", "my", "ko")
    stems = sorted(codes, key=lambda name: (-len(name), name))
    if not is_spaced:
        return re.compile(f"({'|'.join(map(re.escape, stems))})", re.IGNORECASE), codes
    # A short name takes a case's letter at most: `Malis` is of Mali, while `Malige` is nothing.
    long = "|".join(re.escape(name) for name in stems if len(name) > _SHORT_NAME)
    short = "|".join(re.escape(name) for name in stems if len(name) <= _SHORT_NAME)
    return re.compile(rf"(?<!\w)(?=({long})\w{{0,6}}(?![\w-])|({short})\w?(?![\w-]))\w", re.IGNORECASE), codes


def _names(language: str) -> Iterator[tuple[str, str]]:
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return
    territories = {str(k): str(v) for k, v in locale.territories.items() if len(str(k)) == 2 and str(k).isalpha()}
    for code in (c for c in territories if c not in _SKIPPED):
        for name in (territories[code], str(locale.territories.get(f"{code}_ALT_SHORT", territories[code]))):
            yield _stem(name, language), code
    for name, code in _NATIONALS.get(language, {}).items():
        yield name, code
    speakers = _speakers()
    for tag, name in locale.languages.items():
        if tag in speakers and len(str(name)) > 3:
            yield _stem(str(name).split(" ")[0], language), speakers[tag]


def _stem(name: str, language: str) -> str:
    """A name without the ending that case or gender changes; short names stay whole."""
    plain = name.split(" (")[0]
    if language in ("zh", "ja", "ko", "ar", "he") or len(plain) < 6:
        return plain
    return plain[:-2] if len(plain) > 7 else plain[:-1]


# The adjectives of the two countries whose language's name is not their own, and names that CLDR does not give.
_NATIONALS: Mapping[str, Mapping[str, str]] = {
    "de": {"amerikanisch": "US", "USA": "US", "britisch": "GB", "österreichisch": "AT", "brasilianisch": "BR"},
    "fr": {"américain": "US", "états-unis": "US", "britannique": "GB", "brésilien": "BR", "argentin": "AR", "mexicain": "MX"},
    "es": {"estadounidense": "US", "EE. UU.": "US", "EEUU": "US", "británic": "GB", "brasileñ": "BR", "argentin": "AR", "mexican": "MX"},
    "pt": {"americano": "US", "norte-american": "US", "EUA": "US", "britânic": "GB", "brasileir": "BR", "argentin": "AR"},
    "it": {"american": "US", "statunitens": "US", "Usa": "US", "britannic": "GB", "brasilian": "BR", "argentin": "AR"},
    "nl": {"amerikaans": "US", "VS": "US", "brits": "GB", "braziliaans": "BR"},
    "sv": {"amerikansk": "US", "USA": "US", "brittisk": "GB", "brasiliansk": "BR"},
    "da": {"amerikansk": "US", "USA": "US", "britisk": "GB", "brasiliansk": "BR"},
    "nb": {"amerikansk": "US", "USA": "US", "britisk": "GB", "brasiliansk": "BR"},
    "is": {"bandarísk": "US", "bandarík": "US", "bresk": "GB"},
    "fi": {"yhdysvaltala": "US", "yhdysvalt": "US", "USA": "US", "brittiläi": "GB"},
    "cs": {"americk": "US", "USA": "US", "britsk": "GB", "brazilsk": "BR"},
    "sk": {"americk": "US", "USA": "US", "britsk": "GB"},
    "pl": {"amerykańsk": "US", "USA": "US", "brytyjsk": "GB", "brazylijsk": "BR"},
    "ru": {"американск": "US", "США": "US", "британск": "GB", "бразильск": "BR", "аргентинск": "AR"},
    "uk": {"американськ": "US", "США": "US", "британськ": "GB", "бразильськ": "BR"},
    "bg": {"американск": "US", "САЩ": "US", "британск": "GB"},
    "sr": {"američk": "US", "SAD": "US", "britansk": "GB", "америчк": "US", "британск": "GB"},
    "hr": {"američk": "US", "SAD": "US", "britansk": "GB"},
    "hu": {"amerikai": "US", "USA": "US", "brit": "GB"},
    "ro": {"american": "US", "SUA": "US", "britanic": "GB"},
    "el": {"αμερικαν": "US", "ΗΠΑ": "US", "βρεταν": "GB"},
    "tr": {"amerikan": "US", "ABD": "US", "amerika": "US", "i̇ngiliz": "GB", "ingiliz": "GB", "britanya": "GB", "ermeni": "AM", "rus": "RU", "fransız": "FR", "alman": "DE"},
    "ar": {"الأمريكي": "US", "الأميركي": "US", "أمريكا": "US", "البريطاني": "GB", "الفرنسي": "FR", "الروسي": "RU", "الإيراني": "IR", "التركي": "TR", "الألماني": "DE", "الصيني": "CN", "الأوكراني": "UA", "الأرميني": "AM", "الإسرائيلي": "IL"},
    "fa": {"آمریکا": "US", "امریکا": "US", "بریتانیا": "GB", "انگلیس": "GB"},
    "hi": {"अमेरिक": "US", "ब्रिटिश": "GB", "ब्रिटेन": "GB"},
    "zh": {"美国": "US", "美國": "US", "英国": "GB", "英國": "GB"},
    "ja": {"米国": "US", "アメリカ": "US", "英国": "GB", "イギリス": "GB"},
    "ko": {"미국": "US", "영국": "GB"},
    "ka": {"ამერიკ": "US", "აშშ": "US", "ბრიტან": "GB"},
    "hy": {"ամերիկ": "US", "ԱՄՆ": "US", "բրիտան": "GB"},
}  # fmt: skip


@lru_cache(maxsize=1)
def _speakers() -> Mapping[str, str]:
    """The country that a language's name speaks for, where one does: `armenisch` for Armenia."""
    pairs = (
        "fr:FR de:DE it:IT ru:RU uk:UA be:BY pl:PL cs:CZ sk:SK sl:SI hr:HR sr:RS bs:BA mk:MK bg:BG ro:RO hu:HU el:GR sq:AL"
        " tr:TR az:AZ hy:AM ka:GE fa:IR he:IL ja:JP zh:CN ko:KR vi:VN th:TH id:ID km:KH lo:LA my:MM mn:MN kk:KZ uz:UZ ky:KG"
        " tg:TJ tk:TM sv:SE da:DK nb:NO no:NO fi:FI is:IS et:EE lv:LV lt:LT nl:NL ga:IE pt:PT en:GB es:ES"
    )
    return dict(pair.split(":") for pair in pairs.split())


@lru_cache(maxsize=64)
def _english_name(tag: str) -> str:
    return str(Locale.parse("en").languages.get(tag, tag))


@lru_cache(maxsize=512)
def _country_name(code: str) -> str:
    name = str(Locale.parse("en").territories.get(code, code))
    return f"the {name}" if code in ("US", "GB", "NL", "AE", "PH") else name
