"""The daemon's local API: a socket beside the database, on no network. `http`, imported by itself: the port."""

from monitor.web.local import LocalServer, ask, socket_path

__all__ = ["LocalServer", "ask", "socket_path"]
