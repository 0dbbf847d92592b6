"""Who said what, in which language: direct speech in all its marks, and what is none."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glosswire.model import Article, ArticleId, Block, BlockKind, Language, Provenance, Quote, SourceId
from glosswire.sample.library import publishers, stories
from glosswire.text.marks import running, settle_marks
from glosswire.text.quotes import original_of, quotes_of
from glosswire.text.sayings import languages
from glosswire.text.sentences import sentences_of
from tests.effort import steps


def article(language: str, *texts: str, kind: BlockKind = "paragraph") -> Article:
    blocks = (Block("headline", "–"), *(Block(kind, text) for text in texts))
    at = datetime(2023, 5, 22, tzinfo=UTC)
    return Article(ArticleId("a"), SourceId("s"), "https://a.example/", blocks, Language(language), at, "")


def found(language: str, *texts: str) -> tuple[Quote, ...]:
    made = article(language, *texts)
    return quotes_of(made, sentences_of(made))


# Sentences of our own; who is named is invented by no one: towns, offices and public figures of record.
SPEECH: list[tuple[str, str, str, str]] = [
    ("de", "„Der Haushalt ist beschlossen“, sagte Angela Merkel am Montag.", "Der Haushalt ist beschlossen", "Angela Merkel"),
    ("de", "Angela Merkel sagte: „Wir schaffen das. Davon bin ich überzeugt.“", "Wir schaffen das. Davon bin ich überzeugt.", "Angela Merkel"),
    ("de", "»Wir haben es geschafft«, erklärte Bundeskanzlerin Angela Merkel.", "Wir haben es geschafft", "Angela Merkel"),
    ("fr", "« La France sera au rendez-vous », a déclaré Emmanuel Macron lundi.", "La France sera au rendez-vous", "Emmanuel Macron"),
    ("fr", "Emmanuel Macron a promis que l’État « ne laissera tomber personne », a dit la ministre.", "ne laissera tomber personne", ""),
    ("es", "«No descarto esa posibilidad», declaró este lunes, 22 de mayo, el presidente, Pedro Sánchez, en Madrid.", "No descarto esa posibilidad", "Pedro Sánchez"),
    ("es", "Según Pedro Sánchez, “la economía crece más que nunca este año”.", "la economía crece más que nunca este año", "Pedro Sánchez"),
    ("it", "«Il governo andrà avanti fino alla fine», ha detto Giorgia Meloni a Roma.", "Il governo andrà avanti fino alla fine", "Giorgia Meloni"),
    ("pt", "“O Brasil voltou ao cenário mundial”, disse Luiz Inácio Lula da Silva.", "O Brasil voltou ao cenário mundial", "Luiz Inácio Lula da Silva"),
    ("nl", "‘We hebben een akkoord bereikt’, zei Mark Rutte maandag.", "We hebben een akkoord bereikt", "Mark Rutte"),
    ("pl", "– Nie ma na to zgody – powiedział Donald Tusk w Sejmie.", "Nie ma na to zgody", "Donald Tusk"),
    ("pl", "„Nie ma na to naszej zgody” – oświadczył Donald Tusk.", "Nie ma na to naszej zgody", "Donald Tusk"),
    ("ru", "«Поехали!» — сказал Юрий Гагарин.", "Поехали!", "Юрий Гагарин"),
    ("ru", "— Мы готовы к переговорам, — сказал Сергей Лавров.", "Мы готовы к переговорам", "Сергей Лавров"),
    ("ru", "«Мы готовы к переговорам, — сказал Сергей Лавров. — Слово за вами».", "Мы готовы к переговорам Слово за вами", "Сергей Лавров"),
    ("uk", "«Ми не здамося», — сказав Володимир Зеленський у понеділок.", "Ми не здамося", "Володимир Зеленський"),
    ("tr", "Recep Tayyip Erdoğan, “Seçimi kazandık, milletimize teşekkür ederiz” dedi.", "Seçimi kazandık, milletimize teşekkür ederiz", "Recep Tayyip Erdoğan"),
    ("ar", "وقال الرئيس إيمانويل ماكرون: «لن نتخلى عن أوكرانيا أبدا».", "لن نتخلى عن أوكرانيا أبدا", "الرئيس إيمانويل ماكرون"),
    ("fa", "حسن روحانی گفت: «ما به توافق پایبند هستیم و خواهیم ماند.»", "ما به توافق پایبند هستیم و خواهیم ماند.", "حسن روحانی"),
    ("hi", "नरेंद्र मोदी ने कहा, “हम मिलकर आगे बढ़ेंगे और जीतेंगे।”", "हम मिलकर आगे बढ़ेंगे और जीतेंगे।", "नरेंद्र मोदी"),
    ("zh-Hans", "外交部发言人汪文斌表示：“中方一贯主张通过对话解决问题。”", "中方一贯主张通过对话解决问题。", "外交部发言人汪文斌"),
    ("zh-Hant", "外交部長吳釗燮說：「我們會繼續與各國合作，維護和平。」", "我們會繼續與各國合作，維護和平。", "外交部長吳釗燮"),
    ("ja", "岸田文雄首相は「対話を続けることが何より重要だ」と述べた。", "対話を続けることが何より重要だ", "岸田文雄首相"),
    ("ko", "문재인 대통령은 “평화를 위해 끝까지 노력하겠다”고 말했다.", "평화를 위해 끝까지 노력하겠다", "문재인 대통령"),
    ("hy", "«Մենք պատրաստ ենք խաղաղության»,- ասաց Նիկոլ Փաշինյանը։", "Մենք պատրաստ ենք խաղաղության", "Նիկոլ Փաշինյանը"),
    ("ka", "„ჩვენ მზად ვართ მოლაპარაკებისთვის“, – განაცხადა პრემიერმა.", "ჩვენ მზად ვართ მოლაპარაკებისთვის", ""),
    ("el", "«Η χώρα προχωρά με σταθερότητα», δήλωσε ο Κυριάκος Μητσοτάκης.", "Η χώρα προχωρά με σταθερότητα", "Κυριάκος Μητσοτάκης"),
    ("ro", "„Vom merge mai departe împreună”, a declarat Klaus Iohannis.", "Vom merge mai departe împreună", "Klaus Iohannis"),
    ("cs", "„Vláda má jasný plán,“ řekl Petr Fiala v pondělí.", "Vláda má jasný plán", "Petr Fiala"),
    ("sv", "– Vi är redo att ta ansvar, säger Magdalena Andersson.", "Vi är redo att ta ansvar", "Magdalena Andersson"),
    ("sv", "”Vi är redo att ta ansvar”, säger Magdalena Andersson.", "Vi är redo att ta ansvar", "Magdalena Andersson"),
    ("da", "»Vi står sammen om Ukraine,« siger Mette Frederiksen.", "Vi står sammen om Ukraine", "Mette Frederiksen"),
    ("nb", "- Dette er en god dag for Norge, sier Jonas Gahr Støre.", "Dette er en god dag for Norge", "Jonas Gahr Støre"),
    ("fi", "”Olemme valmiita kaikkeen”, sanoo Sauli Niinistö.", "Olemme valmiita kaikkeen", "Sauli Niinistö"),
    ("hu", "„Magyarország kimarad ebből a háborúból” – mondta Orbán Viktor.", "Magyarország kimarad ebből a háborúból", "Orbán Viktor"),
    ("id", "“Kita harus bekerja bersama-sama untuk maju,” kata Joko Widodo.", "Kita harus bekerja bersama-sama untuk maju", "Joko Widodo"),
    ("en", "“We will keep working together,” said Leo Varadkar in Dublin.", "We will keep working together", "Leo Varadkar"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "speech", "speaker"), SPEECH)
def test_speech_is_found_with_its_speaker(language: str, text: str, speech: str, speaker: str) -> None:
    quotes = found(language, text)
    assert [(q.text, q.speaker) for q in quotes] == [(speech, speaker)]


def test_speech_is_tried_in_twenty_two_languages_and_known_in_more() -> None:
    assert len({language.split("-")[0] for language, *_ in SPEECH}) >= 22
    assert len(languages()) >= 40


NO_SPEECH = [
    ("de", "Die App „SchoolFox“ meldete sich am Samstag, sagte Angela Merkel."),
    ("de", "Das sogenannte „Ende der Geschichte“ kam nicht, sagte Angela Merkel."),
    ("fr", "Le film « Les Quatre Cents Coups » de François Truffaut est ressorti lundi."),
    ("es", "La famosa «ley del ex» se cumplió otra vez en Córdoba."),
    ("ru", "Индийская станция «Чандраян-3» совершила посадку, сообщил Сергей Лавров."),
    ("ja", "無人月探査機「チャンドラヤーン3号」の着陸機が着陸に成功したと発表した。"),
    ("zh-Hans", "高质量共建“一带一路”和构建人类命运共同体。"),
    ("tr", "Macaristan Parlamentosu üç gün önce “evet” demişti."),
    ("pl", "Dziennik „Rzeczpospolita” pisze o tym w poniedziałek."),
    ("es", "- Rusia y Bielorrusia"),
]


@pytest.mark.parametrize(("language", "text"), NO_SPEECH)
def test_names_titles_and_irony_are_no_speech(language: str, text: str) -> None:
    assert found(language, text) == ()


def test_speech_that_its_verb_interrupts_is_one_quote() -> None:
    text = "„Das ist gut“, sagte Angela Merkel, „und es wird noch besser.“"
    assert [q.text for q in found("de", text)] == ["Das ist gut und es wird noch besser."]


def test_a_quote_within_a_quote_is_part_of_it() -> None:
    text = "„Er hat ‚nie wieder‘ gesagt, und so war es“, sagte Angela Merkel."
    assert [q.text for q in found("de", text)] == ["Er hat ‚nie wieder‘ gesagt, und so war es"]


def test_a_quote_runs_over_several_paragraphs() -> None:
    first, second = "Angela Merkel sagte: „Wir haben viel erreicht.", "„Und wir haben noch viel vor.“"
    quotes = found("de", first, second)
    assert [q.text for q in quotes] == ["Wir haben viel erreicht. Und wir haben noch viel vor."]
    assert {s.block for s in quotes[0].sentences} == {1, 2}


def test_a_pronoun_speaks_for_the_last_speaker() -> None:
    quotes = found("de", "„Das ist gut“, sagte Angela Merkel.", "„Und es wird noch besser“, sagte sie.")
    assert [q.speaker for q in quotes] == ["Angela Merkel"] * 2


# -- provenance

SPOKEN: list[tuple[str, str, Provenance, str, str]] = [
    ("de", "„Das ist ein guter Tag“, sagte US-Präsident Joe Biden.", "back-translated", "en", "Joe Biden"),
    ("de", "„Das ist ein guter Tag“, sagte Emmanuel Macron.", "translated", "fr", "French"),
    ("fr", "« C’est un grand jour », a déclaré Emmanuel Macron.", "own", "fr", "French"),
    ("de", "„Das ist ein guter Tag“, sagte der armenische Ministerpräsident Nikol Paschinjan.", "translated", "hy", "Armenian"),
    ("de", "„Das ist ein guter Tag“, sagte Nikol Paschinjan dem US-Magazin Newsweek.", "back-translated", "en", "said to the US magazine Newsweek"),
    ("de", "„Das ist ein guter Tag“, sagte Nikol Paschinjan laut dem US-Magazin Newsweek.", "back-translated", "en", "reported by the US magazine Newsweek"),
    ("de", "„Das ist ein guter Tag“, sagte Olaf Scholz dem Sender CNN.", "unknown", "", "CNN"),
    ("fr", "« C’est un grand jour », a dit Volodymyr Zelensky à la chaîne américaine CNN.", "back-translated", "en", "CNN"),
    ("es", "«Es un gran día para todos», dijo Volodímir Zelenski a la BBC.", "back-translated", "en", "BBC"),
    ("ru", "«Это хороший день для всех», — сказал Никол Пашинян в интервью Би-би-си.", "back-translated", "en", "BBC"),
    ("ru", "«Это хороший день для всех», — сказал Никол Пашинян Русской службе Би-би-си.", "translated", "hy", "Armenian"),
    ("tr", "Volodimir Zelenski CNN International’a, “Bugün hepimiz için güzel bir gün” dedi.", "back-translated", "en", "CNN"),
    ("tr", "Hakan Fidan CNN Türk’e, “Bugün hepimiz için güzel bir gün” dedi.", "own", "tr", "Turkish"),
    ("pl", "„To dobry dzień dla nas wszystkich” – powiedział Donald Tusk tygodnikowi „Newsweek”.", "own", "pl", "Polish"),
    ("ja", "パシニャン首相は米誌ニューズウィークに「今日は私たちにとって良い日だ」と語った。", "back-translated", "en", "Newsweek"),
    ("zh-Hans", "美国总统拜登表示：“今天对我们所有人来说都是好日子。”", "back-translated", "en", "English"),
    ("ar", "وقال الرئيس الأوكراني لشبكة سي إن إن: «هذا يوم جيد لنا جميعا».", "back-translated", "en", "CNN"),
    ("uk", "«Це добрий день для нас усіх», — сказав Еммануель Макрон англійською.", "back-translated", "en", "in English"),
    ("es", "«Estamos listos», dijo Pedro Sánchez sobre una noticia de The New York Times.", "own", "es", "Spanish"),
    ("hy", "«Մենք պատրաստ ենք խաղաղության»,- ասաց Նիկոլ Փաշինյանը Newsweek ամսագրին։", "unknown", "", "Newsweek"),
    ("he", "\"אנחנו ננצח במלחמה הזאת\", אמר נשיא אוקראינה ל-CNN.", "back-translated", "en", "CNN"),
    ("hi", "निकोल पाशिनयान ने अमेरिकी पत्रिका न्यूज़वीक से कहा, “हम संगठन छोड़ने से इनकार नहीं करते।”", "back-translated", "en", "Newsweek"),
    ("fa", "نیکول پاشینیان به مجله نیوزویک گفت: «خروج از این پیمان را رد نمی‌کنم.»", "back-translated", "en", "Newsweek"),
    ("ko", "젤렌스키 우크라이나 대통령은 미국 CNN과의 인터뷰에서 “우리는 이 전쟁에서 승리할 것”이라고 말했다.", "back-translated", "en", "CNN"),
    ("zh-Hant", "烏克蘭總統澤倫斯基告訴CNN：「我們會贏得這場戰爭，絕不放棄。」", "back-translated", "en", "CNN"),
    ("de", "„Wir haben keine Zeit mehr“, sagte UN-Generalsekretär António Guterres.", "unknown", "", ""),
    ("de", "„Das ist ein guter Tag“, sagte NATO-Generalsekretär Jens Stoltenberg.", "back-translated", "en", "NATO-Generalsekretär"),
    ("de", "„Das ist ein guter Tag für Frankreich“, sagte der Trainer Didier Deschamps.", "unknown", "", ""),
    ("de", "„Das ist ein guter Tag für die Stadt“, sagte Bürgermeisterin Elisabeth Blanik.", "own", "de", "nothing in the article points abroad"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "provenance", "spoken_in", "reason"), SPOKEN)
def test_a_quote_says_where_it_comes_from(
    language: str, text: str, provenance: Provenance, spoken_in: str, reason: str
) -> None:
    (quote,) = found(language, text)
    assert (quote.provenance, quote.spoken_in) == (provenance, spoken_in)
    assert reason in quote.reason


def test_who_was_introduced_once_is_known_later() -> None:
    quotes = found(
        "de",
        "Der armenische Ministerpräsident Nikol Paschinjan hat Moskau kritisiert.",
        "„Das Bündnis hat uns im Stich gelassen“, sagte Paschinjan.",
    )
    assert [(q.provenance, q.spoken_in) for q in quotes] == [("translated", "hy")]


def test_what_may_be_of_an_english_interview_is_not_called_translated() -> None:
    quotes = found(
        "de",
        "Der armenische Ministerpräsident Nikol Paschinjan hat sich in einem Interview mit CNN geäußert.",
        "„Das Bündnis hat uns im Stich gelassen“, sagte Paschinjan.",
    )
    assert [(q.provenance, q.reason) for q in quotes] == [
        ("unknown", "perhaps said in an interview with the broadcaster CNN")
    ]


def test_the_sample_quote_from_an_american_magazine_is_translated_back() -> None:
    story = next(s for s in stories() if s.stem == "csto-musterblatt")
    language = next(p.language for p in publishers() if p.id == story.publisher)
    (quote,) = found(language, *(piece.text for piece in story.blocks))
    assert (quote.provenance, quote.spoken_in, quote.speaker) == ("back-translated", "en", "Nikol Paschinjan")
    assert quote.reason == "reported by the US magazine Newsweek"


def test_no_other_sample_quote_is_taken_for_english() -> None:
    for story in stories():
        language = next(p.language for p in publishers() if p.id == story.publisher)
        quotes = found(language, *(piece.text for piece in story.blocks))
        assert all(q.provenance != "back-translated" for q in quotes) or story.stem == "csto-musterblatt"


# -- marks


@pytest.mark.parametrize(
    ("source", "target", "settled"),
    [
        ("Er nannte das einen Fehler.", "He called that a “mistake”.", "He called that a mistake."),
        ("Er nannte das einen Fehler.", 'He called that a "mistake".', "He called that a mistake."),
        ("Er nannte das einen „Fehler“.", "He called that a “mistake”.", "He called that a “mistake”."),
        ("Das Boot des Kapitäns ist 5 m lang.", "The captain's boat is 5' long.", "The captain's boat is 5' long."),
        ("著者は『雪国』を書いた。", "The author wrote “Snow Country”.", "The author wrote “Snow Country”."),
        ("— Мы готовы.", "“We are ready.”", "“We are ready.”"),
    ],
)
def test_what_the_original_does_not_quote_loses_its_marks(source: str, target: str, settled: str) -> None:
    assert settle_marks(source, target, "de") == settled
    assert settle_marks(source, target, "de", is_running=True) == target
    assert settle_marks(source, settled, "de") == settled


def test_sentences_within_a_quotation_are_known() -> None:
    made = article("de", "Sie sagte: „Wir sind da. Wir bleiben. Wir gehen nicht.“ Dann ging sie.")
    sentences = sentences_of(made)
    inside = running(made.blocks, sentences)
    assert [s in inside for s in sentences[1:]] == [False, True, True, False]


# -- the original


def quote(text: str, speaker: str = "") -> Quote:
    return Quote(ArticleId("a"), 1, (), text, speaker)


ORIGINAL = "I cannot rule out a de jure withdrawal of Armenia from the CSTO or a freeze of its membership"
OTHERS = (
    quote("Armenia is ready to recognise 86,600 square kilometres of the territory of Azerbaijan", "Nikol Pashinyan"),
    quote("The CSTO remains ready to help its member Armenia whenever it asks", "Dmitry Peskov"),
)
TRANSLATED_BACK = "I do not rule out that Armenia decides to withdraw from the CSTO de jure or to freeze its membership"


def test_the_english_original_is_found() -> None:
    candidates = (*OTHERS, quote(ORIGINAL, "Nikol Pashinyan"))
    assert original_of(quote("", "Nikol Paschinjan"), TRANSLATED_BACK, candidates) == candidates[-1]
    assert original_of(quote("", "Никол Пашинян"), TRANSLATED_BACK, candidates) == candidates[-1]


def test_no_original_is_better_than_a_wrong_one() -> None:
    assert original_of(quote("", "Nikol Paschinjan"), TRANSLATED_BACK, OTHERS) is None
    assert original_of(quote("", "Ilham Alijew"), TRANSLATED_BACK, (quote(ORIGINAL, "Nikol Pashinyan"),)) is None
    assert (
        original_of(
            quote(""), "We lost 15 of our brave soldiers here", (quote("We lost 50 of our brave soldiers here"),)
        )
        is None
    )
    assert original_of(quote(""), "Yes, we can", (quote("Yes, we can"),)) is None


# -- hostile text

MARKS = st.text(alphabet="„“”«»「」‚‘’\"'—–- .,:!?\nAb sagte сказал", max_size=200)


@given(st.sampled_from(["de", "ru", "ja", "tr", "ar", "xx"]), st.lists(MARKS, max_size=4))
def test_any_text_gives_quotes_of_its_own_words(language: str, texts: Sequence[str]) -> None:
    made = article(language, *texts)
    sentences = sentences_of(made)
    for each in quotes_of(made, sentences):
        assert each.text
        assert each.sentences
        assert set(each.sentences) <= set(sentences)


@pytest.mark.parametrize(
    "unit",
    [
        "„",
        "„a “",
        "“",
        '"',
        "„sagte “, ",
        "— сказал, ",
        "«a, — сказал б. — ",
        "'a ",
        "„Das ist so ein Tag“, sagte er, ",
    ],
)
@pytest.mark.parametrize("language", ["de", "ru"])
def test_the_work_grows_with_length_only(unit: str, language: str) -> None:
    def steps_of(times: int) -> int:
        made = article(language, *[unit * 200] * times)
        sentences = sentences_of(made)
        return steps(lambda: (quotes_of(made, sentences), running(made.blocks, sentences)))

    steps_of(1)
    assert steps_of(16) < 6 * steps_of(4)


def test_one_huge_paragraph_takes_no_long_time() -> None:
    made = article("de", "„Das ist gut.“ sagte Angela Merkel1. " * 6000)
    sentences = sentences_of(made)
    begun = time.process_time()
    assert len(quotes_of(made, sentences)) > 1000
    running(made.blocks, sentences)
    assert time.process_time() - begun < 60
