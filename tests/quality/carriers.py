"""What papers make of a wire's text, and what they write that is none: `python -m tests.quality.carriers` prints the table."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from glosswire.model import Account, ArticleId, SourceId
from glosswire.stories.copies import Copies
from tests.quality.wires import FEET, REPORTS

NOON = datetime(2023, 5, 22, 12, tzinfo=UTC)
UNSPACED = {"zh-Hans", "ja", "th"}
DRAWS = 4  # cases of each kind and report, of the table
TUNED_ON = ("de", "es", "ar", "ja", "hi")  # what the constants were chosen on
HELD_OUT = ("fr", "ru", "zh-Hans", "th")
Texts = tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """A text, as some kind of change or of other report; `of`: the reports that it may be found to copy, if any."""

    kind: str
    language: str
    texts: Texts
    of: tuple[str, ...]
    source: str = "probe"
    title: str = ""


@dataclass(frozen=True)
class Count:
    """Of the cases of a kind: how many, how many were found to copy what they copy, and how many anything else."""

    cases: int
    found: int
    wrong: int


# -- what is done to a wire


def edited(texts: Sequence[str], every: int, other: Sequence[str], language: str, random: Random) -> Texts:
    """One word of so many left out, said twice, moved, or in another report's words; pairs of characters without spaces."""
    foreign = words(" ".join(other), language)
    return tuple(joined(_edited(words(text, language), every, foreign, random), language) for text in texts)


def _edited(said: list[str], every: int, foreign: list[str], random: Random) -> list[str]:
    changed = list(said)
    for place in random.sample(range(len(said)), max(1, len(said) // every)):
        way = random.randrange(4)
        if way == 0:
            changed[place] = ""
        elif way == 1:
            changed[place] = random.choice(foreign)
        elif way == 2:
            changed[place] += (" " if " " in said else "") + random.choice(foreign)
        elif place:
            changed[place - 1], changed[place] = changed[place], changed[place - 1]
    return [word for word in changed if word]


def words(text: str, language: str) -> list[str]:
    """A text's words, or its pairs of characters."""
    return [text[n : n + 2] for n in range(0, len(text), 2)] if language in UNSPACED else text.split()


def joined(said: Sequence[str], language: str) -> str:
    """Words as a text."""
    return ("" if language in UNSPACED else " ").join(said)


def retyped(texts: Sequence[str]) -> Texts:
    """The same in another house's typing."""
    table = str.maketrans({"«": "“", "»": "”", "„": "»", "“": "«", "、": "、 ", ",": " ,", "-": "–", "’": "'"})
    return tuple(text.translate(table).replace(" ", "\u00a0 ") for text in texts)


def halves(texts: Sequence[str], language: str) -> Texts:
    """A text in twice as many paragraphs."""
    found = []
    for text in texts:
        said = words(text, language)
        found += [joined(said[: len(said) // 2], language), joined(said[len(said) // 2 :], language)]
    return tuple(found)


def positives(language: str, random: Random) -> Iterator[Case]:
    """Carriers of both reports of a language."""
    for place in (0, 1):
        wire, rival = REPORTS[language][place], REPORTS[language][1 - place]
        name = f"{language}-{place}"
        far = random.choice([other for other in REPORTS if other != language])
        lead = edited(rival[:1], 6, rival, language, random)
        foot = (FEET[language],)

        def case(kind: str, texts: Sequence[str], name: str = name) -> Case:
            return Case(kind, language, tuple(texts), (name,))

        yield case("new headline", wire)
        yield case("cut to its beginning", wire[: random.choice((1, 2, 3))])
        yield case("cut to its end", wire[random.choice((1, 2)) :])
        yield case("cut within", (*wire[:1], *wire[2:]) if random.random() < 0.5 else wire[1:3])
        yield case("added lead", (*lead, *wire))
        yield case("added lead, cut", (*lead, *wire[: random.choice((2, 3))]))
        yield case("own end", (*wire[:3], rival[-1]))
        yield case("other order", random.sample(wire, len(wire)))
        yield case("credits and footer", ("(GSW)", *wire, "GSW/mt", *foot))
        yield case("typing and paragraphs", halves(retyped(wire), language))
        yield case("edited, 1 word of 25", edited(wire, 25, rival, language, random))
        yield case("edited, 1 word of 12", edited(wire, 12, rival, language, random))
        yield case("edited, 1 word of 6", edited(wire, 6, rival, language, random))
        mixed = edited(wire[:3], 25, rival, language, random)
        yield case("lead, cut, edits, footer", (*lead, *mixed, *foot))
        yield case("cut, edits", edited(wire[:2], 12, rival, language, random))
        spliced = (*wire[:2], *REPORTS[far][place][:2])
        yield Case("two wires spliced", language, spliced, (name, f"{far}-{place}"))


# -- what is no copy


def negatives(language: str, random: Random) -> Iterator[Case]:
    """Reports on the same events, and others, that share something and copy nothing."""
    first, second = REPORTS[language]
    for place, (wire, rival) in enumerate(((first, second), (second, first))):
        name = f"{language}-{place}"
        own = edited(rival, 1, rival, language, random)  # words of the topic that stand nowhere else in this order

        def case(kind: str, texts: Sequence[str], source: str = "probe") -> Case:
            return Case(kind, language, tuple(texts), (), source)

        quotes = tuple(f"«{text}»" for text in _quoted(language, place))
        yield case("same topic", shuffled(rival, language, random))
        yield case("same topic, one paragraph shared", (*own[:2], random.choice(wire[1:]), *own[2:]))
        yield case("same topic, background beneath", (*own, wire[-1]))
        yield case("same press release quoted", (own[0], quotes[0], own[1], quotes[1], own[2]))
        yield case("same source's next report", (*own[:3], wire[-1]), f"paper-{name}")
        yield case("footer only", (own[0], FEET[language]), "footed")
        yield case("a line only", (wire[0][: 24 if language in UNSPACED else 70],))
        yield case("form filled in again", _form(language, random))


def _quoted(language: str, place: int) -> Texts:
    """What both reports on a press release quote: a paragraph of the language's other report, in two."""
    return halves(REPORTS[language][1 - place][2:3], language)


def shuffled(texts: Sequence[str], language: str, random: Random) -> Texts:
    """The same words in another order: as near as another report can be without a phrase in common."""
    return tuple(joined(random.sample(said, len(said)), language) for said in (words(t, language) for t in texts))


_FORMS = {
    "de": "Bei der Ziehung am {} wurden die Zahlen {}, {}, {}, {}, {} und {} gezogen, die Zusatzzahl ist die {}. Im Spiel lautet die Nummer {}{}{}{}. Die Quote der ersten Klasse beträgt {}.{}.{} Euro, die der zweiten {}.{} Euro. Alle Angaben sind ohne Gewähr.",
    "ru": "Землетрясение магнитудой {},{} произошло в {}:{} на глубине {} километров в {} километрах к югу от города. Сотрясения силой до {},{} балла ощущались в {} населённых пунктах, за сутки записано {} повторных толчков. Данные получены без участия человека.",
    "zh-Hans": "中国地震台网正式测定:{}月{}日{}时{}分在北纬{}.{}度、东经{}.{}度发生{}.{}级地震,震源深度{}千米。震中五公里范围内平均海拔约{}米,{}公里内有{}个乡镇,近五年来周边发生三级以上地震共{}次。",
}  # fmt: skip


def _form(language: str, random: Random) -> Texts:
    form = _FORMS.get(language, _FORMS["ru"])
    return (form.format(*(random.randint(11, 99) for _ in range(form.count("{}")))),)


# -- the window that they come to


def window() -> tuple[Copies, Count]:
    """All reports, each of its own paper, reports that quote, a footer's first articles, and forms: none copies another."""
    random = Random(7)
    copies = Copies(timedelta(days=3))
    accounts: list[Account] = []
    for language, reports in REPORTS.items():
        for place, texts in enumerate(reports):
            accounts.append(account(f"{language}-{place}", language, texts, f"paper-{language}-{place}"))
            own = shuffled(texts, language, random)
            quotes = tuple(f"“{text}”" for text in _quoted(language, place))
            quoting = (own[3], quotes[0], own[2], quotes[1], own[1])
            accounts.append(account(f"{language}-{place}-quotes", language, quoting, f"quoting-{language}-{place}"))
            footed = (*shuffled(texts[:2], language, random), FEET[language])
            accounts.append(account(f"{language}-{place}-foot", language, footed, "footed"))
    for language in _FORMS:
        accounts.append(account(f"{language}-form", language, _form(language, random), "forms"))
    return copies, Count(len(accounts), 0, sum(copies.add(item) is not None for item in accounts))


def account(name: str, language: str, texts: Sequence[str], source: str) -> Account:
    """An account of a text."""
    return Account(ArticleId(name), NOON, language, name, "\n".join(texts), source=SourceId(source))


def score(
    kinds: Callable[[str, Random], Iterator[Case]], languages: Sequence[str], draws: int = DRAWS
) -> dict[str, Count]:
    """Let each case come to the same window, and count by kind."""
    copies, _ = window()
    found: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for draw in range(draws):
        for language in languages:
            for case in kinds(language, Random(f"{language} {draw}")):
                copy = copies.add(account("case", language, case.texts, case.source))  # each takes the last one's place
                found[case.kind].append((copy is not None and copy.of in case.of, copy is not None))
    return {
        kind: Count(len(cases), sum(right for right, _ in cases), sum(any_ and not right for right, any_ in cases))
        for kind, cases in found.items()
    }


def recall_of(counts: Mapping[str, Count]) -> float:
    """The share of carriers that were found to copy what they copy."""
    return sum(count.found for count in counts.values()) / sum(count.cases for count in counts.values())


def precision_of(*counts: Mapping[str, Count]) -> float:
    """The share of what was found that is right."""
    found = sum(count.found for part in counts for count in part.values())
    wrong = sum(count.wrong for part in counts for count in part.values())
    return found / (found + wrong)


def main() -> None:
    """Print what was found of each kind."""
    languages = list(REPORTS)
    carriers, others = score(positives, languages), score(negatives, languages)
    for kind, count in (*carriers.items(), ("what stands in the window", window()[1]), *others.items()):
        print(f"| {kind} | {count.cases} | {count.found} | {count.wrong} |")
    print(f"recall {recall_of(carriers):.4f}, precision {precision_of(carriers, others):.4f}")
    for name, part in (("chosen on", TUNED_ON), ("not looked at", HELD_OUT), *((each, (each,)) for each in languages)):
        ours, theirs = score(positives, part), score(negatives, part)
        print(f"{name}: recall {recall_of(ours):.4f}, precision {precision_of(ours, theirs):.4f}")


if __name__ == "__main__":
    main()
