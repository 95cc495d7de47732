"""A reader that the user names, here our own weights written in Hugging Face's form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.peer_systems.converted import convert_reader
from index.errors import ModelMissing
from qa.readers import OnnxReader, open_reader

pytestmark = pytest.mark.slow  # imports torch and transformers

TEXTS = [
    "The dam at Korrin held. Its keeper, Ada Brook, said nearly 9,000 people had left by Friday.",
    "A new library was opened in the old harbour hall.",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return convert_reader(tmp_path_factory.mktemp("reader"))


def test_a_named_model_reads_as_the_same_weights_do_here(folder: Path) -> None:
    named, ours = (one.read("Who is the keeper of the dam?", TEXTS) for one in (open_reader(folder), OnnxReader()))
    said, other = (reading[0].spans[0] for reading in (named, ours))
    # Rounding moves spans of the text that does not answer, hardly those of the one that does.
    assert TEXTS[0][said.start : said.end] == TEXTS[0][other.start : other.end] == "Ada Brook"
    assert named[0].no_answer < named[1].no_answer


def test_the_environment_names_a_reader(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_READER", str(folder))
    assert type(open_reader()).__name__ == "NamedReader"


def test_a_folder_without_a_question_answering_model_is_one_clear_error(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"no config\.json"):
        open_reader(tmp_path)
    for name in ("config.json", "tokenizer.json", "tokenizer_config.json"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    with pytest.raises(ModelMissing, match="cannot be opened"):
        open_reader(tmp_path)


def test_a_model_whose_head_was_never_trained_is_refused(folder: Path, tmp_path: Path) -> None:
    from safetensors.numpy import load_file, save_file

    for name in ("config.json", "tokenizer.json", "tokenizer_config.json"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    kept = {name: value for name, value in load_file(folder / "model.safetensors").items() if "qa_outputs" not in name}
    save_file(kept, tmp_path / "model.safetensors", metadata={"format": "pt"})
    assert json.loads((tmp_path / "config.json").read_text("utf-8"))
    with pytest.raises(ModelMissing, match="no trained qa_outputs"):
        open_reader(tmp_path)
