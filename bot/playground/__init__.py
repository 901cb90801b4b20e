"""A local Slack: Web API, Socket Mode, signed HTTP delivery and a page, on loopback only. Imports nothing of ours."""
