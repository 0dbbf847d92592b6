"""Fit the weights of grouping, by halves to measure them and on all to ship them: `python docs/measure/group_fit.py STORIES`.

STORIES holds og2021.jsonl, vims.jsonl and in-the-news.jsonl: lines of {"id", "time", "language", "title", "text",
"story"}. Without `--write` each half is grouped with weights that were fitted on the other halves of all three; with it
`stories/odds.json` is fitted on all. With `--shuffle` og2021 is grouped with the shipped weights in its order and as it
would come if each account were late by up to an hour. The first halves of og2021 are the earlier articles; those of the others are the
stories whose names hash to an even number.
"""

import argparse
import json
import random
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import glosswire.stories
from glosswire.model import Account, ArticleId, StoryId
from glosswire.stories.embed import Encoder
from glosswire.stories.group import WINDOW, Grouper
from glosswire.stories.odds import TEXTS, Odds, expanded, make_odds, text_features
from glosswire.stories.sweeps import sweep
from glosswire.stories.window import FEATURES, Window

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

SHARES = {"og2021": 2.0, "in-the-news": 1.0, "vims": 1.0}  # of the weight of all pairs
PAIRS = 1e5  # that a share of 1 counts as, whatever a collection's size
RIDGE = 100.0  # by eye: no other was tried
STEPS = 12
THIN = 3  # of pairs of different events one in so many is taken, and counts so often
SWEEP_EACH = 128  # accounts
LATE = 3600  # seconds at most, in what `--shuffle` measures
SHUFFLES = 2
_WEIGHTS = len(FEATURES) * (len(FEATURES) + 3) // 2


@dataclass(frozen=True, slots=True)
class Collection:
    """Accounts in their order, the true story of each, and which are of the first half."""

    name: str
    accounts: tuple[Account, ...]
    stories: tuple[str, ...]
    is_first: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Features of pairs of accounts, whether each pair tells of one event, its weight, and the half that both are of."""

    features: Array
    is_same: Mask
    weights: Array
    halves: NDArray[np.int8]  # 0 and 1; -1: one of each


def load(path: Path) -> Collection:
    """Read a collection of JSON lines."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    stories = tuple(str(row["story"]) for row in rows)
    if path.stem == "og2021":
        is_first = tuple(number < len(rows) // 2 for number in range(len(rows)))
    else:
        is_first = tuple(zlib.crc32(story.encode()) % 2 == 0 for story in stories)
    return Collection(path.stem, tuple(map(account_of, rows)), stories, is_first)


def account_of(row: dict[str, str]) -> Account:
    """One line as an account."""
    at = datetime.fromisoformat(row["time"]) if row["time"] else None
    return Account(ArticleId(row["id"]), at, row["language"], row["title"], row["text"] or "")


def pairs_of(given: Collection, encoder: Encoder | None) -> Pairs:
    """What the window weighs of each account and its candidates, as they come."""
    window, kept, grouper = Window(), list[int](), Grouper(encoder, odds=make_odds(0.0, [0.0] * _WEIGHTS))
    number_of = {account.id: number for number, account in enumerate(given.accounts)}
    sizes = Counter(given.stories)
    features: list[Array] = []
    ones: list[int] = []
    others: list[int] = []
    for number, account in enumerate(given.accounts):
        while kept and account.at and account.at - (given.accounts[kept[0]].at or account.at) > WINDOW:
            window.take(given.accounts[kept.pop(0)].id)
        vector = grouper.embed([account])[0]
        values = None if vector is None else np.frombuffer(vector.values, dtype="<f2").astype(np.float32)
        entry = window.put(account, values)
        kept.append(number)
        if found := window.candidates(entry, WINDOW.total_seconds()):
            features.append(window.features(entry, found))
            ones += [number] * len(found)
            others += [number_of[other.account.id] for other in found]
    stories, first = np.array(given.stories), np.array(given.is_first)
    one, other = np.array(ones), np.array(others)
    is_same = stories[one] == stories[other]
    weights = np.array([sizes[given.stories[number]] ** -0.5 for number in ones]) * np.where(is_same, 1, THIN)
    halves = np.where(first[one] == first[other], np.where(first[one], 0, 1), -1).astype(np.int8)
    taken = is_same | (np.arange(len(one)) % THIN == 0)
    share = SHARES[given.name] * PAIRS / weights[taken].sum()
    return Pairs(np.concatenate(features)[taken], is_same[taken], weights[taken] * share, halves[taken])


def fit(sets: Sequence[Pairs], half: int | None) -> Odds:
    """Fit what titles say on all collections, then what texts add to it where there are texts, on a half or on all."""
    titles = fit_titles([replace(s, features=_without_texts(s.features)) for s in sets], half)
    return replace(titles, texts=np.mean([fit_texts(s, titles, half) for s in sets if _has_texts(s).any()], axis=0))


def _has_texts(pairs: Pairs) -> Mask:
    return np.asarray(pairs.features[:, TEXTS[-1]] > 0)


def _without_texts(features: Array) -> Array:
    told = features.copy()
    told[:, TEXTS] = 0
    return told


def fit_texts(pairs: Pairs, titles: Odds, half: int | None) -> Array:
    """Logistic regression of four weights on the pairs that both have texts, about the log-odds of their titles."""
    chosen = _has_texts(pairs) & ((pairs.halves == half) if half is not None else True)
    features, truth, weights = pairs.features[chosen], pairs.is_same[chosen].astype(np.float64), pairs.weights[chosen]
    odds = titles.of_titles(features)
    x = text_features(features, odds)
    beta = np.zeros(x.shape[1])
    for _ in range(2 * STEPS):
        chance = 1 / (1 + np.exp(-np.clip(odds + x @ beta, -30, 30)))
        slope = x.T @ (weights * (truth - chance)) - beta
        curve = (x * (weights * chance * (1 - chance))[:, None]).T @ x + np.eye(x.shape[1])
        beta += np.linalg.solve(curve, slope)
    return beta


def fit_titles(sets: Sequence[Pairs], half: int | None) -> Odds:
    """Logistic regression with a ridge, by Newton's method, on the pairs of a half or on all."""
    chosen = [np.ones(len(s.halves), dtype=np.bool_) if half is None else s.halves == half for s in sets]
    rows = np.concatenate([s.features[mask] for s, mask in zip(sets, chosen, strict=True)])
    truth = np.concatenate([s.is_same[mask] for s, mask in zip(sets, chosen, strict=True)]).astype(np.float64)
    weights = np.concatenate([s.weights[mask] for s, mask in zip(sets, chosen, strict=True)])
    if half is not None:
        weights *= 2
    means, spreads = _moments(rows)
    beta = np.zeros(len(means) + 1)
    for _ in range(STEPS):
        slope, curve = -RIDGE * beta, np.eye(len(beta)) * RIDGE
        slope[0] = 0
        curve[0, 0] = 1e-6
        for part in _parts(len(rows)):
            x = np.concatenate([np.ones((len(rows[part]), 1)), (expanded(rows[part]) - means) / spreads], axis=1)
            chance = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
            slope += x.T @ (weights[part] * (truth[part] - chance))
            curve += (x * (weights[part] * chance * (1 - chance))[:, None]).T @ x
        step = np.linalg.solve(curve, slope)
        beta += step
        if np.abs(step).max() < 1e-3:
            break
    scaled = beta[1:] / spreads
    return make_odds(float(beta[0] - scaled @ means), scaled.tolist())


def _moments(rows: Array) -> tuple[Array, Array]:
    total, squares = 0.0, 0.0
    for part in _parts(len(rows)):
        x = expanded(rows[part])
        total, squares = total + x.sum(axis=0), squares + (x * x).sum(axis=0)
    means = np.asarray(total / len(rows))
    spreads = np.sqrt(np.maximum(np.asarray(squares / len(rows)) - means**2, 0))
    return means, np.where(spreads > 1e-9, spreads, 1.0)


def _parts(number: int) -> Iterator[slice]:
    return (slice(start, start + 20_000) for start in range(0, number, 20_000))


def grouped(accounts: Sequence[Account], encoder: Encoder | None, odds: Odds | None) -> dict[ArticleId, StoryId]:
    """The stories of accounts that come one after another, with a sweep after each so many."""
    grouper = Grouper(encoder, odds=odds)
    found: dict[ArticleId, StoryId] = {}
    for number, account in enumerate(accounts, 1):
        found |= {gone.article_id: gone.story_id for gone in grouper.expire(account.at)}
        grouper.add(account)
        if number % SWEEP_EACH == 0:
            sweep(grouper)
    sweep(grouper)
    return found | {a.id: story_id for a in accounts if (story_id := grouper.story_of(a.id))}


def score(stories: Sequence[str], found: Sequence[str]) -> tuple[float, float, float]:
    """B-cubed F1, precision and recall."""
    mine, true, both = Counter(found), Counter(stories), Counter(zip(found, stories, strict=True))
    precision = sum(n * n / mine[one] for (one, _), n in both.items()) / len(stories)
    recall = sum(n * n / true[one] for (_, one), n in both.items()) / len(stories)
    return 2 * precision * recall / (precision + recall), precision, recall


def report(given: Collection, half: int, encoder: Encoder | None, odds: Odds) -> None:
    """Print how one half is grouped, all languages together and each that has at least 100 accounts."""
    chosen = [number for number, first in enumerate(given.is_first) if first == (half == 0)]
    found = grouped([given.accounts[number] for number in chosen], encoder, odds)
    print_scores(f"{given.name} half {half}", given, chosen, found)


def report_shuffled(given: Collection, encoder: Encoder) -> None:
    """Print how a collection is grouped in its order, and with each account late by up to an hour, a few times."""
    for seed in range(SHUFFLES + 1):
        draw = random.Random(seed)
        delays = [draw.uniform(0, LATE) if seed else 0.0 for _ in given.accounts]
        come = sorted(zip(given.accounts, delays, strict=True), key=_arrival)
        found = grouped([account for account, _ in come], encoder, None)
        print_scores(f"{given.name} shuffle {seed}", given, range(len(given.accounts)), found)


def _arrival(late: tuple[Account, float]) -> float:
    account, delay = late
    return (account.at.timestamp() if account.at else 0.0) + delay


def print_scores(label: str, given: Collection, chosen: Sequence[int], found: Mapping[ArticleId, StoryId]) -> None:
    """Print how well the stories of some accounts are found, all languages together and each of at least 100 accounts."""
    accounts = [given.accounts[number] for number in chosen]
    languages = [name for name, count in Counter(a.language for a in accounts).most_common() if count >= 100]
    for language in ["", *languages]:
        some = [n for n in chosen if language in ("", given.accounts[n].language)]
        truth = [given.stories[n] for n in some]
        f1, precision, recall = score(truth, [found[given.accounts[n].id] for n in some])
        print(f"{label} {language or 'all':4} {len(some):5}  {f1:.4f} (P {precision:.3f} R {recall:.3f})", flush=True)


def main() -> None:
    """Measure by halves, or fit on all and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--shuffle", action="store_true")
    given = parser.parse_args()
    if given.shuffle:
        report_shuffled(load(given.folder / "og2021.jsonl"), Encoder())
        return
    collections = [load(given.folder / f"{name}.jsonl") for name in SHARES]
    table: dict[str, object] = {}
    for name, encoder in (("with encoder", Encoder()), ("without encoder", None)):
        sets = [pairs_of(one, encoder) for one in collections]
        print(name, sum(len(one.halves) for one in sets), "pairs")
        if given.write:
            odds = fit(sets, None)
            upper = odds.paired[np.triu_indices(len(odds.single))]
            table[name] = {
                "constant": round(odds.constant, 5),
                "texts": [round(float(value), 4) for value in odds.texts],
                "weights": [round(float(value), 5) for value in (*odds.single, *upper)],
            }
            continue
        for half in (0, 1):
            odds = fit(sets, half)
            for one in collections:
                report(one, 1 - half, encoder, odds)
    if given.write:
        path = Path(glosswire.stories.__file__).with_name("odds.json")
        path.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
