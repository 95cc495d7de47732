"""Thumbs: what is kept is what the assistant really says, where `qa eval new` reads it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fake_newsroom import FakeAssistant
from fastapi.testclient import TestClient

from eval.feedback import feedback_file, read_feedback
from ui.api import build_api
from ui.corpora import Corpora
from ui.facts import add_facts
from ui.thumbs import add_thumbs
from ui.turnstile import Turnstile


@pytest.fixture
def assistant(tmp_path: Path) -> FakeAssistant:
    made = FakeAssistant()
    made.index = tmp_path / "news.index"
    return made


@pytest.fixture
def client(assistant: FakeAssistant) -> TestClient:
    corpora, turnstile = Corpora({"quay": assistant}), Turnstile()  # type: ignore[dict-item]
    app = build_api(corpora, turnstile)
    add_thumbs(app, corpora, turnstile)
    add_facts(app, corpora, turnstile)
    return TestClient(app)


def give(client: TestClient, question: str, verdict: str, fingerprint: str | None = None) -> Any:
    answer = FakeAssistant().ask(question)
    shown = answer.claims[0].citations[0].fingerprint if answer.claims else ""
    sent = {"question": question, "history": [], "verdict": verdict}
    return client.post("/chat/thumb", json={**sent, "fingerprint": shown if fingerprint is None else fingerprint})


def test_a_thumb_is_read_by_the_benchmark(client: TestClient, assistant: FakeAssistant) -> None:
    assert give(client, "strike: who?", "up").json() == {"kept": "up"}
    assert give(client, "nothing?", "down").status_code == 200
    kept = read_feedback(feedback_file(assistant.index))
    assert [(one.question, one.verdict, one.text) for one in kept.thumbs] == [
        ("strike: who?", "up", "Ada Brandt"),
        ("nothing?", "down", ""),
    ]
    assert kept.complaints == ()


def test_a_follow_up_is_kept_as_it_was_understood(client: TestClient, assistant: FakeAssistant) -> None:
    give(client, "list: both", "up")
    assert read_feedback(feedback_file(assistant.index)).thumbs[0].question == "list everything"


def test_an_answer_that_is_no_longer_given_is_not_judged(client: TestClient, assistant: FakeAssistant) -> None:
    given = give(client, "strike: who?", "up", "sha256:0")
    assert given.status_code == 409
    assert "changed" in given.json()["error"]
    assert not feedback_file(assistant.index).exists()


def test_a_folder_that_cannot_be_written_is_said(client: TestClient, assistant: FakeAssistant) -> None:
    assistant.index = Path("/nowhere/at/all/news.index")
    assert give(client, "strike: who?", "up").status_code == 503


@pytest.mark.parametrize("verdict", ["", "sideways", None])
def test_there_are_two_verdicts(client: TestClient, verdict: Any) -> None:
    assert client.post("/chat/thumb", json={"question": "q", "verdict": verdict}).status_code in (400, 422)


def test_the_facts_name_what_the_page_offers(client: TestClient) -> None:
    facts = client.get("/chat/facts").json()
    assert facts["corpora"] == ["quay"]
    assert facts["articles"] == 3
    assert facts["coverage"] == []
    assert client.get("/chat/facts?corpus=nowhere").json()["articles"] is None
