"""How likely two accounts tell of one event, as log-odds: a logistic regression whose weights come with the package."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from glosswire.stories.window import FEATURES, Wide


@dataclass(frozen=True, slots=True)
class Odds:
    """The weights of features alone (`single`) and of their products (`paired`, upper triangle), and the constant."""

    constant: float
    single: NDArray[np.float64]
    paired: NDArray[np.float64]

    def of(self, features: Wide) -> Wide:
        """The log-odds of each row of features."""
        return np.asarray(self.constant + features @ self.single + ((features @ self.paired) * features).sum(axis=1))


def expanded(features: Wide) -> Wide:
    """Features and the products of each two of them, in the order of `Odds`: what the weights are fitted on."""
    products = [features[:, [i]] * features[:, i:] for i in range(features.shape[1])]
    return np.concatenate([features, *products], axis=1)


def make_odds(constant: float, weights: Sequence[float]) -> Odds:
    """Put the weights of `expanded` features into their places."""
    number = len(FEATURES)
    paired = np.zeros((number, number))
    paired[np.triu_indices(number)] = weights[number:]
    return Odds(constant, np.array(weights[:number]), paired)


@lru_cache(maxsize=2)
def load_odds(with_encoder: bool) -> Odds:
    """The weights that were fitted with the encoder's features, or without them (`docs/measure/group_fit.py`)."""
    table = json.loads(files(__package__).joinpath("odds.json").read_text(encoding="utf-8"))
    found = table["with encoder" if with_encoder else "without encoder"]
    return make_odds(found["constant"], found["weights"])
