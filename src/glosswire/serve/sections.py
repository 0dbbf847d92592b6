"""English sections for the words that publishers use for theirs."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from glosswire.model import Tally

# Words of one section are parted by spaces; an underscore stands for a space within one.
_WORDS = {
    "World": """world international welt ausland monde mundo internacional mondo esteri wereld buitenland świat świecie
        zahraničí zahraničie svět svet világ külföld lume externe свят светът мир в_мире світ свет mir в_світі dünya
        العالم دولي عالم جهان بین‌الملل العالمي दुनिया विश्व 国际 世界 國際 国際 世界ニュース 세계 국제 աշխարհ միջազգային
        მსოფლიო κόσμος διεθνή עולם thế_giới ต่างประเทศ dunia internasional utrikes verden udland utenriks ulkomaat
        europa europe europa avrupa kaukasus""",
    "Politics": """politics politik politique política politica polityka politika politiek политика політика siyaset
        سياسة السياسة سیاست سیاسی राजनीति 政治 时政 時政 정치 քաղաքականություն პოლიტიკა πολιτική פוליטיקה chính_trị การเมือง
        politikk politiikka poliitika politică belpolitika innenpolitik""",
    "Business": """business economy wirtschaft économie economie economía economia ekonomi gospodarka ekonomika
        ekonomia экономика економіка ekonómia gazdaság اقتصاد الاقتصاد अर्थव्यवस्था व्यापार 经济 財經 财经 経済 경제
        տնտեսություն ეკონომიკა οικονομία כלכלה kinh_tế เศรษฐกิจ bisnis talous økonomi finanzen finance finanza biznes""",
    "Science and technology": """science technology wissenschaft wissen technik digital sciences technologie ciencia
        tecnología ciência tecnologia scienza nauka technologie технологии наука наука_и_техника технології bilim
        teknoloji علوم تكنولوجيا دانش فناوری علم विज्ञान प्रौद्योगिकी 科技 科学 科學 科学技術 과학 գիտություն მეცნიერება
        επιστήμη τεχνολογία מדע khoa_học วิทยาศาสตร์ sains vetenskap videnskab tiede raumfahrt espace espacio""",
    "Environment": """environment climate umwelt klima environnement planète climat medio_ambiente clima ambiente
        środowisko климат экология довкілля çevre iklim مناخ بيئة البيئة محیط_زیست पर्यावरण 环境 環境 気候 환경 միջավայր
        გარემო περιβάλλον סביבה môi_trường สิ่งแวดล้อม lingkungan miljö miljø ympäristö""",
    "Culture": """culture arts kultur feuilleton cultura kultura kultúra культура kültür kültür_sanat ثقافة الثقافة
        فرهنگ فرهنگ_و_هنر संस्कृति 文化 文化娱乐 문화 մշակույթ კულტურა πολιτισμός תרבות văn_hóa วัฒนธรรม budaya kulttuuri""",
    "Sport": """sport sports deportes esportes desporto sporty спорт spor رياضة الرياضة ورزش ورزشی खेल 体育 體育 スポーツ
        스포츠 սպորտ სპორტი αθλητικά ספורט thể_thao กีฬา olahraga urheilu fußball football fútbol calcio""",
    "Society": """society gesellschaft panorama société sociedad sociedade società społeczeństwo společnost spoločnost
        общество суспільство toplum yaşam مجتمع المجتمع جامعه समाज 社会 社會 사회 հասարակություն საზოგადოება κοινωνία חברה
        xã_hội สังคม samhälle samfund yhteiskunta leben""",
    "Health": """health gesundheit santé salud saúde salute zdrowie zdraví здоровье здоров'я sağlık صحة الصحة سلامت
        स्वास्थ्य 健康 医疗 건강 առողջություն ჯანმრთელობა υγεία בריאות sức_khỏe สุขภาพ kesehatan hälsa terveys""",
}


@dataclass(frozen=True, slots=True)
class Section:
    """A section in English, the publishers' own words for it, and how many articles those hold."""

    slug: str
    name: str
    words: tuple[str, ...]
    articles: int


def sections(tallies: Iterable[Tally]) -> tuple[Section, ...]:
    """Join the publishers' sections into English ones, the fullest first; a word that we do not know is left out."""
    found: dict[str, list[Tally]] = {}
    for tally in tallies:
        if name := english_section(tally.name):
            found.setdefault(name, []).append(tally)
    made = [
        Section(slug_of(name), name, tuple(t.name for t in joined), sum(t.articles for t in joined))
        for name, joined in found.items()
    ]
    return tuple(sorted(made, key=lambda section: (-section.articles, section.name)))


def english_section(word: str) -> str:
    """Name a publisher's section in English, or nothing where its word is unknown."""
    return _lookup().get(" ".join(word.casefold().split()), "")


def slug_of(name: str) -> str:
    """Write a section's English name as an address holds it."""
    return name.lower().replace(" ", "-")


@cache
def _lookup() -> dict[str, str]:
    words = {word.replace("_", " ").casefold(): name for name, text in _WORDS.items() for word in text.split()}
    return words | {name.casefold(): name for name in _WORDS}
