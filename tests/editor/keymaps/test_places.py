"""Keys by their place, on the three systems' codes."""

from __future__ import annotations

import pytest

from editor.keymaps.places import sign_at


@pytest.mark.parametrize(
    ("sign", "at_code", "apple"),
    [("Q", 16, 12), ("B", 48, 11), ("[", 26, 33), ("]", 27, 30), ("\\", 43, 42), ("1", 2, 18)]
    + [("`", 41, 50), ("/", 53, 44), (";", 39, 41), ("P", 25, 35), ("0", 11, 29), ("M", 50, 46)],
)
def test_a_place_is_the_same_sign_everywhere(sign: str, at_code: int, apple: int) -> None:
    assert sign_at(at_code, 0, "win32") == sign
    assert sign_at(at_code + 8, 0, "linux") == sign
    assert sign_at(0, apple, "darwin") == sign


@pytest.mark.parametrize("platform", ["win32", "linux", "darwin"])
def test_a_place_without_a_sign_is_told_as_such(platform: str) -> None:
    assert sign_at(1, 200, platform) == ""
