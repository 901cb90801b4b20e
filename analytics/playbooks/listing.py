"""`listing ASIN`: an audit of the product page with the reason each point matters, and what changed lately."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

import numpy as np

from analytics.ads import by
from analytics.playbooks.facts import Facts, missing, unknown
from analytics.playbooks.reviews import changes
from analytics.playbooks.searches import search_week, selling_searches
from bot.records.playbook import Playbook, Section, Standing
from bot.records.text import Say, Value

BULLETS, IMAGES = 5, 7
TITLE = (50, 200)  # characters: below, room for key terms is wasted; Amazon's limit for most categories
SHOWN_FIRST = 80  # characters that a phone shows
DAYS = 60
TERMS = 10
_FIELDS = ("title", "bullets", "images", "video", "a_plus", "variation_theme", "parent_asin", "status", "enforcement",
           "issue")  # fmt: skip
_NO = {"", "0", "no", "none", "false", "n", "否", "无"}
_SEPARATORS = re.compile(r"[\r\n|•]+")
_WORDS = re.compile(r"\w+")
# Words that search does without, in the languages of the marketplaces.
_LITTLE = frozenset(
    (
        "a", "an", "and", "for", "from", "in", "of", "on", "or", "the", "to", "with", "und", "mit", "für", "von", "der",
        "die", "das", "ein", "eine", "et", "avec", "pour", "de", "du", "des", "la", "le", "les", "un", "une", "y",
        "con", "para", "del", "el", "los", "las", "e", "per", "il", "di",
    )
)  # fmt: skip
_ASIN = re.compile(r"[bB]0\w{8}")


def listing_playbook(facts: Facts, asin: str) -> Playbook:
    """The playbook of one ASIN, from its latest known listing."""
    page = latest(facts, asin)
    title = page.get("title") or facts.product(asin).get("title")
    if not page and not title:
        return Playbook("listing", facts.account, facts.marketplace, asin, facts.as_of,
                        Say("playbooks-listing-unknown"), (), (missing("listings"),))  # fmt: skip
    sections = (
        _status(page),
        _title(title, _main_term(facts, asin)),
        _counted("bullets", _bullets(page.get("bullets")), BULLETS),
        _counted("images", _number(page.get("images")), IMAGES),
        _has("video", page.get("video")),
        _has("a-plus", page.get("a_plus")),
        unknown("playbooks-listing-brand-story", Say("playbooks-listing-no-report")),
        _variation(page),
        _terms(facts, asin, (title, page.get("bullets"))),
        *search_week(facts, asin),
        changes(facts, asin, DAYS),
    )
    bad = [section for section in sections if section.status is Standing.BAD]
    verdict = (
        Say("playbooks-listing-bad", {"n": len(bad), "first": bad[0].title}) if bad else Say("playbooks-listing-ok")
    )
    lacking = () if page else (missing("listings"),)
    return Playbook("listing", facts.account, facts.marketplace, asin, facts.as_of, verdict, sections, lacking,
                    title if isinstance(title, str) else None)  # fmt: skip


def latest(facts: Facts, asin: str) -> dict[str, object]:
    """The latest known value of each field of the listing; a field that was never known is left out."""
    rows = facts.rows("listings", asin, 90)
    if not rows:
        return {}
    order = np.argsort(rows["date"], kind="stable")
    found: dict[str, object] = {}
    for name in _FIELDS:
        for value in rows[name][order]:
            if value is not None and not (isinstance(value, float) and np.isnan(value)):
                found[name] = value
    return found


def _status(page: dict[str, object]) -> Section:
    status, issue = page.get("status"), page.get("issue") or page.get("enforcement")
    title = Say("playbooks-listing-status")
    if status is None:
        return unknown("playbooks-listing-status", missing("listings", ("status",)))
    line = Say("playbooks-listing-status-line", {"status": str(status), "issue": str(issue) if issue else "—"})
    bad = status in ("SUPPRESSED", "INACTIVE") or bool(page.get("enforcement"))
    actions = (Say("playbooks-listing-do-status"),) if bad else ()
    return Section(title, Standing.BAD if bad else Standing.OK, (line,), actions)


def _main_term(facts: Facts, asin: str) -> str | None:
    """The search term that brought most orders in ads, None where none is known."""
    selling = [one for one in by(facts.rows("search_terms", asin, DAYS), "search_term") if (one.orders or 0) > 0]
    selling = [one for one in selling if not _ASIN.fullmatch(one.name)]
    return max(selling, key=lambda one: (one.orders or 0, one.spend)).name if selling else None


def _title(title: object, term: str | None) -> Section:
    if not isinstance(title, str) or not title:
        return unknown("playbooks-listing-title", missing("listings", ("title",)))
    words = [word.casefold() for word in _WORDS.findall(title)]
    repeated = sorted({word for word in words if words.count(word) > 2 and len(word) > 3})
    short, long = len(title) < TITLE[0], len(title) > TITLE[1]
    args: dict[str, Value] = {"n": len(title), "low": TITLE[0], "high": TITLE[1]}
    lines = [Say("playbooks-listing-title-line", args), Say("playbooks-listing-title-why")]
    if repeated:
        lines.append(Say("playbooks-listing-title-repeated", {"words": ", ".join(repeated)}))
    first = {word.casefold() for word in _WORDS.findall(title[:SHOWN_FIRST])}
    absent = [word for word in _WORDS.findall(term or "") if not _found(word.casefold(), first)]
    if absent:
        lines.append(Say("playbooks-listing-title-term", {"term": term, "words": ", ".join(absent)}))
    bad = short or long or bool(repeated) or bool(absent)
    actions = (Say("playbooks-listing-do-title"),) if bad else ()
    return Section(Say("playbooks-listing-title"), Standing.BAD if bad else Standing.OK, tuple(lines), actions)


def _counted(name: str, count: int | None, wanted: int) -> Section:
    title, why = f"playbooks-listing-{name}", Say(f"playbooks-listing-{name}-why")
    if count is None:
        return unknown(title, missing("listings", (name,)))
    bad = count < wanted
    line = Say("playbooks-listing-count", {"n": count, "wanted": wanted})
    actions = (Say(f"playbooks-listing-do-{name}", {"n": wanted - count}),) if bad else ()
    return Section(Say(title), Standing.BAD if bad else Standing.OK, (line, why), actions)


def _has(name: str, value: object) -> Section:
    title, why = f"playbooks-listing-{name}", Say(f"playbooks-listing-{name}-why")
    if value is None:
        return unknown(title, missing("listings", (name.replace("-", "_"),)))
    there = str(value).strip().casefold() not in _NO
    line = Say("playbooks-listing-there" if there else "playbooks-listing-not-there")
    actions = () if there else (Say(f"playbooks-listing-do-{name}"),)
    return Section(Say(title), Standing.OK if there else Standing.BAD, (line, why), actions)


def _variation(page: dict[str, object]) -> Section:
    parent, theme = page.get("parent_asin"), page.get("variation_theme")
    title = "playbooks-listing-variation"
    if not parent and not theme:
        return unknown(title, missing("listings", ("parent_asin", "variation_theme")))
    line = Say("playbooks-listing-variation-line", {"parent": str(parent or "—"), "theme": str(theme or "—")})
    bad = bool(parent) and not theme
    actions = (Say("playbooks-listing-do-variation"),) if bad else ()
    return Section(Say(title), Standing.BAD if bad else Standing.OK,
                   (line, Say("playbooks-listing-variation-why")), actions)  # fmt: skip


def _terms(facts: Facts, asin: str, texts: Iterable[object]) -> Section:
    """Search terms that brought orders in ads, and queries that did in search, whose words the page does not hold."""
    rows = facts.rows("search_terms", asin, DAYS)
    if not rows and not facts.rows("search_performance", asin, DAYS):
        return unknown("playbooks-listing-terms", missing("search_terms"), missing("search_performance"))
    words = {word.casefold() for text in texts if isinstance(text, str) for word in _WORDS.findall(text)}
    selling = [one for one in by(rows, "search_term") if (one.orders or 0) > 0] if rows else []
    selling.sort(key=lambda one: (-(one.orders or 0), one.name))
    lines = [
        Say("playbooks-listing-term", {"term": one.name, "orders": round(one.orders or 0), "words": lacking})
        for one in selling
        if (lacking := _absent(one.name, words))
    ][:TERMS]
    told = {one.name.casefold() for one in selling}
    lines += [
        Say("playbooks-listing-query", {"term": one.query, "orders": round(one.purchases), "words": lacking})
        for one in selling_searches(facts, asin, DAYS)
        if one.query.casefold() not in told and (lacking := _absent(one.query, words))
    ][: TERMS - len(lines)]
    actions = (Say("playbooks-listing-do-terms"),) if lines else ()
    return Section(Say("playbooks-listing-terms"), Standing.BAD if lines else Standing.OK,
                   (*lines, Say("playbooks-listing-terms-why")), actions)  # fmt: skip


def _absent(term: str, words: set[str]) -> str:
    """The words of a search term that are not among `words`; none of them where it names an ASIN."""
    if _ASIN.fullmatch(term):
        return ""
    return ", ".join(word for word in _WORDS.findall(term) if not _found(word.casefold(), words))


def _found(word: str, words: set[str]) -> bool:
    """Whether the page holds the word, in the singular or the plural."""
    forms = {word, word + "s", word + "es", word.removesuffix("s"), word.removesuffix("es")}
    return (
        len(word) < 2
        or word in _LITTLE
        or bool(forms & words)
        or any(word in other for other in words if not word.isascii())
    )


def _bullets(value: object) -> int | None:
    """How many bullet points the text holds: a JSON list, lines, parts between bars, or a count."""
    if value is None:
        return None
    text = str(value).strip()
    if text.isdigit():
        return int(text)
    if text.startswith("["):
        try:
            parsed = json.loads(text)
        except ValueError:
            parsed = None
        if isinstance(parsed, list):
            return len(parsed)
    return len([part for part in _SEPARATORS.split(text) if part.strip()])


def _number(value: object) -> int | None:
    return round(value) if isinstance(value, float) else None
