"""What sets reports of the window together: of each the others that it was weighed against, with their log-odds."""

import heapq
from collections.abc import Mapping

from glosswire.model import ArticleId

# Measured by halves of three collections (docs/quality.md, "Stories").
LEAST = -3.5  # what a pair counts that is not kept: how unlike two reports of one event may be says little
_MOST = 50  # kept of what an account is weighed against when it comes


class TieTable:
    """Pairs of reports with their log-odds over `LEAST`; each pair was weighed when the later of the two came."""

    def __init__(self) -> None:
        self._of: dict[ArticleId, dict[ArticleId, float]] = {}

    def of(self, article_id: ArticleId) -> Mapping[ArticleId, float]:
        """Those that are tied to an article, with their log-odds."""
        return self._of[article_id]

    def put(self, article_id: ArticleId, odds: Mapping[ArticleId, float]) -> None:
        """Take an article in with what it was weighed against; what is not here of that is left out."""
        here = {other: value for other, value in odds.items() if value > LEAST and other in self._of}
        likest = heapq.nlargest(_MOST, here, key=lambda other: here[other])
        self._of[article_id] = {other: here[other] for other in likest}
        for other in likest:
            self._of[other][article_id] = here[other]

    def take(self, article_id: ArticleId) -> None:
        """Take an article out, and all that ties others to it."""
        for other in self._of.pop(article_id):
            del self._of[other][article_id]
