"""Words and messages: a view in, a Slack message out. A leaf: imports nothing of ours but plain records."""
