"""The life of alerts: one state machine, grouping into messages, routes, reminders. Knows nothing of Slack's API."""
