"""A zip file from outside, of which only named members are read, and none without a limit."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from types import TracebackType

from editor.files.openraster import names
from editor.files.problems import DamagedFile, UnconfirmedSize, UnreadableFile

MOST_MEMBERS = 20_000
_MOST_TEXT_BYTES = 16 << 20
_GROWTH = 20
_FREE_BYTES = 100 << 20


class Archive:
    """An OpenRaster file open for reading. Nothing is ever unpacked to the disk."""

    def __init__(self, path: Path, shown_name: str = "", *, confirmed: bool = False) -> None:
        """Raises UnreadableFile, DamagedFile or UnconfirmedSize."""
        self._name = shown_name
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise DamagedFile(
                f"“{shown_name}” is damaged or cut short; use another copy of it.", repr(error)
            ) from error
        try:
            self._members = self._checked_members(path.stat().st_size, confirmed)
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()

    def __contains__(self, member: str) -> bool:
        return member in self._members

    def read(self, member: str) -> bytes:
        """The whole member; its size was judged when the file was opened."""
        try:
            return self._zip.read(self._members[member])
        except (KeyError, zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
            raise DamagedFile(
                f"“{self._name}” is damaged: a part of it is missing; use another copy of it.",
                f"{member}: {error!r}",
            ) from error

    def start_of(self, member: str, size_bytes: int) -> bytes:
        """The first bytes of a member; none where there is no such member."""
        if member not in self._members:
            return b""
        with self._zip.open(self._members[member]) as file:
            return file.read(size_bytes)

    def read_text(self, member: str) -> bytes:
        if self._members[member].file_size > _MOST_TEXT_BYTES:
            raise UnreadableFile(f"“{self._name}” describes itself at too great length to be read.")
        return self.read(member)

    def size_bytes(self, member: str) -> int:
        return self._members[member].compress_size

    def _checked_members(self, file_bytes: int, confirmed: bool) -> dict[str, zipfile.ZipInfo]:
        infos = self._zip.infolist()
        if len(infos) > MOST_MEMBERS:
            raise UnreadableFile(f"“{self._name}” has more parts than any picture needs.")
        if any(info.flag_bits & 1 for info in infos):
            raise UnreadableFile(f"“{self._name}” is locked by a password; save it without one.")
        total = sum(info.file_size for info in infos)
        if total > _GROWTH * file_bytes + _FREE_BYTES and not confirmed:
            raise UnconfirmedSize(
                f"“{self._name}” would grow to more than {_GROWTH} times its size; "
                "open it only if you know where it is from."
            )
        return {info.filename: info for info in infos}


class EncodedBefore:
    """Members of files that we wrote earlier, found again by what they show.

    A layer that did not change need not be compressed again: its bytes are copied, if they still
    have the checksum that was written down beside them.
    """

    def __init__(self, *paths: Path | None) -> None:
        self._archives: list[Archive] = []
        self._places: dict[str, tuple[Archive, str, str]] = {}
        for path in dict.fromkeys(path for path in paths if path is not None):
            self._add(path)

    def _add(self, path: Path) -> None:
        try:
            archive = Archive(path)
        except (OSError, UnreadableFile):
            return
        self._archives.append(archive)
        try:
            described = json.loads(archive.read_text(names.FACTS))["members"]
            for member, facts in described.items():
                place = (archive, str(member), str(facts["sha256"]))
                self._places.setdefault(str(facts["key"]), place)
        except (KeyError, TypeError, ValueError, AttributeError, UnreadableFile):
            return

    def find(self, key: str) -> bytes | None:
        """The bytes of a member whose content `key` names."""
        if key not in self._places:
            return None
        archive, member, expected = self._places[key]
        if member not in archive:
            return None
        try:
            data = archive.read(member)
        except (OSError, UnreadableFile):
            return None
        return data if hashlib.sha256(data).hexdigest() == expected else None

    def close(self) -> None:
        for archive in self._archives:
            archive.__exit__(None, None, None)
