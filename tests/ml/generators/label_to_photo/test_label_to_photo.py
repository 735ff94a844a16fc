"""Labels become a photograph of the references' own pixels; what was not asked for stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from ml.api.errors import BadInput, Cancelled
from ml.api.generator import Inputs, Outputs
from ml.api.labels import LANDSCAPE, Label, Labels, Palette
from ml.api.palette_files import palette_text
from ml.api.progress import NoProgress
from ml.catalog import find
from ml.generators.label_to_photo.effort import EFFORTS
from ml.generators.label_to_photo.generator import LabelToPhoto, spread, task_of
from ml.generators.label_to_photo.spec import LabelPhotoParams
from ml.generators.label_to_photo.synthesis import synthesise
from ml.generators.label_to_photo.wishes import sources_of, wishes_of

SKY, WATER, GRASS, HILL = (
    LANDSCAPE.named(name).index for name in ("sky", "water", "grass", "hill")
)
Picture = np.ndarray


def reference(rows: int = 64, columns: int = 96) -> tuple[Picture, Labels]:
    """Blue above with a gradient, green and rough below."""
    chance = np.random.default_rng(3)
    picture = np.empty((rows, columns, 3), np.float32)
    half = rows // 2
    picture[:half] = np.array((0.3, 0.5, 0.9)) + np.linspace(0, 0.2, half)[:, None, None]
    picture[half:] = (0.2, 0.6, 0.1)
    picture[half:] += chance.normal(0, 0.05, (rows - half, columns, 1))
    labels = np.full((rows, columns), SKY, np.uint8)
    labels[half:] = GRASS
    return picture.clip(0, 1), labels


def wanted(rows: int = 56, columns: int = 72) -> Labels:
    """Sky over grass with a slope between."""
    y, x = np.mgrid[0:rows, 0:columns]
    return np.where(y < 15 + x // 4, SKY, GRASS).astype(np.uint8)


def made(
    arrays: Mapping[str, object], texts: Mapping[str, str] | None = None, **values: Any
) -> Outputs:
    given: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else (value,)
        for name, value in arrays.items()
    }
    values.setdefault("quality", "draft")
    return LabelToPhoto().run(
        Inputs(given, dict(texts or {})), LabelPhotoParams(**values), NoProgress()
    )  # type: ignore[arg-type]


def simple() -> dict[str, object]:
    picture, labels = reference()
    return {"labels": wanted(), "reference": picture, "reference_labels": labels}


def test_every_label_is_made_of_its_own_material() -> None:
    result = made(simple(), border=0).image
    labels = wanted()
    assert result.shape == (56, 72, 3)
    blue = result[..., 2] > result[..., 1]
    assert (blue == (labels == SKY)).mean() > 0.99
    assert 0 <= result.min() <= result.max() <= 1


def test_the_grain_of_the_material_is_kept() -> None:
    """A soft average would lose it."""
    picture, labels = reference()
    here = wanted(64, 96)
    result = made({**simple(), "labels": here}).image
    grain = [
        np.diff(one[..., 1], axis=1)[here[:, 1:]].std()
        for one, here in (
            (picture, labels == GRASS),
            (result, here == GRASS),
        )
    ]
    assert grain[1] > 0.75 * grain[0]


def test_the_sky_keeps_its_gradient() -> None:
    labels = np.where(np.arange(56)[:, None] < 40, SKY, GRASS).astype(np.uint8) * np.ones(
        (1, 72), np.uint8
    )
    result = made({**simple(), "labels": labels}).image
    rows = result[2:38, :, 0].mean(axis=1)
    assert np.corrcoef(rows, np.arange(36))[0, 1] > 0.9


def test_the_same_seed_makes_the_same_and_another_a_variation() -> None:
    first, again = (made(simple(), seed=4, variation=0.8).image for _ in range(2))
    other = made(simple(), seed=5, variation=0.8).image
    np.testing.assert_array_equal(first, again)
    assert np.abs(first - other).max() > 0.02


def test_a_sketch_has_the_full_size() -> None:
    labels = np.repeat(np.repeat(wanted(), 6, axis=0), 6, axis=1)
    result = made({**simple(), "labels": labels}, quality="live").image
    assert result.shape[:2] == labels.shape
    blue = result[..., 2] > result[..., 1]
    assert (blue == (labels == SKY)).mean() > 0.9


def test_tiles_make_nearly_what_one_piece_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    labels = np.repeat(np.repeat(wanted(), 3, axis=0), 3, axis=1)
    picture, known = reference(128, 192)
    inputs = Inputs({"labels": (labels,), "reference": (picture,), "reference_labels": (known,)})
    params = LabelPhotoParams(border=0, variation=0.0)
    wishes = wishes_of(inputs)
    task = task_of(wishes, labels, sources_of(wishes, "")[0], params)
    monkeypatch.setattr("ml.generators.label_to_photo.synthesis.TILE_PX", 64)
    tiled = synthesise(task, EFFORTS["draft"], NoProgress(), tiled_pixels=1000)
    assert ((tiled[..., 2] > tiled[..., 1]) == (labels == SKY)).mean() > 0.99
    # No seam where two tiles meet: steps there are as elsewhere in the smooth sky.
    steps = np.abs(np.diff(tiled[:40, :, 0], axis=1)).mean(axis=0)
    assert steps[[63, 127, 191]].max() < 4 * steps.mean() + 0.01


def test_a_chosen_reference_is_used_for_its_label_alone() -> None:
    picture, labels = reference()
    red = picture[..., ::-1].copy()
    inputs = {
        "labels": wanted(),
        "reference": [picture, red],
        "reference_labels": [labels, labels],
    }
    plain = made(inputs, border=0).image
    chosen = made(inputs, border=0, choice="sky=2").image
    sky = wanted() == SKY
    assert (chosen[sky][:, 0] > chosen[sky][:, 2]).mean() > 0.99
    assert (plain[sky][:, 0] < plain[sky][:, 2]).mean() > 0.99
    assert (chosen[~sky][:, 1] > chosen[~sky][:, 0]).mean() > 0.99


def test_a_label_without_material_gets_its_nearest_relative_and_that_is_said() -> None:
    labels = wanted()
    labels[labels == GRASS] = HILL
    wishes = wishes_of(
        Inputs({name: (value,) for name, value in {**simple(), "labels": labels}.items()})
    )  # type: ignore[arg-type]
    sources, notes = sources_of(wishes, "")
    assert sources[HILL].label == GRASS
    assert notes == ["No reference shows 'hill': 'grass' stands in for it."]


def test_one_label_alone_is_more_of_it() -> None:
    labels = np.full((40, 40), GRASS, np.uint8)
    result = made({**simple(), "labels": labels}).image
    assert (result[..., 1] > result[..., 2]).all()


def test_what_is_unlabelled_takes_the_nearest_label() -> None:
    labels = np.full((5, 6), 255, np.uint8)
    labels[0, 0], labels[4, 5] = 1, 2
    filled = spread(labels, 255)
    assert filled[0, 1] == 1
    assert filled[4, 4] == 2
    assert set(np.unique(filled)) == {1, 2}


def change() -> dict[str, object]:
    """A meadow in which a pond was painted, and a reference that has water."""
    picture, before = reference()
    after = before.copy()
    after[40:56, 30:70] = WATER
    sea, sea_labels = reference(48, 64)
    sea[24:] = np.array((0.1, 0.2, 0.4)) + np.random.default_rng(0).normal(0, 0.02, (24, 64, 1))
    sea_labels = np.where(sea_labels == GRASS, WATER, SKY).astype(np.uint8)
    return {
        "image": picture,
        "labels_before": before,
        "labels": after,
        "reference": sea.astype(np.float32),
        "reference_labels": sea_labels,
    }


def test_only_what_changed_its_label_is_made() -> None:
    given = change()
    result = made(given)
    image, after = given["image"], given["labels"]
    assert isinstance(image, np.ndarray)
    assert isinstance(after, np.ndarray)
    assert result.coverage is not None
    np.testing.assert_array_equal(result.coverage > 0, after == WATER)
    kept = result.coverage == 0
    np.testing.assert_array_equal(result.image[kept], image[kept])
    pond = result.image[44:52, 36:64]
    assert (pond[..., 2] > pond[..., 1]).mean() > 0.95


def test_a_photograph_is_its_own_material() -> None:
    given = change()
    del given["reference"], given["reference_labels"]
    _, before = reference()
    after = before.copy()
    after[20:32, 20:60] = GRASS
    result = made({**given, "labels": after})
    grown = result.image[22:30, 24:56]
    assert (grown[..., 1] > grown[..., 2]).mean() > 0.95
    assert result.coverage is not None
    np.testing.assert_array_equal(result.coverage > 0, after != before)


def test_transparent_material_is_not_copied() -> None:
    picture, labels = reference()
    solid = np.dstack([picture, np.ones(labels.shape, np.float32)])
    solid[:, 48:, :3] = (1.0, 0.0, 0.0)
    solid[:, 48:, 3] = 0.0
    result = made({**simple(), "reference": solid}).image
    assert (result[..., 0] < 0.9).all()


@pytest.mark.parametrize(
    ("change_of", "words"),
    [
        ({"reference_labels": np.zeros((9, 9), np.uint8)}, "9 × 9 px but reference 1 is 96 × 64"),
        ({"labels": np.full((20, 20), 77, np.uint8)}, "palette is missing"),
        ({"labels": np.full((20, 20), 255, np.uint8)}, "label map is empty"),
        ({"reference_labels": np.full((64, 96), 255, np.uint8)}, "reference 1 is empty"),
        ({"reference_labels": []}, "1 references and 0 label maps"),
        ({"reference": [], "reference_labels": []}, "no material"),
        ({"labels": np.zeros((20, 20, 4), np.uint8)}, "one number for each pixel"),
        ({"labels": np.zeros((20, 20), np.float32)}, "whole numbers"),
        ({"image": np.zeros((56, 72, 3), np.float32)}, "own labels are missing"),
    ],
)
def test_bad_input_is_one_clear_sentence(change_of: dict[str, object], words: str) -> None:
    with pytest.raises(BadInput, match=words) as caught:
        made({**simple(), **change_of})
    assert "\n" not in caught.value.message


def test_a_map_of_another_size_or_without_change_is_refused() -> None:
    given = change()
    with pytest.raises(BadInput, match="label map is 72 × 56 px but the picture is 96 × 64"):
        made({**given, "labels": wanted()})
    with pytest.raises(BadInput, match="No label was changed"):
        made({**given, "labels": given["labels_before"]})


def test_strange_numbers_and_choices_are_named() -> None:
    palette = Palette(name="Mine", labels=(Label(index=SKY, name="air", colour=(0, 0, 0)),))
    with pytest.raises(BadInput, match=f"holds {GRASS}, which the palette 'Mine'"):
        made(simple(), {"palette": palette_text(palette)})
    with pytest.raises(BadInput, match="is not JSON"):
        made(simple(), {"palette": "{"})
    with pytest.raises(BadInput, match="did you mean 'sky'"):
        made(simple(), choice="skye=1")
    with pytest.raises(BadInput, match="number of 1"):
        made(simple(), choice="sky=4")
    labels = wanted()
    labels[:5] = WATER
    with pytest.raises(BadInput, match="Reference 1 has no 'water'"):
        made({**simple(), "labels": labels}, choice="water=1")


class Stopped(NoProgress):
    """Cancels at once when patches are matched."""

    def set(self, fraction: float, stage: str = "") -> None:
        if stage == "matching patches":
            raise Cancelled("Stopped.")


def test_a_cancel_is_heard_while_patches_are_matched() -> None:
    given = {name: (value,) for name, value in simple().items()}
    with pytest.raises(Cancelled):
        LabelToPhoto().run(Inputs(given), LabelPhotoParams(), Stopped())  # type: ignore[arg-type]


def test_it_is_in_the_catalog() -> None:
    spec = find("label_to_photo")
    assert spec is not None
    assert [port.name for port in spec.inputs if port.required] == ["labels"]
