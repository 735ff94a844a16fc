"""What repeats the picture surprises less than what does not."""

from __future__ import annotations

import numpy as np

from ml.patch.surprise import surprise


def scene() -> tuple[np.ndarray, np.ndarray]:
    rows, columns = np.mgrid[:160, :160]
    wave = 0.5 + 0.3 * np.sin(columns / 6) * np.sin(rows / 9)
    image = np.repeat(wave[..., None], 3, axis=2).astype(np.float32)
    hole = np.zeros((160, 160), bool)
    hole[50:110, 50:110] = True
    return image, hole


def test_the_truth_of_a_repeating_picture_surprises_less_than_a_plain_colour() -> None:
    image, hole = scene()
    plain = np.full_like(image, (0.9, 0.1, 0.1))
    truth, flat = surprise(image, hole, ~hole, [image, plain])
    assert truth < 0.2 * flat


def test_only_the_hole_of_an_answer_counts() -> None:
    image, hole = scene()
    other = image.copy()
    other[~hole] = 0
    one, two = surprise(image, hole, ~hole, [image, other])
    assert abs(one - two) < 0.25 * max(one, two)


def test_a_tiny_picture_is_measured_at_its_own_size() -> None:
    image = np.full((12, 12, 3), 0.5, np.float32)
    hole = np.zeros((12, 12), bool)
    hole[5:7, 5:7] = True
    (none,) = surprise(image, hole, ~hole, [image])
    assert none < 0.01
