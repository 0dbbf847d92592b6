"""How surely one speaker is known across languages: names of public people as papers write them."""

from datetime import UTC, datetime
from itertools import combinations

from glosswire.model import ArticleId, Quote, Sentence
from glosswire.stories.compare import compare
from glosswire.stories.comparison import Told
from tests.quality.stories import told

AT = datetime(2023, 5, 22, 9, 0, tzinfo=UTC)

PEOPLE: tuple[tuple[tuple[str, str], ...], ...] = (
    (
        ("Nikol Paschinjan", "de"),
        ("Nikol Pachinian", "fr"),
        ("Nikol Pashinián", "es"),
        ("Nikol Paszynian", "pl"),
        ("Никол Пашинян", "ru"),
        ("Нікол Пашинян", "uk"),
        ("Nikol Paşinyan", "tr"),
        ("نيكول باشينيان", "ar"),
        ("نیکول پاشینیان", "fa"),
        ("निकोल पशिनियान", "hi"),
        ("尼科尔·帕希尼扬", "zh"),
        ("ニコル・パシニャン", "ja"),
        ("니콜 파시냔", "ko"),
        ("Նիկոլ Փաշինյան", "hy"),
        ("ნიკოლ ფაშინიანი", "ka"),
        ("Pashinyan", "en"),
    ),
    (
        ("Emmanuel Macron", "de"),
        ("Эмманюэль Макрон", "ru"),
        ("Емманюель Макрон", "uk"),
        ("إيمانويل ماكرون", "ar"),
        ("امانوئل مکرون", "fa"),
        ("इमैनुएल मैक्रों", "hi"),
        ("埃马纽埃尔·马克龙", "zh"),
        ("エマニュエル・マクロン", "ja"),
        ("에마뉘엘 마크롱", "ko"),
        ("Macron", "en"),
    ),
    (
        ("Recep Tayyip Erdoğan", "tr"),
        ("Recep Tayyip Erdogan", "de"),
        ("Реджеп Тайип Эрдоган", "ru"),
        ("رجب طيب أردوغان", "ar"),
        ("رجب طیب اردوغان", "fa"),
        ("रेचेप तैयप एर्दोआन", "hi"),
        ("雷杰普·塔伊普·埃尔多安", "zh"),
        ("レジェップ・タイップ・エルドアン", "ja"),
        ("레제프 타이이프 에르도안", "ko"),
        ("Erdogan", "en"),
    ),
    (
        ("Wolodymyr Selenskyj", "de"),
        ("Volodymyr Zelensky", "fr"),
        ("Volodímir Zelenski", "es"),
        ("Wołodymyr Zełenski", "pl"),
        ("Владимир Зеленский", "ru"),
        ("Володимир Зеленський", "uk"),
        ("فولوديمير زيلينسكي", "ar"),
        ("ولودیمیر زلنسکی", "fa"),
        ("वोलोदिमिर ज़ेलेंस्की", "hi"),
        ("泽连斯基", "zh"),
        ("ゼレンスキー", "ja"),
        ("젤렌스키", "ko"),
    ),
    (
        ("Olaf Scholz", "de"),
        ("Олаф Шольц", "ru"),
        ("أولاف شولتس", "ar"),
        ("ओलाफ शोल्ज", "hi"),
        ("朔尔茨", "zh"),
        ("ショルツ", "ja"),
        ("숄츠", "ko"),
    ),
    (
        ("António Guterres", "pt"),
        ("Антониу Гутерриш", "ru"),
        ("أنطونيو غوتيريش", "ar"),
        ("آنتونیو گوترش", "fa"),
        ("एंटोनियो गुटेरेस", "hi"),
        ("古特雷斯", "zh"),
        ("グテーレス", "ja"),
        ("구테흐스", "ko"),
    ),
    (
        ("Sergej Lawrow", "de"),
        ("Sergueï Lavrov", "fr"),
        ("Сергей Лавров", "ru"),
        ("سيرغي لافروف", "ar"),
        ("拉夫罗夫", "zh"),
        ("ラブロフ", "ja"),
    ),
    (("Maria Sacharowa", "de"), ("Мария Захарова", "ru"), ("María Zajárova", "es"), ("ماريا زاخاروفا", "ar")),
    (("Ilham Alijew", "de"), ("Ильхам Алиев", "ru"), ("Ilham Aliyev", "fr"), ("إلهام علييف", "ar")),
    (("Antony Blinken", "en"), ("Энтони Блинкен", "ru"), ("أنتوني بلينكن", "ar"), ("布林肯", "zh")),
)
FLOOR = 0.88


def speaking(number: int, speaker: str, language: str) -> Told:
    """A report that quotes somebody."""
    name = ArticleId(str(number))
    quote = Quote(name, 1, (Sentence(1, 0, 1),), "-", speaker)
    return told(name, language, AT, [("-", "-"), ("-", "-")], quotes=(quote,))


def is_one_speaker(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two names in their languages are taken for one speaker's."""
    return len(compare([speaking(0, *one), speaking(1, *other)]).speakers) == 1


def test_one_person_is_known_in_most_pairs_of_languages() -> None:
    pairs = [pair for names in PEOPLE for pair in combinations(names, 2)]
    assert sum(is_one_speaker(*pair) for pair in pairs) >= FLOOR * len(pairs)


def test_two_people_are_never_taken_for_one() -> None:
    for ours, theirs in combinations(PEOPLE, 2):
        for one in ours:
            assert not any(is_one_speaker(one, other) for other in theirs), one
