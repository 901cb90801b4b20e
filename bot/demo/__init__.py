"""The demo: a catalogue made from real sales series, with planted incidents, and the whole bot beside a local Slack."""
