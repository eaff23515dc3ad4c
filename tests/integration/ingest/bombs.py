"""Answers that are small on the line and huge when unpacked: zeros, packed. In: megabytes. Out: the packed bytes."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import brotli


def gzip_bomb(megabytes: int) -> Iterator[bytes]:
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    for _ in range(megabytes):
        yield packer.compress(bytes(1024 * 1024))
    yield packer.flush()


def brotli_bomb(megabytes: int) -> Iterator[bytes]:
    packer = brotli.Compressor(quality=1)
    for _ in range(megabytes):
        yield packer.process(bytes(1024 * 1024))
    yield packer.finish()
