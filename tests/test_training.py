"""The recipe of the reader: rows, made negatives, a few steps, a resumed run, an exported file that reads."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qa.spans import Reading
from qa.spans import Span as Read
from qa.training import curriculum, negatives, rows
from qa.training.rows import Row, Span

CONTEXT = (
    "The dam at Korrin was opened in 1931 by Ada Brook. It feeds the Kettle river for nine months a year. "
    "In 1987 the wall cracked after a hard winter, and the town of Halm was emptied within two hours. "
    "Engineers who came from Sund measured the crack with a rope, and later wrote that no wall of its kind had ever "
    "moved so far without falling. The valley was closed to visitors until the summer, when a new road was opened."
)


def row(question: str, answer: str, title: str = "Dam", context: str = CONTEXT) -> Row:
    start = context.find(answer)
    answers = (Span(start, start + len(answer)),) if answer else ()
    return Row(question, context, answers, title, "test")


ROWS = [
    row("Who opened the dam at Korrin?", "Ada Brook"),
    row("When did the wall of Korrin crack?", "1987"),
    row("Which town near Korrin was emptied in 1987?", "Halm"),
    row("How long does the dam feed the Kettle river?", "nine months a year"),
]


def test_removing_the_answers_sentence_leaves_a_topical_text_without_the_answer() -> None:
    made = list(negatives.without_answer(ROWS, 1.0, random.Random(1)))
    assert made
    for one in made:
        original = next(r for r in ROWS if r.question == one.question)
        assert not one.answers and original.texts()[0] not in one.context and "K" in one.context


def test_a_swapped_question_names_what_its_text_does_not() -> None:
    other = row("Who repaired the dam at Marl in 1950?", "Ada Brook")
    made = list(negatives.swapped([*ROWS, other] * 20, 0.33, random.Random(1)))
    assert made and all(not one.answers and ("Marl" in one.question or "1950" in one.question) for one in made)


def test_a_confused_question_asks_of_another_name_or_opposite_of_its_own_text() -> None:
    asked = row("Who came from Sund to measure the crack?", "Engineers")
    apart = "The dam at Korrin was opened by Ada Brook. A mill at Marl has since been sold. It stands in the valley."
    years = [row("Who opened the dam at Korrin?", "Ada Brook", context=apart), row("Who opened the wall?", "Ada Brook")]
    made = [one.question for one in negatives.confused([asked, *years], 1.0, random.Random(1))]
    assert made == ["Who opened the dam at Marl?", "Who closed the wall?"]  # the first has no other name behind "from"
    assert not list(negatives.confused(years, 0.0, random.Random(1)))


def test_a_misplaced_question_has_another_word_of_its_own_text() -> None:
    asked = row("Who measured the crack with a rope?", "Engineers")
    made = [one for seed in range(8) for one in negatives.misplaced([asked], 1.0, random.Random(seed))]
    assert made
    for one in made:
        (new,) = {word.strip("?") for word in one.question.split()} - {w.strip("?") for w in asked.question.split()}
        assert new in CONTEXT and not one.answers and new not in CONTEXT.split("Engineers")[1].split(".")[0]
    assert not list(negatives.misplaced([row("Who is Ada Brook?", "Ada Brook")], 1.0, random.Random(1)))


def test_mining_keeps_what_the_reader_believes_is_answered() -> None:
    class Sure:
        threshold = 0.5

        def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
            spans = (Read(0, 3, 2.0 if "Korrin" in question else -2.0),) if "near" not in question else ()
            return [Reading(spans, 0.5) for _ in texts]

    assert negatives.believed(ROWS, Sure(), 0.0) == ROWS[:2]


def test_silent_questions_do_not_show_by_their_asking_word() -> None:
    silent = [row(f"How many {what}?", "") for what in ("dams", "towns", "ropes", "roads")] + [row("Who fell?", "")]
    asked = [*ROWS, row("How many months?", "nine"), row("how many hours?", "two"), *silent]
    kept = negatives.balanced(asked, 0.7, random.Random(1))
    assert [one for one in asked if one.answers] == sorted((o for o in kept if o.answers), key=asked.index)
    words = [negatives.asking(one.question) for one in kept if not one.answers]
    assert words == ["how many"]  # 0.7 of two; and of the one "who" that is answered not even one
    assert len(negatives.balanced(asked, 9.0, random.Random(1))) == len(asked)


def test_written_rows_join_the_last_stage_on_few_sentences(tmp_path: Path) -> None:
    write_rows(tmp_path)
    written = [replace(one, source="written") for one in map(other, ("Marl", "Tarn", "Vess", "Sill", "Ruhn"))]
    first, last = curriculum.curriculum(tmp_path, 1, 0.002, written=written)
    joined = [one for one in last if one.source == "written"]
    assert len(joined) == len(written) and not [one for one in first if one.source == "written"]
    assert all(text.startswith("Tom") for one in joined for text in one.texts())
    assert min(len(one.context) for one in joined) < 410 < len(written[0].context)  # most are cropped


def test_short_contexts_are_whole_sentences_with_the_answer_if_there_is_one() -> None:
    for asked in (ROWS[1], replace(ROWS[1], answers=())):
        made = [curriculum.short(asked, random.Random(seed)) for seed in range(30)]
        assert {one.question for one in made} == {asked.question} and all(one.context in CONTEXT for one in made)
        assert all(one.texts() == asked.texts() for one in made)
        assert 10 < sum(one.context == CONTEXT for one in made) < 20  # half stay whole


def test_a_bundle_asks_each_question_of_all_its_passages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(curriculum, "SHORT_CHARS", 9999)
    told = [replace(one, title="Sund") for one in map(other, ("Marl", "Tarn", "Vess", "Sill"))]
    silent = replace(told[1], question="Who closed the dam at Sund?", answers=())
    alone = replace(other("Ruhn"), title="Ruhn")  # its title has one passage
    found = curriculum.bundled([*told, silent, silent, silent, alone], 1)
    assert len(found) == 4 + 2  # 0.7 of four "who" may be silent
    for first, *rest in found:
        assert len(rest) == curriculum.GROUP - 1 and not any(one.answers for one in rest)
        assert {one.context for one in (first, *rest)} == {one.context for one in told}
        assert all(text.startswith("Tom") for text in first.texts())
    assert sum(bool(first.answers) for first, *_ in found) == 4


def other(name: str) -> Row:
    text = CONTEXT.replace("Korrin", name).replace("Ada Brook", f"Tom {name}").replace("1987", "1955")
    return row(f"Who opened the dam at {name}?", f"Tom {name}", context=text.replace("Halm", f"Old {name}"))


def test_a_group_has_one_context_that_answers_or_none() -> None:
    found = list(curriculum.grouped([*ROWS, *map(other, ("Marl", "Tarn", "Vess", "Sill"))], random.Random(1)))
    assert found and {len(group) for group in found} == {curriculum.GROUP}
    for first, *rest in found:
        assert not any(one.answers for one in rest) and len({one.question for one in (first, *rest)}) == 1
        assert not any(text in one.context for text in first.texts() for one in rest)
    assert any(group[0].answers for group in found)


def test_a_passage_is_whole_sentences_of_a_length() -> None:
    made = {rows.passage(CONTEXT, 200, random.Random(seed)) for seed in range(20)}
    assert len(made) > 1 and all(one in CONTEXT and one.endswith(".") and len(one) <= 200 for one in made)
    assert rows.passage("Short.", 200, random.Random(1)) == "Short."


@pytest.mark.slow
def test_ranking_loss_is_small_where_the_right_context_or_none_leads() -> None:
    import torch

    from qa.training.reader import Step, ranking_loss, spread

    answered, silent = torch.tensor([[5.0, -5.0, -5.0]]), torch.tensor([[-5.0, -5.0, -5.0]])
    for odds, other in ((answered, silent), (silent, answered)):
        target = torch.tensor([float(odds is answered)])
        assert ranking_loss(odds, target) < 0.1 < ranking_loss(other, target)
    rows_, groups_ = [Step([]) for _ in range(4)], [Step([], 4) for _ in range(2)]
    assert [step.size for step in spread(rows_, groups_)] == [1, 4, 1, 1, 4, 1]


def test_cropping_keeps_the_answer_and_whole_sentences() -> None:
    for seed in range(20):
        made = rows.cropped(ROWS[1], 60, 0.0, random.Random(seed))
        assert made.texts() == ["1987"] and made.context in CONTEXT and len(made.context) < len(CONTEXT)
        assert made.context.rstrip().endswith(".")


def test_roughening_changes_questions_and_never_answers() -> None:
    made = [rows.roughened(ROWS[0], random.Random(seed)) for seed in range(60)]
    assert len({one.question for one in made}) > 3
    assert all(one.answers == ROWS[0].answers and one.question for one in made)


def test_an_answer_that_is_not_where_it_says_is_refused(tmp_path: Path) -> None:
    record = {"id": "1", "question": "q", "context": "abc", "answers": [{"text": "b", "start": 2}], "title": ""}
    (tmp_path / "x.jsonl").write_text(json.dumps(record), "utf-8")
    with pytest.raises(ValueError, match="row 1"):
        rows.load(tmp_path / "x.jsonl")


def write_rows(folder: Path) -> None:
    """A file of every name that the recipe draws on."""
    for name in {share.name for share in curriculum.FOUNDATION + curriculum.MAIN}:
        with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            for number, one in enumerate(ROWS * 3):
                answers = [{"text": one.context[a.start : a.end], "start": a.start} for a in one.answers]
                record = {"id": f"{number}", "question": one.question, "context": one.context, "answers": answers}
                file.write(json.dumps(record | {"title": f"Dam{number}"}) + "\n")


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.filterwarnings("ignore")
def test_a_few_steps_a_resumed_run_and_an_export_that_reads(tmp_path: Path) -> None:
    from qa.readers import OnnxReader
    from qa.training.export import export
    from qa.training.model import load_state
    from qa.training.odds import fit
    from qa.training.reader import Settings, train
    from qa.training.restore import restore

    write_rows(tmp_path)
    out = tmp_path / "run"
    settings = Settings(scale=0.002, batch_rows=4, max_steps=3, groups=6)
    weights = train(tmp_path, out, settings)
    assert weights.exists() and train(tmp_path, out, settings) == weights  # the second call finds all steps done
    with pytest.raises(ValueError, match="other settings"):
        train(tmp_path, out, Settings(scale=0.002, batch_rows=4, max_steps=4))
    target = export(weights, tmp_path, tmp_path / "weights", {})
    assert target.stat().st_size < 30_000_000
    again = restore(target)
    for name, exact in load_state(weights).items():
        # half a step of int8 is 0.4 % of the largest; smoothing makes the steps of some inputs many times as large
        assert (again[name] - exact).abs().max() <= 0.2 * exact.abs().max(), name
    (reading,) = OnnxReader(tmp_path / "weights").read(ROWS[0].question, [CONTEXT])
    assert reading.spans and 0 <= reading.no_answer <= 1
    best = Span(reading.spans[0].start, reading.spans[0].end)  # so that one is right, whatever three steps have taught
    told, silent = Row(ROWS[0].question, CONTEXT, (best,), "Dam", "test"), Row("Who?", CONTEXT, (), "Dam", "test")
    assert fit(tmp_path / "weights", [*ROWS, told, silent]).rows == 6


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_one_large_channel_costs_less_when_it_is_smoothed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import onnx
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper

    from qa.training import quantise
    from qa.training.features import Batch

    generator = np.random.default_rng(1)
    table = generator.integers(-127, 128, (50, 8)).astype(np.float32)  # int8 holds it, all but half a step
    gain = np.array([300, 1, 1, 1, 1, 1, 1, 1], np.float32)
    matrix = generator.normal(size=(8, 8)).astype(np.float32)
    matrix[0] /= 300
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["row"]),
        helper.make_node("Mul", ["row", "gain"], ["x"]),
        helper.make_node("MatMul", ["x", "matrix"], ["y"], name="/layer.0/output/dense/MatMul"),
    ]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["r", "t"]) for name in quantise.INPUTS]
    outputs = [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["r", "t", 8])]
    constants = [numpy_helper.from_array(a, n) for n, a in {"table": table, "gain": gain, "matrix": matrix}.items()]
    model = helper.make_model(
        helper.make_graph(nodes, "g", inputs, outputs, constants), opset_imports=[helper.make_opsetid("", 17)]
    )
    onnx.save(model, tmp_path / "exact.onnx")
    ids = np.arange(48).reshape(4, 12)
    seen = Batch(ids, np.ones_like(ids), np.zeros_like(ids), *(np.zeros(0),) * 3)
    feed = dict(zip(quantise.INPUTS, (seen.ids, seen.mask, seen.types), strict=True))
    lost = {}
    for clip in (1.0, quantise.CLIP):  # 1: nothing is smoothed
        monkeypatch.setattr(quantise, "CLIP", clip)
        quantise.quantise(tmp_path / "exact.onnx", tmp_path / "int8.onnx", [seen])
        (y,) = onnxruntime.InferenceSession(tmp_path / "int8.onnx").run(None, feed)
        lost[clip] = float(np.abs(y - table[ids] * gain @ matrix).mean())
    assert 0 < lost[quantise.CLIP] < lost[1.0] / 2


@pytest.mark.slow
def test_pooled_dropout_drops_its_share_while_training_only() -> None:
    import torch

    from qa.training.model import PooledDropout, ReaderNetwork

    torch.manual_seed(1)
    dropout, ones = PooledDropout(0.25), torch.ones(200, 100)
    assert dropout(ones).eq(0).float().mean().item() == pytest.approx(0.25, abs=0.02)
    assert dropout(ones).mean().item() == pytest.approx(1.0, abs=0.03)
    assert dropout.eval()(ones).equal(ones)
    names = {
        name
        for name, one in ReaderNetwork(0.1).encoder.named_modules(remove_duplicate=False)
        if one.__class__ is PooledDropout
    }
    assert len(names) == 13 and not any(".self." in name for name in names)  # embeddings, and two in each of six layers


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_frozen_layers_stay_and_the_others_learn(tmp_path: Path) -> None:
    import torch

    from qa.training.features import features, open_tokenizer
    from qa.training.reader import Run, Settings, Step

    run = Run(Settings(frozen=2, warmup=0.5), tmp_path, 4)
    before = {name: value.clone() for name, value in run.network.state_dict().items()}
    run.advance(Step(list(features(ROWS, open_tokenizer()))))
    after = run.network.state_dict()
    stay = {name for name in before if torch.equal(before[name], after[name])}
    low = {name for name in before if "embeddings" in name or "layer.0." in name or "layer.1." in name}
    assert low <= stay and not any("layer.5" in name and name.endswith("dense.weight") for name in stay)
    assert not any(name.startswith("span") and name.endswith("weight") for name in stay)


@pytest.mark.slow
def test_the_average_of_weights_is_between_them_and_refuses_what_does_not_fit() -> None:
    import torch

    from qa.training.average import average

    one, other = {"w": torch.tensor([0.0, 2.0])}, {"w": torch.tensor([1.0, 4.0])}
    assert average([0.25, 0.75], [one, other])["w"].tolist() == [0.75, 3.5]
    with pytest.raises(ValueError, match="add up"):
        average([0.5, 0.6], [one, other])
    with pytest.raises(ValueError, match="one network"):
        average([0.5, 0.5], [one, {"v": torch.zeros(2)}])
