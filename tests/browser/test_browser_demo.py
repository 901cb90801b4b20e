"""What a person meets who runs `make demo` and opens the page."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from browser_setup import Demo, become, open_channel, type_command
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def test_the_demo_is_ready_within_a_minute(demo: Demo) -> None:
    assert demo.seconds < 60


def test_the_digest_and_the_alerts_are_there(page: Page) -> None:
    open_channel(page, "amazon-alerts")
    for headline in ("Low stock", "Listing suppressed", "Featured Offer lost", "Ads stopped"):
        expect(page.locator("#log .b-header", has_text=headline).first).to_be_visible()
    open_channel(page, "amazon-digest")
    digest = page.locator("#log .message").last
    for marketplace in ("US", "DE", "JP"):
        expect(digest).to_contain_text(re.compile(rf"\b{marketplace}\b"))
    expect(digest).to_contain_text("open alerts")


def test_the_composer_completes_a_command_and_diagnose_answers_the_asker_alone(page: Page) -> None:
    open_channel(page, "general")
    composer = page.locator("#composer-text")
    composer.click()
    composer.press_sequentially("/dia")
    expect(page.get_by_role("option", name="/diagnose")).to_be_visible()
    composer.press("Tab")
    expect(composer).to_have_value("/diagnose ")
    composer.press_sequentially("B0FJMUG001 US")
    composer.press("Enter")
    answer = page.locator("#log .message.ephemeral").last
    expect(answer).to_contain_text("Out of stock")
    expect(answer).to_contain_text("Only visible to you")
    expect(answer).to_contain_text(re.compile(r"0 sellable|out of stock", re.I))
    become(page, "Tom")
    open_channel(page, "general")
    expect(page.locator("#log")).not_to_contain_text("Out of stock")


def test_acknowledge_changes_the_message_for_everybody_and_says_so_in_the_thread(page: Page) -> None:
    open_channel(page, "amazon-alerts")
    alert = page.locator("#log .message", has_text="B0FJFLAS01").first
    ts = alert.get_attribute("data-ts")
    alert = page.locator(f'#log .message[data-ts="{ts}"]')
    alert.get_by_role("button", name="Acknowledge").click()
    expect(alert).to_contain_text(re.compile("Ana Ruiz"))
    expect(alert.get_by_role("button", name="Acknowledge")).to_have_count(0)
    expect(alert.locator(".replies")).to_contain_text("repl", timeout=60_000)  # behind the alerts still being posted
    alert.locator(".replies").click()
    expect(page.locator("#thread-log .message").last).to_contain_text("Ana Ruiz")
    become(page, "Tom")
    expect(alert).to_contain_text("Ana Ruiz")
    expect(alert.get_by_role("button", name="Acknowledge")).to_have_count(0)


def test_a_word_in_the_thread_and_a_reaction_acknowledge_too(page: Page) -> None:
    become(page, "Tom")
    open_channel(page, "amazon-alerts")
    alert = page.locator("#log .message", has_text="B0FJSUIT01").first
    alert.hover()
    alert.get_by_role("button", name="Reply in thread").click()
    reply = page.locator("#thread-composer-text")
    reply.fill("ack")
    reply.press("Enter")
    expect(alert).to_contain_text(re.compile("Acknowledged", re.I))
    page.get_by_role("button", name="Close the thread").click()
    other = page.locator("#log .message", has_text="B0FJPFAN01").first
    other.hover()
    other.get_by_role("button", name=":eyes:").click()
    expect(other.locator(".reaction")).to_have_attribute("aria-pressed", "true")
    expect(other).to_contain_text(re.compile("Acknowledged", re.I))


def test_a_chinese_colleague_is_answered_in_chinese_with_the_same_numbers(page: Page) -> None:
    open_channel(page, "general")
    type_command(page, "/diagnose B0FJCHAI01")
    english = page.locator("#log .message.ephemeral").last
    expect(english).to_contain_text("Price increase")
    numbers = re.findall(r"\d[\d,.]*\d%?", english.locator(".b-fields").first.inner_text())
    become(page, "王敏")
    expect(page.locator("#channels-title")).to_have_text("频道")
    open_channel(page, "general")
    type_command(page, "/diagnose B0FJCHAI01")
    chinese = page.locator("#log .message.ephemeral").last
    expect(chinese).to_contain_text("仅对你可见")
    expect(chinese).to_contain_text("转化率")
    assert re.findall(r"\d[\d,.]*\d%?", chinese.locator(".b-fields").first.inner_text()) == numbers
    assert numbers


def test_a_hostile_title_is_shown_as_plain_words(page: Page) -> None:
    open_channel(page, "amazon-alerts")
    alert = page.locator("#log .message", has_text="B0FJLAMP01").first
    expect(alert).to_contain_text("<!channel>")
    expect(alert.locator(".mention", has_text="channel")).to_have_count(0)
    expect(alert.locator("a", has_text="click")).to_have_count(0)


def test_the_home_tab_lists_open_alerts_and_its_buttons_work(page: Page) -> None:
    page.locator("#apps button").click()
    page.get_by_role("tab", name="Home").click()
    home = page.locator("#home-view")
    expect(home).to_contain_text("B0FJTENT01")
    home.get_by_role("button", name="Diagnose").first.click()
    expect(page.locator("dialog[open], #toasts .toast, #home-view").first).to_be_visible()


def test_an_alert_is_snoozed_and_its_end_chosen_in_a_modal(page: Page) -> None:
    open_channel(page, "amazon-alerts")
    alert = page.locator("#log .message", has_text="B0FJLAMP01").first
    ts = alert.get_attribute("data-ts")
    alert.get_by_role("button", name="Snooze").first.click()
    alert = page.locator(f'#log .message[data-ts="{ts}"]')
    expect(alert).to_contain_text(re.compile("Snoozed", re.I))
    page.locator('#log .ephemeral [data-action="snooze.choose"]').last.click()
    dialog = page.locator("#modal[open]")
    expect(dialog).to_be_visible()
    until = date.today() + timedelta(days=9)
    dialog.locator('input[type="date"]').first.fill(until.isoformat())
    dialog.locator("button.submit").click()
    expect(dialog).to_have_count(0)
    expect(alert).to_contain_text(until.isoformat())


def test_the_menu_of_a_message_diagnoses_its_asin(page: Page) -> None:
    open_channel(page, "amazon-alerts")
    alert = page.locator("#log .message", has_text="B0FJTENT01").first
    alert.hover()
    alert.locator("button.icon-button[aria-label='More actions']").click()
    alert.get_by_role("button", name="Diagnose this ASIN").click()
    expect(page.get_by_text("Diagnosis B0FJTENT01").first).to_be_visible()


def test_a_file_is_shared_by_the_composer(page: Page) -> None:
    open_channel(page, "general")
    page.locator("#composer-file").set_input_files(
        {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"nothing to import"}
    )
    expect(page.locator("#log .message .file").last).to_contain_text("notes.txt")


def test_a_guest_may_not_change_anything(page: Page) -> None:
    become(page, "Gus")
    open_channel(page, "amazon-alerts")
    alert = page.locator("#log .message", has_text="B0FJTENT01").first
    ts = alert.get_attribute("data-ts")
    alert.get_by_role("button", name="Acknowledge").click()
    expect(page.locator("#log .message.ephemeral").last).to_be_visible()
    expect(page.locator(f'#log .message[data-ts="{ts}"]').get_by_role("button", name="Acknowledge")).to_be_visible()


def test_it_can_be_used_by_keyboard_alone(page: Page) -> None:
    page.locator("body").press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#composer-text")).to_be_focused()
    page.keyboard.type("hello from the keyboard")
    page.keyboard.press("Enter")
    expect(page.locator("#log .message").last).to_contain_text("hello from the keyboard")
