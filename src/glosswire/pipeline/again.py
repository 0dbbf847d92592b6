"""Make a sentence's English again by its record, to see whether it comes out the same."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from glosswire.config import Config
from glosswire.errors import TranslationError
from glosswire.model import WAY, Reading, Segment
from glosswire.pipeline.settle import settle, source_of
from glosswire.text.marks import running
from glosswire.translate.glossary import Glossary, load_glossary
from glosswire.translate.models import is_installed
from glosswire.translate.render import Passage, accepted, render, with_english
from glosswire.translate.route import Route, choose_route, open_engine, second_routes
from glosswire.translate.second import ask_again


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
                if place == 0 and not way:
                    (rendered,) = render([passage], translator, {}, now, glossary)
                    said = rendered.segment.as_said
                else:
                    said = accepted(passage, ask_again(way, passage, translator, glossary))
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
