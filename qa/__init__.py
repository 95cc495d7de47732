"""Ask a folder of news articles; every answer is an exact quotation with its source.

import qa
answer = qa.ask("Who commands the army in the north?", index="news.index")
answer.text, answer.confidence, answer.claims[0].citations[0].quote
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import NewsroomError

if TYPE_CHECKING:
    from qa.assistant import Assistant as Assistant
    from qa.types import Answer as Answer

__all__ = ["Answer", "Assistant", "NewsroomError", "ask"]


def ask(question: str, index: str | Path | None = None, risk: float | None = None) -> Answer:
    """One answer from an index folder; to ask often, open an `Assistant` once.

    Raises NewsroomError: one clear line that says what, where and what to do.
    """
    from qa.assistant import Assistant

    return Assistant.open(index).ask(question, risk=risk)


def __getattr__(name: str) -> Any:
    """Import what costs time only when it is asked for."""
    if name == "Assistant":
        from qa.assistant import Assistant

        return Assistant
    if name == "Answer":
        from qa.types import Answer

        return Answer
    raise AttributeError(f"module 'qa' has no attribute {name!r}")
