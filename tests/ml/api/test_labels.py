"""Label maps and palettes mean the same on every way in and out."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from ml.api.labels import (
    BUILT_IN,
    LANDSCAPE,
    Label,
    NotIndexed,
    Palette,
    UnknownLabel,
    as_labels,
    check_labels,
    depth_for,
    labels_of_colours,
    used_indices,
)
from ml.api.palette_files import (
    PaletteFileError,
    palette_of_text,
    palette_path,
    palette_text,
    read_palette,
    write_palette,
)


def palette(*indices: int, unlabelled: int = 254) -> Palette:
    labels = tuple(
        Label(index=index, name=f"label {index}", colour=(index % 256, index // 256, 7))
        for index in indices
    )
    return Palette(name="Test", labels=labels, unlabelled=unlabelled)


def test_two_labels_cannot_share_an_index_or_a_name() -> None:
    with pytest.raises(ValidationError, match="share 3"):
        palette(3, 3)
    one = Label(index=1, name="Sky", colour=(0, 0, 0))
    two = Label(index=2, name="sky", colour=(0, 0, 0))
    with pytest.raises(ValidationError, match="share 'sky'"):
        Palette(labels=(one, two))


def test_unlabelled_is_never_a_label() -> None:
    with pytest.raises(ValidationError, match="unlabelled"):
        palette(0, 255, unlabelled=255)


def test_an_index_above_sixteen_bits_is_refused() -> None:
    with pytest.raises(ValidationError):
        palette(65536)


@pytest.mark.parametrize("built_in", BUILT_IN, ids=lambda one: one.name)
def test_a_built_in_palette_survives_its_file(built_in: Palette) -> None:
    assert palette_of_text(palette_text(built_in)) == built_in


@settings(max_examples=30, deadline=None)
@given(st.sets(st.integers(0, 65535).filter(lambda index: index != 254), max_size=20))
def test_every_index_survives_the_file(indices: set[int]) -> None:
    made = palette(0, 1, 181, 182, 255, 300, *sorted(indices - {0, 1, 181, 182, 255, 300}))
    assert palette_of_text(palette_text(made)) == made


def test_a_file_is_written_whole_and_read_back(tmp_path: Path) -> None:
    path = palette_path(tmp_path / "map.png")
    write_palette(LANDSCAPE, path)
    assert path.name == "map.palette.json"
    assert read_palette(path) == LANDSCAPE
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_lists_of_other_programs_are_read() -> None:
    text = json.dumps([{"id": 182, "name": "Meer", "color": [1, 2, 3], "supercategory": "water"}])
    assert palette_of_text(text).labels == (Label(index=182, name="Meer", colour=(1, 2, 3)),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("7", "neither labels nor a list"),
        ('{"a": 1}', "list of labels is missing"),
        ('{"labels": 3}', "no list of labels"),
        ('{"labels": [], "version": 9}', "only version 1"),
        ('{"labels": [], "unlabelled": -1}', "unlabelled"),
        ('[{"index": 1, "name": "a"}]', "label 1 needs an index, a name and a colour"),
        ("[3]", "label 1 is no group"),
        ('[{"index": 1, "name": "a", "colour": "red"}]', "#rrggbb"),
        ('[{"index": 1, "name": "a", "colour": [1, 2, 300]}]', "from 0 to 255"),
        ('[{"index": 70000, "name": "a", "colour": [1, 2, 3]}]', "less than or equal"),
    ],
)
def test_a_broken_file_is_answered_with_one_sentence(text: str, words: str) -> None:
    with pytest.raises(PaletteFileError, match=words) as caught:
        palette_of_text(text, "The palette 'p.json'")
    assert str(caught.value).startswith("The palette 'p.json'")
    assert "\n" not in str(caught.value)


def test_a_file_that_is_missing_or_binary_is_named(tmp_path: Path) -> None:
    with pytest.raises(PaletteFileError, match=r"gone\.json.*cannot be read"):
        read_palette(tmp_path / "gone.json")
    (tmp_path / "p.json").write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(PaletteFileError, match="not a text file"):
        read_palette(tmp_path / "p.json")


def test_search_finds_by_number_name_and_family() -> None:
    assert [label.name for label in LANDSCAPE.search("1")][:2] == ["cloud", "flowers"]
    assert LANDSCAPE.search("gra")[0].name == "grass"
    assert {label.name for label in LANDSCAPE.search("plants")} >= {"tree", "grass"}
    assert LANDSCAPE.search("xyz") == ()
    assert LANDSCAPE.search("") == LANDSCAPE.labels


def test_a_name_is_found_or_the_nearest_said() -> None:
    assert LANDSCAPE.named(" Sky ").index == 0
    with pytest.raises(UnknownLabel, match="did you mean 'water'"):
        LANDSCAPE.named("watre")


def test_labels_are_added_changed_and_removed() -> None:
    first = palette(0, 1)
    more = first.with_label(Label(index=first.free_index(), name="new", colour=(0, 0, 0)))
    assert more.indices == (0, 1, 2)
    renamed = more.with_label(Label(index=1, name="old", colour=(0, 0, 0)))
    assert [label.name for label in renamed.labels] == ["label 0", "old", "new"]
    assert renamed.without(0).indices == (1, 2)


def test_sixteen_bits_are_used_only_where_needed() -> None:
    assert depth_for(palette(0, 255)) == np.uint8
    assert depth_for(palette(0, 256)) == np.uint16
    assert depth_for(palette(0, unlabelled=65535)) == np.uint16
    assert depth_for(palette(0), largest=300) == np.uint16


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_numbers_are_never_scaled(depth: type[np.unsignedinteger]) -> None:
    top = np.iinfo(depth).max
    given_map = np.array([[0, 1, 181], [182, 255, top]], depth)
    for pixels in (given_map, given_map[..., None], np.repeat(given_map[..., None], 3, 2)):
        found = as_labels(pixels)
        assert found.dtype == depth
        assert np.array_equal(found, given_map)


def test_what_is_no_label_map_is_refused() -> None:
    with pytest.raises(NotIndexed, match="whole numbers"):
        as_labels(np.zeros((2, 2), np.float32))
    with pytest.raises(NotIndexed, match="colour picture"):
        as_labels(np.arange(12, dtype=np.uint8).reshape(2, 2, 3))
    with pytest.raises(NotIndexed, match="one number"):
        as_labels(np.zeros((2, 2, 4), np.uint8))
    with pytest.raises(NotIndexed, match="65535"):
        as_labels(np.array([[70000]]))


def test_strange_numbers_are_named() -> None:
    made = palette(0, 1)
    check_labels(np.array([[0, 1, 254]], np.uint8), made)
    with pytest.raises(UnknownLabel, match="holds 7, 9, which the palette 'Test'"):
        check_labels(np.array([[0, 9, 7]], np.uint8), made)
    with pytest.raises(UnknownLabel, match="and 3 more"):
        check_labels(np.arange(10, dtype=np.uint8)[None], made)


def test_a_coloured_map_becomes_numbers() -> None:
    made = palette(0, 1, 300)
    table = made.colour_table()
    wanted = np.array([[0, 1, 300, 1]], np.uint16)
    found = labels_of_colours(np.concatenate([table[wanted], [[[9, 9, 9]]]], axis=1), made)
    assert found.tolist() == [[0, 1, 300, 1, 254]]
    assert used_indices(found) == (0, 1, 254, 300)
