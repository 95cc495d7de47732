"""What understanding costs: `python -m eval.added_time --gold FILE --index DIR`.

Each question is answered twice: whole, and with the stages of understanding left out (spellings, kinds of question,
evidence, refusals, lists, sides, confidence): retrieval, the reader, and who says the first answers and when.
Time of all cores, which other work on the machine moves little.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from eval.gold import read_questions
from qa.analysers import Analyser, open_analyser
from qa.assistant import PASSAGES_READ, Assistant
from qa.attribute import attribute
from qa.confidence import Calibration
from qa.date import date
from qa.decide import Asked, decide
from qa.group import group
from qa.read import read
from qa.readers import Reader, open_reader
from qa.types import Answer

WARM_UP = 3  # questions asked before anything is timed


def plain(question: str, assistant: Assistant, reader: Reader, analyser: Analyser) -> Answer:
    """The reader's best spans as the answer, with who says so and when; nothing is understood, nothing refused."""
    hits = assistant.search(question, PASSAGES_READ)
    groups = group(read(question, hits, reader))
    answer = decide(Asked(question, question), groups, groups[:1], hits, Calibration(), 1.0)
    for claim in answer.claims + answer.alternatives:
        date(attribute(claim, analyser), analyser)
    return answer


def added(questions: Sequence[str], whole: Callable[[str], Answer], bare: Callable[[str], Answer]) -> str:
    """One line: milliseconds of CPU a question, whole and bare, and what the whole takes more. Raises ValueError."""
    if len(questions) <= WARM_UP:
        raise ValueError(f"{len(questions)} questions: give more than {WARM_UP}, the first ones warm up")
    took: dict[Callable[[str], Answer], float] = {whole: 0.0, bare: 0.0}
    for at, question in enumerate(questions):
        for ask in (whole, bare) if at % 2 else (bare, whole):
            began = time.process_time()
            ask(question)
            if at >= WARM_UP:
                took[ask] += time.process_time() - began
    mean = {ask: total * 1000 / (len(questions) - WARM_UP) for ask, total in took.items()}
    more = 100 * (mean[whole] / mean[bare] - 1)
    return f"{len(questions)} questions: {mean[whole]:.0f} ms of CPU whole, {mean[bare]:.0f} bare, {more:+.0f} %"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--index", type=Path, required=True)
    arguments = parser.parse_args()
    assistant, reader, analyser = Assistant.open(arguments.index), open_reader(), open_analyser()
    asked = [question.question for question in read_questions(arguments.gold)]
    print(added(asked, assistant.ask, lambda question: plain(question, assistant, reader, analyser)))


if __name__ == "__main__":
    main()
