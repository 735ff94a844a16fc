"""The object tool without a window: clicks, boxes, keys, and what is not a question."""

from __future__ import annotations

import pytest

from editor.document.document import Document
from editor.document.mask_operations import Combine
from editor.selecting import shown
from editor.tools.object_select import ObjectOptions, ObjectQuestion, ObjectSelect, Take
from editor.tools.tool import Buttons, Modifiers, PointerEvent, Tool


@pytest.fixture
def document() -> Document:
    return Document(1000, 800)


class Asked:
    """Remembers what the tool asked."""

    def __init__(self, tool: ObjectSelect) -> None:
        self.questions: list[ObjectQuestion] = []
        tool.asked.connect(self._take)

    def _take(self, _document: object, question: object) -> None:
        assert isinstance(question, ObjectQuestion)
        self.questions.append(question)


def gesture(tool: ObjectSelect, document: Document, *places: tuple[float, float], held=0) -> None:  # noqa: ANN001
    events = [PointerEvent(x, y, modifiers=Modifiers(held)) for x, y in places]
    tool.press(document, events[0])
    for event in events[1:]:
        tool.move(event)
    tool.release(events[-1])


def test_it_is_a_tool() -> None:
    assert isinstance(ObjectSelect(), Tool)
    assert not ObjectSelect().is_active
    assert ObjectSelect().cursor_radius_px is None


def test_a_click_and_a_wobble_are_clicks_and_a_drag_is_a_box(document: Document) -> None:
    tool = ObjectSelect()
    asked = Asked(tool)
    gesture(tool, document, (100, 200))
    gesture(tool, document, (100, 200), (102, 203))
    gesture(tool, document, (100, 200), (300, 260), (150, 250))
    gesture(tool, document, (100, 200), (400, 201))
    assert [each.click for each in asked.questions] == [(100, 200), (100, 200), None, (100, 200)]
    assert asked.questions[2].corners == ((100, 200), (150, 250))


def test_the_box_is_sketched_while_it_is_dragged(document: Document) -> None:
    tool = ObjectSelect()
    tool.press(document, PointerEvent(10, 20))
    assert tool.sketch is None
    tool.move(PointerEvent(110, 70))
    assert tool.sketch is not None
    assert tool.sketch.points == ((10, 20), (110, 20), (110, 70), (10, 70))
    tool.cancel()
    assert tool.sketch is None


def test_keys_and_options_say_how_it_joins(document: Document) -> None:
    tool = ObjectSelect()
    asked = Asked(tool)
    for held in (0, Modifiers.SHIFT, Modifiers.ALT, Modifiers.SHIFT | Modifiers.ALT):
        gesture(tool, document, (5, 5), held=held)
    tool.set_options(ObjectOptions(combine=Combine.ADD, take=Take.PART))
    gesture(tool, document, (5, 5))
    gesture(tool, document, (5, 5), held=Modifiers.ALT)
    assert [each.how for each in asked.questions] == [
        Combine.REPLACE,
        Combine.ADD,
        Combine.SUBTRACT,
        Combine.INTERSECT,
        Combine.ADD,
        Combine.SUBTRACT,
    ]
    assert asked.questions[-1].options.take is Take.PART


def test_a_click_beside_the_picture_and_a_cancelled_one_ask_nothing(document: Document) -> None:
    tool = ObjectSelect()
    asked = Asked(tool)
    gesture(tool, document, (-5, 20))
    gesture(tool, document, (1000, 20))
    tool.press(document, PointerEvent(10, 10, buttons=Buttons.LEFT))
    tool.cancel()
    tool.release(PointerEvent(10, 10))
    assert asked.questions == []


def test_the_right_button_takes_away(document: Document) -> None:
    tool = ObjectSelect()
    asked = Asked(tool)
    tool.press(document, PointerEvent(10, 10, buttons=Buttons.RIGHT))
    tool.release(PointerEvent(10, 10))
    assert asked.questions[0].how is Combine.SUBTRACT


def test_places_travel_in_percent_and_never_leave_the_picture(document: Document) -> None:
    options = ObjectOptions()
    click = ObjectQuestion(Combine.REPLACE, options, click=(250, 400))
    assert shown(click, document) == {"points": "25.0000%,50.0000%"}
    box = ObjectQuestion(Combine.REPLACE, options, corners=((-50, 80), (500, 1200)))
    assert shown(box, document) == {"box": "0.0000%,10.0000%,50.0000%,100.0000%"}
