"""What can be preferred, declared as parameters are; each name is the name of a setting."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ml.api.params import Params, param


class ThemeChoice(Enum):
    """Which colours the program wears."""

    DARK = "dark"
    LIGHT = "light"
    SYSTEM = "system"


class InterfaceChoices(Params):
    """How the program looks."""

    theme: ThemeChoice = param(
        ThemeChoice.DARK, title="Theme", help="The greys around the picture; changes at once"
    )
    ui_scale: int = param(
        100,
        title="Size of text and controls",
        help="On top of what the system asks for; comes with the next start",
        low=100,
        high=200,
        step=5,
        unit="%",
    )
    reduced_motion: bool = param(
        False, title="Keep still", help="Nothing fades, marches or breathes; changes at once"
    )
    language: str = param(
        "system",
        title="Language",
        help="Comes with the next start",
        suggests="languages",
    )


class PerformanceChoices(Params):
    """What the program may use."""

    history_mb: int = param(
        512,
        title="Memory for undo, each picture",
        help="Older steps go to disk beyond it; changes at once",
        low=64,
        high=8192,
        step=64,
        unit="MB",
    )
    tile_cache_mb: int = param(
        192,
        title="Memory for what is shown",
        help="More keeps panning smooth and large pictures off the disk; changes at once",
        low=64,
        high=4096,
        step=64,
        unit="MB",
    )
    device: str = param(
        "auto",
        title="Device for generators",
        help="Auto takes the fastest; comes with the next start",
        suggests="devices",
    )
    threads: int = param(
        0,
        title="Threads for generators",
        help="0 takes every core; comes with the next start",
        low=0,
        high=64,
        step=1,
    )


class FileChoices(Params):
    """How work is kept."""

    versions_kept: int = param(
        5,
        title="Previous versions kept by a save",
        help="They stand beside the file and go when newer ones come",
        low=0,
        high=50,
        step=1,
    )


@dataclass(frozen=True)
class Page:
    """One page of the preferences: its rows, and what is said below them."""

    title: str
    icon: str
    choices: type[Params]
    note: str = ""


PAGES = (
    Page(
        "Interface",
        "panel",
        InterfaceChoices,
        "Size and language come with the next start, all else at once.",
    ),
    Page(
        "Performance",
        "device",
        PerformanceChoices,
        "Device and threads come with the next start, memory at once.",
    ),
    Page(
        "Files",
        "save",
        FileChoices,
        "Strokes are written to the recovery journal every second, so that a crash costs at most"
        " the last of them. Nothing has to be set for it.",
    ),
)
