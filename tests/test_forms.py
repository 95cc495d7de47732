"""SQuAD, BEIR and TREC in and out: numbers of the published script, round trips, and one clear line for bad files."""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.beir import read_beir, write_beir
from eval.commands_forms import register
from eval.corpus import SAMPLE_CORPUS, SAMPLE_QUESTIONS, docs_by_id, read_articles
from eval.gold import read_questions
from eval.metrics import Prediction
from eval.ranking import gold_qrels
from eval.reader import read_reader_questions
from eval.squad import official, read_predictions, read_squad, squad_form, write_predictions
from eval.trec import read_qrels, read_run, write_qrels, write_run
from index.errors import GoldInvalid, NewsroomError, PathMissing

CONTEXT = "The dam at Korrin broke on Friday night. The mayor left."
KORRIN = ("the dam at Korrin", "Korrin")
SQUAD_2 = {
    "version": "v2.0",
    "data": [
        {
            "title": "dam",
            "paragraphs": [
                {
                    "context": CONTEXT,
                    "qas": [
                        {"id": "a", "question": "When?", "answers": [{"text": "Friday night", "answer_start": 26}]},
                        {
                            "id": "b",
                            "question": "Where?",
                            "answers": [{"text": "the dam at Korrin"}, {"text": "Korrin"}],
                        },
                        {"id": "c", "question": "Why?", "answers": [], "is_impossible": True},
                        {"id": "d", "question": "Who else?", "answers": [], "is_impossible": True},
                    ],
                }
            ],
        }
    ],
}
# By hand. "a": the words on, friday, night against friday, night: F1 2*2/(3+2). "b": equal to the second after the
# article "the" is dropped. "c": silent, right. "d": talks, wrong.
SAID = {"a": "on Friday night", "b": "the Korrin!", "c": "", "d": "The mayor"}
BY_HAND = {
    "exact": 50.0,
    "f1": 70.0,
    "total": 4,
    "HasAns_exact": 50.0,
    "HasAns_f1": 90.0,
    "HasAns_total": 2,
    "NoAns_exact": 50.0,
    "NoAns_f1": 50.0,
    "NoAns_total": 2,
}


@pytest.fixture(scope="module", autouse=True)
def scratch_folder() -> Iterator[None]:
    """One folder for all examples of the laws: Hypothesis runs them within one call of a test."""
    with tempfile.TemporaryDirectory() as folder:
        scratch.append(Path(folder))
        yield


scratch: list[Path] = []


def as_json(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def app() -> typer.Typer:
    made = typer.Typer(pretty_exceptions_enable=False)
    register(made)
    return made


def run(app: typer.Typer, *arguments: object) -> None:
    """The command, as the command line calls it; what it raises is what `main` prints in one line."""
    with pytest.raises(SystemExit) as end:
        app([str(one) for one in arguments])
    assert not end.value.code


# --- SQuAD in


def test_a_squad_file_is_read_with_its_contexts_and_all_answers(tmp_path: Path) -> None:
    questions = read_squad(as_json(tmp_path / "dev.json", SQUAD_2))
    assert [one.id for one in questions] == ["a", "b", "c", "d"]
    assert {one.context for one in questions} == {CONTEXT}
    assert questions[1].answers == ("the dam at Korrin", "Korrin")
    assert questions[2].answers == ()


def test_the_reader_takes_a_squad_file_of_the_first_version_too(tmp_path: Path) -> None:
    first = {"version": "1.1", "data": [{"title": "t", "paragraphs": [{"context": "x y", "qas": []}]}]}
    first["data"][0]["paragraphs"][0]["qas"] = [  # type: ignore[index]
        {"id": "1", "question": "Which?", "answers": [{"text": "x", "answer_start": 0}]}
    ]
    (one,) = read_reader_questions(as_json(tmp_path / "dev.json", first))
    assert (one.id, one.question, one.context, one.answers) == ("1", "Which?", "x y", ("x",))


def changed(**changes: Any) -> dict[str, Any]:
    """The file above with its first question changed."""
    value: dict[str, Any] = json.loads(json.dumps(SQUAD_2))
    value["data"][0]["paragraphs"][0]["qas"][0].update(changes)
    return value


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ([], "an object with 'data' is expected, found []"),
        ({"data": {}}, "'data' must be a list"),
        ({"data": []}, "has no question"),
        ({"data": [{"paragraphs": [{"qas": []}]}]}, "data[0].paragraphs[0]: 'context' must be a text, found nothing"),
        (changed(id=7), "qas[0]: 'id' must be a text, found 7"),
        (changed(answers="Friday"), "qas[0]: 'answers' must be a list"),
        (changed(is_impossible=True), "qas[0]: is_impossible does not fit its 1 answers"),
        (changed(is_impossible="no"), "must be true or false, found 'no'"),
        (changed(id="b"), "ids must be unique"),
    ],
)
def test_a_wrong_squad_file_is_told_in_one_line_with_the_place(tmp_path: Path, value: object, words: str) -> None:
    path = as_json(tmp_path / "dev.json", value)
    with pytest.raises(GoldInvalid, match=re.escape(words)) as told:
        read_squad(path)
    assert str(path) in str(told.value)
    assert "\n" not in str(told.value)


def test_what_is_no_json_or_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PathMissing, match="no such file; give a SQuAD file"):
        read_squad(tmp_path / "none.json")
    (tmp_path / "half.json").write_text('{"data": [', encoding="utf-8")
    with pytest.raises(GoldInvalid, match="is no JSON"):
        read_squad(tmp_path / "half.json")
    (tmp_path / "latin.json").write_bytes(b"\xff\xfe\xe9")
    with pytest.raises(GoldInvalid, match="UTF-8"):
        read_squad(tmp_path / "latin.json")
    (tmp_path / "deep.json").write_text("[" * 200_000, encoding="utf-8")
    with pytest.raises(GoldInvalid, match="is no JSON"):
        read_squad(tmp_path / "deep.json")


# --- SQuAD's numbers


def test_the_numbers_are_those_worked_out_by_hand(
    app: typer.Typer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(app, "squad", as_json(tmp_path / "dev.json", SQUAD_2), as_json(tmp_path / "said.json", SAID), "--json")
    assert json.loads(capsys.readouterr().out) == pytest.approx(BY_HAND)


def test_a_probability_above_the_threshold_turns_an_answer_into_silence(
    app: typer.Typer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odds = as_json(tmp_path / "odds.json", {"a": 0.1, "b": 0.6, "c": 0.9, "d": 0.7})
    files = (as_json(tmp_path / "dev.json", SQUAD_2), as_json(tmp_path / "said.json", SAID))
    run(app, "squad", *files, "--na-prob-file", odds, "--na-prob-thresh", "0.5", "--json")
    found = json.loads(capsys.readouterr().out)
    assert (found["HasAns_f1"], found["NoAns_exact"]) == pytest.approx((40.0, 100.0))  # "b" lost, "d" won
    # Answering a and b, and no other, is best: F1 (0.8 + 1 + 1 + 1) / 4; the threshold is b's own probability.
    assert (found["best_f1"], found["best_f1_thresh"]) == pytest.approx((95.0, 0.6))


def script(golds: Mapping[str, Sequence[str]], said: Mapping[str, str], odds: Mapping[str, float], limit: float) -> Any:
    """evaluate-v2.0.py, written a second time from its description: precision and recall, question by question."""

    def plain(text: str) -> list[str]:
        kept = "".join(letter for letter in text.lower() if letter not in r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~""")
        return re.sub(r"\b(a|an|the)\b", " ", kept).split()

    def overlap(wanted: str, found: str) -> float:
        one, two = plain(wanted), plain(found)
        if not one or not two:
            return 1.0 if one == two else 0.0
        same = sum(min(count, Counter(two)[word]) for word, count in Counter(one).items())
        if not same:
            return 0.0
        precision, recall = same / len(two), same / len(one)
        return 2 * precision * recall / (precision + recall)

    exact, f1 = {}, {}
    for id, texts in golds.items():
        accepted = [text for text in texts if plain(text)] or [""]
        exact[id] = max(1.0 if plain(text) == plain(said[id]) else 0.0 for text in accepted)
        f1[id] = max(overlap(text, said[id]) for text in accepted)

    def part(scores: Mapping[str, float], ids: Sequence[str]) -> float:
        kept = [(0.0 if golds[id] else 1.0) if odds[id] > limit else scores[id] for id in ids]
        return 100 * sum(kept) / len(ids)

    def best(scores: Mapping[str, float]) -> tuple[float, float]:
        found = [(sum(1.0 for texts in golds.values() if not texts), 0.0)]
        for id in sorted(odds, key=lambda id: odds[id]):
            gain = scores[id] if golds[id] else (-1.0 if said[id] else 0.0)
            found.append((found[-1][0] + gain, odds[id]))
        top = max(found, key=lambda pair: pair[0])
        return 100 * top[0] / len(golds), top[1]

    result = {}
    for name, scores in (("exact", exact), ("f1", f1)):
        for prefix, ids in (
            ("", list(golds)),
            ("HasAns_", [id for id in golds if golds[id]]),
            ("NoAns_", [id for id in golds if not golds[id]]),
        ):
            if ids:
                result |= {f"{prefix}{name}": part(scores, ids), f"{prefix}total": len(ids)}
        result[f"best_{name}"], result[f"best_{name}_thresh"] = best(scores)
    return result


WORDS = st.sampled_from(["the", "A", "dam", "Dam.", "Friday", "an", "night", "—", "!", "U.S.", "don't", "9", ""])
TEXTS = st.lists(WORDS, max_size=4).map(" ".join)
CASES = st.lists(
    st.tuples(st.lists(TEXTS, max_size=3), TEXTS, st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.9, 1.0])),
    min_size=1,
    max_size=8,
)


@pytest.mark.slow
@settings(max_examples=1_200, deadline=None)
@given(CASES, st.sampled_from([0.0, 0.2, 0.5, 1.0]))
def test_the_numbers_are_the_scripts_on_a_thousand_random_cases(
    cases: list[tuple[list[str], str, float]], limit: float
) -> None:
    qas = [
        {"id": str(at), "question": "?", "answers": [{"text": text} for text in texts]}
        for at, (texts, _, _) in enumerate(cases)
    ]
    value = {"data": [{"paragraphs": [{"context": "", "qas": qas}]}]}
    folder = scratch[0]
    questions = read_squad(as_json(folder / "dev.json", value))
    said = {str(at): text for at, (_, text, _) in enumerate(cases)}
    odds = {str(at): number for at, (_, _, number) in enumerate(cases)}
    files = as_json(folder / "said.json", said), as_json(folder / "odds.json", odds)
    found = official(questions, read_predictions(*files, list(said)), limit)
    wanted = script({one.id: one.answers for one in questions}, said, odds, limit)
    # Two thresholds may give the same best figure to the last bit or not, by the order of the sum: compare the figure.
    assert {key: found[key] for key in wanted if "thresh" not in key} == pytest.approx(
        {key: wanted[key] for key in wanted if "thresh" not in key}
    )
    assert set(found) == set(wanted)


# --- SQuAD out


def test_written_predictions_give_the_same_numbers_when_they_are_read_again(tmp_path: Path) -> None:
    questions = read_squad(as_json(tmp_path / "dev.json", SQUAD_2))
    said = {id: Prediction(text, odds) for (id, text), odds in zip(SAID.items(), (0.1, 0.6, 0.2, 0.3), strict=True)}
    ids = [one.id for one in questions]
    write_predictions(tmp_path / "p.json", tmp_path / "o.json", said, 0.5)
    again = official(questions, read_predictions(tmp_path / "p.json", tmp_path / "o.json", ids), 0.5)
    assert again == official(questions, said, 0.5)
    write_predictions(tmp_path / "alone.json", None, said, 0.5)
    assert json.loads((tmp_path / "alone.json").read_text("utf-8"))["b"] == ""  # 0.6 is above 0.5
    alone = official(questions, read_predictions(tmp_path / "alone.json", None, ids), None)
    assert alone == {key: it for key, it in again.items() if not key.startswith("best_")}


@pytest.mark.parametrize(
    ("said", "odds", "words"),
    [
        ({"a": "x"}, None, "3 of 4 questions are missing, as 'b'"),
        ([], None, "found a list; give predictions"),
        ({**SAID, "c": None}, None, "'c': found None; give predictions"),
        (SAID, {**dict.fromkeys("abc", 0.5), "d": "high"}, "'d': found 'high'; give no-answer probabilities"),
        (SAID, {**dict.fromkeys("abc", 0.5), "d": float("nan")}, "'d': found nan"),
        (SAID, {**dict.fromkeys("abc", 0.5), "d": True}, "'d': found True"),
    ],
)
def test_wrong_predictions_are_told_in_one_line(tmp_path: Path, said: object, odds: object, words: str) -> None:
    files = as_json(tmp_path / "said.json", said), odds and as_json(tmp_path / "odds.json", odds)
    with pytest.raises(GoldInvalid, match=re.escape(words)):
        read_predictions(files[0], files[1] or None, list("abcd"))  # type: ignore[arg-type]


def test_gold_becomes_a_squad_file_whose_answers_stand_where_it_says(app: typer.Typer, tmp_path: Path) -> None:
    run(app, "convert", SAMPLE_QUESTIONS, "--to", "squad", "--out", tmp_path / "new" / "gold.json")
    value = json.loads((tmp_path / "new" / "gold.json").read_text("utf-8"))
    gold = {one.id: one for one in read_questions(SAMPLE_QUESTIONS)}
    seen = 0
    for paragraph in (one for article in value["data"] for one in article["paragraphs"]):
        for qa in paragraph["qas"]:
            seen += len(qa["answers"])
            assert qa["is_impossible"] is not gold[qa["id"]].answerable
            for answer in qa["answers"]:
                at = answer["answer_start"]
                assert paragraph["context"][at : at + len(answer["text"])] == answer["text"]
                assert answer["text"] in gold[qa["id"]].answers
    assert seen > len(gold)
    assert {one.id for one in read_squad(tmp_path / "new" / "gold.json")} == set(gold)


def test_gold_without_any_article_cannot_be_a_squad_file() -> None:
    with pytest.raises(GoldInvalid, match="names no article"):
        squad_form("empty", [], {})


def test_a_squad_file_becomes_json_lines_that_the_reader_takes(app: typer.Typer, tmp_path: Path) -> None:
    path = as_json(tmp_path / "dev.json", SQUAD_2)
    run(app, "convert", path, "--to", "jsonl", "--out", tmp_path / "dev.jsonl")
    assert read_reader_questions(tmp_path / "dev.jsonl") == read_squad(path)


@pytest.mark.parametrize(("name", "to"), [("dev.json", "beir"), ("gold.jsonl", "jsonl")])
def test_a_conversion_that_makes_no_sense_is_told(app: typer.Typer, tmp_path: Path, name: str, to: str) -> None:
    with pytest.raises(NewsroomError, match="--to jsonl takes a SQuAD file"):
        app(["convert", str(tmp_path / name), "--to", to, "--out", str(tmp_path / "out")])


# --- BEIR


def test_gold_as_a_beir_folder_comes_back_as_it_was(app: typer.Typer, tmp_path: Path) -> None:
    run(app, "convert", SAMPLE_QUESTIONS, "--to", "beir", "--out", tmp_path / "beir")
    questions, articles = read_questions(SAMPLE_QUESTIONS), read_articles(SAMPLE_CORPUS)
    found = read_beir(tmp_path / "beir")
    assert found.qrels == gold_qrels(questions)
    assert found.queries == {one.id: one.question for one in questions if one.answerable}
    assert sorted(record["text"] for record in found.records) == sorted(article.text for article in articles)
    docs = set(docs_by_id(articles, questions).values())
    assert docs <= {record["id"] for record in found.records}


def beir(folder: Path, qrels: str = "query-id\tcorpus-id\tscore\nq1\td1\t1\n", **files: str) -> Path:
    (folder / "qrels").mkdir(parents=True)
    (folder / "qrels" / "test.tsv").write_text(qrels, encoding="utf-8")
    given = {"queries": '{"_id": "q1", "text": "Which dam?"}\n', "corpus": '{"_id": "d1", "text": "The dam."}\n'}
    for name, text in (given | files).items():
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return folder


def test_a_beir_folder_keeps_only_the_queries_that_are_judged(tmp_path: Path) -> None:
    more = '{"_id": "q1", "text": "Which?"}\n\n{"_id": "q2", "text": "Who?", "metadata": {}}\n'
    found = read_beir(beir(tmp_path / "b", queries=more))
    assert found.queries == {"q1": "Which?"}
    assert found.records == ({"id": "d1", "title": "", "text": "The dam."},)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"corpus": '{"_id": "d1"}\n'}, "corpus.jsonl, line 1: 'text' must be a text, found nothing"),
        ({"corpus": '{"_id": "d1", "text": "x"}\n{"_id": "d1", "text": "y"}\n'}, "ids must be unique"),
        ({"queries": '{"_id": "q1", "text": \n'}, "queries.jsonl, line 1: not JSON"),
        ({"queries": '{"_id": "q9", "text": "?"}\n'}, "judges 'q1', which is not in queries.jsonl"),
        ({"qrels": "q1 d1 1\n"}, "test.tsv, line 1: found 'q1 d1 1'"),
        ({"qrels": "q1\td1\thigh\n"}, "parted by tabs"),
        ({"qrels": "query-id\tcorpus-id\tscore\n"}, "judges nothing"),
    ],
)
def test_a_wrong_beir_folder_is_told_in_one_line(tmp_path: Path, files: dict[str, str], words: str) -> None:
    with pytest.raises(GoldInvalid, match=re.escape(words)) as told:
        read_beir(beir(tmp_path / "b", **files))
    assert "\n" not in str(told.value)


def test_a_missing_beir_folder_or_split_is_told(tmp_path: Path) -> None:
    with pytest.raises(PathMissing, match="no such folder; give a BEIR folder"):
        read_beir(tmp_path / "none")
    with pytest.raises(PathMissing, match=r"dev\.tsv: no such file"):
        read_beir(beir(tmp_path / "b"), "dev")


def test_a_beir_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(PathMissing, match="cannot be written"):
        write_beir(tmp_path / "file", {}, [])


# --- TREC

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(NAMES, st.lists(NAMES, min_size=1, max_size=5, unique=True), min_size=1, max_size=4))
def test_a_run_and_its_qrels_come_back_whatever_the_names_hold(ranked: dict[str, list[str]]) -> None:
    run_file, qrels_file = scratch[0] / "run.txt", scratch[0] / "qrels.txt"
    write_run(run_file, ranked)
    write_qrels(qrels_file, {query: dict.fromkeys(docs, 1) for query, docs in ranked.items()})
    back, judged = read_run(run_file), read_qrels(qrels_file)
    assert [len(docs) for docs in back.values()] == [len(docs) for docs in ranked.values()]
    assert {query: list(docs) for query, docs in back.items()} == {query: list(docs) for query, docs in judged.items()}


def test_a_run_is_ordered_by_its_scores_and_equal_ones_as_trec_eval_does(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("q Q0 a 1 0.5 x\nq Q0 c 2 0.5 x\n\nq\tQ0\tb 3 2e0 x\n", encoding="utf-8")
    assert read_run(tmp_path / "run") == {"q": ("b", "c", "a")}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty; give lines of 'query Q0 article rank score name'"),
        ("q Q0 a 1 0.5 x\nq Q0 b 2\n", "line 2: has 4 columns"),
        ("q Q0 a 1 high x\n", "line 1: the score 'high' is no number"),
        ("q Q0 a 1 nan x\n", "line 1: the score 'nan' is no number"),
        ("q Q0 a 1 1 x\nq Q0 a 2 0 x\n", "line 2: 'a' is ranked twice for 'q'"),
    ],
)
def test_a_wrong_run_file_is_told_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "run").write_text(text, encoding="utf-8")
    with pytest.raises(GoldInvalid, match=re.escape(words)):
        read_run(tmp_path / "run")


def test_wrong_qrels_are_told_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "qrels").write_text("q 0 a 1\nq 0 b yes\n", encoding="utf-8")
    with pytest.raises(GoldInvalid, match="line 2: the relevance 'yes' is no whole number"):
        read_qrels(tmp_path / "qrels")
