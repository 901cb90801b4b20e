"""Charts as PNG, drawn without a display; legible on light and dark, also for the colour-blind (Okabe and Ito 2008)."""
