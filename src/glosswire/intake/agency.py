"""Tell agencies from people in bylines, and read the credits that agencies leave in texts."""

import re
from dataclasses import dataclass
from functools import lru_cache

# Each agency by the name we show, and the other names that it goes by. Names of two or three letters that are
# words or initials too count only in credits, never in running text.
_AGENCIES = {
    "dpa": "deutsche presse-agentur|dpa-infocom|dpa infocom|dpa-infografik|dpa-video|dpa-tmn|dpa-afx",
    "AFP": "agence france-presse|agence france presse|afp.com|afp deutschland|فرانس برس|أ ف ب|أ.ف.ب|法新社|afp通信|afp=時事|אי-אף-פי",
    "Reuters": "рейтер|reuter|рейтерс|рейтар|רויטרס|رويترز|رویترز|路透社|路透|ロイター|로이터|रॉयटर्स|ռոյթերս|რეიტერი|ρόιτερς",
    "AP": "associated press|the associated press|ап|ассошиэйтед пресс|美联社|美聯社|ap通信|أ ب|أسوشيتد برس|آسوشیتدپرس",
    "TASS": "тасс|itar-tass|итар-тасс|塔斯社",
    "Interfax": "интерфакс|interfax-ukraine|интерфакс-украина|інтерфакс-україна|інтерфакс",
    "RIA Novosti": "риа новости|ria nowosti|риа «новости»|sputnik|спутник",
    "Ukrinform": "укринформ|укрінформ",
    "UNIAN": "униан|уніан",
    "APA": "austria presse agentur|apa-ots|apa/dpa",
    "Keystone-SDA": "sda|keystone|keystone/sda|keystone-ats|ats|keystone-sda-ats",
    "ANSA": "agenzia ansa",
    "Adnkronos": "",
    "EFE": "agencia efe|efe-epa",
    "Europa Press": "europapress|ep",
    "Lusa": "agência lusa|agencia lusa",
    "Belga": "agence belga|belga nieuwsagentschap",
    "ANP": "algemeen nederlands persbureau",
    "PAP": "polska agencja prasowa",
    "ČTK": "ctk|česká tisková kancelář",
    "TASR": "",
    "SITA": "",
    "MTI": "",
    "NTB": "norsk telegrambyrå",
    "TT": "tidningarnas telegrambyrå|tt nyhetsbyrån",
    "Ritzau": "ritzaus bureau|/ritzau/",
    "STT": "stt-lehtikuva",
    "BNS": "",
    "ELTA": "",
    "LETA": "",
    "Anadolu Ajansı": "aa|anadolu agency|anadolu",
    "DHA": "demirören haber ajansı",
    "İHA": "iha|ihlas haber ajansı",
    "ANKA": "anka haber ajansı",
    "Xinhua": "新华社|新華社|新华网|синьхуа|新華社電",
    "Kyodo": "共同通信|共同|kyodo news|共同社",
    "Jiji": "時事通信|時事|jiji press|時事通信社",
    "Yonhap": "연합뉴스|연합|韩联社|聯合ニュース",
    "PTI": "press trust of india|पीटीआई|भाषा",
    "ANI": "एएनआई",
    "IANS": "आईएएनएस",
    "KNA": "katholische nachrichten-agentur",
    "epd": "evangelischer pressedienst",
    "SID": "sport-informations-dienst",
    "dts": "dts nachrichtenagentur",
    "IRNA": "ایرنا",
    "ISNA": "ایسنا",
    "Mehr News": "مهر|خبرگزاری مهر",
    "Fars News": "فارس|خبرگزاری فارس",
    "Tasnim": "تسنیم|خبرگزاری تسنیم",
    "WAM": "وام",
    "SPA": "واس",
    "SANA": "سانا",
    "MENA": "أ ش أ",
    "Petra News": "بترا",
    "Tanjug": "танјуг",
    "Beta News": "agencija beta",
    "Hina": "",
    "STA": "",
    "BTA": "бта",
    "Agerpres": "",
    "Mediafax": "",
    "ANA-MPA": "απε-μπε|αμπε|απε",
    "Armenpress": "արմենպրես|арменпресс",
    "Azertac": "azərtac|азертадж",
    "Kazinform": "казинформ",
    "BelTA": "белта",
    "ANTARA": "",
    "Bernama": "",
    "VNA": "ttxvn|vietnam+",
    "CNA": "中央社",
    "Agência Brasil": "agencia brasil",
    "Télam": "telam",
    "CP": "la presse canadienne|the canadian press|pc|presse canadienne",
    "AWP": "",
    "UPI": "",
    "Bloomberg": "bloomberg news|блумберг",
    "IMAGO": "",
    "PA Media": "pa wire",
}
_BY_NAME = {alias.lower(): name for name, others in _AGENCIES.items() for alias in (name, *others.split("|")) if alias}
# Short names that German and other desks write small; all others of four letters and less must be capitals, or any
# `pap` and `sita` would be an agency.
_SMALL = frozenset("dpa afp epd kna sid dts apa sda ats ansa efe ntb lusa anp ap tass".split())

# Names that explain nothing but themselves, wherever they stand in brackets.
_CERTAIN = frozenset(
    (
        "dpa",
        "AFP",
        "Reuters",
        "TASS",
        "Interfax",
        "RIA Novosti",
        "EFE",
        "Xinhua",
        "Kyodo",
        "Yonhap",
        "epd",
        "KNA",
        "ČTK",
    )
)
_JOINTS = re.compile(
    r"\s*(?:[/,;|+&·•]|\s[-–—]\s|\b(?:und|and|y|et|e|en|og|och|ve|i|и|та|mit|with|avec|con|de|von|via)\b)\s*"
)
_INITIALS = re.compile(r"[^\W\d_]{1,5}\.?", re.U)
_SOURCE = (
    r"(?:quellen?|source|sources|fuentes?|fonte|fonti|bron|kilde|källa|źródło|zdroj|forrás|джерело|источник|по материалам|"
    r"kaynak|المصدر|منبع|出典|来源|來源|with agency inputs|mit material (?:von|der)|mit inhalten (?:von|der)|"
    r"avec|con información de|con|mit|com|med|with|по данным|redaktion|red)"
)
_BRACKET = re.compile(r"\s*[(\[（【〔](?P<inner>[^()\[\]（）【】]{2,70})[)\]）】〕]\s*[.。]?\s*$")
_AFTER = re.compile(r"(?<=[.!?…。！？»”“\"'])\s*(?:[-–—©]\s*)?(?P<inner>[^.!?…。！？()]{2,40})$")
_WHOLE = re.compile(rf"^\W*(?:{_SOURCE}\s*[:：]?\s+|©\s*|foto:\s*)?(?P<inner>[^.!?。]{{2,70}}?)\W*$", re.I)
_ENDS = re.compile(r"[.!?…。！？।։۔؟»”“\"']\s*$")
_SIGNED = re.compile(r"[a-zß-ÿ]{2,4}(?:[/,] ?[a-zß-ÿ]{2,4})?")  # a writer's initials: `(nz)`
_FORM = re.compile(r"(?P<agency>[^\W\d_]{2,6})(?:/[^\W\d_]{2,6}){1,3}|(?P<capitals>[A-ZА-ЯԱ-Ֆ]{2,6})")
_START = re.compile(r"^.{0,60}?[(（](?P<inner>[^()（）]{2,40})[)）]\s?[-–—.:]|^\s*(?P<bare>[^\s–—-]{2,20})\s?[-–—]\s")


_WIRED = re.compile(
    r"\W*(?P<name>新华社|新華社|中央社|共同社|路透社|法新社)[^。，]{0,20}[电電訊讯]"
)  # "新华社北京5月22日电"


@dataclass(frozen=True, slots=True)
class Credit:
    """What a text is without its credit, and the agencies that the credit names."""

    text: str
    agencies: tuple[str, ...]


@lru_cache(maxsize=4096)
def agency_of(name: str) -> str:
    """The agency that a credited name is, or nothing: `Рейтер` is Reuters."""
    shown = name.strip(" .,;:©*_-–/()[]")
    plain = shown.lower()
    if len(plain) <= 4 and shown.isascii() and not shown.isupper() and plain not in _SMALL:
        return ""
    return _BY_NAME.get(plain) or _BY_NAME.get(plain.removesuffix(" news").removesuffix("-news"), "")


def parts_of(credit: str) -> tuple[str, ...]:
    """A credit line by its parts: `dpa/kat` names two."""
    if agency_of(credit):
        return (credit,)
    parts = [p for p in _JOINTS.split(credit) if p.strip()]
    words = credit.split()
    if len(parts) == 1 and len(words) == 2 and any(map(agency_of, words)):
        return tuple(words)  # `dpa lby`
    return tuple(q for p in parts for q in (p.split() if agency_of(p.split()[0]) and not agency_of(p) else [p]))


def agencies_in(credit: str) -> tuple[str, ...]:
    """The agencies of a credit line, or nothing where the line says more than a credit does."""
    parts = parts_of(credit)
    named = [agency_of(p) for p in parts]
    if not any(named) or not all(a or _INITIALS.fullmatch(p.strip()) for a, p in zip(named, parts, strict=True)):
        return ()
    return tuple(dict.fromkeys(a for a in named if a))


def cut_end(text: str) -> Credit:
    """Cut the credit from a text's end: `… sagte er. (dpa/kat)`, `… sagte er. AFP`, or a writer's initials `(nz)`.

    A text that is all credit is left empty.
    """
    if len(text) <= 80 and (found := _WHOLE.match(text)) and (named := agencies_in(found["inner"])):
        return Credit("", named)
    for pattern in (_BRACKET, _AFTER):
        found = pattern.search(text[-120:])
        if not found:
            continue
        inner = re.sub(rf"^{_SOURCE}\s*[:：]?\s+", "", found["inner"].strip(), flags=re.I)
        ends = _ENDS.search(text[: len(text) - len(text[-120:]) + found.start()])
        named = agencies_in(inner)
        if pattern is _BRACKET and not ends:  # it may as well explain the words before it: `Spanische Partei (SPA)`
            named = named if set(named) <= _CERTAIN else ()
        elif pattern is _BRACKET and not named:
            named = _by_form(inner)
        is_signed = pattern is _BRACKET and bool(ends) and bool(_SIGNED.fullmatch(inner))
        if named or is_signed:
            rest = text[: len(text) - len(text[-120:]) + found.start()].rstrip()
            closes = pattern is _BRACKET and text.rstrip().endswith((".", "。")) and rest[-1:].isalnum()
            return Credit(rest + text.rstrip()[-1] if closes else rest, named)
    return Credit(text, ())


def _by_form(credit: str) -> tuple[str, ...]:
    """The agency of a credit whose names we do not know, by its form after the last sentence: `(gsw/kat)`, `(GSW)`."""
    found = _FORM.fullmatch(credit)
    return ((found["agency"] or found["capitals"]).upper(),) if found else ()


def read_start(text: str) -> tuple[str, ...]:
    """The agencies that a text's dateline names: `BERLIN (dpa) - `; the dateline itself stays, it names the place."""
    if wired := _WIRED.match(text[:60]):
        return (agency_of(wired["name"]),)
    found = _START.match(text[:100])
    if not found:
        return ()
    if found["bare"]:
        name = agency_of(found["bare"])
        return (name,) if name and len(found["bare"]) > 3 else ()
    return agencies_in(found["inner"])
