"""Floor of topics on headlines of our own in 13 languages, by the text alone: nearly all sorted, and rightly."""

from glosswire.model import Article
from glosswire.stories.embed import Encoder
from glosswire.stories.topics import Topics, topics
from tests.stories.test_topics import article

# language, topic, headline and first sentence; they report nothing that happened.
CORPUS = (
    ("en", "sport", "The captain scored twice as the champions won the final"),
    ("en", "economy", "The central bank raises interest rates as inflation climbs"),
    ("en", "weather", "Heavy snowfall and strong winds forecast for the weekend"),
    ("de", "crime", "Gericht verurteilt den Angeklagten wegen Mordes zu lebenslanger Haft"),
    ("de", "health", "Ärzte warnen: Krankenhäuser haben zu wenig Betten für Patienten"),
    ("de", "arts", "Das Orchester eröffnet die Saison mit einer Oper, der Sänger wird gefeiert"),
    ("fr", "politics", "Le premier ministre perd un vote de confiance au parlement"),
    ("fr", "conflict", "Des missiles ont frappé la ville, l'armée annonce une offensive"),
    ("fr", "education", "Les élèves et les enseignants retrouvent l'école après les vacances"),
    ("es", "disaster", "Un terremoto deja decenas de muertos y destruye cientos de casas"),
    ("es", "religion", "El Papa celebra la misa de Pascua ante miles de fieles en el Vaticano"),
    ("it", "sport", "La squadra vince il campionato dopo la vittoria per tre a zero nel derby"),
    ("it", "labour", "I lavoratori in sciopero: i sindacati chiedono salari più alti"),
    ("pt", "environment", "O desmatamento da floresta tropical aumenta e ameaça espécies"),
    ("nl", "science", "Astronomen ontdekken met de telescoop een planeet bij een verre ster"),
    ("pl", "politics", "Opozycja wygrała wybory, partie rozmawiają o koalicji rządowej"),
    ("ru", "science", "Ракета доставила трёх космонавтов на космическую станцию"),
    ("tr", "disaster", "Şiddetli depremde onlarca kişi hayatını kaybetti, binalar yıkıldı"),
    ("ja", "economy", "日銀が利上げ、株価は下落し円高が進む"),
    ("ja", "sport", "決勝で二点を決めたチームが優勝、監督も喜ぶ"),
    ("zh-Hans", "conflict", "导弹夜间袭击首都，军队称发起反攻"),
    ("ko", "health", "의사들, 새 백신이 어린이 감염을 막는다고 발표"),
)
LEAST_SORTED = 0.9
LEAST_RIGHT = 0.95
LEAST_SORTED_BY_WORDS = 0.45


def found(judge: Topics, given: Article) -> list[str]:
    return [topics()[topic.code].slug for topic in judge.of(given)]


def test_topics_of_texts_are_right_or_none() -> None:
    judge = Topics(Encoder())
    got = [(found(judge, article(language=language, headline=text)), slug) for language, slug, text in CORPUS]
    told = [(slugs[0], slug) for slugs, slug in got if slugs]
    assert len(told) >= LEAST_SORTED * len(got), got
    assert sum(one == slug for one, slug in told) >= LEAST_RIGHT * len(told), got


def test_without_an_encoder_words_sort_fewer_and_not_wrongly() -> None:
    judge = Topics()
    got = [(found(judge, article(language=language, headline=text)), slug) for language, slug, text in CORPUS]
    assert all(slugs[0] == slug for slugs, slug in got if slugs), got
    assert sum(bool(slugs) for slugs, _ in got) >= LEAST_SORTED_BY_WORDS * len(got), got
