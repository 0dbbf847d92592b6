"""Where terms of the operator's own meet those of the default glossary, or each other."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from glosswire.translate.glossary import Glossary, Term

CollisionKind = Literal["twice", "unfound", "replaces", "same"]
FAULTS: frozenset[CollisionKind] = frozenset({"twice", "unfound"})  # the term does not do what it says


@dataclass(frozen=True, slots=True)
class Collision:
    """A form that has more than one meaning; `detail` says in a sentence what comes of it."""

    kind: CollisionKind
    language: str
    form: str
    english: str
    detail: str

    @property
    def is_fault(self) -> bool:
        """Whether the operator should change the term."""
        return self.kind in FAULTS


def collisions(own: Sequence[Term], default: Glossary) -> tuple[Collision, ...]:
    """Every form of one's own terms that another term has too, or that is never found, in the order of the terms."""
    both = Glossary((*default.terms, *own), default.has_places)
    known = {language: {t.form: t for t in default.of(language)} for language in {t.language for t in own}}
    written: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in own:
        written[term.language, term.form].append(term)
    return tuple(
        found
        for (language, form), terms in written.items()
        for found in (*_twice(terms), *_unfound(terms[-1], both), *_known(terms[-1], known[language].get(form)))
    )


def _twice(terms: Sequence[Term]) -> Iterator[Collision]:
    others = {term.english for term in terms[:-1]} - {terms[-1].english}
    for english in sorted(others):
        yield _collision("twice", terms[-1], f"the file calls it {english} too; the last one holds")


def _unfound(term: Term, both: Glossary) -> Iterator[Collision]:
    """Whether a form, written by itself, is read as this term, or as another with the same English."""
    found = both.find(term.form, term.language)
    if not found:
        yield _collision("unfound", term, "it is never found in a text")
    elif found[0].term.english != term.english or len(found) > 1:
        read = ", ".join(f"“{here.term.form}” ({here.term.english})" for here in found)
        yield _collision("unfound", term, f"a text that holds it is read as {read}")


def _known(term: Term, there: Term | None) -> Iterator[Collision]:
    if there is None:
        return
    if (there.english, there.lock, there.accepted) == (term.english, term.lock, term.accepted):
        yield _collision("same", term, f"the default glossary says so already ({there.source})")
    else:
        called = ", ".join(there.accepted)
        yield _collision(
            "replaces", term, f"the default glossary has {there.english}, locked {there.lock}; right: {called}"
        )


def _collision(kind: CollisionKind, term: Term, detail: str) -> Collision:
    return Collision(kind, term.language, term.form, term.english, detail)
