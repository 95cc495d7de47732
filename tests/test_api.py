"""REST answers as the assistant does, refuses in a person's words, and keeps nothing."""

from __future__ import annotations

import asyncio
import json
import re
import threading
import time
from pathlib import Path

import pytest
from fake_newsroom import FakeAssistant
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from index.errors import IndexDamaged
from qa.types import Answer
from ui.api import QUESTION_CHARACTERS, build_api
from ui.corpora import Corpora, corpus_names
from ui.schema import CorporaShape, HitsShape, QuoteShape, WholeArticleShape
from ui.turnstile import Busy, Turnstile

FIELDS = ["question", "history", "risk", "index", "article", "text", "limit", "model", "messages", "role", "content"]


class Broken(FakeAssistant):
    """An assistant whose index was damaged after the start."""

    def ask(self, *_: object, **__: object) -> Answer:
        raise IndexDamaged("/secret/news.index: a checksum does not fit")


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def client(assistant: FakeAssistant) -> TestClient:
    corpora = Corpora({"quay": assistant, "broken": Broken()})  # type: ignore[dict-item]
    return TestClient(build_api(corpora, Turnstile()), raise_server_exceptions=False)


def without_times(answer: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in answer.items() if key != "took_ms"}


@pytest.mark.parametrize("question", ["strike who?", "list it", "conflict?", "hostile?", "lines?", "nothing?"])
def test_the_answer_object_is_the_assistants_own(client: TestClient, question: str) -> None:
    response = client.post("/api/ask", json={"question": question})
    assert response.status_code == 200
    assert without_times(response.json()) == without_times(FakeAssistant().ask(question).to_dict())


def test_history_and_risk_come_with_each_request(client: TestClient, assistant: FakeAssistant) -> None:
    client.post("/api/ask", json={"question": "When?", "history": ["strike who?"], "risk": 1, "index": "quay"})
    client.post("/api/ask", json={"question": "When?"})
    assert assistant.asked == [("When?", ("strike who?",), 1.0), ("When?", (), None)]


@pytest.mark.parametrize(
    "body",
    [{}, {"question": 1}, {"question": None}, {"question": ""}, {"question": "  "}, {"question": "x", "history": "y"},
     {"question": "x", "history": [1]}, {"question": "x", "risk": 2}, {"question": "x", "risk": "1"}, [], "x", 7,
     {"question": "x", "rsik": 1}, {"question": "x", "index": "nowhere"}, {"question": "x", "history": ["y"] * 51}],
)  # fmt: skip
def test_a_body_that_is_no_question_is_refused(client: TestClient, body: object) -> None:
    response = client.post("/api/ask", json=body)
    assert response.status_code == 400
    assert set(response.json()["error"]) == {"message", "do"}


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 30_000, b'{"question": "x", "risk": NaN}', b"null"])
def test_a_body_that_is_no_json_is_refused(client: TestClient, body: bytes) -> None:
    response = client.post("/api/ask", content=body, headers={"content-type": "application/json"})
    assert response.status_code == 400


def test_a_form_of_another_site_is_refused(client: TestClient) -> None:
    response = client.post("/api/ask", content=b'{"question": "strike?"}', headers={"content-type": "text/plain"})
    assert response.status_code == 400


def test_a_question_may_have_2000_characters_and_no_more(client: TestClient) -> None:
    assert client.post("/api/ask", json={"question": "s" * QUESTION_CHARACTERS}).status_code == 200
    assert client.post("/api/ask", json={"question": "s" * (QUESTION_CHARACTERS + 1)}).status_code == 400


def test_half_a_character_is_no_text(client: TestClient) -> None:
    body = b'{"question": "nothing \\ud800 here"}'
    response = client.post("/api/ask", content=body, headers={"content-type": "application/json"})
    assert response.status_code == 400


def test_what_goes_wrong_inside_stays_inside(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    unexpected = client.post("/api/ask", json={"question": "boom my private question"})
    damaged = client.post("/api/ask", json={"question": "strike?", "index": "broken"})
    assert (unexpected.status_code, damaged.status_code) == (500, 503)
    assert "secret" not in unexpected.text + damaged.text
    logged = capsys.readouterr().err
    assert "RuntimeError" in logged and "checksum" in logged
    assert "Traceback" not in logged and "private" not in logged


def test_health_names_the_corpora(client: TestClient) -> None:
    health = client.get("/health").json()
    assert health["status"] == "ok"
    assert [(one["name"], one["articles"]) for one in health["corpora"]] == [("quay", 3), ("broken", 3)]


def test_the_documentation_loads_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/docs").text
    loaded = re.findall(r"""(?:src|href)=["']([^"']+)""", page) + re.findall(r"url: '([^']+)'", page)
    assert loaded and all(address.startswith("/") and not address.startswith("//") for address in loaded)
    assert "https://" not in page and "http://" not in page
    for address in loaded:
        if address.startswith("/docs/"):
            assert client.get(address).status_code == 200
    assert client.get("/docs/redoc.standalone.js").status_code == 404


def test_the_document_names_every_route_and_no_422(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    assert set(document["paths"]) == {
        "/api/ask", "/api/corpora", "/api/search", "/api/show", "/api/quote",
        "/v1/models", "/v1/models/{model}", "/v1/chat/completions",
    }  # fmt: skip
    assert "422" not in json.dumps(document)
    references = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(document)))
    assert references <= set(document["components"]["schemas"])


QUOTE = "The strike was called by Ada Brandt, head of the pilots' union."


def both(client: TestClient, path: str, **values: object) -> dict[str, object]:
    """The answer to a POST, which that to a GET equals."""
    posted = client.post(path, json=values)
    assert posted.status_code == 200
    got = client.get(path, params={name: str(value) for name, value in values.items()})
    assert got.json() == posted.json()
    return dict(posted.json())


def test_search_show_and_quote_give_what_the_command_line_gives(client: TestClient) -> None:
    hits = HitsShape.model_validate(both(client, "/api/search", question="Who called the strike?", limit=2)).hits
    assert [hit.rank for hit in hits] == [1, 2]
    article = WholeArticleShape.model_validate(both(client, "/api/show", article=hits[0].article.id, index="quay"))
    assert article.text[hits[0].start : hits[0].end] == hits[0].text
    quoted = QuoteShape.model_validate(both(client, "/api/quote", text=QUOTE))
    assert quoted.kind == "exact"
    corpora = CorporaShape.model_validate(client.get("/api/corpora").json()).corpora
    assert [(one.name, one.articles) for one in corpora] == [("quay", 3), ("broken", 3)]


@pytest.mark.parametrize(
    ("path", "values", "status"),
    [("/api/search", {}, 400), ("/api/search", {"question": "x", "limit": 0}, 400),
     ("/api/search", {"question": "x", "limit": 101}, 400), ("/api/search", {"question": "x", "more": 1}, 400),
     ("/api/search", {"question": "x", "index": "none"}, 400), ("/api/show", {}, 400),
     ("/api/show", {"article": ""}, 400), ("/api/show", {"article": "../../etc/passwd"}, 404),
     ("/api/quote", {"text": ""}, 400), ("/api/quote", {"text": "x" * 20_001}, 400)],
)  # fmt: skip
def test_what_cannot_be_looked_for_is_refused(
    client: TestClient, path: str, values: dict[str, object], status: int
) -> None:
    for response in (client.post(path, json=values), client.get(path, params=values)):  # type: ignore[arg-type]
        assert response.status_code == status
        assert set(response.json()["error"]) == {"message", "do"}
        assert "passwd" not in response.text


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=5),
        max_leaves=8,
    ),
    st.sampled_from(["/api/ask", "/api/search", "/api/show", "/api/quote", "/v1/chat/completions"]),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_body_makes_the_server_fail(client: TestClient, body: object, path: str) -> None:
    content = json.dumps(body).encode()  # NaN, and halves of surrogate pairs as escapes
    response = client.post(path, content=content, headers={"content-type": "application/json"})
    assert response.status_code in (200, 400, 404) or "boom" in str(body)
    assert response.status_code == 200 or response.json()["error"]["message"]


@pytest.mark.parametrize(
    "text", ["a\0b", "\u202eabc", "x" * 2_000, "a \U000e0001", "'; DROP TABLE passages; --", "* OR NEAR("]
)
def test_any_text_can_be_asked_and_looked_for(client: TestClient, text: str) -> None:
    assert client.post("/api/ask", json={"question": text}).status_code == 200
    assert client.get("/api/search", params={"question": text}).status_code == 200
    assert client.post("/api/quote", json={"text": f"w {text}"}).status_code == 200


def test_too_many_at_once_are_told_when_to_come_again() -> None:
    client = TestClient(build_api(Corpora({"quay": FakeAssistant()}), Turnstile(1, waiting=-1)))  # type: ignore[dict-item]
    response = client.post("/api/ask", json={"question": "strike?"})
    assert response.status_code == 429
    assert int(response.headers["retry-after"]) > 0


def test_the_turnstile_runs_few_lets_some_wait_and_turns_the_rest_away() -> None:
    most, now, lock = [0], [0], threading.Lock()

    def work() -> int:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        time.sleep(0.02)
        with lock:
            now[0] -= 1
        return 1

    async def crowd() -> list[int | BaseException]:
        turnstile = Turnstile(running=2, waiting=3)
        return await asyncio.gather(*(turnstile.run(work) for _ in range(9)), return_exceptions=True)

    results = asyncio.run(crowd())
    assert most[0] == 2
    assert [result for result in results if result == 1] == [1] * 5
    assert sum(isinstance(result, Busy) for result in results) == 4


def test_the_turnstile_is_free_again_after_errors_and_departures() -> None:
    async def visit() -> str:
        turnstile = Turnstile(running=1, waiting=0)
        with pytest.raises(ZeroDivisionError):
            await turnstile.run(lambda: 1 // 0)
        leaving = asyncio.create_task(turnstile.run(lambda: time.sleep(0.05)))
        await asyncio.sleep(0.01)
        leaving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leaving
        return await turnstile.run(lambda: "served")

    assert asyncio.run(visit()) == "served"


def test_whoever_waits_too_long_is_told() -> None:
    async def visit() -> None:
        turnstile = Turnstile(running=1, waiting=1, patience=0.01)
        first = asyncio.create_task(turnstile.run(lambda: time.sleep(0.1)))
        await asyncio.sleep(0.01)
        with pytest.raises(Busy):
            await turnstile.run(lambda: None)
        await first

    asyncio.run(visit())


def test_corpora_are_named_by_their_folders() -> None:
    names = corpus_names([Path("/a/news.index"), Path("/b/news.index"), Path("/a/news.index"), Path("/c/local")])
    assert names == {
        "news.index": Path("/a/news.index"), "news.index (2)": Path("/b/news.index"), "local": Path("/c/local")
    }  # fmt: skip


@pytest.mark.parametrize("path", ["/api/ask", "/api/search", "/api/quote", "/v1/chat/completions"])
def test_what_the_documentation_fills_in_can_be_sent(client: TestClient, path: str) -> None:
    document = client.get("/openapi.json").json()
    shape = document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    (filled,) = document["components"]["schemas"][shape.rpartition("/")[2]]["examples"]
    assert client.post(path, json=filled).status_code == 200
