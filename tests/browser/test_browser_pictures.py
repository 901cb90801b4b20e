"""The pictures in README and docs, taken of the demo: `make pictures`."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_setup import become, open_channel, running_demo, type_command
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = [pytest.mark.pictures, pytest.mark.timeout(600)]
DOCS = Path(__file__).parents[2] / "docs"
LARGEST = 150_000
WORDS = {
    "en": {"ack": "Acknowledge", "change": "Change", "rules": "rules low stock", "reply": "Reply in thread",
           "said": "got it", "cause": "Out of stock", "done": "Acknowledged by"},
    "zh": {"ack": "确认", "change": "修改", "rules": "规则 库存不足", "reply": "在消息列中回复",
           "said": "收到", "cause": "断货", "done": "确认"},
}  # fmt: skip


@pytest.fixture(scope="module", params=["en", "zh"])
def told(request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: Any) -> Iterator[tuple[Page, str]]:
    """The page of a demo in each language, seen by one who speaks it."""
    lang = request.param
    with running_demo(tmp_path_factory.mktemp(f"demo-{lang}"), "--lang", lang) as demo:
        context = browser.new_context(viewport={"width": 1360, "height": 1180}, color_scheme="light", locale="en-US")
        page = context.new_page()
        expect.set_options(timeout=60_000)
        page.goto(demo.url)
        expect(page.locator("#log .message").first).to_be_visible()
        become(page, "Ana" if lang == "en" else "王敏")
        yield page, lang
        context.close()


def keep(page: Page, what: Locator, name: str, lang: str, height: int | None = None) -> None:
    """The part of the page, or the upper `height` of it, as a small picture of few colours."""
    page.mouse.move(5, 5)
    page.wait_for_timeout(500)
    picture = Image.open(io.BytesIO(what.screenshot()))
    if height is not None:
        picture = picture.crop((0, 0, picture.width, min(height, picture.height)))
    path = DOCS / "pictures" / f"{name}-{lang}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    save(picture, path)


def save(picture: Image.Image, path: Path) -> None:
    picture.convert("RGB").quantize(200, Image.Quantize.MAXCOVERAGE).save(path, optimize=True)
    assert 3_000 < path.stat().st_size < LARGEST


def test_an_alert_is_taken_in_its_thread(told: tuple[Page, str]) -> None:
    page, lang = told
    open_channel(page, "amazon-alerts")
    alert = page.locator("#log .message", has_text="B0FJMUG001").first
    ts = alert.get_attribute("data-ts")
    alert = page.locator(f'#log .message[data-ts="{ts}"]')
    keep(page, alert, "alert", lang)
    alert.hover()
    alert.get_by_role("button", name=WORDS[lang]["reply"]).click()
    reply = page.locator("#thread-composer-text")
    reply.fill(WORDS[lang]["said"])
    reply.press("Enter")
    expect(alert.get_by_role("button", name=WORDS[lang]["ack"], exact=True)).to_have_count(0)
    expect(page.locator("#thread-log .message")).to_have_count(3)  # the alert, the word, what the bot says to it
    keep(page, page.locator("#thread-log"), "thread", lang, 600)
    page.locator("#thread-close").click()


def test_a_diagnosis_for_the_asker(told: tuple[Page, str]) -> None:
    page, lang = told
    open_channel(page, "general")
    type_command(page, "/diagnose B0FJMUG001 US")
    answer = page.locator("#log .message.ephemeral").last
    expect(answer).to_contain_text(WORDS[lang]["cause"])
    keep(page, answer, "diagnose", lang)


def test_the_digest(told: tuple[Page, str]) -> None:
    page, lang = told
    open_channel(page, "amazon-digest")
    digest = page.locator("#log .message", has=page.locator("table")).last
    digest.evaluate("node => node.scrollIntoView({ block: 'start' })")
    keep(page, digest, "digest", lang, 560)


def test_the_modal_of_a_rule(told: tuple[Page, str]) -> None:
    page, lang = told
    open_channel(page, "general")
    type_command(page, f"/asinwatch {WORDS[lang]['rules']}")
    page.locator("#log .message.ephemeral").last.get_by_role("button", name=WORDS[lang]["change"]).click()
    dialog = page.locator("#modal[open]")
    expect(dialog).to_be_visible()
    keep(page, dialog, "rule", lang)
    page.keyboard.press("Escape")


def test_app_home(told: tuple[Page, str]) -> None:
    page, lang = told
    page.locator("#apps button").click()
    page.locator("#tab-home").click()
    expect(page.locator("#home-view .chart")).to_be_visible()
    keep(page, page.locator("#home-view"), "home", lang, 760)


def test_the_readme_screenshot(page: Page) -> None:
    open_channel(page, "amazon-alerts")
    alert = page.locator("#log .message", has_text="B0FJMUG001").first
    ts = alert.get_attribute("data-ts")
    alert.get_by_role("button", name="Acknowledge").first.click()
    alert = page.locator(f'#log .message[data-ts="{ts}"]')
    expect(alert.locator(".replies")).to_contain_text("repl", timeout=60_000)  # behind the alerts still being posted
    alert.get_by_role("button", name="Diagnose").first.click()
    alert.locator(".replies").click()
    answer = page.locator("#thread-log .message", has_text="Diagnosis")
    expect(answer).to_be_visible(timeout=60_000)
    alert.evaluate("node => node.scrollIntoView({ block: 'start' })")
    answer.evaluate("node => node.scrollIntoView({ block: 'start' })")
    page.mouse.move(5, 5)
    page.wait_for_timeout(500)
    save(Image.open(io.BytesIO(page.screenshot())), DOCS / "images" / "demo.png")
