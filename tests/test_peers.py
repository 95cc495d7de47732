"""Peers: one marking code for all, generous where they cannot abstain, and a clear line where one is not installed."""

from __future__ import annotations

import importlib.util
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typer
from rich.console import Console

import eval.commands_forms as commands
import eval.peers as peers
from eval.blocks import read_block, write_block
from eval.gold import Dialogue, Evidence, Question, Range
from eval.metrics import Given, Said, score
from eval.peer_systems.ours import Ours
from eval.peer_systems.reply import NOTHING, Reply, passages_of, said
from eval.peer_systems.sentences import DenseSentence, WordSentence, sentences_of
from eval.peers import ask_all, behind, best_mark, holds, open_systems, peers_markdown, peers_table, row
from eval.sheet import Gold
from index.build import build
from index.errors import GoldInvalid, NewsroomError
from index.generation import Generation, open_current
from index.types import Passage
from qa.types import Citation
from tests.fake_newsroom import CORPUS, FakeAssistant
from tests.fakes import BRIDGE, HARVEST, STRIKE, FakeEmbedder, write_corpus_folder

CRACKS = "Engineers found cracks in the old bridge at Tarn."
GOLD = Gold(
    "bridge",
    questions=(
        Question("q1", "Where is the old bridge?", "factoid-where", ("Tarn",), (Evidence("b.txt", 0, 9, "x"),), True),
        Question("q2", "Who is king?", "unanswerable", (), (), False),
        Question("q3", "What broke?", "factoid-what", ("cracks",), (Evidence("b.txt", 0, 9, "x"),), True),
    ),
    dialogues=(
        Dialogue(
            "t",
            (
                Question("t1", "Where?", "factoid-where", ("Tarn",), (Evidence("b.txt", 0, 9, "x"),), True),
                replace(
                    Question("t2", "And it?", "factoid-where", ("Tarn",), (Evidence("b.txt", 0, 9, "x"),), True),
                    standalone="And where is the bridge?",
                ),
            ),
        ),
    ),
)


class Fake:
    """A peer that always says the same, of one article; `asked` keeps what it was asked."""

    name = "fake"

    def __init__(self, reply: Reply, remembers: bool = False) -> None:
        self._reply, self.remembers = reply, remembers
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def ask(self, question: str, history: Sequence[str] = ()) -> Reply:
        self.asked.append((question, tuple(history)))
        return self._reply


def saying(text: str, doc: str = "id1", **rest: Any) -> Reply:
    return Reply(Given("answer", (Said(text, (Range(doc, 2, 5),)),)), **rest)


DOCS = {"id1": "b.txt"}
TEXTS = {"b.txt": CRACKS}


def test_a_peer_that_always_answers_wins_what_is_answerable_and_loses_the_rest() -> None:
    found = row("fake", ask_all(Fake(saying("Tarn")), GOLD, DOCS), TEXTS)
    assert found.mark.value == pytest.approx(3 / 5)  # q1 and both turns; not q2, not q3
    assert (found.answered, found.abstained, found.wrong, found.cited) == (1.0, 0.0, pytest.approx(2 / 5), 1.0)
    assert found.by_type == {"factoid-where": 1.0, "factoid-what": 0.0, "unanswerable": 0.0}
    assert found.best_mark is None  # it has no score
    assert found.ece is None  # and no confidence


def test_an_answer_cited_from_another_article_is_lost_though_its_words_are_right() -> None:
    found = row("fake", ask_all(Fake(saying("Tarn", doc="id2")), GOLD, DOCS), TEXTS)
    assert (found.mark.value, found.cited, found.holds) == (0.0, 0.0, 0.0)


def test_a_silent_peer_wins_only_what_is_unanswerable_and_its_best_answer_is_kept_for_the_best_threshold() -> None:
    found = row("fake", ask_all(Fake(saying("Tarn", silent=True, score=0.1)), GOLD, DOCS), TEXTS)
    assert (found.mark.value, found.abstained, found.answered) == (pytest.approx(1 / 5), 1.0, 0.0)
    assert found.best_mark == pytest.approx(3 / 5)
    assert found.wrong is None  # nothing was given


def test_follow_ups_stand_alone_for_a_peer_without_memory_and_come_with_their_history_otherwise() -> None:
    forgetful, remembering = Fake(saying("x")), Fake(saying("x"), remembers=True)
    ask_all(forgetful, GOLD, DOCS)
    ask_all(remembering, GOLD, DOCS)
    assert forgetful.asked[-2:] == [("Where?", ()), ("And where is the bridge?", ())]
    assert remembering.asked[-2:] == [("Where?", ()), ("And it?", ("Where?",))]


def test_the_best_threshold_is_the_best_of_all_thresholds() -> None:
    replies = [saying("Tarn", score=0.9), saying("x", score=0.2), saying("no", score=0.5)]
    marked = [
        peers.Marked(question, replace(reply, given=_named(reply)), score(question, _named(reply)), 1.0)
        for question, reply in zip(GOLD.questions, replies, strict=True)
    ]
    assert best_mark(marked) == pytest.approx(2 / 3)  # only the first is given; by default one of three is won
    turned = [replace(one, reply=replace(one.reply, score=-(one.reply.score or 0))) for one in marked]
    assert best_mark(turned) == pytest.approx(1 / 3)  # a score that is surest where it is wrong does not help
    assert best_mark([]) is None


def _named(reply: Reply) -> Given:
    return Given("answer", tuple(Said(claim.text, (Range("b.txt", 2, 5),)) for claim in reply.given.claims))


def test_confidence_is_measured_over_the_answers_given() -> None:
    found = row("fake", ask_all(Fake(saying("Tarn", confidence=0.9)), GOLD, DOCS), TEXTS)
    assert found.ece == pytest.approx(0.3)  # right in 3 of 5


def test_a_whole_sentence_that_holds_the_answer_is_counted_apart_from_the_mark() -> None:
    long = f"{CRACKS} And then some more words follow here so that it is far too long for a mark."
    place = Range("id1", 0, len(CRACKS))
    reply = Reply(Given("answer", (Said(long, (place,)),)))
    marked = ask_all(Fake(reply), replace(GOLD, dialogues=()), DOCS)
    assert [one.score.mark for one in marked] == [0.0, 0.0, 0.0]
    assert [holds(one, TEXTS) for one in marked] == [True, False, True]
    assert not holds(marked[0], {"b.txt": "Another text of the same article."})
    elsewhere = Reply(Given("answer", (Said("Tarn", (Range("id1", 20, len(CRACKS)),)),)))  # it holds Tarn, too
    assert not any(holds(one, TEXTS) for one in ask_all(Fake(elsewhere), GOLD, DOCS))


def test_own_time_is_taken_where_a_system_tells_it() -> None:
    assert row("fake", ask_all(Fake(saying("x", took_ms=123.0)), GOLD, DOCS), TEXTS).median_ms == 123.0
    assert row("fake", ask_all(Fake(saying("x")), GOLD, DOCS), TEXTS).median_ms < 100.0


def test_the_table_and_the_json_hold_every_figure() -> None:
    found = row("fake", ask_all(Fake(saying("Tarn", score=1.0, confidence=0.9)), GOLD, DOCS), TEXTS)
    page = io.StringIO()
    peers_table("bridge", [found], Console(file=page, width=120))
    for part in ("bridge: 5 questions", "fake", "60.0", "100.0", "30.0", "40.0"):
        assert part in page.getvalue()
    value = json.loads(json.dumps(found.to_dict()))
    assert (value["mark"], value["questions"], value["ece"]) == (pytest.approx(60), 5, pytest.approx(30))
    assert row("none", [], {}).to_dict()["answered"] is None


def test_the_markdown_names_every_figure_in_which_a_peer_is_ahead() -> None:
    ours = replace(row("ours", ask_all(Fake(Reply(NOTHING)), GOLD, DOCS), TEXTS), median_ms=9.0)
    loud = replace(row("loud", ask_all(Fake(saying("Tarn")), GOLD, DOCS), TEXTS), median_ms=9.0)
    shown = peers_markdown("bridge", [ours, loud])
    assert shown.startswith("bridge, 5 questions:") and shown.count("\n|") == 4
    assert shown.endswith("Ahead of ours: mark (loud); answered (loud).")
    assert behind([loud, ours]) == "Ahead of loud: abstained (ours)."
    assert behind([ours, ours]) == "No peer is ahead of ours."


def test_a_block_is_written_again_and_the_rest_stays(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text("a\n<!-- peers -->\nold\n<!-- /peers -->\nz\n", "utf-8")
    assert read_block(page, "peers") == "old"
    write_block(page, "peers", "| new |")
    write_block(page, "peers", "| new |")
    assert page.read_text("utf-8") == "a\n<!-- peers -->\n| new |\n<!-- /peers -->\nz\n"


def test_a_table_goes_wherever_a_file_has_a_block_for_it(tmp_path: Path) -> None:
    short, both = tmp_path / "README.md", tmp_path / "PEERS.md"
    short.write_text("<!-- peers -->\n<!-- /peers -->\n", "utf-8")
    both.write_text("<!-- peers-full-own -->\n<!-- /peers-full-own -->\n<!-- peers -->\n<!-- /peers -->\n", "utf-8")
    assert commands._peers_blocks([short, both], None) == [(short, "peers"), (both, "peers")]
    assert commands._peers_blocks([both], "own") == [(both, "peers-full-own")]
    with pytest.raises(GoldInvalid, match="peers-own"):
        commands._peers_blocks([short], "own")


def test_the_full_table_has_the_marks_by_type() -> None:
    marked = ask_all(Fake(saying("Tarn")), GOLD, DOCS)
    text = peers.peers_full_markdown("bridge", [row("ours", marked, TEXTS)])
    assert "| system | mark | 95 % | best | answered | abstained | wrong | cited | holds | ECE | ms |" in text
    assert "| system | factoid-what | factoid-where | unanswerable |" in text
    assert "No peer is ahead of ours." in text


def test_the_docs_have_their_blocks() -> None:
    docs = Path(__file__).parent.parent / "docs" / "PEERS.md"
    assert read_block(docs, "peers-full") and read_block(docs, "peers-full-development")


@pytest.mark.parametrize("text", ["", "<!-- peers -->", "<!-- /peers --> <!-- peers -->", "<!-- peers -->" * 2])
def test_a_file_without_its_block_is_told_before_anything_is_asked(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(text, "utf-8")
    with pytest.raises(GoldInvalid, match=r"a\.md: a line <!-- peers -->"):
        read_block(tmp_path / "a.md", "peers")


def test_the_readme_has_its_block() -> None:
    assert "| ours |" in read_block(Path(__file__).parent.parent / "README.md", "peers")


# --- The systems


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("peers")
    write_corpus_folder(made / "corpus", {"strike.txt": STRIKE, "bridge.txt": BRIDGE, "harvest.txt": HARVEST})
    build([made / "corpus"], made / "news.index", embedder=FakeEmbedder())
    return made / "news.index"


@pytest.fixture
def generation(folder: Path) -> Generation:
    return open_current(folder)


def test_every_sentence_is_searched_once_and_is_a_slice_of_its_article(generation: Generation) -> None:
    passages = passages_of(generation)
    found = sentences_of([*passages, *passages])
    assert len({(one.article.id, one.start) for one in found}) == len(found) > 5
    assert CRACKS in {one.quote for one in found}


@pytest.mark.parametrize("kind", ["dense", "words"])
def test_plain_search_answers_with_the_sentence_that_shares_most(generation: Generation, kind: str) -> None:
    passages = passages_of(generation)
    peer = DenseSentence(passages, FakeEmbedder()) if kind == "dense" else WordSentence(passages)
    reply = peer.ask("Who found cracks in the old bridge at Tarn?")
    assert reply.given.claims[0].text == CRACKS
    assert reply.score is not None
    assert not reply.silent
    article = next(one for one in generation.articles if one.relative == "bridge.txt")
    (place,) = reply.given.claims[0].citations
    assert article.text[place.start : place.end] == CRACKS


def test_word_search_is_silent_when_no_word_is_shared(generation: Generation) -> None:
    for question in ("Zyx?", '" OR (', ""):
        assert WordSentence(passages_of(generation)).ask(question).silent


def test_ours_gives_its_best_answer_for_the_threshold_and_stays_silent_by_default() -> None:
    assistant = FakeAssistant()
    reply = Ours(assistant).ask("strike?", ("before?",))
    assert (reply.silent, reply.confidence, reply.given.claims[0].text) == (False, 0.93, "Ada Brandt")
    assert assistant.asked == [("strike?", ("before?",), None)]
    assert Ours(assistant).ask("unknown?").silent
    assert assistant.asked[-1] == ("unknown?", (), 1.0)


def test_a_span_is_cited_by_its_whole_sentence() -> None:
    article = CORPUS[0]
    at = article.text.index("Ada Brandt")
    place = Citation(article, at - 4, at + 30, at, at + 10)
    assert said(place) == Given("answer", (Said("Ada Brandt", (Range(article.id, at - 4, at + 30),)),))


# --- The command


def test_a_peer_that_is_not_installed_is_told_before_anything_is_asked(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peers, "find_spec", lambda name: None)
    with pytest.raises(NewsroomError, match=r"haystack is missing.*pip install 'newsroom-qa\[peers\]'") as told:
        open_systems(folder)
    assert "\n" not in str(told.value)
    assert [system.name for system in open_systems(folder, ["bm25"])] == ["BM25 top-1 sentence"]


def test_an_unknown_system_is_told_with_those_there_are(folder: Path) -> None:
    with pytest.raises(NewsroomError, match="--only them: no system has this name; give one of ours, dense, bm25"):
        open_systems(folder, ["them"])


def test_the_command_marks_a_peer_on_anyones_gold(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = BRIDGE.index(CRACKS)
    evidence = {"doc": "bridge.txt", "start": at, "end": at + len(CRACKS), "text": CRACKS}
    questions = [
        {"id": "1", "question": "What was found?", "type": "explain", "answerable": True, "answers": [CRACKS]},
        {"id": "2", "question": "Who is king?", "type": "unanswerable", "answerable": False, "answers": []},
    ]
    questions[0]["evidence"] = [evidence]
    gold = tmp_path / "gold.jsonl"
    gold.write_text("".join(json.dumps(one) + "\n" for one in questions), encoding="utf-8")
    app = typer.Typer(pretty_exceptions_enable=False)
    commands.register(app)
    with pytest.raises(SystemExit):
        app(["peers", "--index", str(folder), "--gold", str(gold), "--only", "bm25", "--json"])
    (found,) = json.loads(capsys.readouterr().out)["systems"]
    assert (found["name"], found["questions"], found["answered"]) == ("BM25 top-1 sentence", 2, 100.0)
    assert found["mark"] == found["by_type"]["explain"] / 2 + found["by_type"]["unanswerable"] / 2


# --- The real ones, where they are installed

MISSING = [
    name for name in ("haystack", "haystack_integrations", "txtai", "onnx") if not importlib.util.find_spec(name)
]


@pytest.mark.slow
@pytest.mark.skipif(bool(MISSING), reason=f"the extra 'peers' is not installed ({', '.join(MISSING)} missing)")
@pytest.mark.filterwarnings("ignore")  # theirs are not ours to mend
def test_haystack_and_txtai_read_with_our_reader_and_cite_their_passage(tmp_path: Path) -> None:
    from eval.peer_systems.converted import convert_reader
    from eval.peer_systems.haystack_system import Haystack
    from eval.peer_systems.txtai_system import Txtai

    article = next(one for one in CORPUS if one.relative == "strike.txt")
    passages = [Passage(article, 0, len(article.text))]
    reader = convert_reader(tmp_path / "reader")
    for peer in (Haystack(passages, reader), Txtai(passages, reader)):
        reply = peer.ask("Who called the strike?")
        assert "Ada Brandt" in reply.given.claims[0].text, peer.name
        (place,) = reply.given.claims[0].citations
        assert reply.given.claims[0].text in article.text[place.start : place.end]
        assert reply.score is not None
