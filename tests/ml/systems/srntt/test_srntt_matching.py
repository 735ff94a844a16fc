"""Patches are found, copied at three sizes by one index, and joined without a trace of seams."""

from __future__ import annotations

import pytest
import torch

from ml.systems.srntt import matching
from ml.systems.srntt.matching import ReferenceMaps, TooSmall, swap


def maps_of(seed: int, rows: int = 7, columns: int = 6) -> list[torch.Tensor]:
    torch.manual_seed(seed)
    return [torch.rand(c, rows * s, columns * s) for c, s in ((8, 1), (4, 2), (2, 4))]


def test_a_picture_as_its_own_reference_gives_its_own_maps_to_the_border() -> None:
    maps = maps_of(0)
    found = swap(maps[0], [ReferenceMaps(maps[0], maps)])
    assert found.index.tolist() == list(range(5 * 4))
    for made, wanted in zip(found.maps, maps, strict=True):
        torch.testing.assert_close(made, wanted)
    torch.testing.assert_close(found.weights, torch.ones(7, 6))


def test_several_references_are_one_list() -> None:
    mine, other = maps_of(0), maps_of(1, 5, 9)
    found = swap(mine[0], [ReferenceMaps(other[0], other), ReferenceMaps(mine[0], mine)])
    assert found.index.min() >= 3 * 7
    for made, wanted in zip(found.maps, mine, strict=True):
        torch.testing.assert_close(made, wanted)


def test_a_shifted_reference_is_found_where_it_is() -> None:
    maps = maps_of(2, 9, 9)
    part = maps[0][:, 2:7, 3:8]
    found = swap(part, [ReferenceMaps(maps[0], maps)])
    expected = [(y + 2) * 7 + x + 3 for y in range(3) for x in range(3)]
    assert found.index.tolist() == expected
    torch.testing.assert_close(found.maps[2], maps[2][:, 8:28, 12:32])


def test_the_size_of_features_changes_no_choice() -> None:
    maps, other = maps_of(3), maps_of(4)
    plain = swap(maps[0], [ReferenceMaps(other[0], other)])
    louder = swap(maps[0] * 30, [ReferenceMaps(other[0] * 0.1, other)])
    assert torch.equal(plain.index, louder.index)
    torch.testing.assert_close(plain.weights, louder.weights)


def test_weights_are_cosines_and_repeat_at_the_rim() -> None:
    maps, other = maps_of(5), maps_of(6)
    found = swap(maps[0], [ReferenceMaps(other[0], other)])
    patch = maps[0][:, 1:4, 2:5].flatten()
    y, x = divmod(int(found.index[1 * 4 + 2]), 4)
    twin = other[0][:, y : y + 3, x : x + 3].flatten()
    cosine = torch.nn.functional.cosine_similarity(patch, twin, dim=0)
    torch.testing.assert_close(found.weights[2, 3], cosine)
    assert found.weights[0, 0] == found.weights[1, 1]
    assert found.weights[-1, -1] == found.weights[-2, -2]


def test_parts_give_what_the_whole_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    maps, other = maps_of(7), maps_of(8)
    whole = swap(maps[0], [ReferenceMaps(other[0], other)])
    monkeypatch.setattr(matching, "CHUNK", 3)
    parts = swap(maps[0], [ReferenceMaps(other[0], other)])
    assert torch.equal(whole.index, parts.index)


def test_less_than_a_patch_is_refused_in_words() -> None:
    maps, small = maps_of(0), maps_of(1, 2, 6)
    with pytest.raises(TooSmall, match="reference has 6 x 2"):
        swap(maps[0], [ReferenceMaps(small[0], small)])
    with pytest.raises(TooSmall, match="picture has 6 x 2"):
        swap(small[0], [ReferenceMaps(maps[0], maps)])
