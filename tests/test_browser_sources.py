"""Sources and the corpus page in a real browser: each flow, nothing in the console, nothing asked of another origin."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import Heard, ask, picture, visit, visitor
from live import TRAMS, files_of, serving, shelved
from printed import single

from eval.sample import __file__ as sample
from ui.corpora import Corpora

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]
SAMPLE = Path(sample).parent
SHARED = Path(__file__).parent.parent.parent / "shared"
# One story in two outlets, with something muted, an author and a link to the original.
STORY = (
    "The weir at Ostwick will be rebuilt by autumn, said Mayor Lena Ross on Monday. The old one was carried away in "
    "the flood of March, when the river rose by two metres in a single night and took three boats along with it.\n\n"
)
LINES = "Sign up for our newsletter\n\n"
RECORDS = [
    {"id": outlet, "title": title, "outlet": outlet, "published": date, "author": author,
     "url": f"https://example.org/{outlet}", "text": STORY + LINES + STORY.replace("by autumn", "soon")}
    for outlet, title, date, author in (
        ("Quay Courier", "Weir to be rebuilt", "2024-05-14", "Ida Holm"),
        ("Delta Post", "Ostwick rebuilds its weir", "2024-05-15", "Otto Brill"),
    )
]  # fmt: skip


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Corpora:
    """The sample corpus, copied, for it is changed here; a smaller one, and one with a story in two outlets."""
    sample = {**files_of(SAMPLE / "corpus"), "strike.pdf": single(0)}
    story = {"story.jsonl": "".join(json.dumps(record) + "\n" for record in RECORDS)}
    home = tmp_path_factory.mktemp("sources")
    return shelved(home, {"sample": sample, "small": {"small.txt": TRAMS}, "story": story})


@pytest.fixture(scope="module")
def address(corpora: Corpora) -> Iterator[str]:
    with serving(corpora) as where:
        yield where


@pytest.fixture
def page(page: Any) -> Any:
    page.set_default_timeout(300_000)
    return page


def questions(path: Path) -> list[str]:
    return [json.loads(line)["question"] for line in path.read_text("utf-8").splitlines() if line.strip()]


def highlighted(page: Any, address: str, assistant: Any, asked: list[str], corpus: str) -> tuple[int, set[str]]:
    """Open every citation of every answer by its permalink and compare; how many, in which formats."""
    from ui.permalink import permalink

    seen: dict[str, Any] = {}
    for question in asked:
        answer = assistant.ask(question, risk=1.0)
        shown = [citation for claim in (*answer.claims, *answer.alternatives) for citation in claim.citations]
        seen.update({permalink(citation, corpus): citation for citation in (*shown, *answer.closest)})
    for link, citation in seen.items():
        page.goto(address + link, wait_until="domcontentloaded")
        marked = page.evaluate("() => document.querySelector('mark.quote').textContent")
        span = page.evaluate("() => document.querySelector('mark.span')?.textContent")
        assert marked == citation.quote and span in (citation.answer, None), link
        assert page.evaluate("() => document.querySelector('.sheet .text').textContent") == citation.article.text
    return len(seen), {citation.article.format for citation in seen.values()}


def test_the_highlight_equals_the_quote_of_every_gold_answer(page: Any, address: str, corpora: Corpora) -> None:
    asked = questions(SAMPLE / "questions.jsonl")
    count, formats = highlighted(page, address, corpora.find("sample.index"), asked, "sample.index")
    print(f"highlight equals quote: {count} of {count} citations of {len(asked)} questions, in {sorted(formats)}")
    assert formats == {"txt", "md", "html", "pdf", "docx", "jsonl"}


def test_a_pdf_is_shown_as_printed_with_its_boxes(page: Any, address: str, corpora: Corpora) -> None:
    from ui.permalink import permalink

    article = next(one for one in corpora.find("").generation.articles if one.path.endswith("bulletin.pdf"))
    citation = index_citation(article, "The report was adopted on Tuesday by nine votes to one")
    page.goto(address + permalink(citation, "sample.index"))
    page.wait_for_selector(".printed .box")
    assert page.locator(".printed .box").count() >= 2
    page.wait_for_function("() => document.activeElement.matches('.box')")  # the eye's place is the keyboard's
    page.click("button.print")
    assert page.locator("mark.quote").is_visible()


def index_citation(article: Any, words: str) -> Any:
    from qa.types import Citation

    start = article.text.index(words)
    return Citation(article, start, start + len(words), start, start + 10)


@pytest.mark.parametrize(
    ("name", "question", "shape", "width", "scheme"),
    [("answer", "Who said the gates were opened without a telephone call?", ".said > p.answer", 1280, "light"),
     ("conflict", "How many gates of the Korrin dam were opened?", "table.conflict", 1280, "light"),
     ("list", "Which places get money from the relief fund?", "ol.list", 1280, "light"),
     ("phone", "Who said the gates were opened without a telephone call?", ".said > p.answer", 390, "dark")],
)  # fmt: skip
def test_the_pictures_of_the_readme(
    browser: Any, heard: Heard, name: str, question: str, shape: str, width: int, scheme: str
) -> None:
    """They are those of docs/images, taken again."""
    with visitor(browser, heard, width, scheme) as page:
        page.set_default_timeout(300_000)
        visit(page, heard.address)
        assert ask(page, question).locator(shape).count() == 1
        page.wait_for_selector("#article :is(.box, mark.quote):visible")
        page.wait_for_timeout(2000)
        picture(page, f"readme {name}")
    heard.check()


def test_citations_are_stepped_through_beside_the_chat(page: Any) -> None:
    ask(page, "Who said the gates were opened without a telephone call?")
    page.wait_for_selector("#article mark.quote")
    before = page.locator("#article button.copy-link").get_attribute("value")
    page.get_by_role("button", name="Next citation").click()
    page.wait_for_function(f"() => document.querySelector('#article button.copy-link')?.value !== {json.dumps(before)}")
    assert page.locator("button.cite[aria-pressed]").count() == 1
    page.get_by_role("button", name="Previous citation").click()
    page.wait_for_function(f"() => document.querySelector('#article button.copy-link')?.value === {json.dumps(before)}")


def test_beside_the_chat_a_pdf_is_shown_as_printed(page: Any) -> None:
    turn = ask(page, "By how many votes was the report adopted?")
    turn.locator("button.cite", has_text="Vessa Basin Commission").first.click()
    page.wait_for_selector("#article .printed .box.answer")
    assert page.locator("#article .printed img").evaluate("one => one.naturalWidth") > 500
    page.get_by_role("button", name="Page after").click()
    page.wait_for_selector("#article figcaption:has-text('Page 2 of')")
    page.get_by_role("button", name="Text", exact=True).click()
    assert page.locator("#article mark.quote").is_visible()


def test_a_source_says_whose_it_is_and_who_copied_it(page: Any) -> None:
    page.select_option("#corpus", "story.index")
    turn = ask(page, "Who said the weir will be rebuilt?")
    assert "2 articles, 1 origin" in turn.inner_text()
    page.wait_for_selector("#article mark.quote")
    known = [chip.inner_text() for chip in page.locator("#article .chips .chip").all()]
    assert known in (["Quay Courier", "14 May 2024", "Ida Holm"], ["Delta Post", "15 May 2024", "Otto Brill"])
    page.locator("#article .story summary").click()
    picture(page, "the_story_of_a_source")
    assert "One of 2 copies or versions of one story" in page.inner_text("#article .story")
    assert page.locator("#article .story a").count() == 1
    muted = page.locator("#article .muted")
    assert muted.is_visible() and "newsletter" in page.inner_text("#article .legend")
    page.get_by_role("button", name="Reading view").click()
    assert not muted.is_visible()


def test_a_link_to_an_article_that_is_gone_says_so(page: Any, address: str, heard: Heard) -> None:
    link = f"{address}/article/0123456789abcdef?range=1-2"
    assert page.goto(link).status == 404
    assert "This article is gone" in page.text_content("h1")
    assert heard.refused == [link]
    heard.refused.clear()
    heard.console.clear()  # Chromium's remark on the status


def test_articles_are_uploaded_corrected_and_removed_while_questions_are_answered(
    page: Any, address: str, corpora: Corpora, tmp_path: Path
) -> None:
    (tmp_path / "trams.txt").write_text(TRAMS)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF nothing")
    page.goto(f"{address}/corpus?corpus=sample.index")
    page.set_input_files("#files", [str(tmp_path / "trams.txt"), str(tmp_path / "broken.pdf")])
    page.wait_for_selector("#work progress")
    picture(page, "the_corpus_while_it_is_read")
    assert corpora.find("sample.index").ask("Who said the gates were opened without a telephone call?").question
    page.wait_for_selector("#work .report")
    picture(page, "the_report_of_what_was_read")
    told = page.text_content("#work")
    assert "trams.txt – read, 1 article" in told and "broken.pdf – skipped" in told and "was not kept" in told
    page.wait_for_selector("td a:has-text('Trams stop')")
    row = page.locator("tr", has_text="Trams stop")
    row.locator("button.correct").click()
    row.locator("input[name=outlet]").fill("Quay Courier")
    row.locator("input[name=published]").fill("2019-05-03")
    picture(page, "an_article_is_corrected")
    row.get_by_role("button", name="Save").click()
    page.wait_for_selector("tr:has-text('Trams stop') td:has-text('2019-05-03')")
    page.locator("select[name=outlet]").select_option("Quay Courier")
    page.get_by_label("From", exact=True).fill("2019-05")
    page.get_by_label("To", exact=True).fill("2019")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_selector("#found:has-text('1 of ')")
    row.locator("button.remove").click()
    row.locator("button.remove").click()
    page.wait_for_selector("#work:has-text('Removed: 1')")
    page.wait_for_function("() => !document.querySelector('table.articles')?.textContent.includes('Trams stop')")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")])
def test_each_view_fits_screen_and_phone(browser: Any, heard: Heard, width: int, scheme: str) -> None:
    with visitor(browser, heard, width, scheme) as page:
        for view in ("", "/card", "/names", "/quote?text=without+a+telephone+call", "/reliability", "/gold"):
            page.goto(f"{heard.address}/corpus{view}")
            picture(page, f"view {view.split('?')[0] or 'list'} {width} {scheme}")
            assert page.evaluate("() => document.documentElement.scrollWidth") <= width, view
            assert page.locator("h1").count() == 1
    heard.check()


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the shared gold questions are not on this machine")
def test_the_highlight_equals_the_quote_of_every_shared_gold_answer(browser: Any, tmp_path: Path) -> None:
    corpora = shelved(tmp_path, {"shared": files_of(SHARED / "corpus")})
    asked = questions(SHARED / "gold" / "questions.jsonl")
    with serving(corpora) as address:
        heard = Heard(address)
        with visitor(browser, heard) as page:
            count, formats = highlighted(page, address, corpora.find(""), asked, "shared.index")
    heard.check()
    print(f"highlight equals quote: {count} of {count} citations of {len(asked)} shared questions, {sorted(formats)}")
    assert count
