"""A wire between browsers and LiveKit's signalling that can be cut: a TCP relay on loopback."""

from __future__ import annotations

import socket
import threading


class Wire:
    """Relays `port` to `target` until it is cut; while cut, nobody is let through. `carried` counts who was."""

    def __init__(self, port: int, target: int) -> None:
        self.target = target
        self.carried = 0
        self._is_cut = False
        self._ends: list[socket.socket] = []
        # Cutting and letting somebody through happen one after the other: nobody slips in between.
        self._turn = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        with self._turn:
            self._is_cut = True
            ends, self._ends = self._ends, []
        for end in ends:
            _shut(end)

    def mend(self) -> None:
        with self._turn:
            self._is_cut = False

    def close(self) -> None:
        self.cut()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                if self._listener.fileno() < 0:  # closed
                    return
                continue
            with self._turn:
                if not self._is_cut:
                    self._carry(near)
                    continue
            near.close()

    def _carry(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(("127.0.0.1", self.target), timeout=5)
        except OSError:  # nobody is there, or not now
            near.close()
            return
        far.settimeout(None)
        self.carried += 1
        self._ends += [near, far]
        for one, other in ((near, far), (far, near)):
            threading.Thread(target=_pass_on, args=(one, other), daemon=True).start()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    try:
        while piece := one.recv(65536):
            other.sendall(piece)
    except OSError:  # cut on either side
        pass
    _shut(one)
    _shut(other)


def _shut(end: socket.socket) -> None:
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:  # already shut
        pass
    end.close()
