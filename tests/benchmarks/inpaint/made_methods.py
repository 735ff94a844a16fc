"""Methods for tests of the method process: good, failing, dying, printing, slow and odd ones."""

from __future__ import annotations

import os
import time


def paint_grey():
    """Fills with 77 and prints, as libraries do."""

    def fill(picture, hole):
        print("chatter")
        os.system("echo more chatter")
        filled = picture.copy()
        filled[hole] = 77
        return filled

    return fill


def raise_late():
    """Fails on any picture but the warm-up."""

    def fill(picture, hole):
        if picture.shape[0] != 96:
            raise ValueError("no such texture")
        return picture

    return fill


def fail_to_load():
    raise RuntimeError("no weights here")


def die():
    def fill(picture, hole):
        if picture.shape[0] != 96:
            os._exit(9)
        return picture

    return fill


def sleep_long():
    def fill(picture, hole):
        if picture.shape[0] != 96:
            time.sleep(60)
        return picture

    return fill


def shrink():
    def fill(picture, hole):
        return picture[1:] if picture.shape[0] != 96 else picture

    return fill
