"""Data sets in the folders of their authors: Cityscapes, COCO-Stuff, ADE20K, CelebA, LSUN."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from dataset_files import options, picture, write, write_labels, write_pictures

from ml.training.data.failures import DataWrong, ManifestWrong, OptionWrong, WrongKind
from ml.training.data.open import open_items
from ml.training.data.options import PackOptions
from ml.training.data.pack import make_packs
from ml.training.items import ItemKind

SHAPE = (48, 64)


def maps(*numbers: int) -> np.ndarray:
    """Stripes of these numbers."""
    return np.resize(np.repeat(numbers, 4), SHAPE)


@pytest.fixture
def cityscapes(tmp_path: Path) -> Path:
    root = tmp_path / "cityscapes"
    for number, split in enumerate(("train", "val")):
        name = f"{split}/ulm/ulm_00000{number}"
        write(root / "leftImg8bit" / f"{name}_leftImg8bit.png", number)
        write_labels(root / "gtFine" / f"{name}_gtFine_labelIds.png", maps(0, 7, 11, 33))
        write(root / "gtFine" / f"{name}_gtFine_color.png", 50 + number)
    return root


def test_cityscapes_has_the_nineteen_classes(cityscapes: Path, tmp_path: Path) -> None:
    items = open_items(ItemKind.LABELLED, [cityscapes], "train", options(tmp_path))
    assert len(items) == 1
    assert items.class_names[:3] == ("road", "sidewalk", "building")
    assert len(items.class_names) == 19
    assert np.unique(items.item(0)["labels"]).tolist() == [0, 2, 18, 255]


def test_cityscapes_keeps_the_numbers_of_its_files_on_request(
    cityscapes: Path, tmp_path: Path
) -> None:
    told = options(tmp_path, classes=35)
    items = open_items(ItemKind.LABELLED, [cityscapes], "val", told)
    assert np.unique(items.item(0)["labels"]).tolist() == [0, 7, 11, 33]


def test_a_pack_holds_the_changed_numbers(cityscapes: Path, tmp_path: Path) -> None:
    given = PackOptions(title="streets", data=options(tmp_path))
    make_packs(ItemKind.LABELLED, [cityscapes], tmp_path / "packs", given)
    items = open_items(ItemKind.LABELLED, [tmp_path / "packs"], "train", options(tmp_path))
    assert np.unique(items.item(0)["labels"]).tolist() == [0, 2, 18, 255]
    assert items.class_names[18] == "bicycle"


def coco(root: Path, pictures: str, names: str = "0: unlabeled\n1: person\n3: car\n") -> Path:
    for number, split in enumerate(("train2017", "val2017")):
        write(root / pictures / split / f"{number:012d}.jpg", number)
        write_labels(root / "stuffthingmaps" / split / f"{number:012d}.png", maps(0, 2, 255))
    (root / "labels.txt").write_text(names, encoding="utf-8")
    return root


@pytest.mark.parametrize("pictures", ["", "images"])
def test_coco_stuff(tmp_path: Path, pictures: str) -> None:
    root = coco(tmp_path / "coco", pictures)
    items = open_items(ItemKind.LABELLED, [root], "val", options(tmp_path))
    assert items.class_names == ("person", "1", "car")
    assert np.unique(items.item(0)["labels"]).tolist() == [0, 2, 255]


def test_coco_says_what_is_wrong(tmp_path: Path) -> None:
    root = coco(tmp_path / "coco", "", names="person\n")
    with pytest.raises(ManifestWrong, match=r"labels\.txt says .person."):
        open_items(ItemKind.LABELLED, [root], "train", options(tmp_path))
    lone = tmp_path / "lone"
    write_labels(lone / "stuffthingmaps/train2017/1.png", maps(0))
    with pytest.raises(WrongKind, match="lacks the folder .*train2017"):
        open_items(ItemKind.LABELLED, [lone], "train", options(tmp_path))


def ade(root: Path, header: str = "Idx\tRatio\tTrain\tVal\tName") -> Path:
    for number, split in enumerate(("training", "validation")):
        write(root / "images" / split / f"ADE_{number}.jpg", number)
        write_labels(root / "annotations" / split / f"ADE_{number}.png", maps(0, 1, 3))
    rows = [
        header,
        *(
            f"{n}\t0.1\t9\t1\t{name}"
            for n, name in ((1, "wall"), (2, "building, edifice"), (3, "sky"))
        ),
    ]
    (root / "objectInfo150.txt").write_text("\n".join(rows), encoding="utf-8")
    return root


def test_ade20k_begins_at_wall_and_knows_nothing_else(tmp_path: Path) -> None:
    items = open_items(ItemKind.LABELLED, [ade(tmp_path / "ade")], "train", options(tmp_path))
    assert items.class_names == ("wall", "building", "sky")
    assert np.unique(items.item(0)["labels"]).tolist() == [0, 2, 255]


def test_ade20k_says_what_is_wrong(tmp_path: Path) -> None:
    root = ade(tmp_path / "ade", header="Number\tRatio\tTrain\tVal\tName")
    with pytest.raises(ManifestWrong, match=r"objectInfo150\.txt has no column called Idx"):
        open_items(ItemKind.LABELLED, [root], "train", options(tmp_path))
    with pytest.raises(OptionWrong, match="take --data.ignore away"):
        open_items(ItemKind.LABELLED, [root], "train", options(tmp_path, ignore=0))


ROWS = ("000001.jpg -1 1", "000002.jpg 1 1", "000003.jpg 1 -1", "000004.jpg -1 -1")


def celeba(root: Path, rows: tuple[str, ...] = ROWS, count: int = 4) -> Path:
    for number in range(1, 5):
        write(root / "img_align_celeba" / f"{number:06d}.jpg", number)
    lines = (str(count), "Male Smiling", *rows)
    (root / "list_attr_celeba.txt").write_text("\n".join(lines), encoding="utf-8")
    parts = [f"{number:06d}.jpg {split}" for number, split in ((1, 0), (2, 0), (3, 1), (4, 2))]
    (root / "list_eval_partition.txt").write_text("\n".join(parts), encoding="utf-8")
    return root


def test_celeba_is_divided_by_an_attribute(tmp_path: Path) -> None:
    root, told = celeba(tmp_path / "faces"), options(tmp_path, attribute="Male", near_bits=-1)
    items = open_items(ItemKind.UNPAIRED, [root], "train", told)
    assert len(items) == 1
    truth = np.asarray(picture(2).convert("RGB"), np.float64)
    first, second = (np.asarray(items.item(0)[name], np.float64) for name in ("first", "second"))
    assert np.abs(first - truth).mean() < 10 < np.abs(second - truth).mean()


def test_celeba_by_classes_and_as_pictures(tmp_path: Path) -> None:
    root, told = celeba(tmp_path / "faces"), options(tmp_path, attribute="Smiling", near_bits=-1)
    classes = open_items(ItemKind.CLASSES, [root], "val", told)
    assert classes.class_names == ("not Smiling", "Smiling")
    assert [classes.item(0)["class"], len(classes)] == [0, 1]
    assert len(open_items(ItemKind.PICTURES, [root], "train", options(tmp_path, near_bits=-1))) == 2


@pytest.mark.parametrize(
    ("rows", "count", "said"),
    [
        (ROWS, 5, "announces 5 pictures and names 4"),
        (("000001.jpg -1",), 1, "1 values for 000001.jpg and 2 attributes"),
        (("000001.jpg -1 0",), 1, "says .0. for Smiling of 000001.jpg"),
        (("000009.jpg -1 1",), 1, "names 000009.jpg, which is not in"),
    ],
)
def test_celeba_names_file_and_field(
    tmp_path: Path, rows: tuple[str, ...], count: int, said: str
) -> None:
    root, told = celeba(tmp_path / "faces", rows, count), options(tmp_path, attribute="Male")
    with pytest.raises(DataWrong, match=said):
        open_items(ItemKind.UNPAIRED, [root], "train", told)


def test_celeba_asks_for_an_attribute_that_there_is(tmp_path: Path) -> None:
    root = celeba(tmp_path / "faces")
    with pytest.raises(OptionWrong, match="state one as --data.attribute"):
        open_items(ItemKind.UNPAIRED, [root], "train", options(tmp_path))
    with pytest.raises(OptionWrong, match="called Hat; it has Male, Smiling"):
        open_items(ItemKind.CLASSES, [root], "train", options(tmp_path, attribute="Hat"))


def test_lsun_folders_say_what_is_val(tmp_path: Path) -> None:
    root = tmp_path / "lsun"
    write_pictures(root / "bedroom_train" / "0" / "a", 3, ending="webp")
    write_pictures(root / "bedroom_val" / "0", 1, first_seed=20, ending="webp")
    items = open_items(ItemKind.PICTURES, [root], "train", options(tmp_path))
    assert len(items) == 3
    assert len(open_items(ItemKind.PICTURES, [root], "val", options(tmp_path))) == 1


def test_lsun_databases_are_named(tmp_path: Path) -> None:
    (tmp_path / "lsun/bedroom_train_lmdb").mkdir(parents=True)
    (tmp_path / "lsun/bedroom_train_lmdb/data.mdb").write_bytes(b"\0")
    with pytest.raises(WrongKind, match="as LSUN comes: export"):
        open_items(ItemKind.PICTURES, [tmp_path / "lsun"], "train", options(tmp_path))
