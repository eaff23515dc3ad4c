from __future__ import annotations

import asyncio
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.ingest import frames

headers = st.dictionaries(st.text(max_size=5), st.none() | st.text(max_size=10) | st.integers(-9, 9), max_size=3)


@given(st.lists(st.tuples(headers, st.binary(max_size=50)), max_size=4))
def test_frames_come_out_of_a_stream_as_they_went_in(sent: list[tuple[dict[str, object], bytes]]):
    stream = BytesIO(b"".join(frames.packed(header, body) for header, body in sent))
    received = []
    while (frame := frames.read(stream)) is not None:
        received.append(frame)
    assert received == sent


@given(headers, st.binary(max_size=50))
def test_the_parent_reads_the_same_frame(header: dict[str, object], body: bytes):
    async def received() -> tuple[dict[str, object], bytes]:
        reader = asyncio.StreamReader()
        reader.feed_data(frames.packed(header, body))
        return await frames.receive(reader)

    assert asyncio.run(received()) == (header, body)


@pytest.mark.parametrize(
    "frame",
    [
        frames.PREFIX.pack(frames.MOST_HEADER + 1, 0),
        frames.PREFIX.pack(2, frames.MOST_BODY + 1) + b"{}",
        frames.PREFIX.pack(2, 0) + b"[]",
        frames.PREFIX.pack(3, 0) + b"{no",
        frames.PREFIX.pack(2, 0) + b"\xff\xfe",
    ],
)
async def test_what_is_no_frame_is_refused_before_anything_is_read_into_memory(frame: bytes):
    with pytest.raises(frames.FrameError):
        frames.read(BytesIO(frame))
    reader = asyncio.StreamReader()
    reader.feed_data(frame)
    with pytest.raises(frames.FrameError):
        await frames.receive(reader)


def test_a_body_over_the_bounds_is_not_sent():
    with pytest.raises(frames.FrameError, match="bounds"):
        frames.packed({}, bytes(frames.MOST_BODY + 1))
