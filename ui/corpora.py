"""The corpora that one server offers, by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import QuestionError

if TYPE_CHECKING:
    from qa.assistant import Assistant


class Corpora:
    """Assistants by the name of their folder, in the order given; the first is the one meant when none is named."""

    def __init__(self, assistants: Mapping[str, Assistant]) -> None:
        self._assistants = dict(assistants)

    @property
    def names(self) -> list[str]:
        """In the order given; never empty."""
        return list(self._assistants)

    def find(self, name: str | None) -> Assistant:
        """The assistant of that name, the first one for None or "". Raises QuestionError for an unknown name."""
        wanted = name or self.names[0]
        if wanted not in self._assistants:
            raise QuestionError(f"there is no corpus of that name: choose one of {', '.join(self.names)}")
        return self._assistants[wanted]


def open_corpora(folders: Sequence[Path]) -> Corpora:
    """Open each folder once. Raises what `Assistant.open` raises, at start rather than at the first question."""
    from qa.assistant import Assistant

    names = corpus_names(folders)
    return Corpora({name: Assistant.open(folder) for name, folder in names.items()})


def corpus_names(folders: Sequence[Path]) -> dict[str, Path]:
    """A name for each folder: its own, and a number where two have the same; a folder given twice counts once."""
    names: dict[str, Path] = {}
    for folder in dict.fromkeys(path.absolute() for path in folders):
        name, number = folder.name or str(folder), 2
        while name in names:
            name, number = f"{folder.name} ({number})", number + 1
        names[name] = folder
    return names
