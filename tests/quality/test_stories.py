"""Stories keep their quality: floors on headlines of our own in eighteen languages; they only rise."""

import random
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from glosswire.model import Account, ArticleId
from glosswire.stories.embed import Encoder
from glosswire.stories.group import Grouper
from glosswire.stories.sweeps import sweep
from tests.quality.events import EVENTS

START = datetime(2023, 2, 6, tzinfo=UTC)


def _b_cubed(truth: Sequence[str], found: Sequence[str]) -> float:
    mine, true, both = Counter(found), Counter(truth), Counter(zip(found, truth, strict=True))
    precision = sum(n * n / mine[one] for (one, _), n in both.items()) / len(truth)
    recall = sum(n * n / true[one] for (_, one), n in both.items()) / len(truth)
    return 2 * precision * recall / (precision + recall)


@pytest.mark.parametrize(("with_encoder", "floor"), [(True, 0.9), (False, 0.5)])
def test_headlines_of_one_event_come_together(with_encoder: bool, floor: float) -> None:
    events = random.Random(3).sample(EVENTS, len(EVENTS))  # events side by side, as the press has them
    grouper = Grouper(Encoder() if with_encoder else None)
    accounts = [
        Account(ArticleId(str(number)), START + timedelta(minutes=20 * number), language, title)
        for number, (_, language, title) in enumerate(events)
    ]
    for account in accounts:
        grouper.add(account)
    sweep(grouper)
    found = [str(grouper.story_of(account.id)) for account in accounts]
    assert _b_cubed([event for event, _, _ in events], found) >= floor
