"""A newsroom with stories: of the samples' articles, one event in six languages (one outlet counts wrongly), a wire’s text."""

from datetime import timedelta

from glosswire.model import Reading, ScorePart, StoryId, Trend
from tests.serve.fakes import FakeStore
from tests.serve.samples import APOLLO, APOLLO_FIRST, NOW, READINGS, make_reading, told

HOUR = timedelta(hours=1)
BY_ID: dict[str, Reading] = {reading.article.id: reading for reading in READINGS}
MOON, WORLD = "medtop:13000000", "medtop:11000000"


def _moon(name: str, source: str, hours_ago: float, own: str, english: str, more: tuple[str, str]) -> Reading:
    return make_reading(name, source, (told("headline", (own, english)), told("paragraph", more)), hours_ago, "Science")


MOON_FR = _moon(
    "lune-slim",
    "exemple",
    6.0,
    "Le Japon, cinquième pays à se poser sur la Lune",
    "Japan, the fifth country to land on the Moon",
    ("La sonde portait 2 petits robots.", "The probe carried 2 small robots."),
)
MOON_DE = _moon(
    "mond-slim",
    "musterbote",
    5.0,
    "Japanische Sonde landet auf dem Mond",
    "Japanese probe lands on the Moon",
    ("Die Sonde setzte 55 Meter neben dem Ziel auf.", "The probe touched down 55 metres from its target."),
)
MOON_ES = _moon(
    "luna-slim",
    "ejemplo",
    4.5,
    "Una sonda japonesa llega a la Luna",
    "A Japanese probe reaches the Moon",
    ("Llevaba 3 robots.", "It carried 3 robots."),
)
MOON_PL = _moon(
    "ksiezyc-slim",
    "przyklad",
    4.0,
    "Japońska sonda na Księżycu",
    "A Japanese probe on the Moon",
    ("Sonda niosła 2 roboty.", "The probe carried 2 robots."),
)
MOON_TR = _moon(
    "ay-slim",
    "ornek",
    3.5,
    "Japon sondası Ay’da",
    "A Japanese probe is on the Moon",
    ("Sonda hedefinin 55 metre uzağına indi.", "The probe landed 55 metres from its target."),
)
SLIM = BY_ID["slim"]
MOON_STORY = (SLIM, MOON_FR, MOON_DE, MOON_ES, MOON_PL, MOON_TR)
INDIA, ARMENIA, ARMENIA_HY = BY_ID["chandrayaan"], BY_ID["armenien-ovks"], BY_ID["hayastan-hapk"]


def trend(story_id: str, sources: int = 5, languages: int = 5) -> Trend:
    """A story that rises."""
    values = {
        "sources": sources,
        "languages": languages,
        "countries": languages,
        "carriers": 1,
        "since": (NOW - 6 * HOUR).timestamp(),
        "until": NOW.timestamp(),
        "recent": 4,
        "expected": 0.5,
        "breadth": 4.1,
        "rise": 3.9,
        "fresh": 0.9,
    }
    hours = (0,) * 17 + (1, 2, 1, 1, 1, 0, 0)
    return Trend(StoryId(story_id), 14.4, tuple(ScorePart(name, float(value)) for name, value in values.items()), hours)


def storied() -> FakeStore:
    """The store of that newsroom."""
    store = FakeStore([*READINGS, APOLLO_FIRST, APOLLO, *MOON_STORY[1:]])
    store.group("moon", *MOON_STORY)
    store.group("armenia", ARMENIA, ARMENIA_HY)
    store.group("india", INDIA)
    store.join("luna", "moon")
    store.copy(MOON_DE, MOON_FR, "AFP")
    store.rise(trend("moon"), trend("armenia", 2, 2))
    for reading in MOON_STORY:
        store.sort(reading, MOON)
    store.sort(INDIA, MOON)
    store.sort(ARMENIA, WORLD)
    store.relate(SLIM, INDIA, APOLLO)
    store.set_edition(NOW - HOUR, {"lead": [("india", INDIA)], "also": [("armenia", ARMENIA)]})
    store.set_edition(
        NOW,
        {
            "lead": [("moon", SLIM)],
            "also": [("armenia", ARMENIA), ("apollo", APOLLO)],
            MOON: [("india", INDIA)],
        },
    )
    return store
