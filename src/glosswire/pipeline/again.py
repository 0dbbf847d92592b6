"""Make a sentence's English again by its record, to see whether it comes out the same."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from glosswire.config import Config
from glosswire.errors import TranslationError
from glosswire.model import ALONE, APART, CONTEXT, WAY, Reading, Segment
from glosswire.pipeline.settle import settle, source_of
from glosswire.text.marks import running
from glosswire.translate.base import Candidate, Retold, Translator, Varied
from glosswire.translate.glossary import Glossary, load_glossary
from glosswire.translate.models import is_installed
from glosswire.translate.render import Passage, accepted, render, with_english
from glosswire.translate.route import Route, choose_route, open_engine, second_routes
from glosswire.translate.second import CANDIDATES, joined, texts_in

OTHER = "other"  # the way of an engine that was asked in second place


@dataclass(frozen=True, slots=True)
class Again:
    """What became of a sentence that was made again; `reason` says why it could not be."""

    english: str = ""
    is_same: bool = False
    reason: str = ""


def make_again(
    reading: Reading, segment: Segment, mastheads: tuple[str, ...], config: Config, now: Callable[[], datetime]
) -> Again:
    """Ask the engine that made a segment for it again; only one that is here is asked, none is pulled.

    It is the same where the engine says the same, and its quotation marks, or all that the article made of it, come out
    the same from that. The terms are the present ones: where a term was changed since, another text may come out.
    """
    glossary = load_glossary(config)
    passage = _passage(reading, segment, mastheads)
    version, _, way = segment.engine.partition(WAY)
    if segment.state != "translated" or not version:
        return Again(reason=f"no engine made it: it is {segment.state}")
    for place, route in enumerate(_routes(passage.language, config)):
        translator = open_engine(route, config)
        try:
            if translator.version == version:
                said = _made(passage, translator, glossary, way or ("" if place == 0 else OTHER), now)
                return _compared(reading, segment, passage, said, glossary)
        except TranslationError as error:
            return Again(reason=str(error))
        finally:
            translator.close()
    return Again(reason=f"{segment.engine} is not what translates {passage.language} here")


def _passage(reading: Reading, segment: Segment, mastheads: tuple[str, ...]) -> Passage:
    article, first = reading.article, segment.sources[0]
    place = reading.sentences.index(first)
    return Passage(
        article.id,
        article.revision,
        first,
        source_of(reading, segment),
        article.language.tag,
        mastheads,
        segment.sources[1:],
        article.text_of(reading.sentences[place - 1]) if place else "",
        first in running(article.blocks, reading.sentences),
    )


def _compared(reading: Reading, segment: Segment, passage: Passage, said: str, glossary: Glossary) -> Again:
    """Whether a segment's English comes of what was said of it now: with its marks, or as the whole article has it."""
    if said != segment.as_said:
        return Again(with_english(segment, passage, said).target)
    settled = next(s.target for s in settle(reading, glossary).segments if s.sources == segment.sources)
    is_same = segment.target in (with_english(segment, passage, said).target, settled)
    return Again(segment.target if is_same else settled, is_same)


def _routes(language: str, config: Config) -> Iterator[Route]:
    first = choose_route(language, config)
    for route in (first, *second_routes(language, config, first)):
        if route.part is not None or (route.model is not None and is_installed(config.models_path, route.model)):
            yield route


def _made(passage: Passage, translator: Translator, glossary: Glossary, way: str, now: Callable[[], datetime]) -> str:
    """The engine's word: as usual, without placeholders, as another's, after the sentence before, or in other words."""
    if not way:
        (rendered,) = render([passage], translator, {}, now, glossary)
        return rendered.segment.as_said
    prepared, language = glossary.prepare(passage.text, passage.language), passage.language
    found: tuple[Candidate, ...] = ()
    if way == APART:
        texts = [glossary.prepare(text, language).text for text in texts_in(passage)]
        found = joined(translator.translate(texts, language))
    elif way == ALONE:
        found = translator.translate([passage.text], language)
    elif way == OTHER:
        found = translator.translate([prepared.text], language)
    elif way == CONTEXT:
        found = _retold(translator, prepared.text, language, passage.before, 0)
    else:
        if isinstance(translator, Varied):
            found = translator.vary(prepared.text, language, CANDIDATES)[int(way) - 1 :]
        found = found or _retold(translator, prepared.text, language, "", int(way))
    return accepted(passage, replace(found[0], text=prepared.settle(found[0].text))) if found else ""


def _retold(translator: Translator, text: str, language: str, before: str, turn: int) -> tuple[Candidate, ...]:
    return (translator.retell(text, language, before, turn),) if isinstance(translator, Retold) else ()
