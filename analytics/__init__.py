"""Pure analysis: arrays in, records out. No database, network, clock, settings or Slack."""
