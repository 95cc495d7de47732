"""Settings of all tests."""

from __future__ import annotations

from hypothesis import settings

# A busy machine is no failure: time is bounded per test by pytest-timeout.
settings.register_profile("newsroom", deadline=None)
settings.load_profile("newsroom")
