"""What the environment may not decide: no library calls home, and no variable of someone else opens Gradio up."""

from __future__ import annotations

import os

# Set before gradio is imported: it reads them then. With these, a launch was seen to talk to loopback only.
_SETTINGS = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    # Otherwise Gradio keeps a record of the last 10,000 events and makes a pandas table of them after each one.
    "GRADIO_ANALYTICS_MAX_EVENTS": "1",
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": "1000000000",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "DO_NOT_TRACK": "1",
}


def seal() -> None:
    """Clear every GRADIO_* variable (GRADIO_SHARE, GRADIO_ALLOWED_PATHS …) and set ours."""
    for name in [name for name in os.environ if name.startswith("GRADIO_")]:
        del os.environ[name]
    os.environ.update(_SETTINGS)
