"""What was read of a report is kept and read again as it was, and holds as long as its words do."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from glosswire.model import Finding
from glosswire.stories.compare import compare
from glosswire.stories.comparison import Told
from glosswire.stories.known import pack, unpack
from glosswire.stories.read import read
from tests.effort import steps
from tests.quality.stories import Gold, load_stories, told
from tests.stories.test_compare import speaking

NOON = datetime(2023, 5, 22, 12, 0, tzinfo=UTC)
STORIES = load_stories()


def known(reports: Sequence[Told]) -> list[Told]:
    return [replace(one, known=unpack(pack(read(one)))) for one in reports]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_what_is_known_compares_as_what_is_read_anew(story: Gold) -> None:
    assert compare(known(story.reports)) == compare(story.reports)


def test_all_of_a_fact_is_kept() -> None:
    report = told("a", "de", NOON, [("Es gab \udc80 12.000 Tote.", "At least 13,000 people died in Turkey \udc80.")])
    (segment,) = report.reading.translation.segments
    doubted = replace(segment, findings=(Finding("number", "critical", "The original says 12,000."),))
    translation = replace(report.reading.translation, segments=(doubted,))
    facts = read(replace(report, reading=replace(report.reading, translation=translation)))
    assert any(fact.note and fact.amount for found in facts.facts.values() for fact in found)
    assert unpack(pack(facts)) == facts


def test_other_english_is_read_anew_and_the_rest_is_not() -> None:
    lines = [(f"Satz {n}: {n} Tote.", f"Sentence {n}: {n} people died.") for n in range(20, 50)]
    (before,) = known([told("a", "de", NOON, lines)])
    changed = [*lines[:-1], ("Satz 49: 49 Tote.", "Sentence 49: 99 people died.")]
    after = told("a", "de", NOON, changed)
    stale = replace(after, known=before.known)
    beside = told("b", "fr", NOON, [("Il y a 99 morts.", "99 people died.")])
    assert compare([stale, beside]) == compare([after, beside])
    assert read(stale) == read(after)
    doubted = replace(after.reading.translation.segments[0], findings=(Finding("number", "critical", "It differs."),))
    segments = (doubted, *after.reading.translation.segments[1:])
    marked = replace(after.reading, translation=replace(after.reading.translation, segments=segments))
    assert len(read(Told(marked)).facts.keys() - read(after).facts.keys()) == 1


def test_what_is_known_costs_a_tenth_of_reading_it() -> None:
    def fresh(said: str) -> list[Told]:
        return [
            told(
                f"r{n}",
                "de",
                NOON,
                [(f"Satz {i} {said}", f"Officials in {said} say {n + i} people died in May.") for i in range(30)],
            )
            for n in range(4)
        ]

    first, second = known(fresh("Ankara")), fresh("Athens")
    compare(first), compare(second)
    again = fresh("Lisbon")
    assert 10 * steps(lambda: [read(one) for one in first]) < steps(lambda: [read(one) for one in again])


def test_a_site_compares_what_is_known_without_the_tables_of_names() -> None:
    reports = known(
        [told("a", "de", NOON, [("Zwölf Tote", "12 dead")]), told("b", "fr", NOON, [("13 morts", "13 dead")])]
    )
    packed = [pack(one.known).hex() for one in reports]
    code = (
        "import sys\n"
        "from dataclasses import replace\n"
        "from tests.stories.test_known import NOON\n"
        "from tests.quality.stories import told\n"
        "for name in [n for n in sys.modules if n.startswith(('glosswire.stories', 'glosswire.text'))]: del sys.modules[name]\n"
        "from glosswire.stories.compare import compare\n"
        "from glosswire.stories.comparison import Told\n"
        "from glosswire.stories.known import unpack\n"
        "reports = [told('a', 'de', NOON, [('Zwölf Tote', '12 dead')]), told('b', 'fr', NOON, [('13 morts', '13 dead')])]\n"
        f"packed = {packed!r}\n"
        "reports = [Told(one.reading, one.country, unpack(bytes.fromhex(p))) for one, p in zip(reports, packed)]\n"
        "print(compare(reports).rows[0].state, [n for n in sys.modules if n.startswith('glosswire.text')])\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "differ []\n"


def test_speakers_of_other_scripts_are_known_by_their_names_in_english() -> None:
    reports = [
        speaking("a", "ru", "Никол Пашинян", "Да.", "I do not rule it out at all."),
        speaking("b", "de", "Nikol Paschinjan", "Ja.", "I do not rule it out at all."),
    ]
    assert len(compare(known(reports)).speakers) == 1
    assert set(read(reports[0]).names) == {"Никол Пашинян"}


@pytest.mark.parametrize(
    ("speaker", "language", "name"),
    [
        ("Nikol Pashinián", "es", "Nikol Pashinyan"),
        ("Nikol Paschinjan", "de", "Nikol Pashinyan"),
        ("Paschinjan", "de", "Pashinyan"),
        ("Никол Пашинян", "ru", "Nikol Pashinyan"),
        ("Wladimir Putin", "de", "Vladimir Putin"),
        ("Angela Merkel", "de", "Angela Merkel"),
        ("Nikol Pashinian", "en", "Nikol Pashinian"),
        ("", "de", ""),
    ],
)
def test_a_speaker_has_the_name_that_the_english_of_their_article_gives(speaker: str, language: str, name: str) -> None:
    english = (
        "Prime Minister of Armenia Nikol Pashinyan said so on Monday. Pashinyan, unlike President Vladimir Putin’s spokesman, "
        "spoke in Yerevan. Vladimir Putin was in Moscow."
    )
    report = speaking("a", language, speaker, "„Wir gehen nicht.“", english)
    assert read(report).names.get(speaker, "") == name
    if speaker:
        assert [who.name for who in compare([report]).speakers] == [name]
