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
from ml.store.card import ModelCard, WeightFormat
from ml.store.catalog import CARDS
from ml.store.convert import convert_pickle
from ml.store.download import Watch, digest_of, has_digest, place
from ml.store.failures import DigestMismatch, DownloadFailed, ModelDamaged, ModelMissing
from ml.store.failures import UnknownModel as UnknownModel
from ml.store.folders import models_folder
from ml.store.weights import load_weights

USER_FOLDER = "user"
USER_SUFFIXES = (".onnx", ".safetensors", ".pth", ".pt", ".ckpt")
# The file, its card, and the same again while it is being converted.
DISK_FACTOR = 3


@dataclass(frozen=True)
class ModelState:
    """One model as a list shows it; `path` is None while it is not installed."""

    card: ModelCard
    path: Path | None

    @property
    def is_installed(self) -> bool:
        """Whether its file is there."""
        return self.path is not None


class ModelStore:
    """Keeps each installed model whole: a folder appears complete or not at all.

    `<folder>/<card id>/` holds the file and `card.toml`, which records the card and the hash of
    the file as it lies there. A built program brings models of its own in `bundled`.
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        cards: Sequence[ModelCard] = CARDS,
        bundled: Path | None = None,
    ) -> None:
        self.folder = folder or models_folder()
        self.bundled = bundled or bundled_folder()
        self._cards = {card.id: card for card in cards}
        self._verified: set[tuple[Path, int, int]] = set()

    def card(self, card_id: str) -> ModelCard:
        """The card with this id; raises `UnknownModel`."""
        if card_id not in self._cards:
            known = ", ".join(self._cards)
            raise UnknownModel(f"There is no model called {card_id}. There are: {known}.")
        return self._cards[card_id]

    def recommended(self) -> tuple[ModelCard, ...]:
        """What a new machine should have."""
        return tuple(card for card in self._cards.values() if card.recommended)

    def list(self) -> tuple[ModelState, ...]:
        """All models that there are cards of, installed or not."""
        return tuple(ModelState(card, self._find(card)) for card in self._cards.values())

    def installed(self) -> dict[str, Path]:
        """Files of the installed models by card id, as the worker wants them."""
        return {state.card.id: state.path for state in self.list() if state.path is not None}

    def user_files(self) -> tuple[Path, ...]:
        """Weight files that the person dropped into the models folder."""
        folder = self.folder / USER_FOLDER
        if not folder.is_dir():
            return ()
        return tuple(sorted(p for p in folder.iterdir() if p.suffix.lower() in USER_SUFFIXES))

    def path_of(self, card_id: str) -> Path:
        """The file of an installed model, its hash checked once in the life of this store.

        Raises `UnknownModel`, `ModelMissing` or `ModelDamaged`.
        """
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
        """Delete an installed model and what a broken-off download of it left."""
        folder = self.folder / self.card(card_id).id
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(self._incoming(card_id), ignore_errors=True)

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
            sources.fetch(card.source, raw, limit_bytes=card.size_bytes, watch=watch)
        if not has_digest(raw, f"sha256:{card.sha256}"):
            raw.unlink()
            raise DigestMismatch(
                f"What came for the model {card.id} is not the file its card describes; it was "
                "not kept. Check the network and try again."
            )
        return self._settle(card, raw)

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
