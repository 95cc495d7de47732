"""Who says so: never a wrong name, always a slice of the article, and always inside the quote."""

from __future__ import annotations

from dataclasses import replace

from eval.attribution import FIELDS, attributions, cases, marked, measure
from index.types import Muted
from qa.analysers import NoAnalyser, SpacyAnalyser
from qa.attribute import attribute
from qa.types import Claim
from qa.voice import MAX_QUOTE

ANALYSER = SpacyAnalyser()


def attributed(text: str) -> Claim:
    return attribute(marked(text), ANALYSER)


def test_the_labelled_sentences_keep_their_precision_and_recall() -> None:
    given = list(cases())
    found, expected = attributions(given, ANALYSER), [case.expected for case in given]
    assert len(given) >= 150
    for field in FIELDS:
        counts = measure(found, expected, field)
        assert counts.precision >= 0.97 and counts.recall >= 0.90, (field, counts)


def test_the_measure_sees_a_speaker_that_is_wrong_or_missing() -> None:
    expected = [case.expected for case in cases()]
    wrong = measure([replace(one, speaker="Nobody") for one in expected], expected, "speaker")
    missing = measure([replace(one, speaker=None) for one in expected], expected, "speaker")
    assert wrong.precision == 0.0 and missing.recall == 0.0 and missing.precision == 1.0


def test_all_that_is_told_of_a_speaker_is_a_slice_of_the_article() -> None:
    for case in cases():
        claim = attribute(case.claim, ANALYSER)
        citation, said = claim.citations[0], claim.attribution
        assert said is not None
        told = [words for words in (said.speaker, said.role, said.via) if words is not None]
        assert all(words and words in citation.article.text for words in told)
        assert said.speaker is None or said.speaker.split()[-1] in citation.quote
        assert said.voice != "outlet" or not told


def test_a_quote_grows_to_hold_the_speaker_of_the_paragraph_before() -> None:
    claim = attributed("Oleg Marin, the harbour master, met the press.¶“[[Forty ships]] are at anchor,” he said.")
    assert claim.citations[0].quote.startswith("Oleg Marin") and claim.text == "Forty ships"


def test_a_quotation_that_the_next_paragraph_only_closes_is_no_error() -> None:
    claim = attributed("“[[Forty ships]] are at anchor, and the pilots are asleep.¶More of them will come by Friday.”")
    assert claim.text == "Forty ships" and claim.attribution is not None and claim.attribution.voice == "quote"


def test_a_quote_never_grows_over_a_muted_line() -> None:
    claim = marked("Oleg Marin met the press.¶Sign up here.¶“[[Forty ships]] are at anchor,” he said.")
    citation = claim.citations[0]
    start = citation.article.text.index("Sign")
    article = replace(citation.article, muted=(Muted(start, start + 13, "sign-up"),))
    muted = attribute(replace(claim, citations=(replace(citation, article=article),)), ANALYSER)
    assert "Sign up" in attribute(claim, ANALYSER).citations[0].quote
    assert muted.citations[0].quote == citation.quote


def test_a_quote_never_grows_beyond_its_limit() -> None:
    long = "Ships come and go. " * 80
    claim = attributed(f"Oleg Marin met the press. {long}¶“[[Forty ships]] are at anchor,” he said.")
    assert len(claim.citations[0].quote) < MAX_QUOTE and "Marin" not in claim.citations[0].quote


def test_two_people_of_one_surname_are_not_told_apart() -> None:
    claim = attributed("Anna Lohr met Gustav Lohr in Sund.¶“[[Forty ships]] are at anchor,” Lohr said.")
    assert claim.attribution is not None and claim.attribution.speaker == "Lohr"


def test_without_an_analysis_only_the_marks_of_quotation_speak() -> None:
    quoted = attribute(marked("“[[Forty ships]] are at anchor,” Oleg Marin said."), NoAnalyser()).attribution
    told = attribute(marked("[[Forty ships]] are at anchor."), NoAnalyser()).attribution
    assert quoted is not None and (quoted.voice, quoted.speaker) == ("quote", None)
    assert told is not None and (told.voice, told.speaker) == ("outlet", None)
