"""Files that somebody sends: kept in memory, capped, and never written to a disk unsealed."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

LARGEST = 10_000_000  # bytes
HOPELESS = 4 * LARGEST  # nothing is read beyond it: the connection is closed


class TooLarge(InMemoryUploadedFile):
    """Stands for a file of which nothing was kept, so that its form can say so."""


class InMemory(FileUploadHandler):
    """Django's only upload handler here. Nobody who is not signed in sends a file."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept, self.length = BytesIO(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.length = start + len(raw_data)
        if self.length > HOPELESS:
            raise StopUpload(connection_reset=True)
        if self.length <= LARGEST and getattr(self.request, "actor", None) is not None:
            self.kept.write(raw_data)
        else:
            self.kept = BytesIO()

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        if getattr(self.request, "actor", None) is None:
            return None
        kind = InMemoryUploadedFile if file_size <= LARGEST else TooLarge
        self.kept.seek(0)
        return kind(
            self.kept, self.field_name, self.file_name or "", self.content_type or "", file_size,
            self.charset, self.content_type_extra,
        )  # fmt: skip
