"""How likely two accounts tell of one event, as log-odds: a logistic regression whose weights come with the package."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from glosswire.stories.window import FEATURES, Wide

TEXTS = tuple(FEATURES.index(name) for name in ("words", "pairs", "has_texts"))
LEAST_ADDED, MOST_ADDED = -4.0, 6.0


@dataclass(frozen=True, slots=True)
class Odds:
    """The weights of features alone (`single`) and of their products (`paired`, upper triangle), and the constant.

    `texts`: of a constant, the cosines of two texts' words and of their pairs, and the log-odds of the titles, added to
    the latter where both have texts in one language. What texts may add or take is bounded, as those that it was fitted
    on are in one language; a text says nothing where there is none to compare it with.
    """

    constant: float
    single: NDArray[np.float64]
    paired: NDArray[np.float64]
    texts: NDArray[np.float64]

    def of(self, features: Wide) -> Wide:
        """The log-odds of each row of features."""
        titles = self.of_titles(features)
        added = np.clip(text_features(features, titles) @ self.texts, LEAST_ADDED, MOST_ADDED)
        return np.where(features[:, FEATURES.index("has_texts")] > 0, titles + added, titles)

    def of_titles(self, features: Wide) -> Wide:
        """The log-odds of each row of features by what the titles say."""
        told = features.copy()
        told[:, TEXTS] = 0
        return np.asarray(self.constant + told @ self.single + ((told @ self.paired) * told).sum(axis=1))


def text_features(features: Wide, titles: Wide) -> Wide:
    """What the log-odds that texts add are made of, in the order of `Odds.texts`."""
    words, pairs, _ = (features[:, place] for place in TEXTS)
    return np.stack([np.ones(len(features)), words, pairs, titles], axis=1)


def expanded(features: Wide) -> Wide:
    """Features and the products of each two of them, in the order of `Odds`: what the weights are fitted on."""
    products = [features[:, [i]] * features[:, i:] for i in range(features.shape[1])]
    return np.concatenate([features, *products], axis=1)


def make_odds(constant: float, weights: Sequence[float], texts: Sequence[float] = (0, 0, 0, 0)) -> Odds:
    """Put the weights of `expanded` features into their places."""
    number = len(FEATURES)
    paired = np.zeros((number, number))
    paired[np.triu_indices(number)] = weights[number:]
    return Odds(constant, np.array(weights[:number]), paired, np.array(texts, dtype=np.float64))


@lru_cache(maxsize=2)
def load_odds(with_encoder: bool) -> Odds:
    """The weights that were fitted with the encoder's features, or without them (`docs/measure/group_fit.py`)."""
    table = json.loads(files(__package__).joinpath("odds.json").read_text(encoding="utf-8"))
    found = table["with encoder" if with_encoder else "without encoder"]
    return make_odds(found["constant"], found["weights"], found["texts"])
