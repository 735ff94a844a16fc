"""Where each letter of a text lies: lines, their breaks, and the places of the caret in them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from editor.document.geometry import Point
from editor.document.kinds.text.fonts import Face, FontBook, letters
from editor.document.kinds.text.params import Align, TextParams
from ml.api.regions import Box

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont as Font

LONGEST_PX = 30_000
TAB = "    "
_PERMILLE = 1000
_SHARE = {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}
_JOINER = "\u200d"
_VARIANTS = range(0xFE00, 0xFE10)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the letters `start` to `end` of the text, of which `text` is what is drawn.

    A break and the spaces before it belong to the line but are not drawn. `left` and `baseline`
    are where the pen begins, from the layer's position.
    """

    start: int
    end: int
    text: str
    left: float
    baseline: float
    width: float


class TextLayout:
    """A text broken into lines in one font; drawing and caret both ask it where letters lie."""

    def __init__(self, params: TextParams, fonts: FontBook) -> None:
        self.params = params
        self.font = load_font(fonts.face(params.font), params.size_px)
        self.ascent, self.descent = self.font.getmetrics()
        self.lines = tuple(self._set())
        self._stops: dict[int, list[float]] = {}

    # ---- lines

    @property
    def step_px(self) -> float:
        """From one baseline to the next."""
        return self.params.size_px * self.params.leading / 100

    @cached_property
    def box(self) -> Box:
        """Around all lines, blank ones too, from the layer's position."""
        last = self.lines[-1]
        if self.params.width_px > 0:
            left, right = 0.0, self.params.width_px
        else:
            left = min(line.left for line in self.lines)
            right = max(line.left + line.width for line in self.lines)
        return Box(int(left // 1), 0, int(right) + 1, int(last.baseline + self.descent) + 1)

    def line_of(self, index: int) -> int:
        """The line in which a caret before letter `index` stands."""
        for number in range(len(self.lines) - 1, -1, -1):
            if self.lines[number].start <= index:
                return number
        return 0

    def _set(self) -> list[Line]:
        params, start = self.params, 0
        made: list[Line] = []
        for paragraph in params.text.split("\n"):
            for first, last in self._broken(paragraph):
                said = paragraph[first:last]
                drawn = self._fitting(said.rstrip(" ") if params.width_px > 0 else said)
                width = sum(self.advances(drawn))
                baseline = self.ascent + len(made) * self.step_px
                ends = (start + first, start + last)
                made.append(Line(*ends, drawn, self._left(width), baseline, width))
            start += len(paragraph) + 1
        return made

    def _left(self, width: float) -> float:
        return (self.params.width_px - width) * _SHARE[self.params.align]

    def _broken(self, paragraph: str) -> list[tuple[int, int]]:
        """Where a paragraph goes on in the next line: after spaces, else within a long word."""
        if self.params.width_px <= 0:
            return [(0, len(paragraph))]
        found: list[tuple[int, int]] = []
        start = 0
        while True:
            fits = start + self._most(paragraph[start:])
            if fits >= len(paragraph):
                return [*found, (start, len(paragraph))]
            while fits < len(paragraph) and paragraph[fits] == " ":
                fits += 1
            space = paragraph.rfind(" ", start, fits)
            # A word wider than the line is broken; at least one letter stands in each.
            end = space + 1 if space >= start else _whole(paragraph, start, fits)
            found.append((start, end))
            start = end

    def _most(self, text: str) -> int:
        """How many letters the line has room for."""
        return self._within(text, self.params.width_px)

    def _fitting(self, text: str) -> str:
        """As much as the longest picture has room for."""
        return text[: self._within(text, LONGEST_PX - 4 * self.params.size_px)]

    def _within(self, text: str, width_px: float) -> int:
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if sum(self.advances(text[:middle].rstrip(" "))) <= width_px:
                low = middle
            else:
                high = middle - 1
        return low

    def advances(self, text: str) -> list[float]:
        """How far each letter moves on; one number for all where letters stay together."""
        font, params = self.font, self.params
        text = text.replace("\t", TAB)
        if params.tracking == 0:
            return [font.getlength(text)]
        more = params.size_px * params.tracking / _PERMILLE
        steps: list[float] = []
        for at, letter in enumerate(text):
            following = text[at + 1 : at + 2]
            # The pair less the second letter: so kerning is kept.
            steps.append(font.getlength(letter + following) - font.getlength(following) + more)
        return steps

    # ---- the caret

    def caret(self, index: int) -> tuple[Point, Point]:
        """The upper and the lower end of a caret before letter `index`."""
        number = self.line_of(index)
        line = self.lines[number]
        x = self.stops(number)[min(index, line.end) - line.start]
        return (x, line.baseline - self.ascent), (x, line.baseline + self.descent)

    def stops(self, number: int) -> list[float]:
        """Where a caret can stand in a line: before each of its letters and after the last."""
        if number not in self._stops:
            line = self.lines[number]
            said = self.params.text[line.start : line.end]
            # What hangs behind the line keeps its carets within the box.
            furthest = max(line.left + line.width, self.params.width_px)
            reaches = self._reaches(said)
            self._stops[number] = [min(line.left + reach, furthest) for reach in reaches]
        return self._stops[number]

    def _reaches(self, said: str) -> list[float]:
        """How far the pen has come before each letter, and after the last."""
        if self.params.tracking == 0:
            return [sum(self.advances(said[:count])) for count in range(len(said) + 1)]
        ends = [len(said[:count].replace("\t", TAB)) for count in range(len(said) + 1)]
        steps = self.advances(said)
        return [sum(steps[:end]) for end in ends]

    def index_at(self, x: float, y: float) -> int:
        """The letter before which a press at a place puts the caret."""
        number = self.line_at(y)
        return self.index_in(number, x)

    def line_at(self, y: float) -> int:
        """The line at that height; the first or the last beyond them."""
        top = self.lines[0].baseline - self.ascent
        between = (self.step_px - self.ascent - self.descent) / 2
        number = int((y - top + between) // self.step_px)
        return max(0, min(len(self.lines) - 1, number))

    def index_in(self, number: int, x: float) -> int:
        """The stop of a line that is nearest to `x`."""
        line, stops = self.lines[number], self.stops(number)
        last = line.end - line.start
        if number + 1 < len(self.lines) and self.lines[number + 1].start == line.end:
            # Behind the space at a soft break the caret would stand in the next line.
            last = max(0, last - 1)
        allowed = [n for n in range(last + 1) if is_stop(self.params.text, line.start + n)]
        return line.start + min(allowed or [0], key=lambda n: abs(stops[n] - x))

    def marks(self, first: int, last: int) -> list[tuple[float, float, float, float]]:
        """The parts of lines that letters `first` to `last` cover: left, top, right, bottom."""
        found: list[tuple[float, float, float, float]] = []
        for number, line in enumerate(self.lines):
            start, end = max(first, line.start), min(last, line.end)
            if start > end or (start == end and not first <= line.end < last):
                continue
            stops = self.stops(number)
            left, right = stops[start - line.start], stops[end - line.start]
            if last > line.end:
                # A chosen break is seen as a narrow mark behind the line.
                right = max(right, left) + self.params.size_px / 6
            top = line.baseline - self.ascent
            found.append((left, top, right, line.baseline + self.descent))
        return found


def _whole(text: str, start: int, end: int) -> int:
    """`end`, or the stop before it; at least one letter behind `start`."""
    while end > start and not is_stop(text, end):
        end -= 1
    return max(end, next_stop(text, start))


def is_stop(text: str, index: int) -> bool:
    """Whether a caret may stand there: not before a sign that belongs to the letter before it."""
    if index <= 0 or index >= len(text):
        return True
    here, before = text[index], text[index - 1]
    joined = unicodedata.combining(here) or ord(here) in _VARIANTS or _JOINER in (here, before)
    return not joined


def next_stop(text: str, index: int) -> int:
    index = min(len(text), index + 1)
    while not is_stop(text, index):
        index += 1
    return index


def previous_stop(text: str, index: int) -> int:
    index = max(0, index - 1)
    while not is_stop(text, index):
        index -= 1
    return index


@lru_cache(maxsize=16)
def load_font(face: Face, size_px: float) -> Font:
    """The face at that size; the built-in one where its file can no longer be read."""
    if face.path:
        try:
            return letters("ImageFont").truetype(face.path, size_px, index=face.index)
        except OSError:
            pass
    return letters("ImageFont").load_default(size_px)
