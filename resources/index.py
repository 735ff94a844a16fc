"""Typed paths to the bundled files, so that no other module spells a folder's name."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent
PICTURE_ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp"})


def icon(name: str) -> Path:
    """The drawing called `name`; raises FileNotFoundError so that a typo is found by its test."""
    path = ROOT / "icons" / f"{name}.svg"
    if not path.is_file():
        raise FileNotFoundError(f"There is no icon called {name}.")
    return path


def icon_names() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (ROOT / "icons").glob("*.svg")))


def weights() -> Path:
    """Where the weights that the program brings along lie, one folder for each card."""
    return ROOT / "weights"


def theme(name: str) -> Path:
    """The colours of a theme."""
    return ROOT / "themes" / f"{name}.toml"


def keymap(name: str) -> Path:
    """A set of keys."""
    return ROOT / "keymaps" / f"{name}.toml"


def keymap_names() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (ROOT / "keymaps").glob("*.toml")))


def translation(code: str) -> Path:
    """The words of a language, as translators write them."""
    return ROOT / "translations" / f"{code}.ts"


def stylesheet() -> Path:
    """The style sheet that all themes fill with their colours."""
    return ROOT / "themes" / "window.qss"


def styles() -> tuple[Path, ...]:
    """The bundled style pictures, in the order of their names."""
    return tuple(sorted((ROOT / "styles").glob("*.jpg")))


def samples() -> tuple[Path, ...]:
    """The bundled pictures to try, in the order of their names; masks beside them left out."""
    folder = ROOT / "samples"
    if not folder.is_dir():
        return ()
    pictures = (path for path in folder.iterdir() if path.suffix.lower() in PICTURE_ENDINGS)
    return tuple(sorted(path for path in pictures if not path.stem.endswith(".mask")))
