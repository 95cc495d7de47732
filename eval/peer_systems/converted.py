"""Our reader as a Hugging Face folder for question answering, so that peers read with the same weights."""

# Their libraries are an extra and not typed.
# mypy: disable-error-code="import-not-found,import-untyped,no-untyped-call"

from __future__ import annotations

from pathlib import Path

from eval.peer_systems.reply import missing, stay_offline
from index.embedders import model_folder
from qa.readers import WEIGHTS


def convert_reader(into: Path, weights: Path = WEIGHTS / "reader.onnx") -> Path:
    """Write encoder and span head as BertForQuestionAnswering with MiniLM's tokenizer; the folder written.

    The head for "does this text answer" has no place in that class and is left out: peers judge by spans alone.
    Raises NewsroomError when the libraries are not installed.
    """
    stay_offline()
    try:
        from transformers import AutoConfig, AutoTokenizer, BertForQuestionAnswering

        from qa.training.restore import restore
    except ImportError as error:
        raise missing("the reader for peers", error.name or "a part of it") from error
    base = str(model_folder())
    model = BertForQuestionAnswering(AutoConfig.from_pretrained(base, local_files_only=True))
    names = {"encoder.": "bert.", "span.": "qa_outputs."}
    model.load_state_dict(
        {
            new + name.removeprefix(old): tensor
            for name, tensor in restore(weights).items()
            for old, new in names.items()
            if name.startswith(old)
        }
    )
    model.eval().save_pretrained(into)
    AutoTokenizer.from_pretrained(base, local_files_only=True).save_pretrained(into)
    return into
