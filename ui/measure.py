"""What the web costs over the answer itself, and what sixteen askers at once get.

    python -m ui.measure http://127.0.0.1:7860 [QUESTIONS.jsonl]

Measures a running `qa serve`: one JSON line for each way of asking. `overhead_ms` is the time as the client sees it
less the answer's own `took_ms.total`, so that a busy machine does not matter much; `equal` counts the answers given to
sixteen at once that equal the serial ones.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

AT_ONCE = 16
SECONDS = 120.0
QUESTIONS = (
    "Who is the commander?",
    "What happened on Tuesday?",
    "How many people left?",
    "Who said so?",
    "Where was it?",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One answer, and the milliseconds that its asker waited."""

    answer: dict[str, Any]
    waited: float

    @property
    def overhead(self) -> float:
        """Milliseconds that were not spent on answering."""
        return self.waited - float(self.answer["took_ms"]["total"])

    @property
    def plain(self) -> dict[str, Any]:
        """What equal answers have in common."""
        return {key: value for key, value in self.answer.items() if key != "took_ms"}


Ask = Callable[[httpx.Client, str], dict[str, Any]]


def rest(client: httpx.Client, question: str, history: Sequence[str] = ()) -> dict[str, Any]:
    """By POST /api/ask."""
    body = {"question": question, "history": list(history)}
    found: dict[str, Any] = client.post("/api/ask", json=body).raise_for_status().json()
    return found


def page(client: httpx.Client, question: str, history: Sequence[str] = ()) -> dict[str, Any]:
    """As the page does."""
    body = {"question": question, "history": list(history)}
    lines = client.post("/chat/ask", json=body).raise_for_status().text.splitlines()
    found: dict[str, Any] = json.loads(lines[-1])["answer"]
    return found


def completion(client: httpx.Client, question: str) -> dict[str, Any]:
    """By the protocol of OpenAI."""
    body = {"model": "newsroom-qa", "messages": [{"role": "user", "content": question}]}
    made = client.post("/v1/chat/completions", json=body).raise_for_status().json()
    found: dict[str, Any] = made["choices"][0]["message"]["answer"]
    return found


WAYS: dict[str, Ask] = {"rest": rest, "page": page, "completions": completion}


def measure(address: str, questions: Sequence[str], ask: Ask) -> dict[str, float | int]:
    """Figures of one way of asking; every question is asked once by one asker and at least once among sixteen."""
    with httpx.Client(base_url=address, timeout=SECONDS) as client:
        serial = {question: _timed(client, question, ask) for question in questions}
        many = [questions[number % len(questions)] for number in range(max(AT_ONCE * 4, len(questions)))]
        with ThreadPoolExecutor(AT_ONCE) as askers:
            found = list(askers.map(lambda question: _tried(client, question, ask), many))
    good = [(question, one) for question, one in zip(many, found, strict=True) if one is not None]
    waits = sorted(one.waited for _, one in good) or [0.0]
    return {
        "questions": len(questions),
        "overhead_ms": round(statistics.median(one.overhead for one in serial.values()), 1),
        "answer_ms": round(statistics.median(one.answer["took_ms"]["total"] for one in serial.values()), 1),
        "at_once": AT_ONCE,
        "asked": len(many),
        "errors": len(many) - len(good),
        "equal": sum(one.plain == serial[question].plain for question, one in good),
        "p50_ms": round(statistics.median(waits), 1),
        "p95_ms": round(waits[min(len(waits) - 1, int(0.95 * len(waits)))], 1),
    }


def _timed(client: httpx.Client, question: str, ask: Ask) -> Asked:
    began = time.perf_counter()
    answer = ask(client, question)
    return Asked(answer, (time.perf_counter() - began) * 1000)


def _tried(client: httpx.Client, question: str, ask: Ask) -> Asked | None:
    """None for an error: it is counted."""
    try:
        return _timed(client, question, ask)
    except (httpx.HTTPError, KeyError, ValueError):
        return None


def main(arguments: Sequence[str]) -> int:
    """The figures of each way, a line each; 1 when an answer was missing or another, 2 when nothing could be asked."""
    if not 1 <= len(arguments) <= 2 or not arguments[0].startswith(("http://", "https://")):
        print("give the address of a running `qa serve` (http://…), and optionally a file of JSON lines with questions")
        return 2
    try:
        return _measured(arguments[0], _questions(arguments[1:]))
    except (httpx.HTTPError, OSError) as error:
        print(f"{' '.join(arguments)}: {error}; is `qa serve` running there?")
    except (ValueError, KeyError, TypeError):
        print(f"{arguments[-1]}: give one JSON object with a `question` a line")
    return 2


def _questions(files: Sequence[str]) -> tuple[str, ...]:
    lines = [line for name in files for line in Path(name).read_text("utf-8").splitlines() if line.strip()]
    return tuple(dict.fromkeys(str(json.loads(line)["question"]) for line in lines)) or QUESTIONS


def _measured(address: str, questions: Sequence[str]) -> int:
    whole = True
    for name, ask in WAYS.items():
        figures = measure(address, questions, ask)
        whole = whole and figures["equal"] == figures["asked"]
        print(json.dumps({"way": name, **figures}), flush=True)
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
