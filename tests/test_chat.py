"""The chat: what the page gets is escaped, exact, and all that the server knows comes with each event."""

from __future__ import annotations

import asyncio
import json
import os
from html.parser import HTMLParser

import pytest
from fake_newsroom import HOSTILE, FakeAssistant
from hypothesis import given
from hypothesis import strategies as st

from index.types import Article, Muted
from qa.types import Answer, Citation
from ui.article import article_html
from ui.corpora import Corpora
from ui.sealed import seal
from ui.turn import answer_html, failed_html, pending_html, place_value
from ui.turnstile import Turnstile
from ui.welcome import welcome_html

KINDS = ["strike?", "list?", "conflict?", "hostile?", "lines?", "nothing?"]
OWN_TAGS = set("div p span mark bdi blockquote button details summary ul ol li h2 a".split())


class Page(HTMLParser):
    """The tags of the page, and the text inside each element that has a class."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.inside: list[tuple[str, str]] = []
        self.texts: list[tuple[str, list[str]]] = []
        self._open: list[list[str]] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self._open.append([])
        self.texts.append((str(dict(attrs).get("class")), self._open[-1]))

    def handle_endtag(self, tag: str) -> None:
        ended = self._open.pop()
        if self._open:
            self._open[-1].extend(ended)

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1].append(data)

    def all(self, name: str) -> list[str]:
        """The texts of the elements of a class, in order."""
        return ["".join(parts) for found, parts in self.texts if found == name]


@pytest.fixture
def corpora() -> Corpora:
    return Corpora({"quay": FakeAssistant(), "delta": FakeAssistant()})  # type: ignore[dict-item]


def ask(corpora: Corpora, question: str, earlier: str = "[]", corpus: str | None = "quay") -> list[list[object]]:
    """All that one event sends to the page, in order: turn, article, question box, earlier questions."""
    seal()
    from ui.chat import Chat

    async def collect() -> list[list[object]]:
        return [sent async for sent in Chat(corpora, Turnstile()).ask(question, earlier, corpus)]

    return asyncio.run(collect())


@pytest.mark.parametrize("question", KINDS)
def test_every_quote_of_a_turn_is_exactly_the_quote(question: str) -> None:
    answer = FakeAssistant().ask(question)
    page = Page(answer_html("turn-1", question, answer, "quay"))
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
    markup = [
        answer_html("turn-1", asked, answer, HOSTILE),
        pending_html("t", asked, 5),
        failed_html("t", asked, HOSTILE),
    ]
    markup += [article_html(claim.citations[0]) for claim in answer.claims]
    for page in map(Page, markup):
        assert page.tags <= OWN_TAGS
        assert page.attributes <= {"class", "id", "dir", "type", "value", "title", "tabindex", "href", "rel", "target"}
    assert not any("\n" in one for one in markup)  # Markdown leaves one line of HTML alone


def test_only_web_addresses_become_links() -> None:
    for url, linked in (
        ("https://x.example/?a=1&b='", True),
        ("javascript:alert(1)", False),
        ("", False),
        (None, False),
    ):
        article = Article("a.txt", None, "Some text.", "/a.txt", url=url)
        assert ("<a " in article_html(Citation(article, 0, 10, 0, 4))) == linked


def test_a_copy_is_said_to_be_one_origin() -> None:
    page = Page(answer_html("t", "strike?", FakeAssistant().ask("strike?"), "quay"))
    assert "2 articles, 1 origin" in page.all("chip origins")
    assert page.all("chip confidence high") == ["almost certain (0.93)"]


def test_the_question_stands_there_before_its_answer_and_is_replaced_by_it(corpora: Corpora) -> None:
    first, last = ask(corpora, "strike who?")
    assert "Searching 3 articles" in str(first[0])
    identity = str(first[0]).split('id="')[1].split('"')[0]
    assert f'id="{identity}"' in str(last[0])
    assert Page(str(last[1])).all("quote")


def test_the_earlier_questions_come_with_each_event_and_go_back_longer(corpora: Corpora) -> None:
    *_, last = ask(corpora, "strike who?", json.dumps(["a", "b"]))
    assert json.loads(str(last[3])) == ["a", "b", "strike who?"]
    assistant: FakeAssistant = corpora.find("quay")  # type: ignore[assignment]
    assert assistant.asked[-1][:2] == ("strike who?", ("a", "b"))


@pytest.mark.parametrize("earlier", ["", "{", "[1, null]", '{"a": 1}', "[" * 50_000, json.dumps(["x" * 9_000])])
def test_a_broken_history_is_no_history(corpora: Corpora, earlier: str) -> None:
    assert json.loads(str(ask(corpora, "strike?", earlier)[-1][3])) == ["strike?"]


def test_the_history_never_outgrows_what_the_guard_lets_in(corpora: Corpora) -> None:
    earlier = "[]"
    for _ in range(60):
        earlier = str(ask(corpora, "strike " + "é" * 1_990, earlier)[-1][3])
    assert len(earlier) < 45_000
    assert json.loads(earlier)


def test_an_abstention_clears_the_source(corpora: Corpora) -> None:
    assert "No article answers this" in str(ask(corpora, "nothing?")[-1][1])


def test_an_empty_question_changes_nothing(corpora: Corpora) -> None:
    (only,) = ask(corpora, "  ")
    assert all("__type__" in str(part) for part in only)


@pytest.mark.parametrize(("question", "corpus"), [("boom", "quay"), ("strike?", "nowhere")])
def test_what_goes_wrong_is_said_without_secrets(
    corpora: Corpora, capsys: pytest.CaptureFixture[str], question: str, corpus: str
) -> None:
    *_, last = ask(corpora, question, corpus=corpus)
    assert 'class="failed"' in str(last[0])
    assert "/etc/passwd" not in str(last[0]) + capsys.readouterr().err


def test_a_citation_opens_its_article_and_a_stale_one_says_so(corpora: Corpora) -> None:
    seal()
    from ui.chat import Chat

    citation = FakeAssistant().ask("lines?").claims[0].citations[0]
    chat = Chat(corpora, Turnstile())
    assert Page(chat.show(place_value(citation, "delta"))).all("quote") == [citation.quote]
    for stale in (
        "",
        "a|b",
        f"{citation.article.id}|0|99999|0|1|quay",
        "0" * 16 + "|0|1|0|1|quay",
        "x|0|1|0|1|nowhere",
    ):
        assert "no longer in the index" in chat.show(stale)


def test_the_welcome_counts_and_offers_what_the_assistant_offers(corpora: Corpora) -> None:
    assert "3 articles" in welcome_html(corpora)
    assert "example" not in welcome_html(corpora)
    corpora.find("quay").examples = ("Who <b>called</b> it?",)  # type: ignore[attr-defined]
    assert Page(welcome_html(corpora)).all("example") == ["Who <b>called</b> it?"]


def test_the_environment_cannot_open_gradio_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADIO_SHARE", "True")
    monkeypatch.setenv("GRADIO_ALLOWED_PATHS", "/")
    monkeypatch.setenv("GRADIO_ANALYTICS_ENABLED", "True")
    seal()
    assert not {"GRADIO_SHARE", "GRADIO_ALLOWED_PATHS"} & set(os.environ)
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"


def test_a_list_names_its_items() -> None:
    answer: Answer = FakeAssistant().ask("list?")
    page = Page(answer_html("t", "list?", answer, "quay"))
    assert len(page.all("side")) == 2
    assert page.all("searched") == ["Understood as: list everything"]
    assert page.all("note") == ["a note"]
