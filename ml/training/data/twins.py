"""Finds folders that belong together by their names, and files in them of equal stems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from ml.training.data.decoding import EXTENSIONS
from ml.training.data.failures import PairMismatch, WrongKind
from ml.training.data.options import DataOptions
from ml.training.data.pictures import Found, Root, files_below, stated, walked
from ml.training.data.splits import ALIASES, split_folders


@dataclass(frozen=True)
class TwinNames:
    """How the two folders may be called."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    endings: tuple[tuple[str, str], ...]
    """Of folders side by side: `train` and `train_labels` are ("", "_labels")."""


@dataclass(frozen=True)
class Place:
    """A folder below a root; `inside` is empty for the root itself."""

    root: Root
    inside: str = ""

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.root.path / self.inside

    def below(self, name: str) -> Place:
        """A folder in it."""
        return Place(self.root, f"{self.inside}/{name}" if self.inside else name)

    def files(self, split: str = "", extensions: tuple[str, ...] = EXTENSIONS) -> list[Found]:
        """Everything below it."""
        prefix = f"{self.inside}/" if self.inside else ""
        return [
            Found(self.root, prefix + inside, split)
            for inside in files_below(self.path, extensions)
        ]


@dataclass(frozen=True)
class Twins:
    """Two folders of one split; the split is empty where their names do not tell."""

    split: str
    first: Place
    second: Place


def find_twins(roots: Sequence[Root], names: TwinNames) -> list[Twins]:
    """The pairs of folders in one root, or of two roots; empty where there are none."""
    if len(roots) == 2:
        return _by_split(Place(roots[0]), Place(roots[1]))
    top = Place(roots[0])
    return _by_ending(top, names) or _by_name(top, names) or _in_splits(top, names)


def _by_split(first: Place, second: Place) -> list[Twins]:
    """`first/train` and `second/train`, or the two themselves."""
    mine, theirs = split_folders(first.path), split_folders(second.path)
    if not mine and not theirs:
        return [Twins("", first, second)]
    if set(mine) != set(theirs):
        raise WrongKind(
            f"{first.path} has folders for {', '.join(mine) or 'no split'} and {second.path} for "
            f"{', '.join(theirs) or 'no split'}; both must have the same."
        )
    return [Twins(split, first.below(mine[split]), second.below(theirs[split])) for split in mine]


def _by_ending(top: Place, names: TwinNames) -> list[Twins]:
    """`train` beside `train_labels`, `trainA` beside `trainB`."""
    there = {folder.name for folder in top.path.iterdir() if folder.is_dir()}
    for one, other in names.endings:
        stems = [stem for stem in ALIASES if stem + one in there and stem + other in there]
        if stems:
            return [
                Twins(ALIASES[stem], top.below(stem + one), top.below(stem + other))
                for stem in stems
            ]
    return []


def _by_name(top: Place, names: TwinNames) -> list[Twins]:
    """`images` and `annotations`, each perhaps with folders for the splits."""
    there = {folder.name.lower(): folder.name for folder in top.path.iterdir() if folder.is_dir()}
    first = next((there[name] for name in names.first if name in there), None)
    second = next((there[name] for name in names.second if name in there), None)
    if first is None or second is None:
        return []
    return _by_split(top.below(first), top.below(second))


def _in_splits(top: Place, names: TwinNames) -> list[Twins]:
    """`train/images` and `train/annotations`."""
    found: list[Twins] = []
    for split, folder in split_folders(top.path).items():
        found += [replace(twins, split=split) for twins in _by_name(top.below(folder), names)]
    return found


def matched(twins: Twins, options: DataOptions, notices: list[str]) -> list[tuple[Found, Found]]:
    """Files of equal stems; raises `PairMismatch` for one that has no partner."""
    firsts = twins.first.files(twins.split)
    first = _by_stem(firsts, twins.first, options.input_suffix)
    second = _by_stem(twins.second.files(twins.split), twins.second, options.target_suffix)
    for mine, theirs, place in ((first, second, twins.second), (second, first, twins.first)):
        lonely = sorted(set(mine) - set(theirs))
        if lonely:
            raise PairMismatch(f"{mine[lonely[0]].name} has no partner in {place.path}.")
    named = {one.inside: one for one in stated(firsts, twins.first.root, notices)}
    return [
        (named[first[stem].inside], second[stem])
        for stem in sorted(first)
        if first[stem].inside in named
    ]


def matched_by_suffix(root: Root, options: DataOptions) -> list[tuple[Found, Found]]:
    """Pairs in one folder: `7_rgb.jpg` with `7_normal.png`; raises `PairMismatch`.

    A manifest names the first of each pair.
    """
    everything = walked(root)
    named = stated(everything, root, notices=[])
    first = _ending(named, options.input_suffix)
    second = _ending(everything, options.target_suffix)
    if not first:
        raise PairMismatch(f"No picture in {root.path} ends in {options.input_suffix}.")
    lonely = set(first) - set(second)
    if len(named) == len(everything):
        lonely |= set(second) - set(first)
    for stem in sorted(lonely):
        raise PairMismatch(
            f"{(first.get(stem) or second[stem]).name} has no partner: pairs end in "
            f"{options.input_suffix} and {options.target_suffix}."
        )
    return [(first[stem], second[stem]) for stem in sorted(first)]


def _ending(found: Sequence[Found], suffix: str) -> dict[str, Found]:
    stems = {str(PurePosixPath(one.inside).with_suffix("")): one for one in found}
    return {s.removesuffix(suffix): one for s, one in stems.items() if s.endswith(suffix)}


def _by_stem(found: Sequence[Found], place: Place, suffix: str) -> dict[str, Found]:
    stems: dict[str, Found] = {}
    for one in found:
        inside = PurePosixPath(one.inside).relative_to(place.inside or ".")
        stem = str(inside.with_suffix(""))
        if not stem.endswith(suffix):
            continue
        stem = stem.removesuffix(suffix)
        if stem in stems:
            raise PairMismatch(f"{one.name} and {stems[stem].name} differ in their ending only.")
        stems[stem] = one
    return stems
