"""What a long stage tells whoever waits for it."""

from __future__ import annotations

from typing import Protocol


class Watch(Protocol):
    """Hears how far a stage is; draws it, or does not. Stages: "reading" (files), "embedding" (passages)."""

    def begin(self, stage: str, total: int) -> None:
        """A stage of `total` steps starts."""

    def advance(self, done: int = 1) -> None:
        """So many more steps are done."""

    def end(self) -> None:
        """The stage that began last is over."""


class Silent:
    """A Watch that shows nothing: the default."""

    def begin(self, stage: str, total: int) -> None:
        """Nothing is shown."""

    def advance(self, done: int = 1) -> None:
        """Nothing is shown."""

    def end(self) -> None:
        """Nothing is shown."""
