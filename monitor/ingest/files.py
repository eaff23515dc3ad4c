"""Read feeds from files: `file:PATH`.

In: a feed whose address is a file. Out: `Fetched`, `NotModified` or `Failed`. Reads regular files only: a pipe or a
device would never end.
"""

from __future__ import annotations

import asyncio
import hashlib
import stat
from pathlib import Path
from urllib.parse import unquote, urlsplit

from monitor.model import Failed, FailureCause, Feed, Fetched, NotModified, Response


class FileFetcher:
    """Reads a file again when it is due; unchanged content is `NotModified`."""

    def __init__(self, *, max_bytes: int) -> None:
        self._max_bytes = max_bytes

    async def fetch(self, feed: Feed) -> Response:
        """Read the file once, off the event loop: a network mount can be slow."""
        return await asyncio.to_thread(self._read, feed)

    def _read(self, feed: Feed) -> Response:
        path = path_of(feed.url)
        try:
            about = path.stat()
            if not stat.S_ISREG(about.st_mode):
                return _failed(feed, f"{path} is not a file")
            if about.st_size > self._max_bytes:
                reason = f"{path} has more than {self._max_bytes / 1024 / 1024:.3g} MB; raise fetch.max_bytes"
                return Failed(url=feed.url, cause=FailureCause.TOO_BIG, reason=reason)
            body = path.read_bytes()
        except FileNotFoundError:
            return _failed(feed, f"{path} does not exist")
        except (OSError, ValueError) as error:
            return _failed(feed, f"{path} cannot be read: {getattr(error, 'strerror', None) or error}")
        digest = hashlib.sha256(body).hexdigest()
        if digest == feed.state.body_hash and feed.state.failures == 0:
            return NotModified(url=feed.url)
        return Fetched(url=feed.url, body=body, headers={}, body_hash=digest)


def path_of(url: str) -> Path:
    """The path of `file:PATH` and `file:///PATH`. Only the second form has %-escapes: the first is written by hand."""
    if url.startswith("file://"):
        return Path(unquote(urlsplit(url).path))
    return Path(url.removeprefix("file:"))


def _failed(feed: Feed, reason: str) -> Failed:
    return Failed(url=feed.url, cause=FailureCause.FILE, reason=reason)
