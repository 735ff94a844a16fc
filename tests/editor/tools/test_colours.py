"""The colours in the hand: swapped, used, and remembered."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from editor.tools.colours import BLACK, RECENT_KEPT, WHITE, Colours

COLOURS = st.tuples(*[st.floats(0, 1).map(lambda part: round(part, 6))] * 3)


@given(COLOURS, COLOURS, st.lists(COLOURS, max_size=20))
def test_what_is_remembered_comes_back(front, back, used) -> None:
    colours = Colours(front, back)
    for one in used:
        colours.use(one)
    again = Colours()
    again.recall(colours.words())
    assert again.foreground == front
    assert again.background == back
    assert again.recent == colours.recent
    assert len(again.recent) <= RECENT_KEPT


def test_texts_that_say_nothing_change_nothing() -> None:
    colours = Colours()
    for words in ((), ("red",), ("1 2",), ("0 0 0 0", "nonsense")):
        colours.recall(words)
        assert (colours.foreground, colours.background) == (BLACK, WHITE)
    colours.recall(("7 -1 0.5", "bad", "0 0 1"))
    assert colours.foreground == (1.0, 0.0, 0.5)


def test_the_latest_used_comes_first_and_once() -> None:
    colours = Colours()
    for one in (BLACK, WHITE, BLACK):
        colours.use(one)
    assert colours.recent == (BLACK, WHITE)
