"""Who may import whom, what stays light, and what must not be there."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = ("ui", "eval", "qa", "index")  # each may import any to its right
STAGES = {
    "index": ("load", "dedupe", "mute", "split", "embed"),
    "qa": ("retrieve", "read", "weigh", "vet", "group", "decide", "attribute", "date", "credit"),
}
ADAPTERS = {
    "torch": ("index/embedders.py", "index/export_embedder.py", "qa/named_readers.py", "qa/training/"),
    "transformers": (
        "index/embedders.py",
        "index/export_embedder.py",
        "qa/named_readers.py",
        "qa/training/",
        "eval/peer_systems/",
    ),
    "sentence_transformers": ("index/embedders.py",),
    "onnxruntime": ("index/sessions.py", "index/export_embedder.py", "qa/training/"),
    "faiss": ("index/vectors.py",),
    "pypdf": ("index/parsers.py",),
    "pypdfium2": ("ui/sheets.py",),
    "trafilatura": ("index/parsers.py",),
    "docx": ("index/parsers.py", "eval/sample/make.py"),  # the second writes the sample
    "gradio": ("ui/",),
    "lemminflect": ("qa/inflections.py",),
}
FORBIDDEN = ("pickle", "marshal", "shelve")


def modules() -> Iterator[tuple[str, Path, ast.Module]]:
    for layer in LAYERS:
        for path in sorted((ROOT / layer).rglob("*.py")):
            yield layer, path, ast.parse(path.read_text("utf-8"))


def imports(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


def test_each_layer_imports_only_those_to_its_right() -> None:
    for layer, path, tree in modules():
        left = (*LAYERS[: LAYERS.index(layer)], "tests")
        wrong = [name for name in imports(tree) if name.split(".")[0] in left]
        assert not wrong, f"{path.relative_to(ROOT)} imports {wrong}"


def test_stages_never_import_each_other() -> None:
    for layer, names in STAGES.items():
        stages = {f"{layer}.{name}" for name in names}
        for name in names:
            path = ROOT / layer / f"{name}.py"
            wrong = imports(ast.parse(path.read_text("utf-8"))) & stages
            assert not wrong, f"{path.relative_to(ROOT)} imports {wrong}"


@pytest.mark.parametrize("library", ADAPTERS)
def test_a_heavy_library_is_imported_only_by_its_adapter(library: str) -> None:
    for _, path, tree in modules():
        place = path.relative_to(ROOT).as_posix()
        if library in {name.split(".")[0] for name in imports(tree)}:
            assert place.startswith(ADAPTERS[library]), f"{place} imports {library}"


def test_nothing_that_can_carry_code_is_loaded() -> None:
    for _, path, tree in modules():
        assert not imports(tree) & set(FORBIDDEN), path
        calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        assert not calls & {"eval", "exec", "np.load", "yaml.load", "gr.load"}, path


@pytest.mark.parametrize("module", ["qa", "index"])
def test_importing_the_package_costs_numpy_at_most(module: str) -> None:
    code = f"import {module}, sys; print(*{{name.split('.')[0] for name in sys.modules}})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = set(ADAPTERS) | {"tokenizers", "rapidfuzz", "sqlite3", "typer", "rich", "sentencex", "tiktoken"}
    assert not heavy & set(loaded)
