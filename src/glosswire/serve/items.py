"""The items of a live ticker: to which of them a block belongs, and where each begins as far as it is shown."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import accumulate

from glosswire.model import Block


def times_of(blocks: Sequence[Block]) -> tuple[datetime | None, ...]:
    """The time of the item that each block belongs to; None before the first item, and where there are none."""
    return tuple(accumulate((block.at for block in blocks), lambda before, at: at or before))


def beginnings(blocks: Sequence[Block], shown: Iterable[int]) -> Mapping[int, datetime]:
    """The time of each item that is shown, at the first of its blocks that is; in the publisher's order.

    `shown`: the places of the blocks that are, in their order. Where a policy holds back the block that states an
    item's time, the next of the same item states it.
    """
    times, items = times_of(blocks), tuple(accumulate(block.at is not None for block in blocks))
    found: dict[int, datetime] = {}
    told = 0
    for place in shown:
        at = times[place]
        if at is not None and items[place] != told:
            found[place] = at
        told = items[place]
    return found
