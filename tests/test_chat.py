"""The chat: what the page gets is escaped, exact, and all that the server knows comes with each event."""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import replace
from typing import Any

import pytest
from fake_newsroom import HOSTILE, FakeAssistant
from hypothesis import given
from hypothesis import strategies as st
from parsed import Page

from index.types import Article, Muted
from qa.types import Answer, Attribution, Citation, When
from ui.api import Asking
from ui.article import article_html
from ui.cited import place_value
from ui.converse import converse
from ui.corpora import Corpora
from ui.sealed import seal
from ui.turn import answer_html
from ui.turnstile import Turnstile
from ui.words import date_words

KINDS = ["strike?", "list?", "conflict?", "hostile?", "lines?", "nothing?"]
OWN_TAGS = set("div p span mark bdi blockquote button details summary ul ol li h2 a table thead tbody tr th td".split())


@pytest.fixture
def corpora() -> Corpora:
    return Corpora({"quay": FakeAssistant(), "delta": FakeAssistant()})  # type: ignore[dict-item]


def ask(corpora: Corpora, question: str, history: list[str] | None = None, corpus: str | None = "quay") -> list[Any]:
    """All that the page is sent for one question, in order."""

    async def collect() -> list[Any]:
        asking = Asking(question=question, history=history or [], index=corpus)
        return [json.loads(line) async for line in converse(corpora, Turnstile(), asking)]

    return asyncio.run(collect())


@pytest.mark.parametrize("question", KINDS)
def test_every_quote_of_a_turn_is_exactly_the_quote(question: str) -> None:
    answer = FakeAssistant().ask(question)
    page = Page(answer_html(answer, "quay"))
    cited = [citation for claim in answer.claims for citation in claim.citations]
    cited += [claim.citations[0] for claim in answer.alternatives] + list(answer.closest)
    assert page.all("quoted") == [citation.quote for citation in cited]
    assert page.all("span") == [citation.answer for citation in cited if answer.answered]
    assert page.all("answer") == [claim.text for claim in answer.claims]


@pytest.mark.parametrize("question", KINDS)
def test_the_highlight_in_the_article_is_exactly_the_quote(question: str) -> None:
    answer = FakeAssistant().ask(question)
    for citation in [citation for claim in answer.claims for citation in claim.citations] + list(answer.closest):
        page = Page(article_html(citation))
        assert page.all("quote") == [citation.quote]
        assert page.all("span") == ([citation.answer] if answer.answered else [])
        assert page.all("text") == [citation.article.text]


@given(
    st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), min_size=1, max_size=80),
    st.lists(st.integers(0, 79), min_size=8, max_size=8),
)
def test_the_article_keeps_every_character_whatever_is_quoted_and_muted(text: str, at: list[int]) -> None:
    start, answer_start, answer_end, end = sorted(place % (len(text) + 1) for place in at[:4])
    if answer_start == answer_end:
        return
    a, b, c, d = sorted(place % (len(text) + 1) for place in at[4:])
    article = Article("a.txt", None, text, "/a.txt", muted=(Muted(a, b, "one"), Muted(c, d, "two")))
    page = Page(article_html(Citation(article, start, end, answer_start, answer_end)))
    assert page.all("text") == [text]
    assert page.all("quote") == [text[start:end]]
    assert (
        "".join(page.all("muted")) == text[a:b] + text[c:d] or start < b or start < d
    )  # a quote may cut a muted range


def test_muted_text_carries_its_rule() -> None:
    citation = FakeAssistant().ask("strike").claims[0].citations[0]
    assert Page(article_html(citation)).all("muted") == ["Sign up for our newsletter"]
    assert 'title="newsletter"' in article_html(citation)


@pytest.mark.parametrize("question", KINDS)
def test_no_article_and_no_question_adds_a_tag_or_an_attribute(question: str) -> None:
    asked = f"{question} <script>alert(1)</script> {HOSTILE}"
    answer = FakeAssistant().ask(asked)
    markup = [answer_html(answer, HOSTILE)]
    markup += [article_html(claim.citations[0]) for claim in answer.claims]
    for page in map(Page, markup):
        assert page.tags <= OWN_TAGS
        assert page.attributes <= {
            "class",
            "dir",
            "type",
            "value",
            "title",
            "tabindex",
            "href",
            "rel",
            "target",
            "scope",
        }


def test_only_web_addresses_become_links() -> None:
    for url, linked in (
        ("https://x.example/?a=1&b='", True),
        ("javascript:alert(1)", False),
        ("", False),
        (None, False),
    ):
        article = Article("a.txt", None, "Some text.", "/a.txt", url=url)
        assert ('rel="noreferrer noopener"' in article_html(Citation(article, 0, 10, 0, 4))) == linked


def test_a_copy_is_said_to_be_one_origin() -> None:
    page = Page(answer_html(FakeAssistant().ask("strike?"), "quay"))
    assert "2 articles, 1 origin" in page.all("chip origins")
    assert page.all("chip confidence high") == ["almost certain (0.93)"]


def test_the_stages_are_told_before_the_answer(corpora: Corpora) -> None:
    *stages, last = ask(corpora, "strike who?")
    assert [stage["doing"] for stage in stages] == ["Searching 3 articles…"]
    assert last["answer"]["text"] == "Ada Brandt"
    assert Page(last["html"]).all("quoted")[0] == last["answer"]["claims"][0]["citations"][0]["quote"]
    assert last["place"].endswith("|quay")


def test_the_answer_is_the_one_of_the_assistant(corpora: Corpora) -> None:
    for question in KINDS:
        told = ask(corpora, question)[-1]["answer"]
        assert told == json.loads(json.dumps(FakeAssistant().ask(question).to_dict()))


def test_a_sentence_with_two_answers_in_it_is_one_place() -> None:
    claim = FakeAssistant().ask("strike?").claims[0]
    first = claim.citations[0]
    again = replace(first, answer_start=first.answer_start + 4)  # "Brandt"
    answer = replace(
        FakeAssistant().ask("strike?"), claims=(replace(claim, citations=(first, again)),), alternatives=()
    )
    assert Page(answer_html(answer, "quay")).all("quoted") == [first.quote]


def test_the_earlier_questions_come_with_each_one(corpora: Corpora) -> None:
    ask(corpora, "strike who?", ["a", "b"])
    assistant: FakeAssistant = corpora.find("quay")  # type: ignore[assignment]
    assert assistant.asked[-1][:2] == ("strike who?", ("a", "b"))


def test_an_empty_question_is_told_what_to_do(corpora: Corpora) -> None:
    (last,) = (line for line in ask(corpora, "  ") if "doing" not in line)
    assert last["error"].startswith("The question is empty")


def test_sixteen_at_once_get_the_answers_of_one_after_another(corpora: Corpora) -> None:
    questions = [KINDS[number % len(KINDS)] for number in range(16)]
    alone = {question: FakeAssistant().ask(question).to_dict() for question in KINDS}

    async def together() -> list[Any]:
        turnstile = Turnstile(running=2)

        async def one(question: str) -> Any:
            asking = Asking(question=question, index="quay")
            return [json.loads(line) async for line in converse(corpora, turnstile, asking)][-1]

        return await asyncio.gather(*map(one, questions))

    told = asyncio.run(together())
    assert [one["answer"] for one in told] == [json.loads(json.dumps(alone[question])) for question in questions]


def test_who_stops_waiting_frees_the_turnstile(corpora: Corpora) -> None:
    assistant: FakeAssistant = corpora.find("quay")  # type: ignore[assignment]
    assistant.seconds = 0.2

    async def stop() -> bool:
        turnstile = Turnstile(running=1)
        lines = converse(corpora, turnstile, Asking(question="strike?", index="quay"))
        await anext(lines)
        await lines.aclose()
        await asyncio.sleep(0.5)
        return turnstile.is_busy

    assert not asyncio.run(stop())


def test_who_says_so_when_and_whether_are_chips() -> None:
    claim = FakeAssistant().ask("strike?").claims[0]
    said = replace(
        claim,
        attribution=Attribution("Ada Brandt", "head of the union", "Telegram", "quote"),
        when=When("on Tuesday", "2024-05-14", "day", True),
        polarity="yes",
    )
    page = Page(answer_html(Answer("q", "q", "answer", 0.9, claims=(said,)), "quay"))
    assert page.all("chip says quote") == ["Says: Ada Brandt, head of the union, via Telegram (quoted)"]
    assert page.all("chip when") == ["14 May 2024, worked out from “on Tuesday”"]
    assert page.all("polarity yes") == ["Yes"]
    silent = replace(claim, attribution=Attribution(None, None, None, "outlet"))
    page = Page(answer_html(Answer("q", "q", "answer", 0.9, claims=(silent,)), "quay"))
    assert page.all("chip says outlet") == ["Says: the outlet itself"]


def test_a_conflict_is_a_table_with_a_row_for_each_side() -> None:
    markup = answer_html(FakeAssistant().ask("conflict?"), "quay")
    assert markup.count('<th scope="row"') == 2
    assert markup.count('<th scope="col"') == 3


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2024", "2024"),
        ("2024-05", "May 2024"),
        ("2024-05-04", "4 May 2024"),
        ("2024-05-04T06:30:00Z", "4 May 2024, 06:30"),
        ("2024-13-40", "2024-13-40"),
        ("last week", "last week"),
        ("", ""),
    ],
)
def test_a_date_is_written_as_far_as_it_is_known(iso: str, words: str) -> None:
    assert date_words(iso) == words


@pytest.mark.parametrize(("question", "corpus"), [("boom", "quay"), ("strike?", "nowhere")])
def test_what_goes_wrong_is_said_without_secrets(
    corpora: Corpora, capsys: pytest.CaptureFixture[str], question: str, corpus: str
) -> None:
    *_, last = ask(corpora, question, corpus=corpus)
    assert last["error"]
    assert "/etc/passwd" not in str(last) + capsys.readouterr().err


def test_a_citation_opens_its_article_and_a_stale_one_says_so(corpora: Corpora) -> None:
    seal()
    from ui.chat import Chat

    citation = FakeAssistant().ask("lines?").claims[0].citations[0]
    chat = Chat(corpora, Turnstile())
    assert Page(chat.show(place_value(citation, "delta"))).all("quote") == [citation.quote]
    for stale in (
        "|",
        "a|b",
        f"{citation.article.id}|0|99999|0|1|quay",
        "0" * 16 + "|0|1|0|1|quay",
        "x|0|1|0|1|nowhere",
    ):
        assert "no longer in the index" in chat.show(stale)


def test_an_abstention_clears_the_source(corpora: Corpora) -> None:
    seal()
    from ui.chat import Chat

    chat = Chat(corpora, Turnstile())
    assert "No article answers this" in chat.show(ask(corpora, "nothing?")[-1]["place"])
    assert "Ask a question" in chat.show("")


def test_the_environment_cannot_open_gradio_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADIO_SHARE", "True")
    monkeypatch.setenv("GRADIO_ALLOWED_PATHS", "/")
    monkeypatch.setenv("GRADIO_ANALYTICS_ENABLED", "True")
    seal()
    assert not {"GRADIO_SHARE", "GRADIO_ALLOWED_PATHS"} & set(os.environ)
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"


def test_a_list_names_its_items() -> None:
    answer: Answer = FakeAssistant().ask("list?")
    page = Page(answer_html(answer, "quay"))
    assert len(page.all("side")) == 2
    assert page.all("understood") == ["list everything"]
    assert page.all("note") == ["a note"]
