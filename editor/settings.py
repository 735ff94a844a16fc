"""What the artist chose, remembered between starts in one readable file."""

from __future__ import annotations

import json
import logging
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Literal

from psygnal import Signal
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from editor.files.problems import FileProblem
from editor.lazy import late
from editor.platform.folders import config_folder
from ml.api.params import Scalar

RECENT_KEPT = 12
log = logging.getLogger(__name__)
_write_atomically = late("editor.files.atomic:write_atomically")

Values = dict[str, Scalar]


class Settings(BaseModel):
    """Every preference with its default; unknown names of a newer version are left out."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    theme: Literal["dark", "light", "system"] = "dark"
    ui_scale: int = Field(100, ge=100, le=200)
    """In percent of what the system asks for; taken at the start."""
    reduced_motion: bool = False
    language: str = "system"
    geometry: str = ""
    docks: str = ""
    recent: tuple[str, ...] = ()
    recent_commands: tuple[str, ...] = ()
    open_panel: str = "remove.remove"
    tool: str = "brush"
    all_visible: bool = True
    after_stroke: bool = False
    history_mb: int = Field(512, ge=64, le=65536)
    tile_cache_mb: int = Field(192, ge=64, le=16384)
    device: str = "auto"
    threads: int = Field(0, ge=0, le=256)
    """For the worker; 0 means every core."""
    versions_kept: int = Field(5, ge=0, le=100)
    """How many earlier versions of a file a save keeps."""
    key_set: str = "krita"
    keys: dict[str, tuple[str, ...]] = {}
    """The keys that the artist changed, by action."""
    keys_by_place: bool = False
    tool_fronts: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    panels: dict[str, Values] = {}
    tools: dict[str, Values] = {}
    references: dict[str, tuple[str, ...]] = {}
    """The reference shelf of each picture, by its path."""
    aids: Values = {}
    """Rulers, guides, grid and what things click to, by the names of their fields."""
    disabled_plugins: tuple[str, ...] = ()

    def with_recent(self, path: Path) -> Settings:
        """The same with `path` first among the recent pictures."""
        first = str(path)
        rest = [one for one in self.recent if one != first]
        return self.model_copy(update={"recent": (first, *rest)[:RECENT_KEPT]})


DEFAULTS = Settings.model_validate({})


class SettingsFile:
    """The owner of the settings: `now` is always whole, `change` writes it at once.

    `changed` brings the names of the fields that are others now.
    """

    changed = Signal(frozenset)

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or config_folder() / "settings.toml"
        self.now = self._load()

    def change(self, **changes: object) -> None:
        """Set fields by name; what does not fit is refused with pydantic's error."""
        self.replace(Settings.model_validate({**self.now.model_dump(), **changes}))

    def replace(self, settings: Settings) -> None:
        """Take `settings` and write them; a disk that refuses is logged, not shown."""
        before, after = self.now.model_dump(), settings.model_dump()
        if before == after:
            return
        self.now = settings
        try:
            _write_atomically(self._path, _writer(to_toml(after).encode()), _readable)
        except (OSError, UnicodeEncodeError, FileProblem) as error:
            log.warning("The settings could not be written: %s", error)
        self.changed.emit(frozenset(name for name in after if before[name] != after[name]))

    def _load(self) -> Settings:
        try:
            given = tomllib.loads(self._path.read_text(encoding="utf-8"))
            return Settings.model_validate(given)
        except FileNotFoundError:
            return DEFAULTS
        except (OSError, ValueError, ValidationError) as error:
            log.warning("The settings file cannot be read, defaults are used: %s", error)
            self._set_aside()
            return DEFAULTS

    def _set_aside(self) -> None:
        """Keep what the artist may have typed by hand."""
        try:
            self._path.replace(self._path.with_suffix(".unreadable.toml"))
        except OSError:
            log.warning("The unreadable settings file could not be set aside.")


def to_toml(values: Mapping[str, object]) -> str:
    """The few kinds of value that settings have, as TOML: scalars first, then tables."""
    lines: list[str] = []
    _write_table(lines, (), values)
    return "\n".join(lines).strip() + "\n"


def _write_table(lines: list[str], path: tuple[str, ...], values: Mapping[str, object]) -> None:
    tables = {name: value for name, value in values.items() if isinstance(value, Mapping)}
    plain = {name: value for name, value in values.items() if name not in tables}
    if path and (plain or not tables):
        lines.append(f"\n[{'.'.join(_quote(part) for part in path)}]")
    lines.extend(f"{_quote(name)} = {_scalar(value)}" for name, value in plain.items())
    for name, value in tables.items():
        _write_table(lines, (*path, name), value)


def _scalar(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_scalar(part) for part in value)}]"
    if isinstance(value, str):
        return _quote(value)
    return json.dumps(value)


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _writer(data: bytes):  # noqa: ANN202 - a closure for write_atomically
    def write(stream: BinaryIO) -> None:
        stream.write(data)

    return write


def _readable(path: Path) -> None:
    tomllib.loads(path.read_text(encoding="utf-8"))
