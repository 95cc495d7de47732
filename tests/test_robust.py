"""eval/robust.py and its command: the drop that is shown is the drop that happened, and a broken limit is said."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

import eval.commands_gold as commands
import eval.corpus as corpus_module
from eval.__main__ import main
from eval.blocks import read_block
from eval.corpus import SAMPLE_QUESTIONS, distract, reorder, roots
from eval.gold import read_dialogues, read_questions
from eval.perturb import KINDS
from eval.robust import Drop, elsewhere, perturbed_rows, plainly, reworded
from eval.sheet import Gold
from index.errors import GoldInvalid, PathMissing
from index.generation import open_current
from index.types import Article
from qa.types import Answer, Citation, Claim, Hit
from tests.fakes import FakeEmbedder

TEXT = "Ada Brandt called the strike on Tuesday. Forty ferries stayed in port."
ARTICLE = Article("strike.txt", None, TEXT, "/corpus/strike.txt")
EVIDENCE = [{"doc": "strike.txt", "start": 0, "end": 40, "text": TEXT[:40]}]


def row(id: str, question: str, **changes: Any) -> dict[str, Any]:
    """A gold question that Ada Brandt answers."""
    good = {"id": id, "question": question, "type": "factoid-who", "answers": ["Ada Brandt"], "evidence": EVIDENCE}
    return {**good, "answerable": True, **changes}


ROWS = [
    row("q1", "Who called the strike?"),
    row("q2", "who called the strike"),
    row("q3", "Which woman called the Strike?"),
]


@pytest.fixture
def gold(tmp_path: Path) -> Gold:
    return Gold("gold", read_questions(written(tmp_path, ROWS)))


def written(folder: Path, rows: Sequence[object], name: str = "gold.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(one) + "\n" for one in rows), encoding="utf-8")
    return path


@dataclass(frozen=True)
class Generation:
    articles: Sequence[Article] = (ARTICLE,)
    passages: int = 1


class Touchy:
    """Answers right, unless the question has no capital in it; remembers what it was asked."""

    def __init__(self) -> None:
        self.generation = Generation()
        self.asked: list[str] = []

    def ask(self, question: str, history: Sequence[str] = (), risk: float | None = None) -> Answer:
        self.asked.append(question)
        if question == question.lower():
            return Answer(question, question, "none", 0.1, "The articles do not say.")
        return Answer(question, question, "answer", 0.9, claims=(Claim(0.9, (Citation(ARTICLE, 0, 40, 0, 10),)),))

    def search(self, question: str, limit: int = 10) -> list[Hit]:
        return []

    def chat(self) -> Touchy:
        return self


def test_the_drop_is_the_mean_loss_over_all_questions_changed_or_not(gold: Gold) -> None:
    assistant = Touchy()
    before = plainly(assistant, gold)
    drop = reworded(assistant, gold, before, "lower-case")
    assert [pair.drop for pair in drop.pairs] == [1.0, 0.0, 1.0]  # the second was lost already
    assert (drop.changed, drop.points, len(drop.lost), len(drop.gained)) == (2, 66.7, 2, 0)
    assert drop.interval.low <= 2 / 3 <= drop.interval.high
    assert drop.broken and drop.limit == 2.0


def test_what_a_perturbation_leaves_as_it_was_is_not_asked_again(gold: Gold) -> None:
    assistant = Touchy()
    before = plainly(assistant, gold)
    assistant.asked.clear()
    drop = reworded(assistant, gold, before, "lower-case")
    assert assistant.asked == ["who called the strike?", "which woman called the strike?"]
    assert drop.pairs[1].after is before[1]


def test_a_harmless_perturbation_drops_nothing_and_breaks_nothing(gold: Gold) -> None:
    assistant = Touchy()
    drop = reworded(assistant, gold, plainly(assistant, gold), "no-question-mark")
    assert (drop.changed, drop.points, drop.broken) == (2, 0.0, False)
    assert drop.to_dict()["lost"] == []


def test_a_limit_holds_up_to_itself_and_no_further(gold: Gold) -> None:
    drop = reworded(Touchy(), gold, plainly(Touchy(), gold), "lower-case")
    assert not replace(drop, limit=66.7).broken
    assert replace(drop, limit=66.6).broken
    assert not replace(drop, limit=None).broken


def test_all_turns_of_a_dialogue_are_perturbed_and_paired_by_turn(tmp_path: Path) -> None:
    turns = [row("d1.t1", "Who called the strike?"), row("d1.t2", "who was it")]
    talk = Gold("talk", dialogues=read_dialogues(written(tmp_path, [{"id": "d1", "turns": turns}])))
    drop = reworded(Touchy(), talk, plainly(Touchy(), talk), "lower-case")
    assert [(pair.before.question.id, pair.drop) for pair in drop.pairs] == [("d1.t1", 1.0), ("d1.t2", 0.0)]


def test_another_index_is_compared_question_by_question(gold: Gold) -> None:
    class Silent(Touchy):
        def ask(self, question: str, history: Sequence[str] = (), risk: float | None = None) -> Answer:
            return Answer(question, question, "none", 0.1, "The articles do not say.")

    drop = elsewhere(Silent(), gold, plainly(Touchy(), gold), "distracting-500")
    assert ([pair.drop for pair in drop.pairs], drop.changed, drop.broken) == ([1.0, 0.0, 1.0], 0, True)
    won = elsewhere(Touchy(), gold, plainly(Silent(), gold), "order")
    assert (len(won.gained), won.points, won.broken) == (2, -66.7, False)


def test_perturbed_lines_keep_every_field_but_the_wording() -> None:
    lines = [
        {"id": "d1", "turns": [{"id": "t1", "question": "Who is IDA?", "more": [1]}]},
        {"question": "Where?", "x": None},
    ]
    assert perturbed_rows(lines, "lower-case") == [
        {"id": "d1", "turns": [{"id": "t1", "question": "who is ida?", "more": [1]}]},
        {"question": "where?", "x": None},
    ]
    assert lines[1]["question"] == "Where?"


# --- Indexes of the same files


def corpus(folder: Path) -> Path:
    for name in ("a/one.txt", "a/two.txt", "b/three.txt"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"The {path.stem} ferries stayed in port on Tuesday, the harbour master said.\n")
    return folder


@pytest.fixture
def fake_embedder(monkeypatch: pytest.MonkeyPatch) -> None:
    import index.build

    whole = index.build.build

    def build(paths: Any, into: Any, **options: Any) -> Any:
        return whole(paths, into, **{"embedder": FakeEmbedder(), **options})

    monkeypatch.setattr(index.build, "build", build)


def test_another_order_holds_the_same_articles_under_names_that_the_gold_fits(
    tmp_path: Path, fake_embedder: None
) -> None:
    source = corpus(tmp_path / "corpus")
    made = reorder([source], tmp_path)
    articles = open_current(made).articles
    assert sorted(one.text for one in articles) == sorted(path.read_text() for path in source.rglob("*.txt"))
    assert sorted(one.relative.split("/", 1)[1] for one in articles) == ["a/one.txt", "a/two.txt", "b/three.txt"]
    found = corpus_module.articles_by_doc(articles, ["a/one.txt", "three.txt"])
    assert "The one ferries" in found["a/one.txt"].text
    assert roots(made) == [tmp_path / "files"]


def test_files_are_read_in_another_order(tmp_path: Path, fake_embedder: None) -> None:
    source = corpus(tmp_path / "corpus")
    orders = set()
    for seed in range(6):
        folder = tmp_path / str(seed)
        folder.mkdir()
        made = open_current(reorder([source], folder, seed))
        orders.add(tuple(one.source.relative.split("/")[-1] for one in made.files()))
    assert len(orders) > 1


def test_strangers_are_mixed_in_and_indexed_once(tmp_path: Path, fake_embedder: None) -> None:
    source = corpus(tmp_path / "corpus")
    strangers = [{"id": f"n{n}", "text": f"Stranger {n} wrote about the weather in town number {n}."} for n in range(9)]
    mix = written(tmp_path, strangers, "mix.jsonl")
    first = open_current(distract([source], mix, 4, tmp_path)).articles
    assert len(first) == 7
    again = open_current(distract([source], mix, 4, tmp_path))
    assert [one.id for one in again.articles] == [one.id for one in first]
    assert open_current(tmp_path / "distracting-4.index").name == "000001"  # not made anew
    with pytest.raises(GoldInvalid, match="has 9 articles"):
        distract([source], mix, 10, tmp_path)


def test_a_root_that_is_gone_is_named(tmp_path: Path, fake_embedder: None) -> None:
    source = corpus(tmp_path / "corpus")
    made = reorder([source], tmp_path)
    (tmp_path / "files").rename(tmp_path / "elsewhere")
    with pytest.raises(PathMissing, match="was made of it"):
        roots(made)


# --- The commands


@pytest.fixture
def touchy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "open_assistant", lambda folder: Touchy())
    monkeypatch.setattr(commands, "roots", lambda folder: [])


def robust(tmp_path: Path, *arguments: str) -> int:
    return main(["robust", "--gold", str(written(tmp_path, ROWS)), "--index", "some.index", *arguments])


def test_the_command_ends_with_1_when_a_limit_is_broken_and_shows_what_was_lost(
    tmp_path: Path, touchy: None, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "lost.jsonl"
    assert robust(tmp_path, "--only", "lower-case", "--only", "no-question-mark", "--out", str(out)) == 1
    told = capsys.readouterr()
    assert "lower-case costs 66.7 points of at most 2" in told.err and "no-question-mark costs" not in told.err
    assert "not run: distracting-50 and distracting-500" in told.err
    assert "2 broken" in told.out
    lost = [json.loads(line) for line in out.read_text().splitlines()]
    assert [
        (one["perturbation"], one["id"], one["asked"], one["before"]["said"], one["after"]["kind"]) for one in lost
    ] == [
        ("lower-case", "q1", "who called the strike?", ["Ada Brandt"], "none"),
        ("lower-case", "q3", "which woman called the strike?", ["Ada Brandt"], "none"),
    ]


def test_the_command_ends_with_0_within_the_limits_and_gives_json(
    tmp_path: Path, touchy: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert robust(tmp_path, "--only", "no-question-mark", "--json") == 0
    (one,) = json.loads(capsys.readouterr().out)["perturbations"]
    assert (one["name"], one["changed"], one["drop"], one["broken"]) == ("no-question-mark", 2, 0.0, False)


def test_the_table_is_written_where_it_stands_also_when_a_limit_is_broken(
    tmp_path: Path, touchy: None, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- robust-own -->\nold\n<!-- /robust-own -->\nz\n", "utf-8")
    assert robust(tmp_path, "--only", "no-question-mark", "--into", str(page), "--name", "own") == 0
    assert "| no-question-mark | 0.0 | 0.0 to 0.0 | 0, 0 | 2 |" in page.read_text("utf-8")
    assert robust(tmp_path, "--only", "lower-case", "--into", str(page), "--name", "own") == 1
    assert "**" in page.read_text("utf-8") and "broken" in page.read_text("utf-8")
    assert robust(tmp_path, "--only", "lower-case", "--into", str(page)) == 1
    assert "a line <!-- robust -->" in capsys.readouterr().err


def test_the_docs_have_their_blocks() -> None:
    docs = Path(__file__).parent.parent / "docs" / "ROBUSTNESS.md"
    assert read_block(docs, "robust") and read_block(docs, "robust-development")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["robust", "--gold", str(SAMPLE_QUESTIONS)], "add --corpus PATH or --index DIR"),
        (["robust", "--only", "riddle"], "'riddle' is no perturbation"),
        (["robust", "--only", "distracting-500"], "add --mix FILE"),
        (["robust", "--index", "i", "--corpus", "c"], "give one of them"),
        (["perturb", "riddle", "--gold", "g", "--out", "o"], "riddle"),
    ],
)
def test_a_wrong_call_is_said(arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert complaint in " ".join(capsys.readouterr().err.replace("│", " ").split())


def test_the_command_perturb_writes_gold_that_can_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = written(tmp_path, ROWS), tmp_path / "out.jsonl"
    for kind in KINDS:
        assert main(["perturb", kind, "--gold", str(path), "--out", str(out)]) == 0
        assert [one.id for one in read_questions(out)] == ["q1", "q2", "q3"]
    assert main(["perturb", "lower-case", "--gold", str(path), "--out", str(out)]) == 0
    assert "2 of 3 lines are worded otherwise" in capsys.readouterr().err
    assert json.loads(out.read_text().splitlines()[0]) == {**ROWS[0], "question": "who called the strike?"}


def test_every_kind_of_the_command_exists() -> None:
    assert [kind.value for kind in commands.Kind] == list(KINDS)
    assert Drop("x", ()).points == 0.0
