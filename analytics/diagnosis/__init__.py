"""Why sales fell: the sales playbook, from a case (plain arrays) to a diagnosis (a plain record)."""

from analytics.diagnosis.case import Case, build_case
from analytics.diagnosis.verdict import diagnose

__all__ = ["Case", "build_case", "diagnose"]
