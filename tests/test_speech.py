"""Who says so: answers that somebody is said to say, with their speaker shown, named, or lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.gold import Evidence, Question, Range
from eval.speech import is_said, names_speakers, speech
from index.types import Article
from qa.types import Attribution, Citation, Claim

TEXT = "The bridge is safe, engineer Mara Voss said on Monday. It opened in 1962."
SAID = TEXT[: TEXT.index(" It opened")]
ARTICLE = Article("a.txt", None, TEXT, "/a.txt")
NAMED = Attribution("Mara Voss", "engineer", None, "report")


def asked(speakers: tuple[str, ...] = ("Mara Voss", "Voss"), question: str = "Is the bridge safe?") -> Question:
    evidence = Evidence("a.txt", 0, len(SAID), SAID, speakers)
    return Question("q", question, "factoid-what", ("safe",), (evidence,), True)


def claim(end: int = len(SAID), attribution: Attribution | None = NAMED) -> Claim:
    at = TEXT.index("safe")
    return Claim(0.9, (Citation(ARTICLE, 0, end, at, at + 4),), attribution=attribution)


def told(claim: Claim, question: Question, named: bool = True):  # type: ignore[no-untyped-def]
    place = claim.citations[0]
    return speech(question, claim, Range("a.txt", place.start, place.end), named)


def test_a_quote_with_its_speaker_and_a_claim_that_names_it_lose_nothing() -> None:
    found = told(claim(), asked())
    assert found is not None and (found.shown, found.named, found.right, found.stripped) == (True, True, True, False)


def test_a_quote_cut_before_its_speaker_is_stripped() -> None:
    found = told(claim(end=TEXT.index(", engineer")), asked())
    assert found is not None and found.stripped and not found.shown and found.named


@pytest.mark.parametrize("nobody", [None, Attribution(None, None, None, "outlet")])
def test_a_claim_without_its_speaker_is_stripped(nobody: Attribution | None) -> None:
    found = told(claim(attribution=nobody), asked())
    assert found is not None and found.stripped and found.shown and not found.right


def test_another_speaker_is_named_but_not_right() -> None:
    found = told(claim(attribution=Attribution("Jan Orl", None, None, "report")), asked())
    assert found is not None and not found.stripped and found.right is False


def test_a_name_counts_as_whole_words_only() -> None:
    found = told(claim(attribution=Attribution("Vossberg", None, None, "report")), asked())
    assert found is not None and found.right is False


def test_evidence_in_the_outlet_s_own_voice_is_no_speech() -> None:
    assert told(claim(), asked(speakers=())) is None
    elsewhere = replace(asked(), evidence=(replace(asked().evidence[0], doc="b.txt"),))
    assert told(claim(), elsewhere) is None


def test_where_the_gold_names_nobody_a_word_of_saying_tells() -> None:
    unnamed = asked(speakers=())
    found = told(claim(), unnamed, named=False)
    assert found is not None and found.shown and found.right is None
    cut = told(claim(end=TEXT.index(", engineer")), unnamed, named=False)
    assert cut is not None and cut.stripped
    assert told(claim(), asked(speakers=(), question="Who says that it is safe?"), named=False) is None


def test_saying_inside_quotation_marks_is_no_attribution() -> None:
    assert is_said("“It is safe,” she said.") and is_said("According to Voss it is".lower())
    assert not is_said("“She said so herself.” A crack was found.")
    assert not is_said("The bridge opened in 1962.")


def test_a_gold_names_speakers_when_one_of_its_questions_does() -> None:
    assert names_speakers([asked(speakers=()), asked()]) and not names_speakers([asked(speakers=())])
