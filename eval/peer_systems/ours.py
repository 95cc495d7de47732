"""This project, asked as anyone would."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from eval.peer_systems.reply import Reply
from eval.run import Answers, given


class Ours:
    """The assistant at its shipped risk; its best answer whatever the doubt is asked for apart, untimed."""

    name = "ours"
    remembers = True

    def __init__(self, assistant: Answers) -> None:
        self._assistant = assistant

    @classmethod
    def open(cls, folder: Path) -> Ours:
        """Raises as `Assistant.open`."""
        from qa.assistant import Assistant

        return cls(Assistant.open(folder))

    def ask(self, question: str, history: Sequence[str] = ()) -> Reply:
        answer = self._assistant.ask(question, history)
        best = answer if answer.answered else self._assistant.ask(question, history, risk=1.0)
        took = answer.took_ms.get("total")
        return Reply(given(best, {}), not answer.answered, best.confidence, answer.confidence, took)
