"""A newsroom's worth of articles of our own, in many scripts, stating facts of public record."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone

from glosswire.model import (
    Alternative,
    Article,
    ArticleId,
    Back,
    Block,
    BlockKind,
    Engine,
    Feed,
    Finding,
    Grade,
    Highlight,
    Image,
    Language,
    Listing,
    Mark,
    MarkKind,
    Policy,
    Provenance,
    Quote,
    Reading,
    Segment,
    Sentence,
    Source,
    SourceId,
    Translation,
)

NOW = datetime(2023, 5, 23, 12, 0, tzinfo=UTC)
Said = tuple[str, str]  # a sentence and its English


def make_source(name: str, country: str, language: str, title: str, owner: str = "", kind: str = "sample") -> Source:
    """Build a source that shows whole articles."""
    home = f"https://{name}.example/"
    feeds = (Feed(home + "feed", SourceId(name)),)
    return Source(SourceId(name), title, home, country, (language,), owner, kind, "full", feeds)


SOURCES = (
    make_source("musterbote", "DE", "de", "Musterbote", "Glosswire samples", "regional newspaper"),
    make_source("exemple", "FR", "fr", "L’Exemple du matin"),
    make_source("mithal", "EG", "ar", "صحيفة المثال"),
    make_source("yangbao", "CN", "zh-Hans", "样报"),
    make_source("namuna", "IN", "hi", "नमूना समाचार"),
    make_source("nmush", "AM", "hy", "Նմուշ"),
    make_source("zrazok", "UA", "uk", "Зразок"),
    make_source("obrazets", "KZ", "ru", "Образец"),
    make_source("mihon", "JP", "ja", "見本新聞"),
    make_source("nemune", "IR", "fa", "روزنامه نمونه"),
    make_source("przyklad", "PL", "pl", "Przykład"),
    make_source("ornek", "TR", "tr", "Örnek Gazete"),
    make_source("ejemplo", "AR", "es", "El Ejemplo"),
    make_source("nimushi", "GE", "ka", "ნიმუში"),
    make_source("sample-wire", "IE", "en", "The Sample Wire"),
)
SOURCE = {source.id: source for source in SOURCES}


def make_engine(language: str, grade: Grade, quality: str) -> Engine:
    """Build an engine of one language."""
    title = f"Sample engine ({language}–en)"
    return Engine(f"sample-{language}", language, title, "MPL-2.0", grade, quality)


_FLORES = "COMET-22 {} on FLORES devtest, as its makers published."
_NTREX = "chrF {} on 62 lines of NTREX, measured here."
ENGINES = {
    engine.language: engine
    for engine in (
        make_engine("de", "good", _FLORES.format("0.884")),
        make_engine("fr", "good", _FLORES.format("0.886")),
        make_engine("ar", "good", _FLORES.format("0.862")),
        make_engine("zh-Hans", "good", _FLORES.format("0.862")),
        make_engine("hi", "good", _FLORES.format("0.873")),
        make_engine("uk", "fair", _FLORES.format("0.846")),
        make_engine("ru", "fair", _FLORES.format("0.843")),
        make_engine("ja", "good", _FLORES.format("0.863")),
        make_engine("fa", "poor", _NTREX.format("31.3")),
        make_engine("pl", "fair", _FLORES.format("0.847")),
        make_engine("tr", "poor", _NTREX.format("37.5")),
        make_engine("es", "fair", _FLORES.format("0.857")),
    )
}


@dataclass(frozen=True)
class Told:
    """A block as a list of sentences with their English."""

    kind: BlockKind
    said: tuple[Said, ...]
    marks: tuple[tuple[MarkKind, str, str], ...] = ()  # kind, the words they are on, URL

    def block(self, glue: str) -> Block:
        """Write the block in its own language."""
        text = glue.join(own for own, _ in self.said)
        marks = tuple(
            Mark(kind, text.index(words), text.index(words) + len(words), url) for kind, words, url in self.marks
        )
        return Block(self.kind, text, marks)


def told(kind: BlockKind, *said: Said, marks: tuple[tuple[MarkKind, str, str], ...] = ()) -> Told:
    """Build a block from its sentences."""
    return Told(kind, said, marks)


def make_reading(
    name: str,
    source_id: str,
    blocks: tuple[Told, ...],
    hours_ago: float = 0.0,
    section: str = "",
    *,
    done: int | None = None,
    grade: Grade | None = None,
    highlights: tuple[int, ...] = (),
    failed: tuple[int, ...] = (),
    authors: tuple[str, ...] = (),
    agency: tuple[str, ...] = (),
    image: Image | None = None,
    zone_hours: float = 0.0,
    revision: int = 1,
) -> Reading:
    """Build an article with as much of its English as `done` says, by default all of it."""
    source = SOURCE[SourceId(source_id)]
    language = source.languages[0]
    glue = "" if language in ("zh-Hans", "ja") else " "
    made = tuple(item.block(glue) for item in blocks)
    sentences: list[Sentence] = []
    english: list[str] = []
    for index, item in enumerate(blocks):
        start = 0
        for own, translated in item.said:
            sentences.append(Sentence(index, start, start + len(own)))
            english.append(translated)
            start += len(own) + len(glue)
    engine = ENGINES.get(language)
    grade = grade or (engine.grade if engine else "none")
    version = engine.version if engine else ""
    at = NOW - timedelta(hours=hours_ago) - timedelta(minutes=7, milliseconds=896)
    own_texts = [own for item in blocks for own, _ in item.said]
    segments = tuple(
        Segment((sentence,), own_texts[i], "failed", version, None, NOW)
        if i in failed
        else Segment((sentence,), english[i], "passed" if language == "en" else "translated", version, None, NOW)
        for i, sentence in enumerate(sentences[: len(sentences) if done is None else done])
    )
    article_id = ArticleId(name)
    article = Article(
        article_id,
        SourceId(source_id),
        f"{source.home}{name}.html",
        made,
        Language(language),
        NOW,
        f"print-{name}",
        revision,
        authors,
        agency,
        section,
        at.astimezone(timezone(timedelta(hours=zone_hours))),
        None,
        image,
    )
    return Reading(
        article,
        Translation(article_id, revision, () if grade == "none" else segments, len(sentences), grade),
        tuple(Highlight(article_id, revision, index, 1.0) for index in highlights),
        (engine,) if engine else (),
        revision,
        tuple(sentences),
    )


def listing_of(reading: Reading) -> Listing:
    """List an article as a store would."""
    article, translation = reading.article, reading.translation
    english: dict[int, list[str]] = {0: [], 1: []}
    for segment in translation.segments:
        block = segment.sources[0].block
        if block < 2 and segment.state != "failed" and article.blocks[block].kind in ("headline", "standfirst"):
            english[block].append(segment.target)
    return Listing(
        article.id,
        article.revision,
        article.source_id,
        article.url,
        article.language.tag,
        article.headline,
        " ".join(english[0]),
        " ".join(english[1]),
        article.section,
        (article.published_at or article.fetched_at).astimezone(UTC),
        article.fetched_at,
        len(translation.segments),
        translation.sentences,
        translation.grade,
        article.image,
        any(
            f.is_shown and f.severity == "critical"
            for s in translation.segments
            if s.sources[0].block == 0
            for f in s.findings
        ),
    )


LINK = "https://en.wikipedia.org/wiki/Collective_Security_Treaty_Organization"

ARMENIA_DE = make_reading(
    "armenien-ovks",
    "musterbote",
    (
        told(
            "headline",
            (
                "Armenien schließt einen Austritt aus der OVKS nicht aus",
                "Armenia does not rule out leaving the CSTO",
            ),
        ),
        told(
            "standfirst",
            (
                "Ministerpräsident Nikol Paschinjan sagt, ein Austritt aus dem von Russland geführten Bündnis sei möglich.",
                "Prime Minister Nikol Pashinyan says that leaving the Russian-led alliance is possible.",
            ),
            (
                "Zugleich sei Armenien bereit, die Grenzen Aserbaidschans anzuerkennen.",
                "At the same time, Armenia is ready to recognise Azerbaijan’s borders.",
            ),
        ),
        told(
            "paragraph",
            (
                "Auf einer Pressekonferenz am 22. Mai 2023 in Eriwan hat der armenische Ministerpräsident Nikol Paschinjan einen Austritt seines Landes aus der Organisation des Vertrags über kollektive Sicherheit (OVKS) nicht ausgeschlossen.",
                "At a press conference in Yerevan on 22 May 2023, Armenian Prime Minister Nikol Pashinyan did not rule out his country’s withdrawal from the Collective Security Treaty Organization (CSTO).",
            ),
            (
                "Dem Bündnis gehören neben Russland und Armenien auch Belarus, Kasachstan, Kirgistan und Tadschikistan an.",
                "Besides Russia and Armenia, Belarus, Kazakhstan, Kyrgyzstan and Tajikistan belong to the alliance.",
            ),
            marks=(
                ("link", "Organisation des Vertrags über kollektive Sicherheit", LINK),
                ("strong", "nicht ausgeschlossen", ""),
            ),
        ),
        told(
            "quote",
            (
                "„Ich kann nicht ausschließen, dass Armenien die OVKS verlässt oder seine Mitgliedschaft einfriert.“",
                "“I cannot rule out that Armenia will leave the CSTO or freeze its membership.”",
            ),
        ),
        told("heading", ("Beobachter der EU an der Grenze", "EU observers at the border")),
        told(
            "paragraph",
            (
                "Statt Beobachtern der OVKS lud Armenien eine Mission der Europäischen Union ein.",
                "Instead of CSTO observers, Armenia invited a mission of the European Union.",
            ),
            (
                "Sie nahm ihre Arbeit am 20. Februar 2023 auf und ist für zwei Jahre geplant.",
                "It took up its work on 20 February 2023 and is planned for two years.",
            ),
            (
                "Rund 100 Mitarbeiter sollen die Lage an der Grenze zu Aserbaidschan beobachten.",
                "Some 100 staff are to observe the situation on the border with Azerbaijan.",
            ),
        ),
        told("caption", ("Eriwan, im Hintergrund der Ararat.", "Yerevan, with Mount Ararat in the background.")),
        told("heading", ("Worum es geht", "What it is about")),
        told("item", ("die Mitgliedschaft in der OVKS seit 1994", "membership of the CSTO since 1994")),
        told("item", ("die Grenze von 86.600 Quadratkilometern", "the border of 86,600 square kilometres")),
        told("item", ("die Sicherheit der Menschen in Bergkarabach", "the safety of the people in Nagorno-Karabakh")),
        told(
            "paragraph",
            (
                "Armenien und Aserbaidschan streiten seit Jahrzehnten um Bergkarabach.",
                "Armenia and Azerbaijan have been in dispute over Nagorno-Karabakh for decades.",
            ),
            (
                "2020 gewann Aserbaidschan nach sechs Wochen Krieg einen Teil des Gebiets zurück.",
                "In 2020, after six weeks of war, Azerbaijan regained part of the territory.",
            ),
            (
                "Seither überwacht eine russische Truppe die Waffenruhe, die brüchig ist.",
                "Since then a Russian force has monitored the ceasefire, which is fragile.",
            ),
        ),
    ),
    0.0,
    "Politik",
    highlights=(3, 5, 7),
    failed=(17,),
    authors=("Redaktion Musterbote",),
    agency=("dpa",),
    image=Image("https://musterbote.example/bilder/eriwan.jpg", "Eriwan", "Foto: Musterbote"),
    zone_hours=2,
)

READINGS = (
    ARMENIA_DE,
    make_reading(
        "hayastan-hapk",
        "nmush",
        (
            told("headline", ("Փաշինյանը չի բացառում Հայաստանի դուրս գալը ՀԱՊԿ-ից", "")),
            told("standfirst", ("Վարչապետն այդ մասին ասել է 2023 թվականի մայիսի 22-ի ասուլիսում։", "")),
            told(
                "paragraph",
                ("Հայաստանը ՀԱՊԿ անդամ է։", ""),
                ("Եվրոպական միության առաքելությունը սահմանին աշխատում է փետրվարի 20-ից։", ""),
            ),
        ),
        0.6,
        "Քաղաքականություն",
        zone_hours=4,
    ),
    make_reading(
        "otan-finlande",
        "exemple",
        (
            told(
                "headline",
                (
                    "La Finlande devient le trente et unième membre de l’OTAN",
                    "Finland becomes the thirty-first member of NATO",
                ),
            ),
            told(
                "standfirst",
                (
                    "Le drapeau finlandais a été hissé à Bruxelles le 4 avril 2023.",
                    "The Finnish flag was raised in Brussels on 4 April 2023.",
                ),
            ),
            told(
                "paragraph",
                (
                    "La frontière de l’Alliance avec la Russie a ainsi plus que doublé.",
                    "The Alliance’s border with Russia has thus more than doubled.",
                ),
                (
                    "La Finlande partage avec la Russie une frontière d’environ 1 340 kilomètres.",
                    "Finland shares a border of about 1,340 kilometres with Russia.",
                ),
            ),
        ),
        1.2,
        "International",
        highlights=(2,),
        agency=("AFP",),
    ),
    make_reading(
        "cop28-ittifaq",
        "mithal",
        (
            told(
                "headline",
                (
                    "مؤتمر المناخ في دبي يدعو إلى الانتقال بعيدا عن الوقود الأحفوري",
                    "Climate conference in Dubai calls for a transition away from fossil fuels",
                ),
            ),
            told(
                "standfirst",
                (
                    "اعتمدت نحو مئتي دولة النص في 13 ديسمبر 2023 بعد ليلة من المفاوضات.",
                    "Nearly two hundred countries adopted the text on 13 December 2023 after a night of negotiations.",
                ),
            ),
            told(
                "paragraph",
                (
                    "هذه أول مرة يذكر فيها قرار لمؤتمر الأمم المتحدة للمناخ جميع أنواع الوقود الأحفوري.",
                    "It is the first time that a decision of the UN climate conference names all fossil fuels.",
                ),
                (
                    "كما دعا النص إلى زيادة قدرة الطاقة المتجددة إلى ثلاثة أمثالها بحلول عام 2030.",
                    "The text also called for renewable energy capacity to be tripled by 2030.",
                ),
                marks=(("link", "مؤتمر الأمم المتحدة للمناخ", "https://unfccc.int/cop28"),),
            ),
            told("heading", ("ماذا بعد دبي؟", "What comes after Dubai?")),
            told(
                "paragraph",
                (
                    "عقد المؤتمر التالي في باكو عاصمة أذربيجان في نوفمبر 2024.",
                    "The next conference was held in Baku, the capital of Azerbaijan, in November 2024.",
                ),
            ),
        ),
        2.1,
        "البيئة",
        highlights=(2, 3),
        agency=("رويترز",),
        zone_hours=3,
    ),
    make_reading(
        "chandrayaan",
        "namuna",
        (
            told(
                "headline",
                (
                    "चंद्रयान-3 चंद्रमा के दक्षिणी ध्रुव के पास उतरा",
                    "Chandrayaan-3 lands near the Moon’s south pole",
                ),
            ),
            told(
                "standfirst",
                (
                    "भारत 23 अगस्त 2023 को चंद्रमा पर उतरने वाला चौथा देश बना।",
                    "On 23 August 2023 India became the fourth country to land on the Moon.",
                ),
            ),
            told(
                "paragraph",
                (
                    "लैंडर का नाम विक्रम और रोवर का नाम प्रज्ञान है।",
                    "The lander is called Vikram and the rover Pragyan.",
                ),
                (
                    "यान 14 जुलाई को श्रीहरिकोटा से छोड़ा गया था।",
                    "The spacecraft was launched from Sriharikota on 14 July.",
                ),
                ("रोवर ने चंद्रमा की मिट्टी की जाँच की।", "The rover examined the soil of the Moon."),
            ),
        ),
        3.4,
        "विज्ञान",
        done=3,
        zone_hours=5.5,
    ),
    make_reading(
        "hangzhou",
        "yangbao",
        (
            told(
                "headline",
                ("第十九届亚运会在杭州开幕", "The nineteenth Asian Games open in Hangzhou"),
            ),
            told(
                "standfirst",
                (
                    "45个国家和地区的运动员参加2023年9月23日的开幕式。",
                    "Athletes from 45 countries and regions attend the opening on 23 September 2023.",
                ),
            ),
            told(
                "paragraph",
                ("亚运会原定于2022年举行，后推迟一年。", "The Games were planned for 2022 and put off by a year."),
                ("比赛共设40个大项。", "There are 40 sports in all."),
            ),
        ),
        4.0,
        "体育",
        highlights=(2,),
    ),
    make_reading(
        "kandydat-yes",
        "zrazok",
        (
            told(
                "headline",
                (
                    "Україна отримала статус кандидата на вступ до ЄС",
                    "Ukraine is granted the status of a candidate for EU membership",
                ),
            ),
            told(
                "standfirst",
                (
                    "Рішення ухвалила Європейська рада 23 червня 2022 року.",
                    "The European Council took the decision on 23 June 2022.",
                ),
            ),
            told(
                "paragraph",
                ("Такий самий статус отримала Молдова.", "Moldova was granted the same status."),
                ("Грузія отримала його 14 грудня 2023 року.", "Georgia was granted it on 14 December 2023."),
            ),
        ),
        5.5,
        "Політика",
        highlights=(2, 3),
    ),
    make_reading(
        "slim",
        "mihon",
        (
            told(
                "headline",
                ("探査機「SLIM」、月面着陸に成功", "The probe “SLIM” succeeds in landing on the Moon"),
            ),
            told(
                "standfirst",
                (
                    "日本は月面に軟着陸した5番目の国となった。",
                    "Japan became the fifth country to make a soft landing on the Moon.",
                ),
            ),
            told(
                "paragraph",
                (
                    "着陸は2024年1月20日午前0時20分ごろ。",
                    "The landing was at about 0:20 a.m. on 20 January 2024.",
                ),
                ("目標との誤差は約55メートルだった。", "The distance from the target was about 55 metres."),
            ),
        ),
        6.2,
        "科学",
        zone_hours=9,
    ),
    make_reading(
        "kaspij",
        "obrazets",
        (
            told(
                "headline",
                (
                    "Уровень Каспийского моря опустился до минус 29 метров",
                    "The level of the Caspian Sea has fallen to minus 29 metres",
                ),
            ),
            told(
                "standfirst",
                (
                    "Мелеют прежде всего северные воды у берегов Казахстана.",
                    "The northern waters off the coast of Kazakhstan are growing shallow first of all.",
                ),
            ),
            told(
                "paragraph",
                (
                    "Каспий — крупнейший на Земле замкнутый водоём.",
                    "The Caspian is the largest enclosed body of water on Earth.",
                ),
                ("Его питает в основном Волга.", "It is fed mainly by the Volga."),
            ),
        ),
        7.0,
        "Экология",
    ),
    make_reading(
        "shahr-sukhte",
        "nemune",
        (
            told(
                "headline",
                (
                    "جنگل‌های هیرکانی در فهرست میراث جهانی یونسکو است",
                    "The Hyrcanian forests are on UNESCO’s World Heritage list",
                ),
            ),
            told(
                "standfirst",
                (
                    "این جنگل‌ها در سال ۲۰۱۹ ثبت شدند.",
                    "These forests were inscribed in 2019.",
                ),
            ),
            told(
                "paragraph",
                (
                    "جنگل‌های هیرکانی در کرانه جنوبی دریای خزر قرار دارند.",
                    "The Hyrcanian forests lie on the southern shore of the Caspian Sea.",
                ),
                ("پلنگ ایرانی در آن‌ها زندگی می‌کند.", "The Persian leopard lives in them."),
            ),
        ),
        8.3,
        "فرهنگ",
        zone_hours=3.5,
    ),
    make_reading(
        "puszcza",
        "przyklad",
        (
            told(
                "headline",
                (
                    "W Puszczy Białowieskiej żyje ponad 800 żubrów",
                    "More than 800 bison live in the Białowieża Forest",
                ),
            ),
            told(
                "standfirst",
                (
                    "Puszcza leży po obu stronach granicy Polski i Białorusi.",
                    "The forest lies on both sides of the border of Poland and Belarus.",
                ),
            ),
            told("paragraph", ("Jest na liście UNESCO od 1979 roku.", "It has been on UNESCO’s list since 1979.")),
        ),
        9.1,
        "Środowisko",
    ),
    make_reading(
        "cumhuriyet",
        "ornek",
        (
            told(
                "headline",
                ("Türkiye Cumhuriyeti 100 yaşında", "The Republic of Türkiye is 100 years old"),
            ),
            told(
                "standfirst",
                (
                    "Cumhuriyet 29 Ekim 1923’te ilan edildi.",
                    "The Republic was proclaimed on 29 October 1923.",
                ),
            ),
            told("paragraph", ("Başkent Ankara’dır.", "The capital is Ankara.")),
        ),
        10.0,
        "Siyaset",
    ),
    make_reading(
        "campeones",
        "ejemplo",
        (
            told(
                "headline",
                (
                    "Argentina gana su tercer Mundial tras vencer a Francia por penales",
                    "Argentina wins its third World Cup after beating France on penalties",
                ),
            ),
            told(
                "standfirst",
                (
                    "La final de Lusail, el 18 de diciembre de 2022, terminó 3 a 3.",
                    "The final in Lusail on 18 December 2022 ended 3–3.",
                ),
            ),
            told(
                "paragraph",
                ("En la tanda, Argentina ganó 4 a 2.", "In the shoot-out, Argentina won 4–2."),
            ),
        ),
        26.0,
        "Deportes",
        highlights=(2,),
    ),
    make_reading(
        "mtskheta",
        "nimushi",
        (
            told("headline", ("ქართული ანბანი იუნესკოს სიაშია", "")),
            told("standfirst", ("სამი დამწერლობის ცოცხალი კულტურა სიაში 2016 წელს შეიტანეს.", "")),
        ),
        27.0,
        "კულტურა",
    ),
    make_reading(
        "artemis",
        "sample-wire",
        (
            told("headline", ("Artemis I returns to Earth", "Artemis I returns to Earth")),
            told(
                "standfirst",
                (
                    "The capsule splashed down in the Pacific on 11 December 2022.",
                    "The capsule splashed down in the Pacific on 11 December 2022.",
                ),
            ),
            told(
                "paragraph",
                (
                    "The flight lasted 25 days and carried no crew.",
                    "The flight lasted 25 days and carried no crew.",
                ),
            ),
        ),
        29.0,
        "Science",
    ),
    make_reading(
        "neu-unuebersetzt",
        "musterbote",
        (
            told(
                "headline",
                ("Kroatien führt den Euro ein", "Croatia introduces the euro"),
            ),
            told(
                "standfirst",
                (
                    "Seit dem 1. Januar 2023 gehört das Land auch zum Schengen-Raum.",
                    "Since 1 January 2023 the country has also belonged to the Schengen area.",
                ),
            ),
            told("paragraph", ("Ein Euro kostete 7,53450 Kuna.", "One euro cost 7.53450 kuna.")),
        ),
        0.2,
        "Wirtschaft",
        done=0,
    ),
)


def _apollo(day: str, revision: int, *end: Told) -> Reading:
    """An article of which the checks doubt three sentences, with words that were said in English."""
    reading = make_reading(
        "apollo-11",
        "musterbote",
        (
            told("headline", ("Als der erste Mensch den Mond betrat", "When the first human set foot on the Moon")),
            told(
                "standfirst",
                (
                    "Rund 600 Millionen Menschen sahen im Fernsehen zu.",
                    "Around 60 million people watched on television.",
                ),
            ),
            told(
                "paragraph",
                (
                    f"Am {day}. Juli 1969 landete die Fähre von Apollo 11 im Meer der Ruhe.",
                    f"On {day} July 1969 the lander of Apollo 11 touched down in the Sea of Tranquility.",
                ),
                (
                    "Michael Collins blieb in der Umlaufbahn und betrat den Mond nicht.",
                    "Michael Collins stayed in orbit and set foot on the Moon.",
                ),
            ),
            told(
                "paragraph",
                (
                    "„Das ist ein kleiner Schritt für einen Menschen, aber ein riesiger Sprung für die Menschheit“, sagte Neil Armstrong.",
                    "“This is a small step for a human, but a huge leap for humanity,” said Neil Armstrong.",
                ),
            ),
            told(
                "paragraph",
                (
                    "Sechs Flüge brachten bis 1972 zwölf Menschen auf den Mond.",
                    "Six flights took twelve people to the Moon by 1972.",
                ),
            ),
            *end,
        ),
        0.1,
        "Wissenschaft",
        revision=revision,
        highlights=(2, 3),
    )
    found = {
        0: (Finding("headline", "critical", "The article does not say which human it means."),),
        1: (
            Finding("number", "critical", "The original says 600 million; the translation says 60 million."),
            Finding("name", "minor", "Kept for operators.", False),
        ),
        3: (Finding("negation", "critical", "The original says “nicht”; the translation denies nothing."),),
        5: (Finding("name", "minor", "Only operators see this.", False),),
    }
    made = reading.translation
    again = Alternative("About 60 million people were watching television.", "other-de#1", None, found[1])
    more = {1: (again,)}
    backs = {0: "Als der erste Mensch den Mond betreten hat", 1: "Etwa 60 Millionen Menschen schauten fern.", 3: ""}
    back = {i: Back(text, made.segments[i].target, "back-de#back", NOW) for i, text in backs.items()}
    segments = tuple(
        replace(s, findings=found.get(i, ()), alternatives=more.get(i, ()), back=back.get(i))
        for i, s in enumerate(made.segments)
    )
    said = Quote(
        reading.article.id,
        revision,
        reading.sentences[4:5],
        "Das ist ein kleiner Schritt für einen Menschen, aber ein riesiger Sprung für die Menschheit",
        "Neil Armstrong",
        "en",
        "back-translated",
        "Said in English, over the radio to Houston.",
    )
    other = Engine("other-de#1", "de", "Another sample engine", "Apache-2.0", "fair", "chrF 55.0.")
    returner = Engine("back-de#back", "de", "A sample returner", "MIT", "poor", "chrF 30.0, from English.")
    marked = replace(made, segments=segments, checks="sample-1")
    return replace(reading, translation=marked, quotes=(said,), others=(other, returner))


APOLLO_FIRST = _apollo("21", 1)
APOLLO = _apollo(
    "20",
    2,
    told(
        "paragraph",
        (
            "Korrektur: In einer früheren Version stand, die Fähre sei am 21. Juli gelandet.",
            "Correction: An earlier version said that the lander had touched down on 21 July.",
        ),
    ),
)


_CHOSEN = "We choose to go to the Moon in this decade and do the other things, not because they are easy, but because they are hard."


def _said(reading: Reading, place: int, text: str, provenance: Provenance) -> Reading:
    sentences = reading.sentences[place : place + 1]
    quote = Quote(reading.article.id, 1, sentences, text, "John F. Kennedy", "en", provenance, "He spoke in Houston.")
    return replace(reading, quotes=(quote,))


# The same words, translated back by us and as an article in English prints them.
MOON_DE = _said(
    make_reading(
        "mondrede",
        "musterbote",
        (
            told("headline", ("Die Rede vom Mond", "The speech about the Moon")),
            told(
                "paragraph",
                (
                    "„Wir haben uns entschieden, in diesem Jahrzehnt zum Mond zu fliegen und die anderen Dinge zu tun, nicht weil sie leicht, sondern weil sie schwer sind“, sagte John F. Kennedy 1962.",
                    "“We have decided to go to the Moon in this decade and to do the other things, not because they are easy but because they are hard,” said John F. Kennedy in 1962.",
                ),
            ),
        ),
        0.3,
    ),
    1,
    "Wir haben uns entschieden, in diesem Jahrzehnt zum Mond zu fliegen und die anderen Dinge zu tun, nicht weil sie leicht, sondern weil sie schwer sind",
    "back-translated",
)
MOON_EN = _said(
    make_reading(
        "moon-speech",
        "sample-wire",
        (
            told("headline", ("The Moon speech", "The Moon speech")),
            told(
                "paragraph",
                (f"“{_CHOSEN}” John F. Kennedy said in 1962.", f"“{_CHOSEN}” John F. Kennedy said in 1962."),
            ),
        ),
        0.4,
    ),
    1,
    _CHOSEN,
    "own",
)


def _ticker() -> Reading:
    """A live ticker, the newest item first; the last block of the first item has no heading of its own."""
    reading = make_reading(
        "artemis-ticker",
        "musterbote",
        (
            told("headline", ("Liveticker: Mondrakete hebt ab", "Live ticker: Moon rocket lifts off")),
            told("heading", ("Die Hauptstufe ist abgetrennt", "The core stage has separated")),
            told(
                "paragraph",
                (
                    "Gut acht Minuten nach dem Start haben die Triebwerke abgeschaltet.",
                    "A good eight minutes after the start the engines shut down.",
                ),
            ),
            told(
                "paragraph",
                ("Um 7.47 Uhr MEZ hat die SLS abgehoben.", "At 7:47 Central European Time the SLS lifted off."),
            ),
            told(
                "paragraph",
                (
                    "Der Countdown war vor dem Start angehalten worden.",
                    "The countdown had been held before the launch.",
                ),
            ),
        ),
        5.0,
        "Wissenschaft",
    )
    here = timezone(timedelta(hours=1))
    times = {1: datetime(2022, 11, 16, 7, 58, 2, tzinfo=here), 3: datetime(2022, 11, 16, 6, 48, 19, tzinfo=UTC)}
    blocks = tuple(replace(block, at=times.get(i)) for i, block in enumerate(reading.article.blocks))
    return replace(reading, article=replace(reading.article, blocks=blocks))


TICKER = _ticker()


def with_policy(source: Source, policy: Policy) -> Source:
    """Give a source another licence policy."""
    return replace(source, policy=policy)
