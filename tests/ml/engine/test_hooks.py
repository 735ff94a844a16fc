"""A cancel is felt at the next forward of any torch module."""

from __future__ import annotations

import pytest

from ml.api.errors import Cancelled
from ml.engine.cancel import CancelToken
from ml.engine.hooks import checked_forwards

torch = pytest.importorskip("torch")


def test_a_deep_network_stops_between_its_layers() -> None:
    token = CancelToken()
    reached: list[int] = []

    class Layer(torch.nn.Module):
        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

        def forward(self, x):
            reached.append(self.index)
            if self.index == 2:
                token.set()
            return x

    network = torch.nn.Sequential(*[Layer(index) for index in range(10)])
    with checked_forwards(token.check), pytest.raises(Cancelled):
        network(torch.zeros(1))
    assert reached == [0, 1, 2]
    network(torch.zeros(1))
    assert reached == [0, 1, 2, *range(10)]
