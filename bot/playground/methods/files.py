"""files.*: the three steps of an upload, and what a file is."""

from __future__ import annotations

from bot.playground.errors import Json, SlackFault
from bot.playground.methods.call import Call, Method
from bot.playground.methods.chat import BOT_PROFILE, check_message_blocks
from bot.playground.people import APP_ID, BOT_ID, BOT_USER, TEAM_ID
from bot.playground.workspace import File, Workspace

MOST_BYTES = 1_000_000_000


def file_json(workspace: Workspace, file: File) -> Json:
    path = f"{workspace.base_url}/files-pri/{TEAM_ID}-{file.id}"
    return {
        "id": file.id,
        "created": int(workspace.now()),
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": _mimetype(file.name),
        "filetype": file.name.rpartition(".")[2].lower(),
        "user": file.user,
        "size": len(file.content),
        "mode": "hosted",
        "is_external": False,
        "url_private": f"{path}/{file.id}",
        "url_private_download": f"{path}/download/{file.id}",
        "channels": list(file.channels),
    }


def _mimetype(name: str) -> str:
    kinds = {"png": "image/png", "jpg": "image/jpeg", "csv": "text/csv", "txt": "text/plain", "pdf": "application/pdf",
             "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}  # fmt: skip
    return kinds.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def get_upload_url(call: Call) -> Json:
    length = call.number("length", 0, MOST_BYTES)
    if length < 1:
        raise SlackFault("invalid_arguments", ["[ERROR] must be a positive integer [json-pointer:/length]"])
    file = File(call.workspace.new_id("F0"), call.text("filename"), BOT_USER, length=length)
    call.workspace.files[file.id] = file
    return {"upload_url": f"{call.workspace.base_url}/upload/v1/{file.id}", "file_id": file.id}


def complete_upload(call: Call) -> Json:
    listed = call.structure("files")
    if not isinstance(listed, list) or not listed:
        raise SlackFault("invalid_arguments", ["[ERROR] must provide an array [json-pointer:/files]"])
    done = []
    for entry in listed:
        file = call.workspace.files.get(entry.get("id", "")) if isinstance(entry, dict) else None
        if file is None or not file.complete:
            raise SlackFault("file_not_found")
        file.title = entry.get("title") or file.name
        done.append(file)
    names = [n for n in (call.text("channel_id"), *call.text("channels").split(",")) if n]
    for name in names:
        channel = call.workspace.channels.get(name)
        if channel is None:
            raise SlackFault("channel_not_found")
        if BOT_USER not in channel.members:
            raise SlackFault("not_in_channel")
        blocks = call.structure("blocks", "invalid_blocks_format")
        check_message_blocks(blocks)
        thread = call.text("thread_ts") or None
        if thread and call.workspace.message(name, thread) is None:
            raise SlackFault("thread_not_found")
        for file in done:
            file.channels.append(name)
        message: Json = {
            "user": BOT_USER, "bot_id": BOT_ID, "app_id": APP_ID, "bot_profile": BOT_PROFILE, "upload": True,
            "text": call.text("initial_comment"), "files": [file_json(call.workspace, f) for f in done],
        }  # fmt: skip
        if blocks:
            message["blocks"] = blocks
        if thread:
            message["thread_ts"] = thread
        call.workspace.post(channel, message)
    return {"files": [file_json(call.workspace, f) for f in done]}


def info(call: Call) -> Json:
    file = call.workspace.files.get(call.text("file"))
    if file is None:
        raise SlackFault("file_not_found")
    return {"file": file_json(call.workspace, file), "comments": [], "response_metadata": {"next_cursor": ""}}


METHODS = [
    Method("files.getUploadURLExternal", get_upload_url, "files:write", ("filename", "length"),
           ("alt_txt", "snippet_type"), 100),
    Method("files.completeUploadExternal", complete_upload, "files:write", ("files",),
           ("channel_id", "channels", "initial_comment", "thread_ts", "blocks"), 100),
    Method("files.info", info, "files:read", ("file",), ("cursor", "limit", "count", "page"), 100),
]  # fmt: skip
