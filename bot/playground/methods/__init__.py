"""The Web API's methods that a bot like this one uses, by name."""

from bot.playground.methods import chat, conversations, files, people, surfaces
from bot.playground.methods.call import Call, Method

METHODS: dict[str, Method] = {
    method.name: method
    for group in (chat.METHODS, conversations.METHODS, files.METHODS, people.METHODS, surfaces.METHODS)
    for method in group
}

__all__ = ["METHODS", "Call", "Method"]
