"""Floor of highlights on an article of our own: they say more of its summary than its first sentences do."""

from glosswire.text.highlights import choose_from
from glosswire.text.tokens import words

ARTICLE = (
    "Visitors to the museum on the quay first see a dark hall and the smell of old oak.",
    "It takes the eye a minute to find the ship.",
    "The Swedish warship Vasa sank in Stockholm harbour on 10 August 1628, less than two kilometres into her first voyage.",
    "A gust pushed the ship over, and water came in through the open gun ports.",
    "But nobody was punished for it.",
    "The ship was found again in 1956 by Anders Franzén and was raised from the harbour in 1961.",
    "This took divers two years of work under the hull.",
    "The Vasa Museum opened in Stockholm in 1990 and keeps the ship, nearly all of it original oak.",
    "They also sell postcards.",
)
SUMMARY = (
    "The warship Vasa sank in Stockholm harbour on her first voyage in 1628. She was found in 1956 and raised in 1961."
    " The ship stands in the Vasa Museum, which opened in 1990."
)
FLOOR = 0.55


def share(texts: tuple[str, ...]) -> float:
    """How much of the summary's words these texts say."""
    wanted, said = set(words(SUMMARY)), set(words(" ".join(texts)))
    return len(wanted & said) / len(wanted)


def test_highlights_say_more_of_the_summary_than_the_first_sentences() -> None:
    found = choose_from(ARTICLE, "en", 3)
    assert share(found) >= FLOOR
    assert share(found) > share(ARTICLE[:3])
