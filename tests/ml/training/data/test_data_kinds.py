"""Every kind of data set, as papers lay them out, becomes the items that recipes expect."""

from __future__ import annotations

import numpy as np
import pytest
from dataset_files import options, picture, write, write_labels, write_pictures, write_table
from PIL import Image

from ml.training.data.failures import (
    EmptySplit,
    LabelOutOfRange,
    ManifestWrong,
    PairMismatch,
    WrongKind,
)
from ml.training.data.open import open_items
from ml.training.items import ItemKind


def all_items(items):
    return [items.item(index) for index in range(len(items))]


def pixels(image):
    return np.asarray(image.convert("RGB"))


# Pairs


def test_pairs_in_two_folders(tmp_path):
    write_pictures(tmp_path / "in", 6)
    write_pictures(tmp_path / "out", 6, first_seed=50, ending="png")
    folders = [tmp_path / "in", tmp_path / "out"]
    items = open_items(ItemKind.PAIRED, folders, "train", options(tmp_path))
    first = int(items.name(0)[-7:-4])
    assert np.array_equal(items.item(0)["input"], pixels(picture(first)))
    assert np.array_equal(items.item(0)["target"], pixels(picture(50 + first)))
    turned = open_items(ItemKind.PAIRED, folders, "train", options(tmp_path, swap=True))
    assert np.array_equal(turned.item(0)["input"], items.item(0)["target"])


def test_pairs_side_by_side_as_in_facades(tmp_path):
    for split, seed in (("train", 0), ("val", 100), ("test", 200)):
        for number in range(3):
            write(tmp_path / "facades" / split / f"{number + 1}.jpg", seed + number, 128, 64)
    items = open_items(ItemKind.PAIRED, [tmp_path / "facades"], "val", options(tmp_path))
    assert len(items) == 3
    whole = pixels(Image.open(tmp_path / "facades" / "val" / "1.jpg"))
    assert np.array_equal(items.item(0)["input"], whole[:, :64])
    assert np.array_equal(items.item(0)["target"], whole[:, 64:])


def test_photographs_are_not_cut_in_two_by_mistake(tmp_path):
    write_pictures(tmp_path / "photos", 3)
    with pytest.raises(WrongKind, match="side_by_side"):
        open_items(ItemKind.PAIRED, [tmp_path / "photos"], "train", options(tmp_path))
    chosen = options(tmp_path, side_by_side=True)
    items = open_items(ItemKind.PAIRED, [tmp_path / "photos"], "train", chosen)
    assert items.item(0)["input"].shape == (48, 32, 3)


def test_pair_of_unequal_sizes_is_refused_or_fitted(tmp_path):
    for number in range(3):
        write(tmp_path / "set" / f"{number}_rgb.png", number, 60, 90)
        write(tmp_path / "set" / f"{number}_normal.png", 30 + number, 40, 60)
    suffixes = {"input_suffix": "_rgb", "target_suffix": "_normal"}
    with pytest.raises(PairMismatch, match=r"60 x 90 px and .* 40 x 60 px"):
        open_items(ItemKind.PAIRED, [tmp_path / "set"], "train", options(tmp_path, **suffixes))
    unknown = options(tmp_path, input_suffix="_a", target_suffix="_b")
    with pytest.raises(PairMismatch, match="ends in _a"):
        open_items(ItemKind.PAIRED, [tmp_path / "set"], "train", unknown)
    fitted = options(tmp_path, fit=True, **suffixes)
    for item in all_items(open_items(ItemKind.PAIRED, [tmp_path / "set"], "train", fitted)):
        assert item["input"].shape == item["target"].shape == (60, 40, 3)


def test_missing_partner_is_named(tmp_path):
    write_pictures(tmp_path / "set" / "A", 3)
    write_pictures(tmp_path / "set" / "B", 2)
    with pytest.raises(PairMismatch, match=r"set/A/002\.png has no partner"):
        open_items(ItemKind.PAIRED, [tmp_path / "set"], "train", options(tmp_path))


def test_files_of_other_endings_are_no_partners_as_in_cityscapes(tmp_path):
    for number in range(3):
        name = f"bochum_{number}"
        write(tmp_path / "set" / "leftImg8bit" / "train" / f"{name}_leftImg8bit.png", number)
        for ending in ("labelIds", "color"):
            path = tmp_path / "set" / "gtFine" / "train" / f"{name}_gtFine_{ending}.png"
            write_labels(path, numbered(1, 2))
    chosen = options(tmp_path, input_suffix="_leftImg8bit", target_suffix="_gtFine_labelIds")
    items = open_items(ItemKind.LABELLED, [tmp_path / "set"], "train", chosen)
    assert len(items) == 3


# Unpaired


def test_unpaired_folders_as_in_cyclegan(tmp_path):
    for name, count, seed in (("trainA", 5, 0), ("trainB", 3, 20), ("testA", 2, 40)):
        write_pictures(tmp_path / "set" / name, count, first_seed=seed)
    write_pictures(tmp_path / "set" / "testB", 3, first_seed=60)
    train = open_items(ItemKind.UNPAIRED, [tmp_path / "set"], "train", options(tmp_path))
    assert len(train) == 15, "each of five beside each of three"
    partners = {tuple(train.name(n).split(" | ")) for n in range(len(train))}
    assert len(partners) == 15
    test = open_items(ItemKind.UNPAIRED, [tmp_path / "set"], "test", options(tmp_path))
    assert len(test) == 3
    assert set(test.item(0)) == {"first", "second"}
    with pytest.raises(EmptySplit):
        open_items(ItemKind.UNPAIRED, [tmp_path / "set"], "val", options(tmp_path))


def test_two_unpaired_folders_of_unequal_length(tmp_path):
    write_pictures(tmp_path / "horses", 30)
    write_pictures(tmp_path / "zebras", 4, first_seed=50)
    folders = [tmp_path / "horses", tmp_path / "zebras"]
    val = open_items(ItemKind.UNPAIRED, folders, "val", options(tmp_path))
    assert "zebras" in val.name(0).split(" | ")[1]
    with pytest.raises(WrongKind, match="two are needed"):
        open_items(ItemKind.UNPAIRED, folders[:1], "val", options(tmp_path))


# Labels


def labelled_set(folder, maps, ending="png"):
    for number, numbers in enumerate(maps):
        write(folder / "images" / "training" / f"{number}.jpg", number)
        write_labels(folder / "annotations" / "training" / f"{number}.{ending}", numbers)
    return folder


def numbered(*values):
    numbers = np.full((48, 64), values[0])
    numbers[:, : len(values)] = values
    return numbers


def test_labels_as_in_ade20k_with_zero_for_nothing(tmp_path):
    folder = labelled_set(tmp_path / "ade", [numbered(0, 1, 150), numbered(3, 0)])
    chosen = options(tmp_path, classes=151, ignore=0)
    items = open_items(ItemKind.LABELLED, [folder], "train", chosen)
    assert len(items.class_names) == 151
    assert list(items.item(0)["labels"][0, :4]) == [255, 1, 150, 255]
    assert items.item(0)["picture"].shape == (48, 64, 3)


def test_label_number_out_of_range_is_named(tmp_path):
    folder = labelled_set(tmp_path / "set", [numbered(0, 1), numbered(2, 12, 255)])
    with pytest.raises(
        LabelOutOfRange, match=r"annotations/training/1\.png .* number 12.*at most 4"
    ):
        open_items(ItemKind.LABELLED, [folder], "train", options(tmp_path, classes=5))
    items = open_items(ItemKind.LABELLED, [folder], "train", options(tmp_path))
    assert items.class_names == tuple(str(number) for number in range(13))


def test_classes_file_names_the_classes(tmp_path):
    folder = labelled_set(tmp_path / "set", [numbered(0, 1), numbered(1, 255)])
    (folder / "classes.txt").write_text("sky\nroad\n")
    items = open_items(ItemKind.LABELLED, [folder], "train", options(tmp_path))
    assert items.class_names == ("sky", "road")


def test_palette_png_gives_its_numbers_and_not_its_colours(tmp_path):
    write(tmp_path / "set" / "street.jpg", 1)
    indexed = Image.fromarray(numbered(0, 7, 3).astype(np.uint8)).convert("P")
    indexed.putdata(list(numbered(0, 7, 3).ravel()))
    indexed.putpalette([value for n in range(256) for value in (n, 255 - n, 9)])
    indexed.save(tmp_path / "set" / "street.png")
    items = open_items(ItemKind.LABELLED, [tmp_path / "set"], "train", options(tmp_path))
    assert list(items.item(0)["labels"][0, :4]) == [0, 7, 3, 0]


def test_coloured_maps_need_a_palette_and_know_its_colours(tmp_path):
    write(tmp_path / "set" / "street.jpg", 1)
    colours = np.zeros((48, 64, 3), np.uint8)
    colours[:, 32:] = (128, 64, 128)
    Image.fromarray(colours).save(tmp_path / "set" / "street.png")
    with pytest.raises(LabelOutOfRange, match="state a palette file"):
        open_items(ItemKind.LABELLED, [tmp_path / "set"], "train", options(tmp_path))
    palette = tmp_path / "camvid.txt"
    palette.write_text("128 64 128\tRoad\n64 0 64 Tunnel\n0 0 0 Void\n")
    chosen = options(tmp_path, palette=str(palette))
    items = open_items(ItemKind.LABELLED, [tmp_path / "set"], "train", chosen)
    assert items.class_names == ("Road", "Tunnel", "Void")
    assert list(items.item(0)["labels"][0, [0, 40]]) == [2, 0]
    palette.write_text("name,r,g,b\nRoad,128,64,128\n")
    with pytest.raises(LabelOutOfRange, match="colour 0,0,0"):
        open_items(ItemKind.LABELLED, [tmp_path / "set"], "train", chosen)


def test_labels_keep_their_numbers_when_made_smaller(tmp_path):
    folder = labelled_set(tmp_path / "set", [np.indices((48, 64))[1] // 8 * 20, numbered(0)])
    chosen = options(tmp_path, longest_side=20)
    item = open_items(ItemKind.LABELLED, [folder], "train", chosen).item(0)
    assert item["labels"].shape == (15, 20) == item["picture"].shape[:2]
    assert set(np.unique(item["labels"])) <= set(range(0, 160, 20))


def test_pictures_without_labels_are_another_kind(tmp_path):
    write_pictures(tmp_path / "photos", 3)
    with pytest.raises(WrongKind, match="has no label map"):
        open_items(ItemKind.LABELLED, [tmp_path / "photos"], "train", options(tmp_path))


def test_manifest_of_pictures_covers_their_labels_and_targets(tmp_path):
    folder = tmp_path / "set"
    for number in range(3):
        write(folder / f"{number}.jpg", number)
        write_labels(folder / f"{number}.png", numbered(number))
    write(folder / "stray.jpg", 9)
    splits = [("0.jpg", "train"), ("1.jpg", "val"), ("2.jpg", "train")]
    write_table(folder / "manifest.csv", [("file", "split"), *splits])
    train = open_items(ItemKind.LABELLED, [folder], "train", options(tmp_path))
    assert [train.name(n) for n in range(len(train))] == ["set/0.jpg", "set/2.jpg"]
    pairs = tmp_path / "pairs"
    for number in range(3):
        write(pairs / f"{number}_a.png", number)
        write(pairs / f"{number}_b.png", 20 + number)
    splits = [("0_a.png", "val"), ("2_a.png", "train")]
    write_table(pairs / "manifest.csv", [("file", "split"), *splits])
    chosen = options(tmp_path, input_suffix="_a", target_suffix="_b")
    items = open_items(ItemKind.PAIRED, [pairs], "train", chosen)
    assert [items.name(n) for n in range(len(items))] == ["pairs/2_a.png"]
    assert np.array_equal(items.item(0)["target"], pixels(picture(22)))


# Captions and classes


def test_captions_beside_or_in_a_table(tmp_path):
    write_pictures(tmp_path / "beside", 4)
    for number in range(3):
        (tmp_path / "beside" / f"{number:03d}.txt").write_text(f"cloud\nnumber {number}\n")
    items = open_items(ItemKind.CAPTIONED, [tmp_path / "beside"], "train", options(tmp_path))
    assert items.item(0)["caption"].startswith("cloud\nnumber ")
    assert "1 pictures in" in items.notices[0]
    write_pictures(tmp_path / "table", 3)
    rows = [("file_name", "text"), *((f"{n:03d}.png", f"Ärger, {n}") for n in range(3))]
    write_table(tmp_path / "table" / "metadata.csv", rows)
    items = open_items(ItemKind.CAPTIONED, [tmp_path / "table"], "train", options(tmp_path))
    assert {item["caption"] for item in all_items(items)} < {f"Ärger, {n}" for n in range(3)}


def test_no_captions_at_all_are_another_kind(tmp_path):
    write_pictures(tmp_path / "photos", 3)
    with pytest.raises(WrongKind, match="have no captions"):
        open_items(ItemKind.CAPTIONED, [tmp_path / "photos"], "train", options(tmp_path))


def test_classes_by_folder_are_numbered_alike_in_all_splits(tmp_path):
    for split, seed in (("train", 0), ("val", 100)):
        for number, name in enumerate(("2", "10", "cat")):
            write(tmp_path / "set" / split / name / "a.png", seed + number)
    (tmp_path / "set" / "val" / "2" / "a.png").unlink()
    train = open_items(ItemKind.CLASSES, [tmp_path / "set"], "train", options(tmp_path))
    val = open_items(ItemKind.CLASSES, [tmp_path / "set"], "val", options(tmp_path))
    assert train.class_names == val.class_names == ("2", "10", "cat")
    assert [item["class"] for item in all_items(val)] == [1, 2]


def test_classes_from_a_table(tmp_path):
    write_pictures(tmp_path / "set", 4)
    rows = [("file", "label", "kids"), *((f"{n:03d}.png", "Hat", "False") for n in range(3))]
    write_table(tmp_path / "set" / "labels.csv", rows)
    items = open_items(ItemKind.CLASSES, [tmp_path / "set"], "train", options(tmp_path))
    assert items.class_names == ("Hat",)
    assert "1 pictures" in items.notices[0]
    write_pictures(tmp_path / "loose", 2)
    with pytest.raises(WrongKind, match="no folder of a class"):
        open_items(ItemKind.CLASSES, [tmp_path / "loose"], "train", options(tmp_path))


# Sequences


def test_sequences_are_cut_into_windows_in_order_of_numbers(tmp_path):
    for split in ("train", "val"):
        for number in range(1, 12):
            seed = number + (0 if split == "train" else 100)
            write(tmp_path / "film" / split / "shot" / f"frame{number}.png", seed, 16, 12)
    chosen = options(tmp_path, frames=4, frames_step=3)
    items = open_items(ItemKind.SEQUENCES, [tmp_path / "film"], "train", chosen)
    assert len(items) == 3
    last = items.item(2)["frames"]
    assert last.shape == (4, 12, 16, 3)
    assert np.array_equal(last[3], pixels(picture(10, 16, 12))), "frame10 follows frame9"
    whole = open_items(ItemKind.SEQUENCES, [tmp_path / "film"], "val", options(tmp_path))
    assert whole.item(0)["frames"].shape == (11, 12, 16, 3)
    with pytest.raises(EmptySplit, match="12 frames"):
        open_items(ItemKind.SEQUENCES, [tmp_path / "film"], "val", options(tmp_path, frames=12))


def test_end_of_a_single_sequence_is_val(tmp_path):
    write_pictures(tmp_path / "film", 40)
    train = open_items(ItemKind.SEQUENCES, [tmp_path / "film"], "train", options(tmp_path))
    val = open_items(ItemKind.SEQUENCES, [tmp_path / "film"], "val", options(tmp_path))
    assert len(train.item(0)["frames"]) == 38
    assert np.array_equal(val.item(0)["frames"][1], pixels(picture(39)))


def test_mixed_lists_of_classes_are_refused(tmp_path):
    one = labelled_set(tmp_path / "one", [numbered(0), numbered(1)])
    two = labelled_set(tmp_path / "two", [numbered(0), numbered(1)])
    three = labelled_set(tmp_path / "three", [numbered(0), numbered(1)])
    (two / "classes.txt").write_text("sky\nroad\n")
    with pytest.raises(ManifestWrong, match="different lists of classes"):
        open_items(ItemKind.LABELLED, [one, two, three], "train", options(tmp_path))
