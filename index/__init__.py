"""Articles in, one immutable generation on disk out.

import index
report = index.build(["articles/"], into="news.index")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.build import build as build

__all__ = ["build"]


def __getattr__(name: str) -> Any:
    """Import the builder only when it is asked for, so that `import index` costs nothing."""
    if name == "build":
        from index.build import build

        return build
    raise AttributeError(f"module 'index' has no attribute {name!r}")
