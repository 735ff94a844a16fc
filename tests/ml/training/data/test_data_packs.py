"""A pack gives the same items as the folder it was made of, and refuses to be changed."""

from __future__ import annotations

import json
import zipfile

import numpy as np
import pytest
from dataset_files import (
    options,
    picture,
    write,
    write_labels,
    write_pictures,
    write_split_set,
    write_table,
)

from ml.training.data.failures import (
    FolderMissing,
    HeldOutPicture,
    PackDamaged,
    PackTooLarge,
    WrongKind,
)
from ml.training.data.open import open_items
from ml.training.data.options import MIB, PackOptions
from ml.training.data.pack import make_packs
from ml.training.items import ItemKind


def packed(tmp_path, kind, folders, **changes):
    chosen = PackOptions(data=options(tmp_path), **changes)
    return make_packs(kind, folders, tmp_path / "packs", chosen)


def same_items(one, other):
    assert len(one) == len(other) > 0
    for number in range(len(one)):
        mine, theirs = one.item(number), other.item(number)
        assert one.name(number) == other.name(number)
        assert set(mine) == set(theirs)
        for key, value in mine.items():
            assert np.array_equal(value, theirs[key]), key


def paired_set(folder):
    write_pictures(folder / "input", 4)
    write_pictures(folder / "target", 4, first_seed=40)


def side_by_side_set(folder):
    for number in range(4):
        write(folder / f"{number}.jpg", number, 128, 64)


def unpaired_set(folder):
    for split, seed in (("train", 0), ("val", 100)):
        write_pictures(folder / f"{split}A", 3, first_seed=seed)
        write_pictures(folder / f"{split}B", 2, first_seed=seed + 50)


def labelled_set(folder):
    for number in range(4):
        write(folder / "images" / f"{number}.jpg", number)
        write_labels(folder / "labels" / f"{number}.png", np.indices((48, 64))[0] // 12)
    (folder / "classes.txt").write_text("a\nb\nc\nd\n")


def captioned_set(folder):
    write_pictures(folder, 4)
    for number in range(4):
        (folder / f"{number:03d}.txt").write_text(f"“cloud” {number}")


def classed_set(folder):
    for number in range(6):
        write(folder / "ab"[number % 2] / f"{number}.png", number)


def filmed_set(folder):
    write_pictures(folder / "train" / "one", 3)
    write_pictures(folder / "val" / "two", 3, first_seed=9)


@pytest.mark.parametrize(
    ("kind", "fill"),
    [
        (ItemKind.PICTURES, write_split_set),
        (ItemKind.PAIRED, paired_set),
        (ItemKind.PAIRED, side_by_side_set),
        (ItemKind.UNPAIRED, unpaired_set),
        (ItemKind.LABELLED, labelled_set),
        (ItemKind.CAPTIONED, captioned_set),
        (ItemKind.CLASSES, classed_set),
        (ItemKind.SEQUENCES, filmed_set),
    ],
)
def test_every_kind_comes_back_from_a_pack(tmp_path, kind, fill):
    folder = tmp_path / "set"
    fill(folder)
    paths = packed(tmp_path, kind, [folder])
    for split in ("train", "val"):
        from_folder = open_items(kind, [folder], split, options(tmp_path))
        from_pack = open_items(kind, paths, split, options(tmp_path, cache_bytes=0))
        same_items(from_folder, from_pack)
        assert from_pack.fingerprint == from_folder.fingerprint
        assert from_pack.class_names == from_folder.class_names


def test_shards_keep_their_size_and_work_alone(tmp_path):
    folder = tmp_path / "noise"
    folder.mkdir()
    chance = np.random.default_rng(3)
    for number in range(12):
        write_labels(folder / f"{number:02d}.png", chance.integers(0, 256, (400, 500)))
    paths = packed(tmp_path, ItemKind.PICTURES, [folder], shard_mib=1)
    assert [path.name for path in paths] == [f"noise-{n}of3.pack" for n in (1, 2, 3)]
    assert all(path.stat().st_size <= MIB for path in paths)
    whole = open_items(ItemKind.PICTURES, [tmp_path / "packs"], "train", options(tmp_path))
    same_items(whole, open_items(ItemKind.PICTURES, [folder], "train", options(tmp_path)))
    alone = open_items(ItemKind.PICTURES, paths[:1], "train", options(tmp_path))
    assert 0 < len(alone) < len(whole)
    assert alone.notices == ("Of the pack noise, 1 of 3 shards are here.",)
    with pytest.raises(WrongKind, match="twice"):
        open_items(ItemKind.PICTURES, [*paths, paths[0]], "train", options(tmp_path))


def test_item_larger_than_a_shard_is_refused(tmp_path):
    chance = np.random.default_rng(3)
    write_labels(tmp_path / "set" / "a.png", chance.integers(0, 256, (1100, 1000)))
    with pytest.raises(PackTooLarge, match=r"set/a\.png takes 1\.\d MiB"):
        packed(tmp_path, ItemKind.PICTURES, [tmp_path / "set"], shard_mib=1)
    assert list((tmp_path / "packs").iterdir()) == []


def test_packs_are_the_same_bytes_again(tmp_path):
    folder = write_split_set(tmp_path / "set")
    first = packed(tmp_path, ItemKind.PICTURES, [folder], longest_side=40)[0].read_bytes()
    assert packed(tmp_path, ItemKind.PICTURES, [folder], longest_side=40)[0].read_bytes() == first


def test_index_says_what_was_done_and_under_which_licence(tmp_path):
    folder = write_split_set(tmp_path / "set")
    path = packed(tmp_path, ItemKind.PICTURES, [folder], longest_side=40, splits=("train",))[0]
    with zipfile.ZipFile(path) as opened:
        said = json.loads(opened.read("index.json"))
    assert said["licences"] == {"CC0": 8}
    part = said["entries"][0]["parts"][0]
    assert part["made"] == "resized from 64 x 48 px, JPEG of quality 92"
    assert part["original_sha256"] != part["sha256"]
    items = open_items(ItemKind.PICTURES, [path], "train", options(tmp_path))
    assert items.item(0)["picture"].shape == (30, 40, 3)
    smaller = np.asarray(picture(0).resize((40, 30)), dtype=int)
    assert abs(items.item(0)["picture"].astype(int) - smaller).mean() < 4


def test_lossless_packs_keep_the_pixels_of_the_resized(tmp_path):
    folder = write_split_set(tmp_path / "set")
    paths = packed(tmp_path, ItemKind.PICTURES, [folder], longest_side=40, lossless=True)
    small = open_items(ItemKind.PICTURES, [folder], "train", options(tmp_path, longest_side=40))
    same_items(small, open_items(ItemKind.PICTURES, paths, "train", options(tmp_path)))


def test_labels_with_another_number_for_nothing_travel_as_255(tmp_path):
    labelled_set(tmp_path / "set")
    data = options(tmp_path, ignore=3, classes=3)
    (tmp_path / "set" / "classes.txt").unlink()
    paths = make_packs(
        ItemKind.LABELLED, [tmp_path / "set"], tmp_path / "packs", PackOptions(data=data)
    )
    from_pack = open_items(ItemKind.LABELLED, paths, "train", options(tmp_path))
    same_items(from_pack, open_items(ItemKind.LABELLED, [tmp_path / "set"], "train", data))
    assert from_pack.class_names == ("0", "1", "2")


def test_pictures_of_another_kind_of_pack_can_be_used(tmp_path):
    labelled_set(tmp_path / "set")
    paths = packed(tmp_path, ItemKind.LABELLED, [tmp_path / "set"])
    items = open_items(ItemKind.PICTURES, paths, "train", options(tmp_path))
    assert set(items.item(0)) == {"picture"}
    with pytest.raises(WrongKind, match="kind labelled, and this needs paired"):
        open_items(ItemKind.PAIRED, paths, "train", options(tmp_path))


def test_two_packs_of_pictures_are_two_collections(tmp_path):
    photos = write_split_set(tmp_path / "photos")
    styles = write_pictures(tmp_path / "styles", 3, first_seed=70)
    folders = [styles, photos]
    paths = [packed(tmp_path, ItemKind.PICTURES, [folder])[0] for folder in folders]
    from_packs = open_items(ItemKind.UNPAIRED, paths, "train", options(tmp_path))
    same_items(open_items(ItemKind.UNPAIRED, folders, "train", options(tmp_path)), from_packs)
    mixed = open_items(ItemKind.UNPAIRED, [styles, paths[1]], "train", options(tmp_path))
    same_items(from_packs, mixed)
    with pytest.raises(WrongKind, match="1 are stated"):
        open_items(ItemKind.UNPAIRED, paths[:1], "train", options(tmp_path))


def test_val_of_a_pack_is_kept_out_of_a_folder_beside_it(tmp_path):
    folder = write_split_set(tmp_path / "set")
    path = packed(tmp_path, ItemKind.PICTURES, [folder])[0]
    own = write_pictures(tmp_path / "own", 3, first_seed=70)
    picture(9).save(own / "mine.png")
    write_table(own / "manifest.csv", [("file", "split"), ("mine.png", "train")])
    with pytest.raises(HeldOutPicture, match=r"own/mine\.png .* set/009\.png"):
        open_items(ItemKind.PICTURES, [path, own], "train", options(tmp_path))


def flipped(path, needle, after):
    """Another file in which one byte at or behind `needle` is another one."""
    data = bytearray(path.read_bytes())
    assert needle in data
    data[data.rfind(needle) + after] ^= 1
    other = path.with_name(f"changed{after}.pack")
    other.write_bytes(data)
    return other


def test_changed_packs_are_refused(tmp_path):
    folder = write_split_set(tmp_path / "set")
    path = packed(tmp_path, ItemKind.PICTURES, [folder])[0]
    contents = flipped(path, b"IDAT", 9)
    with pytest.raises(PackDamaged, match=r"set/010\.png in changed9\.pack is not what"):
        open_items(ItemKind.PICTURES, [contents], "train", options(tmp_path))
    needles = [(b'"CC0"', 1), (b'"val"', 2), (b"pentimento-pack 1 ", 20), (b"PK\x01\x02", 3)]
    for wrong in [flipped(path, needle, after) for needle, after in needles]:
        with pytest.raises(PackDamaged):
            open_items(ItemKind.PICTURES, [wrong], "train", options(tmp_path))


def test_index_written_anew_does_not_match_its_seal(tmp_path):
    folder = write_split_set(tmp_path / "set")
    path = packed(tmp_path, ItemKind.PICTURES, [folder])[0]
    other = tmp_path / "other.pack"
    with zipfile.ZipFile(path) as opened, zipfile.ZipFile(other, "w") as written:
        written.comment = opened.comment
        for info in opened.infolist():
            data = opened.read(info)
            written.writestr(info, data.replace(b'"val"', b'"train"'))
    with pytest.raises(PackDamaged, match="was changed"):
        open_items(ItemKind.PICTURES, [other], "train", options(tmp_path))


@pytest.mark.parametrize("length", [0, 10, 3000, -1])
def test_torn_packs_are_refused(tmp_path, length):
    folder = write_split_set(tmp_path / "set")
    path = packed(tmp_path, ItemKind.PICTURES, [folder])[0]
    torn = tmp_path / "torn.pack"
    torn.write_bytes(path.read_bytes()[:length])
    with pytest.raises(PackDamaged, match=r"copy (it|the pack) again"):
        open_items(ItemKind.PICTURES, [torn], "train", options(tmp_path))
    with pytest.raises(FolderMissing):
        open_items(ItemKind.PICTURES, [tmp_path / "no.pack"], "train", options(tmp_path))
