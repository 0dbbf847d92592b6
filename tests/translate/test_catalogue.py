import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from glosswire.config import Lines, Translate
from glosswire.errors import ConfigError
from glosswire.translate.catalogue import (
    PINS,
    File,
    Model,
    Quality,
    catalogue,
    find_model,
    grade_of,
    known_models,
    read_catalogue,
)

FALLBACK = "qwen2.5-coder-1.5b-instruct-q4_k_m"
ROW: dict[str, Any] = {
    "name": "mine",
    "title": "Mine",
    "engine": "llama",
    "licence": "MIT",
    "languages": ["de"],
    "files": [{"name": "model.gguf", "sha256": "ab"}],
    "places": [{"url": "https://example.org/{file}"}],
}


def measured(figure: float, metric: Any = "chrf", **more: Any) -> Model:
    return Model("m", "M", "llama", "MIT", ("de",), (), (), (Quality("de", figure, metric, "a set", "us"),), **more)


def test_every_model_has_a_licence_languages_files_and_https_places() -> None:
    for model in catalogue():
        assert model.licence, model.name
        assert model.languages, model.name
        assert model.files, model.name
        for place in model.places:
            for file in model.files:
                assert place.wheels or urlsplit(place.url_of(file)).scheme == "https", model.name
                assert "{" not in place.url_of(file), model.name


def test_names_are_unique_and_every_figure_is_of_a_language_of_the_model() -> None:
    names = [model.name for model in catalogue()]
    assert len(set(names)) == len(names)
    for model in catalogue():
        assert all(model.serves(quality.language) for quality in model.quality), model.name
        for quality in model.quality:
            assert quality.test_set
            assert quality.source
            assert 0 < quality.figure < (1 if quality.metric == "comet22" else 100), model.name


def test_digests_are_whole() -> None:
    for model in catalogue():
        for place in model.places:
            assert all(len(wheel.sha256) == 64 and wheel.size for wheel in place.wheels)
        for file in model.files:
            assert len(file.sha256) in (0, 64)
            assert len(file.packed_sha256) in (0, 64)


def test_the_catalogue_pins_the_firefox_models_with_their_digests() -> None:
    firefox = [model for model in catalogue() if model.options.get("runtime") == "firefox"]
    assert len(firefox) == 69
    assert all(model.is_pinned and model.size for model in firefox)
    assert len({language for model in firefox for language in model.languages}) >= 50


def test_of_two_firefox_models_the_better_measured_comes_first() -> None:
    german = [m for m in catalogue() if m.serves("de") and m.options.get("runtime") == "firefox"]
    figures = [model.quality[0].figure for model in german]
    assert figures == sorted(figures, reverse=True)


@pytest.mark.parametrize("language", ["ru", "uk", "be", "el"])
def test_the_big_opus_models_come_before_firefox_where_they_are_better(language: str) -> None:
    first = next(model for model in catalogue() if model.serves(language))
    assert first.options["runtime"] == "ctranslate2"


def test_the_fallback_comes_from_packages_and_never_counts_as_more_than_poor() -> None:
    fallback = find_model(FALLBACK, catalogue())
    assert fallback is not None
    assert fallback.is_pinned
    assert len(fallback.places[0].wheels) == 22
    assert fallback.places[0].name == "22 packages of the Python registry"
    lines = Translate(chrf=Lines(2.0, 1.0, 0.5))
    assert {grade_of(fallback, q.language, lines) for q in fallback.quality} == {"poor"}
    assert grade_of(fallback, "es", Translate()) == "poor"
    assert grade_of(fallback, "hy", Translate()) == "none"


def test_a_model_whose_digests_nobody_stated_is_not_pinned() -> None:
    model = find_model("m2m100-418m", catalogue())
    assert model is not None
    assert not model.is_pinned
    assert model.size == 0


@pytest.mark.parametrize(
    ("figure", "grade"),
    [(65.0, "good"), (64.9, "fair"), (55.0, "fair"), (54.9, "poor"), (25.0, "poor"), (24.9, "none")],
)
def test_the_lines_sort_figures_into_grades(figure: float, grade: str) -> None:
    assert grade_of(measured(figure), "de", Translate()) == grade


def test_each_metric_has_its_own_lines_and_the_operator_can_move_them() -> None:
    assert grade_of(measured(0.87, "comet22"), "de", Translate()) == "good"
    assert grade_of(measured(0.87, "comet22"), "de", Translate(comet22=Lines(0.9, 0.88, 0.8))) == "poor"


def test_a_cap_holds_a_grade_down_but_not_up() -> None:
    assert grade_of(measured(70.0, cap="poor"), "de", Translate()) == "poor"
    assert grade_of(measured(10.0, cap="poor"), "de", Translate()) == "none"


def test_what_was_not_measured_is_none() -> None:
    assert grade_of(measured(70.0), "fr", Translate()) == "none"


def test_a_script_or_region_counts_with_its_language() -> None:
    model = measured(70.0)
    assert model.serves("de-AT")
    assert grade_of(model, "de-AT", Translate()) == "good"


def test_a_figure_is_told_with_its_set_and_source() -> None:
    assert measured(70.0).quality[0].sentence == "chrF 70.0 on a set (us)"
    assert measured(0.8654, "comet22").quality[0].sentence == "COMET-22 0.865 on a set (us)"


def test_a_figure_may_state_a_set_of_its_own() -> None:
    shared = {"metric": "chrf", "test_set": "a set", "measured_by": "us"}
    quality = {"de": 50.0, "it": {"figure": 57.0, "test_set": "another"}}
    (model,) = read_catalogue({"family": [{**shared, "model": [{**ROW, "quality": quality}]}]})
    assert [(q.language, q.figure, q.test_set) for q in model.quality] == [
        ("de", 50.0, "a set"),
        ("it", 57.0, "another"),
    ]


def test_a_packed_file_is_known_by_its_packed_name_size_and_digest() -> None:
    file = File("model.bin", 10, "aa", "gzip", "", 5, "bb")
    assert (file.remote_name, file.download_size, file.download_sha256) == ("model.bin.gz", 5, "bb")
    plain = File("model.gguf", 10, "aa", "", "Q4.gguf")
    assert (plain.remote_name, plain.download_size, plain.download_sha256) == ("Q4.gguf", 10, "aa")


# -- the operator's pins


def test_pins_come_first_and_replace_models_of_their_names(tmp_path: Path) -> None:
    rows = [ROW, {**ROW, "name": FALLBACK, "title": "Another"}]
    (tmp_path / PINS).write_text(json.dumps({"family": [{"model": rows}]}))
    models = known_models(tmp_path)
    assert [model.title for model in models[:2]] == ["Mine", "Another"]
    assert len(models) == len(catalogue()) + 1


def test_without_pins_the_catalogue_stands_alone(tmp_path: Path) -> None:
    assert known_models(tmp_path) == catalogue()


@pytest.mark.parametrize("text", ["{", "[]", '{"family": [{"model": [{}]}]}', '{"family": 3}'])
def test_pins_that_cannot_be_read_are_named(text: str, tmp_path: Path) -> None:
    (tmp_path / PINS).write_text(text)
    with pytest.raises(ConfigError, match=r"pins\.json"):
        known_models(tmp_path)


@pytest.mark.parametrize("name", ["", "..", "../x", "a/b", ".hidden"])
def test_no_name_leads_out_of_its_folder(name: str) -> None:
    with pytest.raises(ConfigError):
        read_catalogue({"family": [{"model": [{**ROW, "name": name}]}]})
    with pytest.raises(ConfigError):
        read_catalogue({"family": [{"model": [{**ROW, "files": [{"name": name}]}]}]})
