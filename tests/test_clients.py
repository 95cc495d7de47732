"""Clients of OpenAI, MCP and Gradio, REST and the page: the same questions and answer objects, with the real models."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest
from gradio_client import Client as GradioClient
from live import files_of, serving, shelved
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from eval.sample import __file__ as sample
from ui.corpora import Corpora
from ui.measure import page, rest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
# An answer, a follow-up to it, sides, a list, silence: each with its history.
ASKED: dict[str, list[str]] = {
    "Who said the gates were opened without a telephone call?": [],
    "When did he say so?": ["Who said the gates were opened without a telephone call?"],
    "How many gates of the Korrin dam were opened?": [],
    "Which parties have seats in the new parliament?": [],
    "What is the capital of Portugal?": [],
}
Ask = Callable[[str, list[str]], Any]


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Corpora:
    articles = files_of(Path(sample).parent / "corpus")
    return shelved(tmp_path_factory.mktemp("clients"), {"sample": articles})


@pytest.fixture(scope="module")
def address(corpora: Corpora) -> Iterator[str]:
    with serving(corpora) as where:
        yield where


@pytest.fixture(scope="module")
def expected(corpora: Corpora) -> list[dict[str, Any]]:
    """What the assistant itself says."""
    answers = [corpora.find("").ask(question, history) for question, history in ASKED.items()]
    assert {answer.kind for answer in answers} == {"answer", "conflict", "list", "none"}
    assert answers[1].searched != answers[1].question
    return [plain(answer.to_dict()) for answer in answers]


def plain(answer: Any) -> dict[str, Any]:
    return {key: value for key, value in dict(answer).items() if key != "took_ms"}


def asked(ask: Ask) -> list[dict[str, Any]]:
    return [plain(ask(question, history)) for question, history in ASKED.items()]


def test_openais_client_gets_the_answer_object(address: str, expected: list[dict[str, Any]]) -> None:
    with openai.OpenAI(base_url=f"{address}/v1", api_key="none is needed", max_retries=0) as client:

        def ask(question: str, history: list[str]) -> Any:
            messages: Any = [{"role": "user", "content": said} for said in (*history, question)]
            made = client.chat.completions.create(model="newsroom-qa", messages=messages)
            return made.choices[0].message.answer  # type: ignore[attr-defined]

        assert asked(ask) == expected


def test_gradios_client_gets_the_answer_object(address: str, expected: list[dict[str, Any]]) -> None:
    client = GradioClient(address, verbose=False)
    try:
        assert asked(lambda question, history: client.predict(question, history, api_name="/ask")) == expected
    finally:
        client.close()


@pytest.mark.parametrize("over", ["http", "stdio"])
def test_the_client_of_mcp_gets_the_answer_object(
    address: str, corpora: Corpora, expected: list[dict[str, Any]], over: str
) -> None:
    command = ["-m", "ui.cli", "mcp", "--index", str(corpora.find("").index)]

    async def ask_all() -> list[dict[str, Any]]:
        stdio = StdioServerParameters(command=sys.executable, args=command)
        async with Client(f"{address}/mcp" if over == "http" else stdio_client(stdio)) as client:
            return [
                plain((await client.call_tool("ask", {"question": question, "history": history})).structured_content)
                for question, history in ASKED.items()
            ]

    with ThreadPoolExecutor(1) as beside:  # a loop of its own: Playwright's may be running in this thread
        assert beside.submit(asyncio.run, ask_all()).result() == expected


def test_rest_and_the_page_give_it_too(address: str, expected: list[dict[str, Any]]) -> None:
    with httpx.Client(base_url=address, timeout=120) as client:
        assert asked(lambda question, history: rest(client, question, history)) == expected
        assert asked(lambda question, history: page(client, question, history)) == expected
