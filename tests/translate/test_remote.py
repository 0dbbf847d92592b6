"""Remote engines: what is sent, how failures are met, and budgets that hold."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from glosswire.errors import BadOutput, ConfigError, EngineDown, UnsupportedPair
from glosswire.translate.base import Candidate, Retold, Returning, Translator, Varied
from glosswire.translate.remote import ApiName, Budget, Cost, open_remote
from tests.translate.services import Fault, Service, chat, open_service

APIS: tuple[ApiName, ...] = ("openai", "libretranslate", "deepl")
PAGE = "<!doctype html><title>502</title><h1>Bad gateway</h1>"


@pytest.fixture
def service() -> Iterator[Service]:
    with open_service(lambda text: f"English of {text}") as found:
        yield found


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("TEST_TRANSLATION_KEY", "s3cret")
    return "TEST_TRANSLATION_KEY"


def ask(service: Service, api: ApiName, **options: Any) -> Translator:
    return open_remote(api=api, url=service.url, model="m", pause_seconds=0.01, **options)


def texts_of(translator: Translator, *texts: str, language: str = "de") -> list[str]:
    return [candidate.text for candidate in translator.translate(texts, language)]


def says(content: str | None, finish_reason: str = "stop") -> Fault:
    return Fault(body=json.dumps(chat(content, finish_reason)))


# -- what is sent


def test_chat_lines_are_numbered_in_groups_of_six(service: Service) -> None:
    translator = ask(service, "openai", at_once=1)
    assert texts_of(translator, *"abcdefgh") == [f"English of {letter}" for letter in "abcdefgh"]
    prompts = [asked.body["messages"][-1]["content"] for asked in service.asked]
    assert [prompt.count("\n") for prompt in prompts] == [7, 3]
    assert "German" in prompts[0]
    assert prompts[0].endswith("5. e\n6. f")
    assert service.asked[0].body["temperature"] == 0
    assert service.asked[0].body["max_tokens"] > 240


def test_fields_that_a_service_does_not_know_can_be_left_out(service: Service) -> None:
    texts_of(ask(service, "openai", temperature=-1.0, limit_field=""), "a")
    assert set(service.asked[0].body) == {"model", "messages"}


def test_the_key_goes_where_each_api_wants_it(service: Service, key: str) -> None:
    for api in APIS:
        texts_of(ask(service, api, key_env=key), "a")
    openai, libre, deepl = service.asked
    assert openai.headers["Authorization"] == "Bearer s3cret"
    assert libre.body["api_key"] == "s3cret"
    assert deepl.headers["Authorization"] == "DeepL-Auth-Key s3cret"


def test_languages_go_by_each_apis_codes(service: Service) -> None:
    texts_of(ask(service, "libretranslate", codes={"zh-Hant": "zt"}), "a", language="zh-Hant")
    texts_of(ask(service, "libretranslate"), "a", language="pt-BR")
    texts_of(ask(service, "deepl", glossary="g1"), "a", language="nn")
    assert [asked.body.get("source", asked.body.get("source_lang")) for asked in service.asked] == ["zt", "pt", "NB"]
    assert service.asked[2].body["glossary_id"] == "g1"


@pytest.mark.parametrize("base", ["", "/", "/v1", "/v1/"])
def test_the_address_may_end_where_people_copy_it(service: Service, base: str) -> None:
    translator = open_remote(api="openai", url=service.url + base, model="m")
    assert texts_of(translator, "a") == ["English of a"]


def test_the_version_names_the_model_and_differs_by_what_could_answer_otherwise(service: Service) -> None:
    engines = [ask(service, "openai"), ask(service, "openai", temperature=0.5), ask(service, "deepl")]
    engines.append(open_remote(api="openai", url="https://other.example", model="m"))
    engines.append(open_remote(api="openai", url=service.url, model="n"))
    assert engines[0].version.startswith("remote/openai:m@")
    assert len({engine.version for engine in engines}) == 5
    assert ask(service, "openai").version == engines[0].version


# -- what comes back


@pytest.mark.parametrize("api", APIS)
def test_entities_in_answers_are_unescaped(api: ApiName) -> None:
    with open_service(lambda text: f"{text} &amp; Sons&#39; &quot;shop&quot;") as service:
        assert texts_of(ask(service, api), "Co", "Ma") == ['Co & Sons\' "shop"', 'Ma & Sons\' "shop"']


def test_lines_that_are_missing_are_asked_for_one_by_one(service: Service) -> None:
    service.fail(says("1. One\n3. Three"))
    assert texts_of(ask(service, "openai"), "a", "b", "c") == ["One", "English of b", "Three"]
    assert len(service.asked) == 2


def test_the_last_line_of_an_answer_that_was_cut_short_is_asked_for_again(service: Service) -> None:
    service.fail(says("1. One\n2. Tw", "length"))
    assert texts_of(ask(service, "openai"), "a", "b") == ["One", "English of b"]


def test_lines_with_numbers_of_their_own_are_all_asked_for_one_by_one(service: Service) -> None:
    service.fail(says("1. One\n2. Two\n3. Three"))
    assert texts_of(ask(service, "openai"), "a", "b") == ["English of a", "English of b"]


@pytest.mark.parametrize(
    "refusal",
    [says("I'm sorry, but I can't assist with that."), says(None), says("", "content_filter"), says("On", "length")],
)
def test_a_refusal_is_an_empty_answer(service: Service, refusal: Fault) -> None:
    service.fail(refusal)
    assert texts_of(ask(service, "openai"), "a") == [""]


WRONG_COUNTS = {
    "libretranslate": json.dumps({"translatedText": ["one"]}),
    "deepl": json.dumps({"translations": [{"text": "one"}]}),
}


@pytest.mark.parametrize("api", WRONG_COUNTS)
def test_a_wrong_count_is_never_matched_to_texts(service: Service, api: ApiName) -> None:
    service.fail(Fault(body=WRONG_COUNTS[api]))
    assert texts_of(ask(service, api), "a", "b") == ["English of a", "English of b"]


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize(
    "body",
    [
        PAGE,
        '{"translations": [{"te',
        "[]",
        "{}",
        "null",
        '"text"',
        '{"choices": [], "translatedText": 3, "translations": 4}',
    ],
)
def test_an_answer_that_is_no_translation_is_bad_output(service: Service, api: ApiName, body: str) -> None:
    service.fail(*[Fault(body=body)] * 3)
    with pytest.raises(BadOutput):
        texts_of(ask(service, api), "a", "b")


def test_one_bad_answer_does_not_take_the_others_with_it(service: Service) -> None:
    service.fail(Fault(body=PAGE), Fault(body=PAGE))
    assert texts_of(ask(service, "deepl"), "a", "b", "c") == ["", "English of b", "English of c"]


def test_an_endless_answer_is_not_read_to_its_end(service: Service) -> None:
    service.fail(Fault(body=json.dumps({"translations": [{"text": "x" * 5_000_000}]})))
    with pytest.raises(BadOutput, match="over"):
        texts_of(ask(service, "deepl"), "a")


# -- failures that pass, and those that do not


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize(
    "fault", [Fault(500), Fault(503, PAGE), Fault(429, headers={"Retry-After": "0"}), Fault(cut=True)]
)
def test_a_failure_that_passes_is_tried_again(service: Service, api: ApiName, fault: Fault) -> None:
    service.fail(fault, fault)
    assert texts_of(ask(service, api), "a") == ["English of a"]
    assert len(service.asked) == 3


def test_a_service_that_keeps_failing_is_down(service: Service) -> None:
    service.fail(*[Fault(503)] * 4)
    with pytest.raises(EngineDown, match="503"):
        texts_of(ask(service, "deepl"), "a")
    assert len(service.asked) == 4


@pytest.mark.parametrize("is_date", [False, True])
def test_a_service_that_wants_a_long_pause_is_down_at_once(service: Service, is_date: bool) -> None:
    wait = format_datetime(datetime.now(UTC) + timedelta(hours=1)) if is_date else "3600"
    service.fail(Fault(429, headers={"Retry-After": wait}))
    with pytest.raises(EngineDown, match="429"):
        texts_of(ask(service, "deepl"), "a")
    assert len(service.asked) == 1


def test_a_service_that_does_not_answer_in_time_is_asked_again(service: Service) -> None:
    service.fail(Fault(delay_seconds=0.6))
    assert texts_of(ask(service, "libretranslate", timeout_seconds=0.3), "a") == ["English of a"]


def test_a_service_that_is_not_there_is_down() -> None:
    with open_service(str.upper) as service:
        pass
    with pytest.raises(EngineDown):
        texts_of(ask(service, "deepl"), "a")


@pytest.mark.parametrize("status", [401, 403, 404, 456])
def test_a_refused_key_or_a_wrong_address_is_not_tried_again(service: Service, status: int) -> None:
    service.fail(Fault(status, '{"message": "no"}'))
    with pytest.raises(EngineDown, match=str(status)):
        texts_of(ask(service, "openai"), "a")
    assert len(service.asked) == 1


def test_a_key_is_not_carried_along_by_a_redirect(service: Service, key: str) -> None:
    service.fail(Fault(307, headers={"Location": f"{service.url}/elsewhere"}))
    with pytest.raises(EngineDown, match="307"):
        texts_of(ask(service, "openai", key_env=key), "a")
    assert len(service.asked) == 1


@pytest.mark.parametrize(
    "said", ['{"error": "xx is not supported"}', '{"message": "Value for \'source_lang\' not supported."}']
)
def test_a_language_that_the_service_refuses_is_an_unsupported_pair(service: Service, said: str) -> None:
    service.fail(Fault(400, said))
    with pytest.raises(UnsupportedPair):
        texts_of(ask(service, "libretranslate"), "a", "b")


def test_a_language_that_the_operator_left_out_is_not_sent(service: Service) -> None:
    with pytest.raises(UnsupportedPair):
        texts_of(ask(service, "deepl", languages=["fr", "es"]), "a")
    assert service.asked == []


# -- budgets


def at(*moments: datetime) -> Callable[[], datetime]:
    left = list(moments)
    return lambda: left.pop(0) if len(left) > 1 else left[0]


DAY = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_a_budget_is_never_exceeded_and_starts_anew_each_day(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    budget = Budget(ledger, 100, 0, at(DAY))
    budget.take(Cost(60, 0))
    with pytest.raises(EngineDown, match="budget"):
        budget.take(Cost(41, 0))
    budget.take(Cost(40, 0))
    assert not Budget(ledger, 100, 0, at(DAY)).has(Cost(1, 0))
    assert Budget(ledger, 100, 0, at(DAY + timedelta(days=1))).has(Cost(100, 0))


def test_tokens_that_were_not_used_are_given_back(tmp_path: Path) -> None:
    budget = Budget(tmp_path / "ledger", 0, 100, at(DAY))
    budget.take(Cost(9, 90))
    budget.give_back(60)
    assert budget.has(Cost(9, 70))
    assert not budget.has(Cost(9, 71))


def test_a_ledger_that_cannot_be_read_counts_as_used_up(tmp_path: Path) -> None:
    (tmp_path / "ledger").write_text("???")
    with pytest.raises(EngineDown, match="ledger"):
        Budget(tmp_path / "ledger", 100, 0, at(DAY)).take(Cost(1, 0))


def test_texts_that_the_budget_does_not_hold_are_not_sent(service: Service, tmp_path: Path) -> None:
    translator = ask(service, "deepl", characters_a_day=10, ledger=str(tmp_path / "ledger"))
    assert texts_of(translator, "12345") == ["English of 12345"]
    with pytest.raises(EngineDown, match="budget"):
        texts_of(translator, "123456")
    assert texts_of(translator, "1234") == ["English of 1234"]
    assert len(service.asked) == 2


def test_every_try_counts_against_the_budget(service: Service, tmp_path: Path) -> None:
    service.fail(Fault(503), Fault(503))
    translator = ask(service, "deepl", characters_a_day=12, ledger=str(tmp_path / "ledger"))
    with pytest.raises(EngineDown, match="budget"):
        texts_of(translator, "123456")
    assert len(service.asked) == 2


def test_a_chats_tokens_are_bounded_before_and_settled_after(service: Service, tmp_path: Path) -> None:
    translator = ask(service, "openai", tokens_a_day=1000, ledger=str(tmp_path / "ledger"))
    service.fail(*[Fault(body=json.dumps(chat("One", total_tokens=50)))] * 10)
    assert texts_of(translator, "a") == ["One"]
    assert json.loads((tmp_path / "ledger").read_text())["tokens"] == 50
    with pytest.raises(EngineDown, match="budget"):
        [texts_of(translator, "a") for _ in range(30)]
    assert json.loads((tmp_path / "ledger").read_text())["tokens"] <= 1000


# -- configuration


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"api": "openai", "url": "https://a.example"}, "model"),
        ({"api": "deepl", "key_env": "NO_SUCH_VARIABLE_HERE"}, "NO_SUCH_VARIABLE_HERE"),
        ({"api": "libretranslate"}, "url"),
        ({"api": "libretranslate", "url": "ftp://a.example"}, "url"),
        ({"api": "libretranslate", "url": "https://[a"}, "url"),
        ({"api": "bablefish", "url": "https://a.example"}, "libretranslate"),
        ({"api": "deepl", "characters_a_day": 5}, "ledger"),
        ({"api": "deepl", "tokens_a_day": 5, "ledger": "l"}, "tokens_a_day"),
    ],
)
def test_a_mistake_in_the_configuration_is_named(options: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ConfigError, match=complaint):
        open_remote(**options)


def test_a_key_does_not_travel_in_the_clear_to_a_public_host(key: str) -> None:
    with pytest.raises(ConfigError, match="https"):
        open_remote(api="libretranslate", url="http://translate.example", key_env=key)
    open_remote(api="libretranslate", url="http://192.168.1.5:5000", key_env=key).close()


def test_secrets_are_in_no_version_and_no_error(service: Service, key: str) -> None:
    translator = ask(service, "libretranslate", key_env=key)
    service.fail(Fault(403, '{"error": "Invalid API key"}'))
    with pytest.raises(EngineDown) as caught:
        texts_of(translator, "a")
    assert "s3cret" not in translator.version + str(caught.value) + repr(translator)


# -- asked again, and asked back


def retold(translator: Translator, before: str = "", turn: int = 0) -> str:
    assert isinstance(translator, Retold)
    return translator.retell("Er geht.", "de", before, turn).text


def test_a_chat_endpoint_is_told_the_sentence_before_and_not_to_translate_it(service: Service) -> None:
    assert retold(ask(service, "openai"), "Der Minister tritt zurück.") == "English of Er geht."
    prompt = service.asked[0].body["messages"][-1]["content"]
    assert "not to be translated: Der Minister tritt zurück.\n\n" in prompt
    assert prompt.endswith("\n\nEr geht.")
    assert service.asked[0].body["temperature"] == 0


def test_a_chat_endpoint_is_asked_for_other_words_by_a_seed(service: Service) -> None:
    translator = ask(service, "openai")
    assert retold(translator, turn=1) == retold(translator, turn=2) == "English of Er geht."
    first, second = (asked.body for asked in service.asked)
    assert first["messages"] == second["messages"]
    assert [body["seed"] for body in (first, second)] == [1, 2]
    assert first["temperature"] > 0


def test_deepl_is_told_the_sentence_before_as_its_context(service: Service) -> None:
    assert retold(ask(service, "deepl"), "Davor.") == "English of Er geht."
    assert service.asked[0].body["context"] == "Davor."
    assert service.asked[0].body["text"] == ["Er geht."]


def test_who_cannot_be_asked_so_is_not_asked(service: Service) -> None:
    assert retold(ask(service, "deepl"), turn=1) == ""
    assert retold(ask(service, "libretranslate"), "Davor.") == ""
    assert retold(ask(service, "openai", temperature=-1.0), turn=1) == ""
    assert retold(ask(service, "openai", languages=["fr"]), turn=1) == ""
    assert retold(ask(service, "openai")) == ""
    assert service.asked == []


def test_libretranslate_has_alternatives_and_no_other_has(service: Service) -> None:
    libre, openai = ask(service, "libretranslate"), ask(service, "openai")
    assert isinstance(libre, Varied)
    assert isinstance(openai, Varied)
    found = [candidate.text for candidate in libre.vary("Er geht.", "de", 3)]
    assert found == ["English of Er geht., otherwise", "English of Er geht., again"]
    assert service.asked[0].body["alternatives"] == 3
    assert openai.vary("Er geht.", "de", 3) == ()
    assert len(service.asked) == 1


def test_alternatives_that_are_none_are_bad_output(service: Service) -> None:
    service.fail(*[Fault(body=json.dumps({"translatedText": ["x"], "alternatives": [["y", 3]]}))] * 4)
    libre = ask(service, "libretranslate")
    assert isinstance(libre, Varied)
    with pytest.raises(BadOutput):
        libre.vary("Er geht.", "de", 3)


@pytest.mark.parametrize("api", APIS)
def test_english_is_put_back_into_a_language(api: ApiName, key: str) -> None:
    with open_service(lambda text: f"Deutsch von {text}") as service:
        translator = ask(service, api, glossary="g1", key_env=key)
        assert isinstance(translator, Returning)
        found = translator.translate_back(["He goes.", " ", "She stays."], "de")
        assert found == tuple(map(Candidate, ["Deutsch von He goes.", "", "Deutsch von She stays."]))
        bodies = [asked.body for asked in service.asked]
    match api:
        case "openai":
            assert "into German" in bodies[0]["messages"][-1]["content"]
            assert "German translation only" in bodies[0]["messages"][0]["content"]
        case "libretranslate":
            assert (bodies[0]["source"], bodies[0]["target"]) == ("en", "de")
        case "deepl":
            assert (bodies[0]["source_lang"], bodies[0]["target_lang"]) == ("EN", "DE")
            assert "glossary_id" not in bodies[0]


def test_english_is_put_back_only_into_languages_of_the_service(service: Service) -> None:
    translator = ask(service, "openai", languages=["fr"])
    assert isinstance(translator, Returning)
    with pytest.raises(UnsupportedPair, match="from English into de"):
        translator.translate_back(["He goes."], "de")


def test_english_that_a_service_would_not_put_back_is_an_error_among_the_answers(service: Service) -> None:
    translator = ask(service, "openai", at_once=1)
    assert isinstance(translator, Returning)
    service.fail(Fault(body=PAGE))
    with pytest.raises(BadOutput):
        translator.translate_back(["He goes."], "de")
    service.fail(None, Fault(body=PAGE))
    found = translator.translate_back(["He goes.", " ", "She stays."], "de")
    assert [isinstance(said, Candidate) for said in found] == [True, True, False]
    assert isinstance(found[2], BadOutput)
