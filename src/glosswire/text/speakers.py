"""Name who speaks in the words around a quotation, as far as they name anybody."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from glosswire.text.abbreviations import openers_of
from glosswire.text.sayings import Sayings
from glosswire.text.spoken import is_country, is_medium

CASELESS = frozenset("ar fa ur he hi mr bn ne zh ja ko ka th ta te ml kn".split())
_APPOSED = 20  # characters between the end of an office's name and its holder's
_NEAR = 160  # characters on either side of a verb of saying in which its subject is looked for
_TOKEN = re.compile(r"[^\W\d_][\w’'’.·-]*[^\W_]|[^\W\d_]|[,;:!?()\[\]–—/|\"„“”«»]|\.(?=\s|$)|\d+")
_PARTICLES = frozenset(
    "von van der de da di du del della den ter ten zu dos das al el bin ibn la le af av la do y e".split()
)
_GERMAN_PARTICLES = frozenset("von van zu zur de di da al bin ibn el".split())  # `der` is an article but behind these
_GERMAN_WORDS = frozenset(
    "angesichts wovor wobei wozu wodurch womit diesen diesem dieser dieses diese jeden jeder jedes jede wegen neben gegenüber"
    " trotz statt anstatt während innerhalb außerhalb entgegen dank mithilfe infolge zumindest selbst sogar besonders"
    " unser unsere mein meine dein deine solche solcher welche welcher manche mancher beide beiden einige viele".split()
)
_DETERMINERS = frozenset(
    "der die das dem den des ein eine einer eines einem einen vom zum zur im am beim ins ans dieser diese dieses diesem jede jeder"
    " ihr ihre ihrer sein seine seiner unser unsere mehrere viele alle keine kein the a an".split()
)
# What a name behind is no subject, but the place, the body or the person that somebody speaks of or to.
_PREPOSITIONS = frozenset(
    "de del en con por para ante sobre desde entre hasta do da dos das em no na com ao du des à au aux avec par pour sur chez di della dei"
    " dello degli nel nella al alla dal dalla su of in at to for from by with on about into van op met voor bij aan door av i på med för"
    " til från fra hos om af till w we z ze od o u przez dla po v ve s k ku pro в во на с со из к о об от у по для при з із до про від din"
    " cu pe του της των στο στη στην στον από με για von vom aus mit bei beim für an nach gegenüber über unter durch bis seit gegen zu zum zur".split()
)
_ARTICLES = frozenset("la el los las le les il lo gli i the der dem den o a os as de het".split())
_GENITIVES = frozenset("de del da do dos das du des di della dei dello of van von af av".split())
_PRINTS = re.compile(
    r"(?:avisa|avisen|tidningen|zeitung|magazin|sender|portal|journal|quotidien|diario|periódico|cadena|gazeta|dziennik|газета|агентство"
    r"|издание|канал|gazetesi|newspaper|magazine|broadcaster|krant|jornal|giornale|agentur|agence|agencia|agenzia|server|deník)\s*[„“«\"]?$",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"(?:(?:.*-)?\w*(?:präsident|minister|kanzler|chef|sprecher|leiter|direktor|vorsitzend|sekretär|anwalt|trainer|coach|meister|kommissar"
    r"|general|experte|expertin|forscher|autor|richter|inspektor|manager|botschafter|abgeordnete|vorstand|rat|rätin|ärztin|arzt|ökonom"
    r"|politiker|wissenschaftler|kapitän|intendant|geschäftsführer|landeshauptmann|obmann|obfrau|professor|könig|papst|bischof)"
    r"(?:in|innen|er|en|e|r|s)?|president|presiden|vice|prime|minister|secretary|senator|mr|mrs|ms|dr|prof|sir|governor|mayor|king|queen"
    r"|pope|ceo|judge|captain|coach|director|professor|chairman|chairwoman|sheriff|officer|frau|herr|bundes\w+|us-\w+|m|mme|mm|sr|sra"
    r"|don|doña|başkanı|başkan|bakanı|bakan|başbakanı|cumhurbaşkanı|sözcüsü|müdürü|valisi|vali|komutanı|lideri|üyesi|genel|sekreteri|yardımcısı|milletvekili"
    r"|belediye|avukat|doktor|aktor|advokat|statsminister|premier|президент|министр|премьер|доктор|господин|г-н|г-жа|պրեզիդենտ|վարչապետ)\.?",
    re.IGNORECASE,
)
_OFFICES = re.compile(
    r"minist|présid|presid|präsid|porte-parole|portavoz|portavoce|porta-voz|chef|direct|secr|sprecher|premier|президент|министр|міністр|глава|главы"
    r"|представител|директор|rzeczni|mluvčí|woordvoerder|talsperson|professor|profes|ambassad|embajad|президента|leader|líder|head|spokes|jefe|pdg|ceo",
    re.IGNORECASE,
)
_WITH_ARTICLE = re.compile(
    r"\b(?:der|die|das|den|dem|des|ein|eine|einen|einem|einer|eines|kein|keine|keinen|diese[nmrs]?|jede[nmrs]?)\s+([A-ZÄÖÜ]\w+)"
)
_CALLINGS = tuple("loge login iker ikerin ist istin ant antin ent entin ator atorin eur eurin".split())  # Soziologin
_WORD = re.compile(r"[^\W\d_]+")
_LAST_WORD = re.compile(r"([^\W\d_]+)\s*$")
_OPEN_MARKS = ("„", "“", "«", '"', "”", "»")
_HINDI_SUBJECT = re.compile(r"((?:[^\s,।:;]+\s){1,6}?)ने\s")
_JAPANESE_SUBJECT = re.compile(r"([^、。，\s「」（）()はも]{2,28}(?:（[^）]{1,12}）)?)(?:は|も)(?=[、「\w]|$)")
_KOREAN_SUBJECT = re.compile(
    r"((?:[\uac00-\ud7a3A-Za-z·]*[^\W이가을를에자고서며은는의로]\s){0,3}[\uac00-\ud7a3A-Za-z·]+?)(?:은|는|께서는)(?=\s|$)"
)
_CHINESE_TO = re.compile("(?<=..)(?:对|對|向|在|接受|告诉|告訴)")
_CHINESE_TIME = re.compile(r".*?(?:\d+日|今天|昨天|当天|當天|今日|昨日|随后|同时|此外|对此|對此|日前)[，,]?")
_ARABIC_STOP = re.compile(
    r"\s(?=ل(?:مجلة|صحيفة|قناة|شبكة|وكالة|موقع|إذاعة|برنامج|هيئة)|ל-|לעיתון|לערוץ|לסוכנות|לרשת)|"
    r"[،.:؛«»\"“”()]|\s(?=(?:إن|أن|إنه|إنها|في|خلال|عن|على|من|لـ|عبر|قبل|بعد|اليوم|أمس|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد|إلى|مع|بشأن"
    r"|که|در|به|با|از|روز|امروز|دیروز|بود|است|ב|כי|את|על)\s)"
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A name as the article writes it, empty where it names nobody, and the words that introduce it."""

    name: str = ""
    phrase: str = ""
    is_pronoun: bool = False


NOBODY = Speaker()


IsPerson = Callable[[str], bool]  # whether a single name is known to be somebody's


@dataclass(frozen=True, slots=True)
class _Ear:
    """What is known while listening: the language, its words of saying, and single names that are somebody's."""

    language: str
    says: Sayings
    is_person: IsPerson


def find(before: str, after: str, says: Sayings, language: str, is_person: IsPerson) -> Speaker:
    """Who speaks, by what stands before and behind a quotation in its sentence.

    A single word with a capital names somebody only where `is_person` says so.
    """
    if language in CASELESS:
        return _caseless(before, after, says, language)
    ear = _Ear(language, says, is_person)
    for found in (_behind(after, ear), _ahead(before, ear)):
        if found.name or found.is_pronoun:
            return found
    return NOBODY


def surnames_in(text: str, language: str) -> frozenset[str]:
    """The last words of all names of several words in a text: what a text later calls people by."""
    if language in CASELESS:
        return frozenset()
    found = {_bare(run[-1], language) for run, _ in _runs(text, language, False) if len(run) > 1}
    return frozenset(found - set(_WITH_ARTICLE.findall(text)) if language in ("de", "lb") else found)


def _behind(after: str, ear: _Ear) -> Speaker:
    """The subject of a verb behind the quotation: `, said X` or `, X said`; or of `according to X`."""
    found = ear.says.verb.search(after[:_NEAR])
    if found:
        zone = after[found.end() : found.end() + _NEAR]
        speaker = _pronoun(after[: found.end() + 14], ear.says) or _first(zone, ear)
        return speaker if speaker.name or speaker.is_pronoun else _first(after[: found.start()], ear)
    return _according(after, ear)


def _ahead(before: str, ear: _Ear) -> Speaker:
    """The subject of a verb before the quotation, `X said:`, `said X:`; or who stands before a colon alone."""
    matches = list(ear.says.verb.finditer(before))
    if matches:
        found = matches[-1]
        speaker = _first(before[: found.start()], ear, is_start=True)
        if speaker.name:
            return speaker
        return _pronoun(before, ear.says) or _first(before[found.end() :], ear)
    spoken = _according(before, ear)
    if spoken.name:
        return spoken
    if before.rstrip().endswith((":", "：")):
        return _first(before.rstrip(" :："), ear, is_start=True)
    return _first(before, ear, is_start=True) if ear.language in ("tr", "az") else NOBODY


def _according(text: str, ear: _Ear) -> Speaker:
    found = ear.says.according.search(text[:_NEAR]) if ear.says.according else None
    return _first(text[found.end() : found.end() + _NEAR], ear) if found else NOBODY


def _pronoun(text: str, says: Sayings) -> Speaker | None:
    found = says.pronoun.search(text) if says.pronoun else None
    return Speaker("", "", True) if found else None


def _first(zone: str, ear: _Ear, is_start: bool = False) -> Speaker:
    """The first name in a zone; `is_start` where the zone begins a sentence, whose first word has a capital anyway.

    Behind a comma a name counts only where nothing else with a capital, but an office, stands before it.
    """
    runs: Iterable[tuple[list[str], int]] = _runs(zone, ear.language, is_start)
    if ear.language in ("tr", "az") and is_start:  # the last before the first comma: `Ermenistan’ın başbakanı X, ...`
        runs = reversed(list(_runs(zone.split(",")[0], ear.language, is_start)))
    limit = len(zone)
    for run, start in runs:
        if start > limit:
            break  # behind an office the name follows at once: `el ministro de Exteriores portugués, Paulo Rangel`
        name = _trimmed(run, zone[:start], ear)
        if name:
            end = start + len(" ".join(run)) + 4
            return Speaker(name, zone[max(0, start - 60) : end])
        if start and _governor(zone[:start]) not in _PREPOSITIONS - _GENITIVES:  # not a place or a time
            if not _OFFICES.search(zone[: start + 40]) and (is_start or "," in zone[start:]):
                return NOBODY  # the subject is no name: what follows is what it speaks of
            limit = start + len(" ".join(run)) + _APPOSED
    return NOBODY


def _runs(zone: str, language: str, is_start: bool) -> Iterator[tuple[list[str], int]]:
    """Runs of words with capitals, particles between them included, and where each begins."""
    run: list[str] = []
    start = end = 0
    held: list[str] = []
    calendar, openers = _calendar(language), openers_of(language)
    for number, match in enumerate(_TOKEN.finditer(zone)):
        token = match.group()
        low = token.casefold().rstrip(".")
        is_name = token[:1].isupper() and low not in calendar
        if is_name and is_start and number == 0 and low in openers:
            is_name = False
        gap = zone[end : match.start()]
        if is_name and run and gap.strip() in ("", ".") and len(run) < 7:
            run += [*held, token]
        elif run and not gap.strip() and _is_particle(token, held, len(run), language):
            held.append(token)
            end = match.end()
            continue
        else:
            if run:
                yield run, start
            run, start = ([token], match.start()) if is_name else ([], 0)
        held = []
        end = match.end()
    if run:
        yield run, start


def _is_particle(token: str, held: Sequence[str], before: int, language: str) -> bool:
    """Whether a small word may stand within a name; `Petra Müller von der Stiftung` ends before it."""
    if not token.islower() or len(held) > 1:
        return False
    if language in ("de", "lb"):
        return before == 1 and (token in _GERMAN_PARTICLES or (token in ("der", "den", "dem") and held == ["von"]))
    return token in _PARTICLES or (language in ("tr", "az") and token in ("ve", "və"))


def _trimmed(run: Sequence[str], before: str, ear: _Ear) -> str:
    """The name in a run of capitals: without the offices before it, and without common nouns where these have capitals."""
    names = list(run)
    if is_medium(" ".join(names)):  # `Zelenski CNN’e`
        names = names[: next((i for i, word in enumerate(names) if is_medium(word)), 0)]
    for i in range(len(names) - 1, -1, -1):
        if _OFFICE.fullmatch(names[i]):
            names = names[i + 1 :]
            if names and names[0].islower():  # `Kapitän von Real`
                return ""
            break
    if ear.language in ("de", "lb") and names and len(names) == len(run) and _is_noun_next(before):
        names = names[1:] if len(names) > 2 else []
    if ear.language in ("de", "lb") and names:
        if names[0].lower() in _GERMAN_WORDS:
            names = names[1:]
        if len(names) > 2 and ("-" in names[0] or names[0].endswith(_CALLINGS)):
            names = names[1:]
    if names and names[0].islower():
        return ""
    if _governor(before) in _PREPOSITIONS:
        return ""
    if before.rstrip()[-1:] in _OPEN_MARKS or _PRINTS.search(before[-20:]):
        return ""
    for width in (2, 1):
        if len(names) > width + 1 and is_country(" ".join(names[:width]), ear.language):
            names = names[width:]
    name = _bare(" ".join(names), ear.language)
    if len(name) < 2 or is_country(name, ear.language):
        return ""
    return name if len(names) > 1 or ear.is_person(name) else ""


def _governor(before: str) -> str:
    """The word on which what follows depends: the last one, or the one before an article."""
    last = [found.group().lower() for found in _WORD.finditer(before[-40:])][-2:]
    if len(last) > 1 and last[1] in _ARTICLES and last[0] in _PREPOSITIONS:
        return last[0]
    return last[-1] if last else ""


def _is_noun_next(before: str) -> bool:
    """Whether an article or an adjective stands before a German word with a capital: then it is a common noun."""
    previous = _LAST_WORD.search(before)
    word = previous.group(1) if previous else ""
    return word.lower() in _DETERMINERS or (word.islower() and word.endswith(("e", "en", "er", "es", "em")))


def _bare(name: str, language: str) -> str:
    """A name without a possessive or case ending behind an apostrophe."""
    return re.sub(r"['’]\w{0,4}$", "", name) if language in ("tr", "az", "en", "nl") else name


def _caseless(before: str, after: str, says: Sayings, language: str) -> Speaker:
    match language:
        case "hi" | "mr" | "ne":
            for text in (after, before):
                if found := _HINDI_SUBJECT.search(text):
                    return Speaker(found[1].strip(), found[1])
        case "ja":
            subjects = _JAPANESE_SUBJECT.findall(re.sub(r"^[^、]{0,12}日(?:夜|朝|午後|午前)?、", "", before))
            if subjects:
                return _or_pronoun(subjects[-1], ("同氏", "彼", "彼女", "同相", "これ", "それ"))
        case "ko":
            if subjects := _KOREAN_SUBJECT.findall(before):
                return _or_pronoun(subjects[-1].strip(), ("그", "그녀", "이", "이들", "이날"))
        case "zh":
            return _chinese(before, after, says)
        case "ar" | "he" | "fa" | "ur":
            return _semitic(before, after, says, verb_last=language in ("fa", "ur"))
        case _:
            return NOBODY
    return NOBODY


def _or_pronoun(subject: str, pronouns: Sequence[str]) -> Speaker:
    return Speaker("", "", True) if subject in pronouns else Speaker(subject, subject)


def _chinese(before: str, after: str, says: Sayings) -> Speaker:
    for text in (after.lstrip("，。,"), before):
        found = says.verb.search(text)
        if not found:
            continue
        subject = re.split("[，。,；：:“”！？]", text[: found.start()])[-1]
        subject = (
            _CHINESE_TO.split(_CHINESE_TIME.sub("", subject))[0]
            .removesuffix("还")
            .removesuffix("也")
            .removesuffix("对记者")
        )
        if subject in ("他", "她"):
            return Speaker("", "", True)
        if 2 <= len(subject) <= 40:
            return Speaker(subject, subject)
    return NOBODY


def _semitic(before: str, after: str, says: Sayings, verb_last: bool) -> Speaker:
    """Behind the verb in Arabic and Hebrew, before it in Persian and Urdu."""
    for text in (before, after):
        found = says.verb.search(text)
        if not found:
            continue
        if verb_last:
            subject = re.split(r"[،.:؛«»\"“”]", text[: found.start()])[0].strip()
            subject = _ARABIC_STOP.split(subject + " ")[0].strip()
        else:
            subject = _ARABIC_STOP.split(text[found.end() :] + " ", maxsplit=1)[0].strip()
        if subject and len(subject.split()) <= 8:
            return Speaker(subject, subject)
    return NOBODY


@lru_cache(maxsize=64)
def _calendar(language: str) -> frozenset[str]:
    """The names of days and months in a language, which some write with capitals."""
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return frozenset()
    widths = (locale.days["format"], locale.months["format"], locale.months["stand-alone"])
    return frozenset(
        str(n).casefold() for names in widths for width in ("wide", "abbreviated") for n in names[width].values()
    )
