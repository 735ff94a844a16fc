"""The text tool without any window: caret, marking, breaks, steps and the layer they make."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.document.composite import flatten
from editor.document.document import Document
from editor.document.errors import Locked
from editor.document.geometry import PlaneMap
from editor.document.kinds.text.fonts import FontBook
from editor.document.kinds.text.layer import TextLayer
from editor.document.kinds.text.layout import TextLayout, is_stop
from editor.document.kinds.text.params import Align, TextParams
from editor.document.layers import Locks, PixelLayer
from editor.tools.colours import Colours
from editor.tools.figure import Grip
from editor.tools.text import TextTool
from editor.tools.tool import Modifiers, PointerEvent
from editor.tools.writing import Go, Writing, WritingTool, clean, word_around

NO_FONTS = FontBook(())
WIDTH, HEIGHT = 400, 300


class Clock:
    """Time that passes when the test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def document() -> Document:
    document = Document(WIDTH, HEIGHT)
    white = np.full((HEIGHT, WIDTH, 4), 255, np.uint8)
    document.insert_layer(PixelLayer.from_pixels("Photo", white))
    return document


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tool(document: Document, clock: Clock) -> TextTool:
    tool = TextTool(Colours(), fonts=lambda: NO_FONTS, clock=clock)
    tool.set_options(tool.options.model_copy(update={"size_px": 30.0}))
    tool.take(document)
    return tool


def event(x: float, y: float, *, shift: bool = False, clicks: int = 1) -> PointerEvent:
    keys = Modifiers.SHIFT if shift else Modifiers.NONE
    return PointerEvent(x, y, modifiers=keys, clicks=clicks)


def click(tool: TextTool, document: Document, x: float, y: float, *, clicks: int = 1) -> None:
    tool.press(document, event(x, y, clicks=clicks))
    tool.release(event(x, y))


def drag(tool: TextTool, document: Document, *places: tuple[float, float]) -> None:
    tool.press(document, event(*places[0]))
    for place in places[1:]:
        tool.move(event(*place))
    tool.release(event(*places[-1]))


def titles(document: Document) -> list[str]:
    return [entry.title for entry in document.history.entries]


def text_of(document: Document) -> TextLayer:
    layer = document.active
    assert isinstance(layer, TextLayer)
    return layer


# ---- writing


def test_the_text_tool_is_a_writing_tool(tool: TextTool) -> None:
    assert isinstance(tool, WritingTool)


def test_a_click_and_words_are_one_layer_and_one_step(tool: TextTool, document: Document) -> None:
    before = document.digest()
    click(tool, document, 100, 150)
    assert tool.is_writing
    assert document.digest() == before, "nothing is there before the first letter"
    for letter in "Hello":
        tool.type(letter)
    layer = text_of(document)
    assert (layer.params.text, layer.name) == ("Hello", "Hello")
    assert titles(document) == ["Write text"]
    # The line that was pressed is the line that is written on.
    layout, _ = layer.layout(NO_FONTS)
    assert layer.position == (100, round(150 - layout.ascent))
    ink = np.argwhere(flatten(document)[..., :3].min(axis=2) < 100)
    assert ink[:, 1].min() >= 98
    assert ink[:, 0].max() <= 151
    document.history.undo()
    assert document.digest() == before
    assert not tool.is_writing
    document.history.redo()
    assert text_of(document).params.text == "Hello"


def test_a_pause_begins_another_step(tool: TextTool, document: Document, clock: Clock) -> None:
    click(tool, document, 50, 100)
    tool.type("one")
    clock.now += 1
    tool.type(" two")
    clock.now += 10
    tool.type(" three")
    tool.type(" four")
    assert titles(document) == ["Write text", "Write text"]
    assert tool.step_back()
    assert text_of(document).params.text == "one two"
    assert tool.is_writing
    tool.type("!")
    assert text_of(document).params.text == "one two!"


def test_escape_keeps_the_words_and_an_empty_text_leaves_nothing(
    tool: TextTool, document: Document
) -> None:
    before = document.digest()
    click(tool, document, 50, 100)
    assert tool.accept()
    assert document.digest() == before
    click(tool, document, 50, 100)
    tool.type("ab")
    tool.erase(Go.LEFT)
    tool.erase(Go.LEFT)
    tool.accept()
    assert document.digest() == before
    assert document.history.position == 0
    click(tool, document, 50, 100)
    tool.type("ab")
    tool.leave()
    assert text_of(document).params.text == "ab"
    assert not tool.is_writing


def test_a_press_on_words_writes_in_them_and_elsewhere_ends_it(
    tool: TextTool, document: Document
) -> None:
    click(tool, document, 50, 100)
    tool.type("Hill")
    click(tool, document, 300, 250)
    assert not tool.is_writing, "a press elsewhere ends it, and begins nothing"
    document.set_active(document.layers[0])
    layer = document.layers[1]
    layout, there = layer.layout(NO_FONTS)
    x, y = there.apply(layout.stops(0)[4], layout.ascent - 5)
    click(tool, document, x - 1, y)
    assert document.active is layer
    tool.type("top")
    assert text_of(document).params.text == "Hilltop"
    assert len(document.layers) == 2
    click(tool, document, 300, 250)
    click(tool, document, 300, 250)
    assert tool.is_writing
    tool.type("second")
    assert [one.name for one in document.layers] == ["Photo", "Hilltop", "second"]


def test_a_locked_text_is_not_written(tool: TextTool, document: Document) -> None:
    click(tool, document, 50, 100)
    tool.type("Hill")
    tool.accept()
    text_of(document).locks = Locks(pixels=True)
    with pytest.raises(Locked):
        tool.press(document, event(55, 95))
    assert not tool.is_writing


def test_another_layer_or_a_lost_one_ends_the_writing(tool: TextTool, document: Document) -> None:
    click(tool, document, 50, 100)
    tool.type("Hill")
    document.set_active(document.layers[0])
    assert not tool.is_writing


# ---- caret and marking


def test_the_caret_is_where_the_letters_are_drawn(tool: TextTool, document: Document) -> None:
    click(tool, document, 40, 100)
    tool.type("HHH")
    (x, top), (_, bottom) = tool.caret
    ink = np.argwhere(flatten(document)[..., :3].min(axis=2) < 100)
    assert 0 <= x - ink[:, 1].max() < 8
    assert top <= ink[:, 0].min()
    assert bottom >= ink[:, 0].max()
    tool.go(Go.LINE_START, extends=False)
    (x, _), _ = tool.caret
    assert 0 <= ink[:, 1].min() - x < 8


def test_arrows_words_and_lines(tool: TextTool, document: Document) -> None:
    click(tool, document, 40, 60)
    tool.type("one two\nthree")
    tool.go(Go.LINE_START, extends=False)
    tool.go(Go.UP, extends=False)
    tool.type(">")
    tool.go(Go.WORD_RIGHT, extends=False)
    tool.go(Go.WORD_RIGHT, extends=True)
    assert tool.chosen_text == "two\n"
    tool.go(Go.LEFT, extends=False)
    tool.type("|")
    assert text_of(document).params.text == ">one |two\nthree"
    tool.go(Go.TEXT_END, extends=False)
    tool.erase(Go.WORD_LEFT)
    assert text_of(document).params.text == ">one |two\n"
    tool.go(Go.UP, extends=False)
    tool.go(Go.LINE_END, extends=False)
    tool.type("!")
    tool.choose_all()
    assert tool.chosen_text == ">one |two!\n"
    tool.type("x")
    assert text_of(document).params.text == "x"


def test_up_and_down_keep_their_column_through_a_short_line(
    tool: TextTool, document: Document
) -> None:
    click(tool, document, 40, 60)
    tool.type("mmmmmmmm\nm\nmmmmmmmm")
    (column, _), _ = tool.caret
    tool.go(Go.UP, extends=False)
    assert tool.caret[0][0] < column - 50
    tool.go(Go.UP, extends=False)
    assert tool.caret[0][0] == pytest.approx(column, abs=1)
    tool.go(Go.UP, extends=False)
    assert tool.caret[0][0] == pytest.approx(40, abs=1), "above the first line is its beginning"


def test_a_drag_marks_and_a_double_click_marks_a_word(tool: TextTool, document: Document) -> None:
    click(tool, document, 40, 100)
    tool.type("light and dark")
    layout, there = text_of(document).layout(NO_FONTS)
    places = [there.apply(x, layout.ascent / 2) for x in layout.stops(0)]
    drag(tool, document, places[6], places[8], places[9])
    assert tool.chosen_text == "and"
    assert len(tool.figure.marks) == 1
    mark = tool.figure.marks[0]
    assert mark[0][0] == pytest.approx(places[6][0])
    assert mark[1][0] == pytest.approx(places[9][0])
    click(tool, document, *places[12], clicks=2)
    assert tool.chosen_text == "dark"
    tool.press(document, event(*places[1]))
    tool.release(event(*places[1]))
    tool.press(document, event(*places[3], shift=True))
    tool.release(event(*places[3], shift=True))
    assert tool.chosen_text == "ig"


def test_the_caret_follows_a_turned_text(tool: TextTool, document: Document) -> None:
    click(tool, document, 200, 150)
    tool.type("turn")
    turned = text_of(document).transformed(PlaneMap.turning(90).about(200, 150), NO_FONTS)
    document.replace_layer(turned)
    tool.follow()
    assert tool.is_writing
    (x, y), (to_x, to_y) = tool.caret
    assert abs(y - to_y) < 1e-6, "a caret in a text that runs down lies flat"
    assert abs(x - to_x) > 20
    assert y > 150 + 30
    tool.type("ed")
    assert text_of(document).way == turned.way
    assert text_of(document).params.text == "turned"


# ---- boxes and looks


def test_a_dragged_box_wraps_words(tool: TextTool, document: Document) -> None:
    drag(tool, document, (40, 40), (100, 90), (190, 120))
    tool.type("many words that do not fit into one line")
    layer = text_of(document)
    assert layer.params.width_px == 150
    assert layer.position == (40, 40)
    layout, _ = layer.layout(NO_FONTS)
    assert len(layout.lines) > 2
    assert all(line.width <= 150 for line in layout.lines)
    assert layer.bounds.right <= 192
    # The caret behind the last word of a line goes to the next one with the space.
    second = layout.lines[1]
    assert layout.caret(second.start)[0][1] > layout.caret(second.start - 1)[0][1]


def test_the_side_of_a_box_can_be_dragged(tool: TextTool, document: Document) -> None:
    drag(tool, document, (40, 40), (340, 120))
    tool.type("some words in a box")
    lines = len(text_of(document).layout(NO_FONTS)[0].lines)
    handle = tool.figure.handles[0]
    assert tool.grip_at(event(*handle)) is Grip.SIZE_ACROSS
    drag(tool, document, handle, (200, handle[1]), (140, handle[1]))
    assert text_of(document).params.width_px == pytest.approx(100 - 30 / 4, abs=1)
    assert len(text_of(document).layout(NO_FONTS)[0].lines) > lines
    assert tool.is_writing
    assert titles(document) == ["Write text"]


def test_options_and_colour_change_the_text_in_the_hand(tool: TextTool, document: Document) -> None:
    click(tool, document, 100, 150)
    tool.type("look")
    tool.set_options(tool.options.model_copy(update={"size_px": 50.0, "align": Align.CENTRE}))
    layer = text_of(document)
    assert (layer.params.size_px, layer.params.align) == (50, Align.CENTRE)
    tool._colours.set_foreground((1.0, 0.0, 0.0))
    assert text_of(document).params.colour == "#ff0000"
    tool.accept()
    tool._colours.set_foreground((0.0, 1.0, 0.0))
    assert text_of(document).params.colour == "#ff0000", "what is finished keeps its colour"
    tool.set_options(tool.options.model_copy(update={"size_px": 20.0}))
    assert text_of(document).params.size_px == 50
    click(tool, document, 100, 150)
    assert tool.options.size_px == 50, "the bar shows the text that is written"


def test_the_first_text_fits_the_picture() -> None:
    large = Document(2800, 4000)
    tool = TextTool(fonts=lambda: NO_FONTS)
    tool.take(large)
    click(tool, large, 100, 1000)
    tool.type("x")
    assert text_of(large).params.size_px == 200


# ---- layout and words alone


@settings(max_examples=60, deadline=None)
@given(
    st.text("ab cdefg mW\n\u0301", max_size=50),
    st.sampled_from([0.0, 60.0, 140.0]),
    st.sampled_from(list(Align)),
    st.sampled_from([0.0, 150.0]),
)
def test_lines_hold_every_letter_once_and_carets_are_found_again(
    text: str, width_px: float, align: Align, tracking: float
) -> None:
    params = TextParams(text=text, size_px=20, width_px=width_px, align=align, tracking=tracking)
    layout = TextLayout(params, NO_FONTS)
    said = ""
    for number, line in enumerate(layout.lines):
        assert line.start == len(said)
        said += text[line.start : line.end]
        if number + 1 < len(layout.lines) and layout.lines[number + 1].start > line.end:
            said += "\n"
        assert len(layout.stops(number)) == line.end - line.start + 1
        assert layout.stops(number) == sorted(layout.stops(number))
    assert said == text
    for index in range(len(text) + 1):
        (x, top), (_, bottom) = layout.caret(index)
        found = layout.index_at(x, (top + bottom) / 2)
        if is_stop(text, index):
            assert layout.caret(found)[0][0] == pytest.approx(x, abs=1)
        assert layout.line_of(found) == layout.line_of(index)


@given(st.text("ab \n\u0301e", max_size=12), st.lists(st.sampled_from(list(Go)), max_size=8))
def test_no_key_brings_the_caret_out_of_the_text(text: str, keys: list[Go]) -> None:
    writing = Writing(text)
    for key in keys:
        index = writing.aside(key)
        if index is not None:
            writing = writing.to(index)
        assert 0 <= writing.caret <= len(text)
        if 0 < writing.caret < len(text):
            assert text[writing.caret] != "\u0301" or key not in (Go.LEFT, Go.RIGHT)


def test_pasted_text_loses_what_cannot_be_seen() -> None:
    assert clean("a\r\nb\rc\x00\x07d\u2028e") == "a\nb\ncd\ne"
    assert Writing("ab", 1, 2).typed("x\ny").text == "ax\ny"
    assert word_around("one, two", 5) == (5, 8)
    assert len(Writing().typed("x" * 20_000).text) == 10_000
