"""Read what comparison asks of one report; what was known of the same words before is not read again."""

from glosswire.stories.compare import MOST_QUOTES, headline_of, lines_of
from glosswire.stories.comparison import Told
from glosswire.stories.facts import facts_of
from glosswire.stories.headlines import terms_of
from glosswire.stories.known import Fact, Known
from glosswire.stories.quoted import name_of


def read(told: Told) -> Known:
    """What comparison asks of a report, by its English as it is now and what was known of it before."""
    before = told.known
    facts: dict[str, tuple[Fact, ...]] = {}
    lines = list(lines_of(told))
    for line in lines:
        found = before.facts.get(line.key)
        if found is None:
            found = facts_of(line.english, line.source, line.language, line.doubts, line.day)
        facts[line.key] = found
    headline = headline_of(told.reading)
    speakers = {quote.speaker for quote in told.reading.quotes[:MOST_QUOTES]} - {""}
    english = " ".join(line.english for line in lines)
    names = {speaker: name_of(speaker, told.language, english) for speaker in sorted(speakers)}
    return Known(facts, headline, before.terms if headline == before.headline else terms_of(headline), names)
