"""What an article's sentences state, read as soon as they have English, so that no reader of its story waits for it."""

from glosswire.model import Reading, Stated
from glosswire.stories.comparison import Told
from glosswire.stories.known import NOTHING, VERSION, pack, unpack
from glosswire.stories.read import read


def state(reading: Reading, before: Stated | None) -> Stated:
    """Read what an article states; of what was stated `before` only other sentences are read."""
    known = read(Told(reading, known=unpack(before.packed) if before else NOTHING))
    return Stated(reading.article.id, VERSION, pack(known))


def nothing(reading: Reading) -> Stated:
    """Of an article at which reading has a bug nothing is known."""
    return Stated(reading.article.id, VERSION, pack(NOTHING))
