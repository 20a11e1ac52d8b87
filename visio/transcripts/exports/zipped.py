"""How does a document that is a ZIP come out the same each time? Its parts in their order, without the hour they were packed at."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

# The first day that a ZIP can say.
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def same_each_time(written: bytes, *, without: tuple[str, ...] = ()) -> bytes:
    """OpenDocument wants `mimetype` stored as it is; parts whose names begin as one of `without` are left out."""
    packed = io.BytesIO()
    with ZipFile(io.BytesIO(written)) as old, ZipFile(packed, "w") as new:
        for part in old.infolist():
            if part.filename.startswith(without):
                continue
            info = ZipInfo(part.filename, LONG_AGO)
            info.compress_type = ZIP_STORED if part.filename == "mimetype" else ZIP_DEFLATED
            new.writestr(info, old.read(part))
    return packed.getvalue()
