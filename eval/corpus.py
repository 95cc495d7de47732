"""What is asked about: the sample corpus or anyone's own, indexed for one run, in another order or among strangers."""

from __future__ import annotations

import gzip
import hashlib
import random
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from eval.gold import Question, check
from index.errors import GoldInvalid, PathMissing
from index.types import Article

SAMPLE = Path(__file__).parent / "sample"
SAMPLE_CORPUS = SAMPLE / "corpus"
SAMPLE_QUESTIONS = SAMPLE / "questions.jsonl"
SAMPLE_DIALOGUES = SAMPLE / "dialogues.jsonl"

MIX_SEED = 0
ORDER_SEED = 0


@contextmanager
def indexed(corpus: Path, mix: Path | None = None, mix_count: int = 0) -> Iterator[Path]:
    """A temporary index of the corpus, and of `mix_count` articles of the file `mix`, always the same ones.

    The folder is gone when the context ends. Raises PathMissing.
    """
    from index.build import build

    with tempfile.TemporaryDirectory(prefix="qa-eval-") as folder:
        paths = [corpus]
        if mix is not None:
            paths.append(Path(folder) / "mixed.jsonl")
            paths[-1].write_text("".join(mixed(mix, mix_count)), encoding="utf-8")
        build(paths, Path(folder) / "eval.index")
        yield Path(folder) / "eval.index"


def mixed(path: Path, count: int, seed: int = MIX_SEED) -> list[str]:
    """`count` lines of a file of articles, drawn without replacement; equal arguments draw equal lines.

    Raises PathMissing, and GoldInvalid when the file has fewer.
    """
    if not path.is_file():
        raise PathMissing(f"{path}: no such file to mix in; give a .jsonl or .jsonl.gz of articles")
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        lines = [line.rstrip("\n") + "\n" for line in file if line.strip()]
    if len(lines) < count:
        raise GoldInvalid(f"{path}: has {len(lines)} articles, {count} were to be mixed in; give a smaller --mix-count")
    return random.Random(seed).sample(lines, count)  # noqa: S311 - a fair draw, no secret


def roots(index: Path) -> list[Path]:
    """The files and folders that an index was made of, as it remembers them. Raises IndexMissing, PathMissing."""
    from index.generation import open_current

    found = [Path(root) for root in open_current(index).manifest.inputs.roots]
    for root in found:
        if not root.exists():
            raise PathMissing(f"{root}: {index} was made of it, but it is gone; bring it back, or leave --index away")
    return found


def reorder(paths: Sequence[Path], into: Path, seed: int = ORDER_SEED) -> Path:
    """Index copies of the files of these paths, renamed so that they are read in another order; returns the index.

    Each file lies in a numbered folder of its own, below which it has its old name, so that gold still fits it.
    """
    from index.build import build
    from index.load import walk

    files = [source for source in walk(list(paths)) if Path(source.path).is_file()]
    random.Random(seed).shuffle(files)  # noqa: S311 - a fair draw, no secret
    for number, source in enumerate(files):
        copy = into / "files" / f"{number:05d}" / source.relative
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source.path, copy)
    build([into / "files"], into / "order.index")
    return into / "order.index"


def distract(paths: Sequence[Path], mix: Path, count: int, into: Path) -> Path:
    """Index these paths together with `count` articles of the file `mix`, always the same ones; returns the index.

    The strangers are indexed once, in a folder of their own below `into`: who keeps it, waits for them only once.
    Raises PathMissing, GoldInvalid.
    """
    from index.build import build

    lines = into / f"distracting-{count}.jsonl"
    strangers, both = into / f"distracting-{count}.index", into / f"mixed-{count}.index"
    text = "".join(mixed(mix, count))
    if not lines.exists() or lines.read_text(encoding="utf-8") != text:
        lines.write_text(text, encoding="utf-8")
    build([lines], strangers)
    shutil.rmtree(both, ignore_errors=True)
    shutil.copytree(strangers, both)
    build(list(paths), both)
    return both


def articles_by_doc(articles: Iterable[Article], docs: Iterable[str]) -> dict[str, Article]:
    """The article that each name in a gold file means: its path below its root, or the end of it, and "#record".

    Raises GoldInvalid when a name means no article or more than one.
    """
    names = {doc_name(article): article for article in articles}
    return {doc: _named(doc, names) for doc in dict.fromkeys(docs)}


def doc_name(article: Article) -> str:
    """How gold names an article: its path below its root, with "#record" where it has one."""
    return article.relative if article.record is None else f"{article.relative}#{article.record}"


def articles_digest(articles: Iterable[Article]) -> str:
    """SHA-256 over the names and texts of articles, sorted by name: equal wherever they lie."""
    whole = hashlib.sha256()
    for name, text in sorted((doc_name(article), article.text) for article in articles):
        one = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        whole.update(f"{name}\0{one}\n".encode("utf-8", "surrogatepass"))
    return whole.hexdigest()


def _named(doc: str, names: Mapping[str, Article]) -> Article:
    found = [doc] if doc in names else [name for name in names if name.endswith(f"/{doc}")]
    if len(found) != 1:
        raise GoldInvalid(
            f"the gold names {doc!r}, which fits {len(found)} articles of the corpus; is it the right one?"
        )
    return names[found[0]]


def docs_by_id(
    articles: Iterable[Article], questions: Sequence[Question], where: str | Path = "gold"
) -> dict[str, str]:
    """For each article id the name that the gold uses, after checking that all evidence stands where it should.

    Raises GoldInvalid when the questions do not belong to these articles.
    """
    named = articles_by_doc(articles, [evidence.doc for one in questions for evidence in one.evidence])
    check(questions, {doc: article.text for doc, article in named.items()}, where)
    return {article.id: doc for doc, article in named.items()}


def read_articles(corpus: Path) -> list[Article]:
    """Every article of a corpus as it is read, without indexing it. Raises PathMissing."""
    from index.load import load, walk

    return [article for loaded in load(walk([corpus]), {}, None) for article in loaded.articles]
