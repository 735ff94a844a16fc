"""The models on this machine: found, installed, checked, listed and removed; nothing else does."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from ml.store import sources
from ml.store.bundled import Published, published_in
from ml.store.card import ModelCard, WeightFormat
from ml.store.catalog import CARDS
from ml.store.convert import convert_pickle
from ml.store.download import Watch, digest_of, has_digest, place
from ml.store.failures import (
    DigestMismatch,
    DownloadFailed,
    ModelBundled,
    ModelDamaged,
    ModelMissing,
    UnknownModel,
)
from ml.store.folders import models_folder
from ml.store.own_files import OwnFiles
from ml.store.weights import load_weights
from resources import index

# The file, its card, and the same again while it is being converted.
DISK_FACTOR = 3


@dataclass(frozen=True)
class ModelState:
    """One model as a list shows it; `path` is None while it is not installed.

    A bundled one comes with the program: it needs no installing and cannot be removed.
    """

    card: ModelCard
    path: Path | None
    is_bundled: bool = False

    @property
    def is_installed(self) -> bool:
        """Whether its file is there."""
        return self.path is not None


class ModelStore:
    """Keeps each installed model whole: a folder appears complete or not at all.

    `<folder>/<card id>/` holds the file and `card.toml`, which records the card and the hash of
    the file as it lies there. A built program brings models of others in `bundled`; the weights
    that we trained are in `shipped`, and a person's own may lie beside the installed models: these
    may have several files, of which the first stands for all.
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        cards: Sequence[ModelCard] = CARDS,
        bundled: Path | None = None,
        shipped: Path | None = None,
    ) -> None:
        self.folder = folder or models_folder()
        self.bundled = bundled or bundled_folder()
        self.shipped = shipped or index.weights()
        self.own = OwnFiles(self.folder)
        self._cards = {card.id: card for card in cards}
        self._verified: set[tuple[Path, int, int]] = set()

    def card(self, card_id: str) -> ModelCard:
        """The card with this id; raises `UnknownModel`."""
        if card_id in self._cards:
            return self._cards[card_id]
        published = self._published()
        if card_id not in published:
            known = ", ".join((*self._cards, *published))
            raise UnknownModel(f"There is no model called {card_id}. There are: {known}.")
        return published[card_id].card

    def recommended(self) -> tuple[ModelCard, ...]:
        """What a new machine should have."""
        return tuple(card for card in self._cards.values() if card.recommended)

    def list(self) -> tuple[ModelState, ...]:
        """All models that there are cards of, installed or not; then those that we trained."""
        states = [ModelState(card, self._find(card)) for card in self._cards.values()]
        for found in self._published().values():
            path = found.path if found.path.is_file() else None
            states.append(ModelState(found.card, path, found.folder.parent != self.folder))
        return tuple(states)

    def installed(self) -> dict[str, Path]:
        """Files of the installed models by card id, as the worker wants them."""
        return {state.card.id: state.path for state in self.list() if state.path is not None}

    def weights(self) -> dict[str, Path]:
        """What a worker may read: installed models by card id, own files by `family/name`.

        Models that we trained come under both: a generator takes every new one of its family.
        """
        ours = {
            f"{found.card.family}/{found.card.id}": found.path
            for found in self._published().values()
            if found.card.family and found.path.is_file()
        }
        return {**self.installed(), **ours, **self.own.weights()}

    def names(self, family: str) -> tuple[str, ...]:
        """What can be chosen of a family now: ids of installed models, then own files."""
        states = (state for state in self.list() if state.is_installed)
        ids = tuple(state.card.id for state in states if state.card.family == family)
        return ids + tuple(one.name for one in self.own.of(family))

    def path_of(self, card_id: str) -> Path:
        """The file of an installed model, its hash checked once in the life of this store.

        Of a model in several files all are checked and the first is handed out. Raises
        `UnknownModel`, `ModelMissing` or `ModelDamaged`.
        """
        if card_id not in self._cards and card_id in (published := self._published()):
            return self._checked(published[card_id])
        path = self._find(self.card(card_id))
        if path is None:
            raise ModelMissing(
                f"The model {card_id} is not installed. Install it with: "
                f"pentimento models install {card_id}"
            )
        seen = (path, path.stat().st_mtime_ns, path.stat().st_size)
        if seen not in self._verified:
            self._check(card_id, path)
            self._verified.add(seen)
        return path

    def verify(self, card_id: str) -> Path:
        """Check an installed model's bytes, whatever was checked before; see `path_of`."""
        self._verified.clear()
        return self.path_of(card_id)

    def install(
        self,
        card_id: str,
        progress: Callable[[int, int | None], None] | None = None,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> Path:
        """Fetch, check and convert a model; one that is there and whole is left alone.

        `progress` gets bytes so far and bytes in all. Raises what `ml.store.failures` names; what
        has come over the line stays for the next try.
        """
        card = self.card(card_id)
        if card_id not in self._cards:
            return self.verify(card_id)
        watch = Watch(
            report=progress or (lambda done, total: None),
            is_cancelled=is_cancelled or (lambda: False),
        )
        self.folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self.folder / f".{card_id}.lock"):
            try:
                return self.verify(card_id)
            except (ModelMissing, ModelDamaged):
                return self._install(card, watch)

    def remove(self, card_id: str) -> None:
        """Delete an installed model and what a broken-off download of it left.

        Raises `UnknownModel`, or `ModelBundled` for one that comes with the program.
        """
        folder = self.folder / self.card(card_id).id
        if card_id not in self._cards and not folder.is_dir():
            raise ModelBundled(f"The model {card_id} comes with the program and stays with it.")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(self._incoming(card_id), ignore_errors=True)

    def _published(self) -> dict[str, Published]:
        """What we trained; a person's own goes before one of the same name in the program."""
        folders = (self.shipped, self.bundled, self.folder)
        found = {each.card.id: each for folder in folders for each in published_in(folder)}
        return {card_id: each for card_id, each in found.items() if card_id not in self._cards}

    def _checked(self, found: Published) -> Path:
        paths = [found.folder / part.file for part in found.parts]
        seen = {(p, p.stat().st_mtime_ns, p.stat().st_size) for p in paths if p.is_file()}
        if len(seen) < len(paths) or not seen <= self._verified:
            found.check()
            self._verified |= seen
        return found.path

    def _find(self, card: ModelCard) -> Path | None:
        folders = [self.folder / card.id, *([self.bundled / card.id] if self.bundled else [])]
        paths = (folder / card.format.file_name for folder in folders)
        return next((p for p in paths if p.is_file() and (p.parent / "card.toml").is_file()), None)

    def _check(self, card_id: str, path: Path) -> None:
        record = _read_record(path.parent / "card.toml")
        whole = record.get("stored_bytes") == path.stat().st_size and (
            record.get("stored_sha256") == digest_of(path)
        )
        if not whole:
            raise ModelDamaged(
                f"The file of the model {card_id} has changed since it was installed. Install it "
                f"again: pentimento models install {card_id}"
            )

    def _install(self, card: ModelCard, watch: Watch) -> Path:
        incoming = self._incoming(card.id)
        incoming.mkdir(exist_ok=True)
        self._check_disk(card)
        raw = incoming / "fetched"
        if not (raw.exists() and has_digest(raw, f"sha256:{card.sha256}")):
            sources.fetch(
                card.source, raw, limit_bytes=card.size_bytes, watch=watch, heir=self._heir(card)
            )
        if not has_digest(raw, f"sha256:{card.sha256}"):
            raw.unlink()
            raise DigestMismatch(
                f"What came for the model {card.id} is not the file its card describes; it was "
                "not kept. Check the network and try again."
            )
        return self._settle(card, raw)

    def _heir(self, card: ModelCard) -> Path | None:
        """Where another model that everybody should have waits for the same archive."""
        archive = card.source.partition("#")[0]
        for other in self.recommended():
            is_other = other.id != card.id and other.source.partition("#")[0] == archive
            if is_other and self._find(other) is None:
                return self._incoming(other.id) / "fetched"
        return None

    def _settle(self, card: ModelCard, raw: Path) -> Path:
        """Convert, describe and move a checked file into its place in one step."""
        complete = Path(tempfile.mkdtemp(prefix=f".{card.id}-", dir=self.folder))
        try:
            stored = complete / card.format.file_name
            _convert(card, raw, stored)
            _write_record(complete / "card.toml", card, stored)
            target = self.folder / card.id
            shutil.rmtree(target, ignore_errors=True)
            complete.chmod(0o755)
            complete.rename(target)
        finally:
            shutil.rmtree(complete, ignore_errors=True)
        shutil.rmtree(self._incoming(card.id), ignore_errors=True)
        return target / card.format.file_name

    def _incoming(self, card_id: str) -> Path:
        return self.folder / f".{card_id}.incoming"

    def _check_disk(self, card: ModelCard) -> None:
        needed_bytes = DISK_FACTOR * card.size_bytes + card.download_bytes
        free_bytes = shutil.disk_usage(self.folder).free
        if free_bytes < needed_bytes:
            raise DownloadFailed(
                f"Installing {card.id} needs {needed_bytes // 1_000_000} MB of free disk space "
                f"and {self.folder} has {free_bytes // 1_000_000} MB. Free some and try again."
            )


def bundled_folder() -> Path | None:
    """The models that a built program carries; None where it runs from source."""
    unpacked = getattr(sys, "_MEIPASS", None)
    return Path(unpacked) / "models" if unpacked else None


def _convert(card: ModelCard, raw: Path, stored: Path) -> None:
    if card.format is WeightFormat.PICKLE:
        convert_pickle(raw, stored)
    else:
        part = stored.with_name("part")
        shutil.copyfile(raw, part)
        place(part, stored)
    if stored.suffix == ".safetensors":
        load_weights(stored)


def _write_record(path: Path, card: ModelCard, stored: Path) -> None:
    fields = card.model_dump(mode="json")
    fields |= {"stored_sha256": digest_of(stored), "stored_bytes": stored.stat().st_size}
    # TOML's basic strings, whole numbers and booleans are written as JSON's are.
    lines = (f"{key} = {json.dumps(value)}\n" for key, value in fields.items())
    path.write_text("".join(lines), encoding="utf-8")


def _read_record(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError):
        return {}


def total_bytes(cards: Iterable[ModelCard]) -> int:
    """What comes over the line to install these."""
    return sum(card.download_bytes or card.size_bytes for card in cards)
