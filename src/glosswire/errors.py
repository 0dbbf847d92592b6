"""Every error that Glosswire raises on purpose.

GlosswireError                    .passing: worth trying again later
├── ConfigError                   the operator must edit a file; names the key and the fix
├── FetchError                    the web said no                          .url .reason
│   ├── Unreachable (passing)     DNS, time out, reset, 5xx
│   ├── Throttled (passing)       the host asked us to slow down           .retry_at
│   ├── Refused                   robots.txt, an opt-out, 401, 403, 451
│   │   └── OffLimits             an address that the operator's own configuration forbids
│   ├── Gone                      404, 410
│   ├── Unreadable                an image, a film, an archive
│   └── TooLarge                  over the operator's limit
├── ContentError                  the bytes are not what we hoped for      .subject .reason
│   ├── NotAFeed
│   ├── NotAnArticle
│   └── UnknownLanguage
├── TranslationError              an engine failed                         .engine .reason
│   ├── UnsupportedPair
│   ├── ModelMissing
│   ├── EngineDown (passing)
│   └── BadOutput
├── StoreError                    the store failed                         .reason
│   ├── NotFound
│   ├── StoreBusy (passing)
│   └── SchemaTooNew
└── WorkerLost (passing)          an executor's worker died before it answered
"""

from datetime import datetime
from typing import ClassVar


class GlosswireError(Exception):
    """Base of every error raised on purpose; `passing` ones are worth trying again later."""

    passing: ClassVar[bool] = False


class ConfigError(GlosswireError):
    """The configuration is wrong; the message names the key and the fix."""


class FetchError(GlosswireError):
    """A URL could not be fetched."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(url, reason)  # both, or the error would not unpickle
        self.url = url
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.reason}: {self.url}"


class Unreachable(FetchError):
    """No usable answer came: DNS, time out, reset, or 5xx."""

    passing = True


class Throttled(FetchError):
    """The host asked us to slow down until `retry_at`."""

    passing = True

    def __init__(self, url: str, reason: str, retry_at: datetime) -> None:
        super().__init__(url, reason)
        self.args = (url, reason, retry_at)
        self.retry_at = retry_at


class Refused(FetchError):
    """We may not have this: robots.txt, an opt-out, 401, 403, 451, or an address that is off limits."""


class OffLimits(Refused):
    """The operator's own configuration forbids this address; nobody was asked for anything."""


class Gone(FetchError):
    """It is not there any more: 404 or 410."""


class Unreadable(FetchError):
    """The answer is of a media type that we do not read: an image, a film, an archive."""


class TooLarge(FetchError):
    """The answer is larger than the operator allows."""


class ContentError(GlosswireError):
    """The bytes are not what we hoped for."""

    def __init__(self, subject: str, reason: str) -> None:
        super().__init__(subject, reason)
        self.subject = subject
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.reason}: {self.subject}"


class NotAFeed(ContentError):
    """The bytes are no feed or sitemap of any kind we read."""


class NotAnArticle(ContentError):
    """The page holds no article: a section front, a player, a paywall stub, a consent wall."""


class UnknownLanguage(ContentError):
    """No language could be told from the text."""


class TranslationError(GlosswireError):
    """A translation engine failed."""

    def __init__(self, engine: str, reason: str) -> None:
        super().__init__(engine, reason)
        self.engine = engine
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.engine}: {self.reason}"


class UnsupportedPair(TranslationError):
    """The engine does not translate this language into English."""


class ModelMissing(TranslationError):
    """The model is not installed and no place could provide it."""


class EngineDown(TranslationError):
    """The engine does not answer now."""

    passing = True


class BadOutput(TranslationError):
    """The engine's answer is not a translation: empty, wrong count, a loop, an echo, over-long."""


class StoreError(GlosswireError):
    """The store could not do what was asked."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotFound(StoreError):
    """The store has no such row."""


class StoreBusy(StoreError):
    """Another writer holds the store, or the disk is full."""

    passing = True


class SchemaTooNew(StoreError):
    """A later version of Glosswire wrote this store."""


class WorkerLost(GlosswireError):
    """A worker died before it answered."""

    passing = True
