"""Who does what is asked, by the grammar of the sentence, is surer; whoever else stands there is not."""

from __future__ import annotations

import pytest

from index.types import Article, Passage
from qa.analysers import open_analyser
from qa.doer import DOES, doer
from qa.types import Candidate, Citation, Hit

DOES_IT = [
    ("Who drives the night bus?", "Her husband, Piet, drives the night bus.", "Her husband, Piet"),
    ("Who chairs the water board?", "Ada Brook, who chairs the water board, laughed.", "Ada Brook"),
    ("Who leads the museum in Hask?", "The museum in Hask, led by Ruth Imhof, wants it.", "Ruth Imhof"),
    ("Who coaches Halm United?", "“We lost,” said the coach, Ruta Holm.", "Ruta Holm"),
    ("Who edits the Oln Post?", "Ivo Lenz, the editor, was not there.", "Ivo Lenz"),
    ("Who bought the mill?", "A teacher came from Orsa and bought the mill.", "A teacher"),
    ("Who owns the ferry?", "The ferry is owned by Tilda Enns.", "Tilda Enns"),
    ("Who is the station chief?", "The station chief, Ivo Lenz, was not there.", "Ivo Lenz"),
    ("Who became president of Halm?", "Halm is led by Ada Brook, who won the presidency in May.", "Ada Brook"),
    ("Who became mayor of Halm?", "Ada Brook was elected mayor of Halm.", "Ada Brook"),
    ("Who became head of the bank?", "Ivo Lenz was appointed head of the bank.", "Ivo Lenz"),
    ("Who warned that the bridge was unsafe?", "The engineer, Ivo Lenz, said the bridge was unsafe.", "Ivo Lenz"),
    ("Who called the fire a scandal?", "Ruth Imhof described the fire as a scandal.", "Ruth Imhof"),
    ("Who suggested that the gate was open?", "A nurse at the inn, Ada Brook, said the gate was open.", "Ada Brook"),
    ("What is the name of the mayor of Halm?", "Ada Brook, the mayor, was not there.", "Ada Brook"),
]
DOES_NOT = [
    ("Who drives the night bus?", "Piet drives a taxi behind the old school.", "Piet"),
    ("Who owns the ferry?", "The ferry is owned by Tilda Enns of Halm.", "Halm"),
    ("Who coaches Halm United?", "“We lost,” said the coach of Orsa, Ruta Holm.", "Ruta Holm"),
    ("Who bought the mill?", "Ivo Lenz saw who bought the mill.", "Ivo Lenz"),
    ("Who searches the cellars?", "Volunteers search the cellars of Halm.", "Volunteers search the cellars"),
    ("Who was searching for the men?", "Rescuers search cellars", "Rescuers search cellars"),
    ("Who became mayor of Halm?", "Ada Brook won the race in Halm.", "Ada Brook"),
    ("Who became mayor of Halm?", "The mayor of Halm won the cup.", "The mayor of Halm"),
    ("Who warned that the bridge was unsafe?", "The engineer, Ivo Lenz, said the ferry was late.", "Ivo Lenz"),
    ("Who denied that the bridge was unsafe?", "Ivo Lenz said the bridge was unsafe.", "Ivo Lenz"),
    ("Who beat Ada Brook?", "Ada Brook beat Tilda Enns.", "Tilda Enns"),
    ("Who is the station chief?", "The spokesman, Ivo Lenz, was not there.", "Ivo Lenz"),
    ("When was the mill bought?", "A teacher bought the mill.", "A teacher"),
    ("Who was arrested in Halm?", "The police arrested Ivo Lenz in Halm.", "The police"),
]


def judged(question: str, text: str, answer: str) -> float:
    article = Article("a.txt", None, text, "/a.txt")
    start = text.index(answer)
    citation = Citation(article, 0, len(text), start, start + len(answer))
    only = Candidate(citation, 1.0, Hit(Passage(article, 0, len(text)), 1.0))
    return doer(question, [only], open_analyser())[0].reason


@pytest.mark.parametrize("case", DOES_IT, ids=lambda case: case[0])
def test_who_does_it_is_surer(case: tuple[str, str, str]) -> None:
    assert judged(*case) == DOES


@pytest.mark.parametrize("case", DOES_NOT, ids=lambda case: case[1])
def test_who_does_something_else_is_not(case: tuple[str, str, str]) -> None:
    assert judged(*case) == 0.0
