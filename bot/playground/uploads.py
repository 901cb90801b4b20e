"""The two file addresses: taking an upload, and giving a file to whoever has the bot's token."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.playground.workspace import Workspace


async def upload(request: Request, workspace: Workspace) -> Response:
    """Takes the raw bytes that `files.getUploadURLExternal` announced; another length is refused."""
    file = workspace.files.get(request.path_params["file"])
    if file is None or file.complete:
        return PlainTextResponse("no such upload", 404)
    body = await request.body()
    if len(body) != file.length:
        return PlainTextResponse(f"expected {file.length} bytes, got {len(body)}", 400)
    file.content, file.complete = body, True
    return PlainTextResponse(f"OK - {len(body)}")


async def download(request: Request, workspace: Workspace, bot_token: str) -> Response:
    """A private file; without the token Slack shows its sign-in page instead, so does this."""
    file = workspace.files.get(request.path_params["rest"].rpartition("/")[2])
    if file is None or not file.complete:
        return PlainTextResponse("not found", 404)
    if request.headers.get("authorization") != f"Bearer {bot_token}":
        return Response("<!DOCTYPE html><title>Sign in</title>", media_type="text/html")
    disposition = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
    return Response(file.content, media_type="application/octet-stream", headers=disposition)
