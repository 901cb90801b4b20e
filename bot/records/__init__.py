"""Plain records that cross the walls between folders: rows, findings, alerts, outbox items, texts."""
