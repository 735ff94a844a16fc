"""Val and test must never be trained on, under whatever name they come."""

from __future__ import annotations

import shutil

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
    EmptySplit,
    FolderMissing,
    HeldOutPicture,
    ManifestWrong,
    WrongKind,
)
from ml.training.data.looks import look_of, near_pairs
from ml.training.data.open import open_items
from ml.training.items import ItemKind


def names(items):
    return [items.name(index) for index in range(len(items))]


def open_pictures(tmp_path, *folders, split="train", **changes):
    return open_items(ItemKind.PICTURES, folders, split, options(tmp_path, **changes))


def test_manifest_decides(tmp_path):
    folder = write_split_set(tmp_path / "set")
    found = {
        split: names(open_pictures(tmp_path, folder, split=split))
        for split in ("train", "val", "test")
    }
    assert found["train"] == [f"set/{n:03d}.png" for n in range(8)]
    assert found["val"] == ["set/008.png", "set/009.png", "set/010.png"]
    assert found["test"] == ["set/011.png"]


def test_files_outside_the_manifest_are_left_out_and_counted(tmp_path):
    folder = write_split_set(tmp_path / "set")
    write(folder / "stray.png", 99)
    items = open_pictures(tmp_path, folder)
    assert len(items) == 8
    assert any(notice.startswith("1 pictures in") for notice in items.notices)


def test_manifest_with_missing_file_or_unknown_split_is_refused(tmp_path):
    folder = write_split_set(tmp_path / "set")
    (folder / "002.png").unlink()
    with pytest.raises(ManifestWrong, match=r"names 002\.png"):
        open_pictures(tmp_path, folder)
    outside = write_split_set(tmp_path / "outside")
    write_table(outside / "manifest.csv", [("file", "split"), ("../set/003.png", "train")])
    with pytest.raises(ManifestWrong, match="no picture there"):
        open_pictures(tmp_path, outside)
    other = write_pictures(tmp_path / "other", 2)
    write_table(other / "manifest.csv", [("file", "split"), ("000.png", "trian")])
    with pytest.raises(ManifestWrong, match="“trian”"):
        open_pictures(tmp_path, other)
    write_table(other / "manifest.csv", [("picture", "split"), ("000.png", "train")])
    with pytest.raises(ManifestWrong, match="no column called file"):
        open_pictures(tmp_path, other)


def test_split_folders_decide(tmp_path):
    write_pictures(tmp_path / "set" / "training", 3)
    write_pictures(tmp_path / "set" / "validation", 2, first_seed=10)
    write_pictures(tmp_path / "set" / "notes", 2, first_seed=20)
    assert len(open_pictures(tmp_path, tmp_path / "set")) == 3
    assert names(open_pictures(tmp_path, tmp_path / "set", split="val")) == [
        "set/validation/000.png",
        "set/validation/001.png",
    ]


def test_drawn_split_is_said_and_does_not_depend_on_other_files(tmp_path):
    folder = write_pictures(tmp_path / "set", 40)
    val = names(open_pictures(tmp_path, folder, split="val", val_every=5))
    train = open_pictures(tmp_path, folder, val_every=5)
    assert set(val).isdisjoint(names(train))
    assert len(val) + len(train) == 40
    assert 2 <= len(val) <= 16
    assert "one in 5" in train.notices[0]
    (folder / "039.png").unlink()
    again = names(open_pictures(tmp_path, folder, split="val", val_every=5))
    assert again == [name for name in val if name != "set/039.png"]


def test_small_folder_still_has_a_val(tmp_path):
    folder = write_pictures(tmp_path / "set", 2)
    assert len(open_pictures(tmp_path, folder, split="val", val_every=1000)) == 1
    assert len(open_pictures(tmp_path, folder, val_every=1000)) == 1


def test_val_picture_in_train_is_refused_with_both_names(tmp_path):
    folder = write_split_set(tmp_path / "set")
    shutil.copy(folder / "009.png", folder / "001.png")
    with pytest.raises(HeldOutPicture, match=r"set/001\.png .* set/009\.png"):
        open_pictures(tmp_path, folder)


def test_smaller_jpeg_of_a_val_picture_is_refused_too(tmp_path):
    folder = write_split_set(tmp_path / "set")
    picture(9, 640, 480).save(folder / "009.png")
    picture(9, 640, 480).resize((400, 300)).save(folder / "001.jpg", quality=60)
    (folder / "001.png").unlink()
    table = (folder / "manifest.csv").read_text().replace("001.png", "001.jpg")
    (folder / "manifest.csv").write_text(table)
    with pytest.raises(HeldOutPicture):
        open_pictures(tmp_path, folder)
    assert len(open_pictures(tmp_path, folder, near_bits=-1)) == 8


def test_copy_of_a_train_picture_that_was_drawn_for_val_goes_to_train(tmp_path):
    folder = write_pictures(tmp_path / "set", 40)
    val = names(open_pictures(tmp_path, folder, split="val"))
    train = names(open_pictures(tmp_path, folder))
    shutil.copy(tmp_path / train[0], tmp_path / val[0])
    again = open_pictures(tmp_path, folder)
    assert val[0] in names(again)
    assert names(open_pictures(tmp_path, folder, split="val")) == val[1:]
    assert again.notices[-1].startswith("1 items drawn for val are also in train")


def test_held_out_folder_is_kept_out_of_train(tmp_path):
    folder = write_split_set(tmp_path / "set")
    bench = tmp_path / "bench"
    bench.mkdir()
    shutil.copy(folder / "011.png", bench / "a.png")
    assert len(open_pictures(tmp_path, folder, held_out=(str(bench),))) == 8
    shutil.copy(folder / "003.png", bench / "b.png")
    with pytest.raises(HeldOutPicture, match=r"set/003\.png .* bench/b\.png"):
        open_pictures(tmp_path, folder, held_out=(str(bench),))


def test_folders_of_one_name_are_told_apart(tmp_path):
    write_pictures(tmp_path / "a" / "photos", 3)
    write_pictures(tmp_path / "b" / "photos", 3, first_seed=50)
    items = open_pictures(tmp_path, tmp_path / "a" / "photos", tmp_path / "b" / "photos")
    assert {name.split("/")[0] for name in names(items)} == {"a", "b"}


def test_wrong_paths_are_said(tmp_path):
    folder = write_split_set(tmp_path / "set")
    with pytest.raises(FolderMissing, match="nowhere"):
        open_pictures(tmp_path, tmp_path / "nowhere")
    with pytest.raises(WrongKind, match="stated twice"):
        open_pictures(tmp_path, folder, folder)
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(WrongKind, match="holds no pictures"):
        open_pictures(tmp_path, empty)
    write_table(folder / "manifest.csv", [("file", "split"), ("000.png", "train")])
    with pytest.raises(EmptySplit, match="1 train, 0 val"):
        open_pictures(tmp_path, folder, split="val")


def test_looks_find_copies_and_nothing_else():
    looks = [look_of(picture(seed, 256, 192)) for seed in range(60)]
    small = [look_of(picture(seed, 256, 192).resize((100, 75))) for seed in range(60)]
    assert sorted(near_pairs(looks, small, 10)) == [(n, n) for n in range(60)]
    assert near_pairs(looks[:30], looks[30:], 10) == []
    even = look_of(picture(0, 256, 192).point(lambda _: 128))
    assert even == "" == look_of(picture(0, 20, 20))
    assert near_pairs([even], [even], 10) == []


def test_label_maps_may_be_equal_in_train_and_val(tmp_path):
    import numpy as np

    for split, seed in (("train", 0), ("val", 10)):
        for number in range(2):
            write(tmp_path / "set" / split / f"{number}.jpg", seed + number)
            write_labels(tmp_path / "set" / f"{split}_labels" / f"{number}.png", np.eye(64)[:48])
    items = open_items(ItemKind.LABELLED, [tmp_path / "set"], "train", options(tmp_path))
    assert len(items) == 2
