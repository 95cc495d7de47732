"""Settings of all tests."""

from __future__ import annotations

from browsing import address, assistants, browser, heard, page
from hypothesis import settings

__all__ = ["address", "assistants", "browser", "heard", "page"]  # fixtures

# A busy machine is no failure: time is bounded per test by pytest-timeout.
settings.register_profile("newsroom", deadline=None)
settings.load_profile("newsroom")
