"""OpenAI's client asks and gets the same answer object; its text holds every quote exactly where it says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import openai
import pytest
from fake_newsroom import HOSTILE, FakeAssistant
from hypothesis import given
from hypothesis import strategies as st
from live import served
from starlette.testclient import TestClient

from index.types import Article
from qa.types import Answer, Citation, Claim
from ui.api import build_api
from ui.completions import model_names
from ui.corpora import Corpora
from ui.prose import prose
from ui.turnstile import Turnstile

KINDS = ["strike who?", "list it", "conflict?", "hostile?", "lines?", "nothing?"]


def without_times(answer: Any) -> Any:
    return {key: value for key, value in answer.items() if key != "took_ms"}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served("quay", "my news (2)") as found:
        yield found


@pytest.fixture
def client(address: str) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{address}/v1", api_key="none is needed", max_retries=0) as made:
        yield made


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def rest(assistant: FakeAssistant) -> TestClient:
    return TestClient(build_api(Corpora({"quay": assistant}), Turnstile()))  # type: ignore[dict-item]


def complete(rest: TestClient, *messages: Any, **more: Any) -> Any:
    return rest.post("/v1/chat/completions", json={"model": "newsroom-qa", "messages": list(messages), **more})


def user(content: Any) -> dict[str, Any]:
    return {"role": "user", "content": content}


@pytest.mark.parametrize("question", KINDS)
def test_openais_client_gets_the_answer_object_and_exact_quotes(client: openai.OpenAI, question: str) -> None:
    made = client.chat.completions.create(model="newsroom-qa", messages=[{"role": "user", "content": question}])
    message = made.choices[0].message
    answer = FakeAssistant().ask(question)
    assert without_times(message.answer) == without_times(answer.to_dict())  # type: ignore[attr-defined]
    cited = [citation for claim in answer.claims for citation in claim.citations] + list(answer.closest)
    marks = [one.url_citation for one in message.annotations or []]
    assert message.content is not None
    assert [message.content[one.start_index : one.end_index] for one in marks] == [one.quote for one in cited]
    assert answer.text in message.content
    assert made.choices[0].finish_reason == "stop"


@pytest.mark.parametrize("question", KINDS)
def test_a_stream_says_the_same_and_ends_with_the_answer_object(client: openai.OpenAI, question: str) -> None:
    messages: Any = [{"role": "user", "content": question}]
    whole = client.chat.completions.create(model="newsroom-qa", messages=messages)
    options: Any = {"include_usage": True}
    sent = list(
        client.chat.completions.create(model="newsroom-qa", messages=messages, stream=True, stream_options=options)
    )
    *pieces, last, usage = sent
    content = "".join(piece.choices[0].delta.content or "" for piece in pieces)
    assert content == whole.choices[0].message.content
    assert without_times(last.choices[0].delta.answer) == without_times(whole.choices[0].message.answer)  # type: ignore[attr-defined]
    assert len(last.choices[0].delta.annotations) == len(whole.choices[0].message.annotations or [])  # type: ignore[attr-defined]
    assert last.choices[0].finish_reason == "stop"
    assert usage.usage == whole.usage and not usage.choices


def test_there_is_one_model_a_corpus(client: openai.OpenAI) -> None:
    models = [model.id for model in client.models.list()]
    assert models == ["newsroom-qa", "newsroom-qa:my-news-2"]
    assert [client.models.retrieve(model).id for model in models] == models
    for model in models:
        assert client.chat.completions.create(model=model, messages=[{"role": "user", "content": "strike?"}])


def test_names_of_models_are_plain_and_differ() -> None:
    assert model_names(["a", "b c", "b(c", "日"]) == {
        "newsroom-qa": "a", "newsroom-qa:b-c": "b c", "newsroom-qa:b-c-2": "b(c", "newsroom-qa:corpus": "日"
    }  # fmt: skip


def test_what_goes_wrong_is_an_error_of_openais_client(client: openai.OpenAI) -> None:
    ask: Any = client.chat.completions.create
    with pytest.raises(openai.NotFoundError, match="choose one of newsroom-qa") as unknown:
        ask(model="gpt-x", messages=[user("strike?")])
    assert unknown.value.code == "model_not_found"
    with pytest.raises(openai.NotFoundError):
        client.models.retrieve("gpt-x")
    with pytest.raises(openai.NotFoundError):
        client.embeddings.create(model="newsroom-qa", input="strike")
    with pytest.raises(openai.BadRequestError, match="empty"):
        ask(model="newsroom-qa", messages=[user(" ")])
    with pytest.raises(openai.InternalServerError, match="something went wrong here"):
        ask(model="newsroom-qa", messages=[user("boom")])


def test_earlier_user_messages_are_the_history_and_the_rest_is_ignored(
    rest: TestClient, assistant: FakeAssistant
) -> None:
    answer = complete(
        rest,
        {"role": "system", "content": "You are a pirate."},
        user("strike who?"),
        {"role": "assistant", "content": None, "tool_calls": [{"id": 1}]},
        {"role": "tool", "content": [{"type": "image_url"}]},
        user([{"type": "text", "text": "When"}, {"type": "text", "text": "was it?"}]),
        {"role": "assistant", "content": "Let me"},
        temperature=0.7, tools=[{"x": 1}], n=1, risk=0.5, user="someone", response_format={"type": "text"},
    )  # fmt: skip
    assert answer.status_code == 200
    assert assistant.asked == [("When\nwas it?", ("strike who?",), 0.5)]


def test_a_long_conversation_keeps_its_last_questions(rest: TestClient, assistant: FakeAssistant) -> None:
    asked = [user(f"strike {number}?") for number in range(80)]
    assert complete(rest, user("x" * 3_000), user(""), *asked).status_code == 200
    assert assistant.asked[0][1] == tuple(f"strike {number}?" for number in range(29, 79))


@pytest.mark.parametrize(
    "body",
    [{}, [], None, {"model": "newsroom-qa"}, {"model": "newsroom-qa", "messages": []}, {"model": 1, "messages": []},
     {"model": "newsroom-qa", "messages": [{"role": "system", "content": "x"}]},
     {"model": "newsroom-qa", "messages": "x"},
     {"model": "newsroom-qa", "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": "x"}]}]},
     {"model": "newsroom-qa", "messages": [{"role": "user", "content": 7}]}, {"model": "newsroom-qa", "messages": [7]},
     {"model": "newsroom-qa", "messages": [{"role": "user", "content": "x" * 2_001}]},
     {"model": "newsroom-qa", "messages": [{"role": "user", "content": "strike?"}], "risk": 7},
     {"model": "newsroom-qa", "messages": [{"role": "user", "content": "strike?"}], "stream": "perhaps"}],
)  # fmt: skip
def test_a_body_that_is_no_conversation_is_refused_in_openais_shape(rest: TestClient, body: Any) -> None:
    response = rest.post("/v1/chat/completions", json=body)
    assert response.status_code == 400
    assert set(response.json()["error"]) == {"message", "type", "param", "code"}
    assert response.json()["error"]["type"] == "invalid_request_error"


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 30_000, b"\xff", b'{"model": "\\ud800"}', b'{"messages": NaN}'])
def test_a_body_that_is_no_json_is_refused_in_openais_shape(rest: TestClient, body: bytes) -> None:
    response = rest.post("/v1/chat/completions", content=body, headers={"content-type": "application/json"})
    assert response.status_code == 400
    assert response.json()["error"]["type"] == "invalid_request_error"


def test_too_many_at_once_are_told_when_to_come_again() -> None:
    client = TestClient(build_api(Corpora({"quay": FakeAssistant()}), Turnstile(1, waiting=-1)))  # type: ignore[dict-item]
    response = complete(client, user("strike?"))
    assert response.status_code == 429
    assert int(response.headers["retry-after"]) > 0
    assert response.json()["error"]["code"] == "rate_limit_exceeded"


def test_usage_counts_what_was_read_and_given(rest: TestClient) -> None:
    little = complete(rest, user("strike who?")).json()["usage"]
    more = complete(rest, {"role": "system", "content": "a " * 500}, user("strike?"), user("strike who?")).json()[
        "usage"
    ]
    assert little["prompt_tokens"] < more["prompt_tokens"] < 20  # what is ignored was not read
    assert little["completion_tokens"] == more["completion_tokens"] > 20
    assert little["total_tokens"] == little["prompt_tokens"] + little["completion_tokens"]


def test_each_event_is_one_line_of_json(rest: TestClient) -> None:
    lines = complete(rest, user("hostile?"), stream=True).text.split("\n\n")
    assert lines[-2:] == ["data: [DONE]", ""]
    for line in lines[:-2]:
        assert json.loads(line.removeprefix("data: "))["object"] == "chat.completion.chunk"


@pytest.mark.parametrize(
    "active", [HOSTILE, "![x](http://evil.example/p.png)", "[x][1]", "a ``` b", "# head", "- item"]
)
def test_what_a_client_could_take_for_markup_is_fenced(active: str) -> None:
    """Nothing in an article may make a chat client load a picture from elsewhere."""
    article = Article("a.txt", None, f"x\n{active}\n", "/a.txt", title=active)
    citation = Citation(article, 2, 2 + len(active), 2, 2 + len(active))
    written = prose(Answer("q", "q", "answer", 0.5, claims=(Claim(0.5, (citation,)),)))
    before = written.content[: written.quoted[0].start].splitlines()[-1]
    after = written.content[written.quoted[0].end :].splitlines()[1]
    assert before == after and set(before) == {"`"} and before not in active
    assert "![" not in written.content.split("Sources:")[1]


def test_a_plain_quote_is_not_fenced() -> None:
    """Negative control of the one above."""
    assert "```" not in prose(FakeAssistant().ask("strike?")).content


@given(st.text(min_size=1, max_size=60), st.text(max_size=30))
def test_every_quote_stands_in_the_text_exactly(text: str, title: str) -> None:
    citation = Citation(Article("a.txt", None, text, "/a.txt", title=title), 0, len(text), 0, len(text))
    for answer in (
        Answer("q", "q", "list", 0.5, "m", (Claim(0.5, (citation, citation)), Claim(0.4, (citation,)))),
        Answer("q", "q", "none", 0.1, "m", closest=(citation,)),
    ):
        written = prose(answer)
        assert len(written.quoted) == (3 if answer.claims else 1)
        assert all(written.content[one.start : one.end] == text for one in written.quoted)
