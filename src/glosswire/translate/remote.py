"""Translate by a service on the network: an OpenAI-compatible chat endpoint, LibreTranslate's API or DeepL's."""

import asyncio
import fcntl
import hashlib
import ipaddress
import json
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import urlsplit

import aiohttp

from glosswire.errors import BadOutput, ConfigError, EngineDown, TranslationError, UnsupportedPair
from glosswire.translate.apis import Api, Ask, DeepL, LibreTranslate, OpenAi, tokens_of
from glosswire.translate.base import Candidate
from glosswire.translate.clauses import plain
from glosswire.translate.labels import covers, name_version
from glosswire.translate.prompts import (
    AFTER,
    GROUP,
    SAMPLING,
    SYSTEM,
    SYSTEM_BACK,
    USER,
    USER_BACK,
    USER_LINES,
    language_name,
)

LARGEST_ANSWER: Final = 4_000_000  # bytes; fifty of our longest sentences in the widest script
TRIES: Final = 4
LONGEST_PAUSE_SECONDS: Final = 60.0  # a service that wants a longer one is down for this call

LEDGER_BYTES: Final = 128

ApiName = Literal["openai", "libretranslate", "deepl"]


def open_remote(
    *,
    api: ApiName,
    url: str = "",
    key_env: str = "",
    model: str = "",
    languages: Sequence[str] = (),
    codes: Mapping[str, str] | None = None,
    glossary: str = "",
    timeout_seconds: float = 60.0,
    pause_seconds: float = 1.0,
    at_once: int = 2,
    temperature: float = 0.0,
    limit_field: str = "max_tokens",
    characters_a_day: int = 0,
    tokens_a_day: int = 0,
    ledger: str = "",
) -> "Remote":
    """Prepare to ask a service; nothing is sent yet.

    `url`: the API's address without its last steps (`/v1/chat/completions`, `/translate`, `/v2/translate`).
    `key_env`: the environment variable that holds the key. `languages`: those that the service knows; empty means any.
    `codes`: the service's own codes for language tags. `glossary`: DeepL's id. `pause_seconds`: the first of the pauses
    between tries, doubled each time. `temperature`: below 0, none is sent. `limit_field`: what an answer's
    most tokens are called, or empty.
    `characters_a_day`, `tokens_a_day`: budgets in UTC days, 0 for none, kept in the file `ledger`.
    Raises ConfigError.
    """
    key = _key(key_env)
    address = _address(api, url, key)
    if (characters_a_day or tokens_a_day) and not ledger:
        raise ConfigError("ledger: a budget needs a file in which to note what is used")
    if tokens_a_day and not (api == "openai" and limit_field):
        raise ConfigError("tokens_a_day: only for the API `openai` with a limit_field")
    if api == "openai" and not model:
        raise ConfigError("model: an OpenAI-compatible endpoint needs the model's name")
    own_codes = {tag.lower(): code for tag, code in (codes or {}).items()}
    known: Api
    match api:
        case "openai":
            known = OpenAi(model, key, temperature, limit_field)
        case "libretranslate":
            known = LibreTranslate(key, own_codes)
        case "deepl":
            known = DeepL(key, own_codes, glossary)
    settings = {"url": address, "model": model, "codes": own_codes, "glossary": glossary, "temperature": temperature}
    texts = [SYSTEM, USER, USER_LINES, GROUP, AFTER, dict(SAMPLING), SYSTEM_BACK, USER_BACK]
    prompts = {"prompts": texts} if api == "openai" else {}
    digest = hashlib.sha256(address.encode()).hexdigest()
    label = name_version("remote", f"{api}:{model or urlsplit(address).hostname}", digest, {**settings, **prompts})
    budget = Budget(Path(ledger), characters_a_day, tokens_a_day) if ledger else None
    return Remote(known, address, label, tuple(languages), Manners(timeout_seconds, pause_seconds, at_once), budget)


def _key(variable: str) -> str:
    if not variable:
        return ""
    if not (key := os.environ.get(variable, "").strip()):
        raise ConfigError(f"key_env: the environment variable {variable} is not set")
    return key


def _address(api: ApiName, url: str, key: str) -> str:
    """The URL that is asked; a key is not sent over plain HTTP to a public host."""
    steps = {"openai": "/v1/chat/completions", "libretranslate": "/translate", "deepl": "/v2/translate"}
    if api not in steps:
        raise ConfigError(f"api {api!r}: expected one of {', '.join(map(repr, steps))}")
    if not url and api == "deepl":
        url = "https://api-free.deepl.com" if key.endswith(":fx") else "https://api.deepl.com"
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError as error:
        raise ConfigError(f"url {url!r}: {error}") from error
    if parts.scheme not in ("http", "https") or not host:
        raise ConfigError(f"url {url!r}: expected an http or https address")
    if key and parts.scheme == "http" and not _is_near(host):
        raise ConfigError(f"url {url!r}: a key must not travel in the clear; use https")
    base = url.rstrip("/")
    first = "/" + steps[api].split("/")[1]
    return base + (steps[api].removeprefix(first) if base.endswith(first) and api != "libretranslate" else steps[api])


def _is_near(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return host == "localhost"


# -- budgets


@dataclass(frozen=True, slots=True)
class Cost:
    """What a request uses, at the most."""

    characters: int
    tokens: int


class Budget:
    """What may be used in a UTC day, noted in a file that several processes may share."""

    def __init__(
        self, ledger: Path, characters: int, tokens: int, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._ledger = ledger
        self._most = Cost(characters, tokens)
        self._clock = clock

    def has(self, cost: Cost) -> bool:
        """Whether so much is left today; raises EngineDown where the ledger cannot be read."""
        return self._move(cost, keep=False)

    def take(self, cost: Cost) -> None:
        """Note a use before it happens; raises EngineDown where the day's budget does not hold it."""
        if not self._move(cost, keep=True):
            raise EngineDown("remote", "the day's budget is used up")

    def give_back(self, tokens: int) -> None:
        """Note that a request used fewer tokens than were taken for it."""
        self._move(Cost(0, -max(0, tokens)), keep=True)

    def _move(self, cost: Cost, keep: bool) -> bool:
        self._ledger.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(self._ledger, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            day = self._clock().astimezone(UTC).date().isoformat()
            used = self._read(os.pread(file, LEDGER_BYTES, 0), day)
            after = Cost(used.characters + cost.characters, max(0, used.tokens + cost.tokens))
            if fits := self._fits(after):
                noted = {"day": day, "characters": after.characters, "tokens": after.tokens}
                if keep:  # one write of one length: a process killed here leaves the old line or the new one
                    os.pwrite(file, json.dumps(noted).ljust(LEDGER_BYTES - 1).encode() + b"\n", 0)
            return fits
        finally:
            os.close(file)

    def _read(self, line: bytes, day: str) -> Cost:
        if not line:
            return Cost(0, 0)
        try:
            noted = json.loads(line)
            return Cost(int(noted["characters"]), int(noted["tokens"])) if noted["day"] == day else Cost(0, 0)
        except (ValueError, KeyError, TypeError) as error:
            raise EngineDown("remote", f"the ledger {self._ledger} cannot be read; remove it to start anew") from error

    def _fits(self, used: Cost) -> bool:
        return (not self._most.characters or used.characters <= self._most.characters) and (
            not self._most.tokens or used.tokens <= self._most.tokens
        )


# -- asking


@dataclass(frozen=True, slots=True)
class Manners:
    """How patiently a service is asked, and by how many requests at once."""

    timeout_seconds: float
    pause_seconds: float
    at_once: int


class _Again(Exception):
    """The service failed in a way that may pass; `pause` is what it asked for, in seconds."""

    def __init__(self, reason: str, pause: float = 0.0) -> None:
        super().__init__(reason)
        self.pause = pause


class Remote:
    """A Translator that asks a service."""

    def __init__(
        self, api: Api, url: str, label: str, languages: tuple[str, ...], manners: Manners, budget: Budget | None
    ) -> None:
        self._api = api
        self._url = url
        self._label = label
        self._languages = languages
        self._manners = manners
        self._budget = budget
        self._lock = threading.Lock()
        self._closed = False

    @property
    def version(self) -> str:
        """The service, its address's digest, and a hash of the model and the settings."""
        return self._label

    @property
    def batch(self) -> int:
        """A group for each request at once."""
        return self._api.group * self._manners.at_once

    def translate(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
        """Translate each text; those that the service could not, alone and again, get an empty answer.

        Raises the first error where nothing at all came back.
        """
        if not self._knows(language):
            raise UnsupportedPair("remote", f"from {language or 'an unknown language'} into English")
        size = self._api.group
        lines = [plain(text) for text in texts]
        some = tuple(line for line in lines if line)
        asks = [Ask(some[at : at + size], language) for at in range(0, len(some), size)]
        return _in_place(lines, self._run(asks))

    def vary(self, text: str, language: str, count: int) -> tuple[Candidate, ...]:
        """Give what alternatives the service has; only LibreTranslate's API has any."""
        line = plain(text)
        if not self._api.gives_several or not line or not self._knows(language):
            return ()
        return tuple(Candidate(said) for said in self._run([Ask((line,), language, count=count)]) if said)

    def retell(self, text: str, language: str, before: str, turn: int) -> Candidate:
        """Translate a text after the one before it (chat and DeepL), or in other words (chat)."""
        line, after = plain(text), plain(before) if self._api.hears_context else ""
        is_able = self._api.has_other_words if turn else bool(after)
        if not is_able or not line or not self._knows(language):
            return Candidate("")
        (found,) = self._run([Ask((line,), language, before=after, turn=turn)])
        return Candidate(found)

    def translate_back(self, texts: Sequence[str], language: str) -> tuple[Candidate | TranslationError, ...]:
        """Put each English text into a language that the service knows; an error for each that it would not answer.

        Raises the first error where nothing at all came back.
        """
        if not self._knows(language):
            raise UnsupportedPair("remote", f"from English into {language or 'an unknown language'}")
        lines = [plain(text) for text in texts]
        found = iter(self._answers([Ask((line,), language, back=True) for line in lines if line]))
        said = [next(found) if line else "" for line in lines]
        return tuple(Candidate(text) if isinstance(text, str) else text for text in said)

    def _knows(self, language: str) -> bool:
        return bool(language_name(language)) and (not self._languages or covers(self._languages, language))

    def _run(self, asks: Sequence[Ask]) -> list[str]:
        """The answer to each text, empty where there is none."""
        return [found if isinstance(found, str) else "" for found in self._answers(asks)]

    def _answers(self, asks: Sequence[Ask]) -> list[str | TranslationError]:
        """The answer to each text, or why there is none; raises the first reason where there is no answer at all."""
        with self._lock:
            if self._closed:
                raise EngineDown("remote", "it is closed")
            return asyncio.run(self._ask_all(asks))

    def close(self) -> None:
        """Ask nothing more."""
        self._closed = True

    async def _ask_all(self, asks: Sequence[Ask]) -> list[str | TranslationError]:
        if self._budget and asks and not self._budget.has(self._sum([self._cost(ask) for ask in asks])):
            raise EngineDown("remote", "the day's budget does not hold these texts")
        doors = asyncio.Semaphore(max(1, self._manners.at_once))
        timeout = aiohttp.ClientTimeout(total=self._manners.timeout_seconds)
        async with aiohttp.ClientSession(timeout=timeout, trust_env=True) as session:

            async def one(ask: Ask) -> Sequence[str] | TranslationError:
                async with doors:
                    return await self._ask_group(session, ask)

            outcomes = await asyncio.gather(*(one(ask) for ask in asks))
        errors = [outcome for outcome in outcomes if isinstance(outcome, TranslationError)]
        if errors and len(errors) == len(outcomes):
            raise errors[0]
        return [
            found
            for ask, outcome in zip(asks, outcomes, strict=True)
            for found in ([outcome] * len(ask.texts) if isinstance(outcome, TranslationError) else outcome)
        ]

    async def _ask_group(self, session: aiohttp.ClientSession, ask: Ask) -> Sequence[str] | TranslationError:
        """A group's answers, asked for one by one where they do not come together."""
        try:
            found = await self._ask(session, ask)
        except BadOutput as error:
            if len(ask.texts) == 1:
                return error
            found = [None] * len(ask.texts)
        except TranslationError as error:
            return error
        if len(ask.texts) == 1:
            return [answer or "" for answer in found]
        alone: list[str | TranslationError] = []
        for text, answer in zip(ask.texts, found, strict=True):
            alone.append(await self._ask_alone(session, replace(ask, texts=(text,))) if answer is None else answer)
        errors = [answer for answer in alone if isinstance(answer, TranslationError)]
        if errors and len(errors) == len(alone):
            return errors[0]
        return ["" if isinstance(answer, TranslationError) else answer for answer in alone]

    async def _ask_alone(self, session: aiohttp.ClientSession, ask: Ask) -> str | TranslationError:
        try:
            (answer,) = await self._ask(session, ask)
        except TranslationError as error:
            return error
        return answer or ""

    async def _ask(self, session: aiohttp.ClientSession, ask: Ask) -> Sequence[str | None]:
        """Ask up to four times, with pauses that grow or are as long as the service says."""
        cost = self._cost(ask)
        asked = self._api.question(ask)
        attempt = 0
        while True:
            if self._budget:
                self._budget.take(cost)
            try:
                body = await self._post(session, asked)
                break
            except _Again as failure:
                pause = max(failure.pause, self._manners.pause_seconds * 2**attempt)
                attempt += 1
                if attempt == TRIES or pause > LONGEST_PAUSE_SECONDS:
                    raise EngineDown("remote", str(failure)) from failure
            await asyncio.sleep(pause)
        self._settle(cost, body)
        return self._api.answers(body, ask)

    async def _post(self, session: aiohttp.ClientSession, asked: Mapping[str, Any]) -> Any:
        try:
            async with session.post(
                self._url, json=asked, headers=self._api.headers(), allow_redirects=False
            ) as response:
                body = await _read(response)
                if response.status != 200:
                    raise _refusal(response, body)
        except TimeoutError as error:
            raise _Again(f"no answer in {self._manners.timeout_seconds:.0f} s") from error
        except aiohttp.ClientError as error:
            raise _Again(f"{type(error).__name__}: {error}"[:200]) from error
        try:
            return json.loads(body)
        except ValueError as error:
            raise BadOutput("remote", f"the answer is no JSON: {body[:60].decode('utf-8', 'replace')!r}") from error

    def _cost(self, ask: Ask) -> Cost:
        """The most that a request can use: no vocabulary makes more tokens than bytes."""
        characters = sum(map(len, ask.texts))
        if not isinstance(self._api, OpenAi):
            return Cost(characters, 0)
        prompt = sum(len(message["content"].encode()) + 16 for message in self._api.question(ask)["messages"])
        return Cost(characters, prompt + tokens_of(ask))

    def _settle(self, cost: Cost, body: Any) -> None:
        """Give back what the service says that it did not use."""
        if self._budget and cost.tokens:
            usage = body.get("usage") if isinstance(body, dict) else None
            used = usage.get("total_tokens") if isinstance(usage, dict) else None
            if isinstance(used, int) and used > 0:
                self._budget.give_back(cost.tokens - used)

    @staticmethod
    def _sum(costs: Sequence[Cost]) -> Cost:
        return Cost(sum(cost.characters for cost in costs), sum(cost.tokens for cost in costs))


def _in_place(lines: Sequence[str], answers: Sequence[str]) -> tuple[Candidate, ...]:
    """An answer for each line, those of empty lines empty."""
    rest = iter(answers)
    return tuple(Candidate(next(rest)) if line else Candidate("") for line in lines)


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """The body, up to the largest that a service of ours has reason to send."""
    body = bytearray()
    async for piece in response.content.iter_chunked(1 << 16):
        body += piece
        if len(body) > LARGEST_ANSWER:
            raise BadOutput("remote", f"the answer is over {LARGEST_ANSWER} bytes")
    return bytes(body)


def _refusal(response: aiohttp.ClientResponse, body: bytes) -> Exception:
    """The error for an answer that is not 200."""
    said = body[:200].decode("utf-8", "replace").strip()
    reason = f"HTTP {response.status}: {said}" if said else f"HTTP {response.status}"
    match response.status:
        case 429 | 408 | 529:
            return _Again(reason, _pause(response.headers.get("Retry-After", "")))
        case status if status >= 500:
            return _Again(reason, _pause(response.headers.get("Retry-After", "")))
        case 401 | 403:
            return EngineDown("remote", f"the key was refused; {reason}")
        case 404 | 456 | 300 | 301 | 302 | 303 | 307 | 308:
            return EngineDown("remote", reason)  # no such API, a quota that is used up, or moved: a key must not follow
        case 400 if "support" in said.lower() or "source_lang" in said.lower():
            return UnsupportedPair("remote", reason)
    return BadOutput("remote", reason)


def _pause(retry_after: str) -> float:
    """The seconds that a Retry-After names, as a number or a date; 0 where it names none."""
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        at = parsedate_to_datetime(retry_after)
    except ValueError:
        return 0.0
    return max(0.0, (at.replace(tzinfo=at.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
