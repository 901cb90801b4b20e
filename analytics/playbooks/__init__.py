"""Playbooks beside the sales one: ads, stock, reviews, profit, listing, launch, experiment. Facts in, records out."""

from analytics.playbooks.facts import Facts

NAMES = ("ads", "stock", "reviews", "profit", "listing", "launch", "experiment")
OF_ALL = ("ads", "stock", "profit")  # these also answer for a whole marketplace

__all__ = ["NAMES", "OF_ALL", "Facts"]
