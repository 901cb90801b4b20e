"""asinwatch: the shell around the analytics (settings, store, alerts, delivery, commands)."""

__version__ = "0.1.0"
