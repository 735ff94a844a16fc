"""Dataclasses whose methods are compiled late behave as those whose methods are not."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any

import pytest

from editor.platform.late_methods import make_methods_late


def kinds() -> list[type[Any]]:
    """One frozen, one ordered, one with slots, one that inherits, made at this moment."""

    @dataclass(frozen=True)
    class Frozen:
        a: int
        b: tuple[int, ...] = field(default=(), compare=False)

    @dataclass(order=True)
    class Ordered:
        a: int
        b: tuple[int, ...] = ()

    @dataclass(frozen=True, slots=True)
    class Slotted:
        a: int
        b: tuple[int, ...] = ()

    @dataclass(frozen=True)
    class Child(Frozen):
        c: int = 3

    return [Frozen, Ordered, Slotted, Child]


def behaviour(kind: type[Any]) -> list[object]:
    """All that can be seen of a class, called twice: by the stand-in and by what follows it."""
    said: list[object] = []
    for _ in range(2):
        one, same, other = kind(1, (2,)), kind(1, (2,)), kind(2)
        said += [repr(one), one == same, one == other, one != other, one == 1, one == kind(1)]
        said += [attempt(lambda one=one, same=same: hash(one) == hash(same))]
        said += [attempt(lambda one=one, other=other: one < other)]
        said += [attempt(lambda one=one: setattr(one, "a", 5)), one.a]
        said += [attempt(lambda one=one: delattr(one, "a"))]
        said += [dataclasses.replace(other, a=7) == kind(7), dataclasses.asdict(other)]
    return said


def attempt(deed: Any) -> object:  # noqa: ANN401 - any call
    try:
        return deed()
    except (TypeError, AttributeError) as error:
        return type(error), str(error)


def test_late_methods_do_what_usual_ones_do(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = [behaviour(kind) for kind in kinds()]
    if hasattr(dataclasses, "_create_fn"):
        monkeypatch.setattr(dataclasses, "_create_fn", dataclasses._create_fn)
    make_methods_late()
    assert [behaviour(kind) for kind in kinds()] == usual


@pytest.mark.skipif(not hasattr(dataclasses, "_create_fn"), reason="This Python is fast by itself")
def test_the_stand_in_goes_after_its_first_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dataclasses, "_create_fn", dataclasses._create_fn)
    make_methods_late()
    frozen = kinds()[0]
    before = frozen.__eq__
    assert frozen(1) == frozen(1)
    assert frozen.__eq__ is not before
    assert frozen.__eq__.__qualname__ == before.__qualname__
