"""The documentation of the routes: `/openapi.json`, and `/docs`, a page that loads nothing from elsewhere.

FastAPI's own page loads Swagger UI from a CDN; here its two files come out of the package fastapi-offline.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.openapi.utils import get_openapi
from fastapi.responses import FileResponse, HTMLResponse, Response

from ui.replies import json_reply

FILES = {"swagger-ui.css": "text/css", "swagger-ui-bundle.js": "text/javascript"}
DESCRIPTION = """Ask a folder of news articles; every answer is an exact quotation with its source, or an honest
"the articles do not say".

The same answers, from the same functions, are at `POST /mcp` (Model Context Protocol) and at the endpoint `/ask` of
Gradio's client. Nothing is kept between requests. Other sites and other machines may not ask.
"""
_SETTINGS = {"validatorUrl": None, "defaultModelsExpandDepth": 0, "deepLinking": False}


def add_documents(app: FastAPI) -> None:
    """Add the document and its page."""
    schema = _schema(app)

    @app.get("/openapi.json", include_in_schema=False)
    async def document() -> Response:
        return json_reply(200, schema)

    @app.api_route("/docs", methods=["GET", "HEAD"], include_in_schema=False)
    async def page() -> HTMLResponse:
        return get_swagger_ui_html(
            openapi_url="/openapi.json",
            title="newsroom-qa: routes",
            swagger_js_url="/docs/swagger-ui-bundle.js",
            swagger_css_url="/docs/swagger-ui.css",
            swagger_favicon_url="/page/favicon.svg",
            oauth2_redirect_url=None,
            swagger_ui_parameters=_SETTINGS,
        )

    @app.get("/docs/{name}", include_in_schema=False, response_model=None)
    async def file(name: str) -> Response:
        if name not in FILES:
            return json_reply(404, {"error": {"message": "there is no such file", "do": "open /docs"}})
        return FileResponse(bundled() / name, media_type=FILES[name])


def bundled() -> Path:
    """The folder that holds Swagger UI. Raises ModuleNotFoundError when the package is not installed."""
    found = importlib.util.find_spec("fastapi_offline")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("fastapi-offline is not installed: pip install fastapi-offline")
    return Path(found.origin).parent / "static"


def _schema(app: FastAPI) -> dict[str, Any]:
    """Without FastAPI's 422: a bad request is answered with 400 here."""
    schema = get_openapi(title=app.title, version=app.version, description=DESCRIPTION, routes=app.routes)
    for path in schema["paths"].values():
        for operation in path.values():
            operation["responses"].pop("422", None)
    for unused in ("HTTPValidationError", "ValidationError"):
        schema.get("components", {}).get("schemas", {}).pop(unused, None)
    return schema
