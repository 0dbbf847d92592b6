"""The forms that a name takes in a sentence: endings that fall away in English, and suffixes that are attached to it."""

import re
from collections.abc import Mapping

# By language: how a word ends in the dictionary, and all its endings in a sentence; the longest ending counts, and the
# empty one stands for every other. From the declensions that school grammars give for names of places, bodies and
# persons; rare and literary forms are left out, because each more form is one more chance to take a common word for it.
_RUSSIAN = {
    "": " а у ом ем е ы и ов ам ах ым ыми",
    "а": "а ы и е у ой ою ей",
    "я": "я и е ю ей ёй",
    "ия": "ия ии ию ией",
    "ая": "ая ой ую ою",
    "ый": "ый ого ому ым ом ая ой ую ое ые ых ыми",
    "ий": "ий ого его ому ему им ом ем ия ию ием ии ая ой ую ое ие их ими",
    "ой": "ой ого ому ым ом ая ую ое ые ых ыми",
    "ые": "ые ых ым ыми",
    "ие": "ие их им ими ия ию ием ии",
    "ое": "ое ого ому ым ом",
    "о": "о а у ом е",
    "ь": "ь я ю ем ём е и ью",
    "й": "й я ю ем е",
    "ы": "ы ов ам ами ах",
    "и": "и",
    "у": "у",
    "э": "э",
    "е": "е",
    "ю": "ю",
}
_UKRAINIAN = {
    "": " а у ові ом ем і и ів ам ах им ими",
    "а": "а и і у ою ею о ої ій",
    "я": "я і ї ю ею єю",
    "ія": "ія ії ію ією",
    "ий": "ий ого ому им ім а ої ій у ою е і их ими",
    "ій": "ій ього ьому їм я ю єм ї",
    "і": "і их им ими",
    "о": "о а у ом і",
    "ь": "ь я ю ем еві і ю",
    "й": "й я ю єм єві ї",
    "и": "и",
    "у": "у",
    "е": "е",
    "ї": "ї",
    "є": "є",
}
_BELARUSIAN = {
    "": " а у ам ем е ы аў",
    "а": "а ы і е у ай ой ою аю",
    "я": "я і ю яй ёй",
    "ія": "ія іі ію іяй",
    "ая": "ая ай ую аю",
    "ы": "ы ага аму ым",
    "і": "і ага яга аму яму ім",
    "ь": "ь я ю ем і ю",
    "й": "й я ю ем і",
    "о": "о",
    "у": "у",
    "э": "э",
    "е": "е",
}
_BULGARIAN = {
    "": " ът а ят я ите",
    "а": "а та",
    "я": "я та ята",
    "ски": "ски ския ският ска ската ско ското ските",
    "о": "о то",
    "е": "е то",
    "и": "и те ите",
}
_SERBIAN_CYRILLIC = {
    "": " а у ом ем е и ов ова ову",
    "а": "а е и у ом",
    "и": "и ог ога ом ому им ем",
    "о": "о а у ом",
    "е": "е",
    "ј": "ј ја ју јем",
    "у": "у",
}
_SERBIAN_LATIN = {
    "": " a u om em e i ov ova ovu",
    "a": "a e i u om",
    "i": "i og oga om ome im em",
    "o": "o a u om",
    "e": "e",
    "j": "j ja ju jem",
    "u": "u",
}
_CZECH = {
    "": " a u ovi em e ě y i ů ům",
    "a": "a y e i u ě ou o",
    "e": "e i í",
    "ie": "ie ii ií",
    "ko": "ko ka ku kem",
    "o": "o a u em ě",
    "ý": "ý ého ému ým ém á é ou",
    "á": "á é ou",
    "í": "í ího ímu ím",
    "é": "é ých ým ými ého ému ém",
    "y": "y",
    "i": "i",
    "u": "u",
}
_SLOVAK = {
    "": " a u ovi om e i y ov och om",
    "a": "a y e i u ou",
    "ia": "ia ie ii iu iou",
    "o": "o a u om e",
    "ko": "ko ka ku kom",
    "ý": "ý ého ému ým om á ej ú ou",
    "á": "á ej ú ou",
    "é": "é ých ým ými ého ému om",
    "y": "y",
    "i": "i",
    "e": "e",
    "u": "u",
}
_SLOVENE = {
    "": " a u om em i e ov",
    "a": "a e i o",
    "ija": "ija ije iji ijo",
    "i": "i ega emu im em",
    "o": "o a u om",
    "e": "e",
    "u": "u",
}
_POLISH = {
    "": " a u owi em iem ie e y i ów",
    "a": "a y i e ie ę ą o",
    "ia": "ia ii i ię ią",
    "ja": "ja ji ję ją",
    "y": "y ego emu ym a ej ą ych ymi",
    "i": "i iego iemu im a iej ą ich imi ego emu",
    "o": "o a u em ie",
    "e": "e ych ym ymi ego emu",
    "ń": "ń nia niowi niem niu",
    "u": "u",
}
_LITHUANIAN = {
    "": "",
    "as": "as o ui ą u e",
    "is": "is io iui į iu yje",
    "us": "us aus ui ų umi uje",
    "a": "a os ai ą oje",
    "ija": "ija ijos ijai iją ijoje",
    "ė": "ė ės ei ę ėje",
    "ai": "ai ų ams us ais uose",
    "os": "os ų oms omis ose",
}
_LATVIAN = {
    "": "",
    "s": "s a am u ā",
    "is": "is a im i ī",
    "a": "a as ai u ā",
    "ija": "ija ijas ijai iju ijā",
    "e": "e es ei i ē",
    "i": "i u iem us os",
    "us": "us u um ū",
}
_GREEK = {
    "": "",
    "ος": "ος ου ο",
    "ός": "ός ού ό",
    "ης": "ης η",
    "ής": "ής ή",
    "ας": "ας α",
    "ία": "ία ίας",
    "α": "α ας",
    "ά": "ά άς",
    "η": "η ης",
    "ή": "ή ής",
    "ο": "ο ου",
    "ό": "ό ού",
    "ι": "ι",
}
_ROMANIAN = {
    "": " ul ului",
    "a": "a ei ii",
    "ia": "ia iei",
    "ă": "ă a e ei",
    "e": "e ea ei",
    "u": "u ul ului",
    "o": "o",
}
_GERMAN = {"": " s es en e n er em", "e": "e n r s m en er es em", "s": "s", "ß": "ß", "z": "z", "x": "x"}
_NORDIC = {"": " s", "s": "s", "e": "e s n ns"}
_ALBANIAN = {"": " i it in", "i": "i t n ve", "a": "a s n", "ë": "ë a ës ën", "ia": "ia isë inë i"}

FUSED: Mapping[str, Mapping[str, str]] = {
    "ru": _RUSSIAN,
    "uk": _UKRAINIAN,
    "be": _BELARUSIAN,
    "bg": _BULGARIAN,
    "mk": _BULGARIAN,
    "sr": {**_SERBIAN_LATIN, **_SERBIAN_CYRILLIC, "": f"{_SERBIAN_CYRILLIC['']} {_SERBIAN_LATIN['']}"},
    "hr": _SERBIAN_LATIN,
    "bs": _SERBIAN_LATIN,
    "cs": _CZECH,
    "sk": _SLOVAK,
    "sl": _SLOVENE,
    "pl": _POLISH,
    "lt": _LITHUANIAN,
    "lv": _LATVIAN,
    "el": _GREEK,
    "ro": _ROMANIAN,
    "de": _GERMAN,
    "sv": _NORDIC,
    "da": _NORDIC,
    "nb": _NORDIC,
    "nn": _NORDIC,
    "nl": {"": " s"},
    "sq": _ALBANIAN,
}

# By language: what stays with the English form, because it says who did what to whom: case suffixes and particles.
ATTACHED: Mapping[str, str] = {
    "ka": "ი მა ს ის ით ად ში ზე თან დან იდან თვის სთვის ისთვის სგან ისგან მდე ამდე მ ო ც სა ისა სკენ ისკენ",
    "hy": "ն ը ի ին ից ում ով ու ուն ուց ներ իս ինը",
    "ko": "은 는 이 가 을 를 의 에 에서 에게 와 과 로 으로 도 만 측 까지 부터 에는 에서는 에도 이나 나 보다 처럼",
    "hu": "t at et ot öt ban ben ba be ból ből nak nek val vel ra re ról ről tól től nál nél hoz hez höz ért ig on en ön n i",
    "fi": "n a ä ta tä ssa ssä sta stä an en in iin lla llä lle lta ltä ksi na nä",
    "et": "i t s st sse l le lt ga ta ni ks na le",
    "az": "ın in un ün nın nin nun nün a ə ya yə ı i u ü nı ni nu nü da də dan dən la lə",
    "uz": "ning ni ga da dan cha",
    "kk": "ның нің дың дің тың тің ны ні ды ді ты ті ға ге қа ке да де та те дан ден тан тен нан нен мен бен пен",
    "ky": "нын нин дын дин тын тин ны ни ды ди ты ти га ге ка ке да де та те дан ден тан тен",
    "eu": "k a ak ren aren ri ari rekin arekin n an tik ko ra",
    "is": "s i ar u",
    "mn": "ын ийн ыг ийг д т аас ээс тай той",
}
JOINER: Mapping[str, str] = {"tr": "’", "az": "", "fi": ":", "ko": ""}  # before an attached suffix; else a hyphen

# Turkish sets an apostrophe between a name and its suffixes, so that only common nouns need forms of their own.
_TURKISH_NOUN = (
    "ı i u ü sı si su sü nı ni nu nü ın in un ün nın nin nun nün a e ya ye na ne da de dan den ndan nden ları leri"
)

# What is written together with the word after it: and, to, in, as, the.
PREFIXES: Mapping[str, tuple[str, ...]] = {
    "ar": ("و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل"),
    "he": ("ו", "ה", "ב", "ל", "מ", "ש", "כ", "וה", "וב", "ול", "ומ", "וש", "שה", "שב", "בה", "לה", "מה"),
}


def forms(word: str, language: str) -> dict[str, str]:
    """Every form of a word in a sentence, with the suffix that stays when English takes its place; itself is one.

    A name of fewer than four letters, or in capitals throughout, has no fused endings: OVKS, but Iran and Irans.
    """
    found = {word: ""}
    if not (word.isupper() or len(word) < 4) or language in ATTACHED:
        found |= _fused(word, FUSED.get(language, {}))
    if language == "tr" and word[:1].islower():
        found |= {word + suffix: suffix for suffix in _TURKISH_NOUN.split()}
    return found | _attached(word, language)


def _fused(word: str, endings: Mapping[str, str]) -> dict[str, str]:
    for length in (3, 2, 1, 0):
        last = word[-length:] if length else ""
        if last in endings and len(word) - length >= 2:
            stem = word[: len(word) - length]
            return {stem + ending: "" for ending in endings[last].split(" ")}
    return {}


def _attached(word: str, language: str) -> dict[str, str]:
    suffixes = ATTACHED.get(language, "").split()
    stems = [word]
    if language == "ka" and word[-1:] in "იაოე" and len(word) > 4:
        stems.append(word[:-1])  # a nominative's vowel falls before other cases
    if language == "hu" and word[-1:] in "ae":
        stems.append(word[:-1] + {"a": "á", "e": "é"}[word[-1]])  # and is long before a suffix
    return {stem + suffix: suffix for stem in stems for suffix in suffixes}


# What loses its vowel before one, as it is written before a consonant: of two forms the first before a masculine name.
# The bodies and regions of the glossary that have it (OTSC, Organisation, Ossétie) are feminine in French, and in Italian
# but for the Alto Karabakh.
ELIDED: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "fr": {"l": ("le", "la"), "d": ("de", "de"), "qu": ("que", "que"), "jusqu": ("jusque", "jusque")},
    "it": {
        "l": ("il", "la"),
        "d": ("di", "di"),
        "dell": ("del", "della"),
        "all": ("al", "alla"),
        "nell": ("nel", "nella"),
        "sull": ("sul", "sulla"),
        "dall": ("dal", "dalla"),
    },
}
_LAST = re.compile(r"(?<!\w)(\w+)['’]$")


def write_out(before: str, english: str, name: str, language: str) -> str:
    """What stands before a name, its last word written out where the name's English form begins with a consonant."""
    last = _LAST.search(before)
    words = ELIDED.get(language, {}).get(last[1].lower()) if last else None
    if last is None or words is None or english[:1].lower() in "aeiou":
        return before
    is_masculine = language == "it" and name.split()[0].endswith("o")
    word = words[0] if is_masculine else words[1]
    return f"{before[: last.start()]}{word.capitalize() if last[1][0].isupper() else word} "


def attach(english: str, suffix: str, language: str) -> str:
    """An English name with the suffix of its original."""
    return f"{english}{JOINER.get(language, '-')}{suffix}" if suffix else english
