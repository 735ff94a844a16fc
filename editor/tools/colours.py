"""The two colours in the artist's hand, shared by every tool that paints."""

from __future__ import annotations

from psygnal import Signal

Colour = tuple[float, float, float]
"""Red, green and blue from 0 to 1 in the document's own profile."""

BLACK: Colour = (0.0, 0.0, 0.0)
WHITE: Colour = (1.0, 1.0, 1.0)
RECENT_KEPT = 12


class Colours:
    """A foreground colour to paint with and a background colour to fall back to."""

    changed = Signal()
    recent_changed = Signal()

    def __init__(self, foreground: Colour = BLACK, background: Colour = WHITE) -> None:
        self._foreground = foreground
        self._background = background
        self._recent: tuple[Colour, ...] = ()

    @property
    def recent(self) -> tuple[Colour, ...]:
        """What was painted with, the latest first."""
        return self._recent

    def use(self, colour: Colour) -> None:
        """The colour goes onto the picture: it becomes the first of the recent ones."""
        if self._recent[:1] != (colour,):
            rest = [one for one in self._recent if one != colour]
            self._recent = (colour, *rest)[:RECENT_KEPT]
            self.recent_changed.emit()

    @property
    def foreground(self) -> Colour:
        return self._foreground

    @property
    def background(self) -> Colour:
        return self._background

    def set_foreground(self, colour: Colour) -> None:
        self._set(colour, self._background)

    def set_background(self, colour: Colour) -> None:
        self._set(self._foreground, colour)

    def swap(self) -> None:
        self._set(self._background, self._foreground)

    def reset(self) -> None:
        """Black on white."""
        self._set(BLACK, WHITE)

    def words(self) -> tuple[str, ...]:
        """Foreground, background and the recent ones as texts to be remembered."""
        return tuple(map(_as_word, (self._foreground, self._background, *self._recent)))

    def recall(self, words: tuple[str, ...]) -> None:
        """What `words` said once; texts that say nothing are passed over."""
        found = [colour for colour in map(_from_word, words) if colour is not None]
        if len(found) < 2:
            return
        self._recent = tuple(found[2:])[:RECENT_KEPT]
        self.recent_changed.emit()
        self._set(found[0], found[1])

    def _set(self, foreground: Colour, background: Colour) -> None:
        if (foreground, background) != (self._foreground, self._background):
            self._foreground, self._background = foreground, background
            self.changed.emit()


def _as_word(colour: Colour) -> str:
    return " ".join(f"{part:.6g}" for part in colour)


def _from_word(word: str) -> Colour | None:
    try:
        red, green, blue = (min(1.0, max(0.0, float(part))) for part in word.split())
    except ValueError:
        return None
    return red, green, blue
