"""Settings of all tests."""

from __future__ import annotations

import pytest
from hypothesis import settings

pytest.register_assert_rewrite("browsing")  # what a page said in its console is told when it fails

from browsing import address, assistants, browser, heard, page  # noqa: E402

__all__ = ["address", "assistants", "browser", "heard", "page"]  # fixtures

# A busy machine is no failure: time is bounded per test by pytest-timeout.
settings.register_profile("newsroom", deadline=None)
settings.load_profile("newsroom")
