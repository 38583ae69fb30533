#!/usr/bin/env python3
"""Page tests in a real browser: opens the public pages of a running hub as buyers do.

    python3 check_pages.py http://127.0.0.1:8080 nakato.styles [--screenshots DIR]

Needs Chromium and the `playwright` package (see README.md). Every finding is printed; the exit
status is 1 where there is any. What is checked is what only a browser can tell: layout, pictures,
the content security policy, the clipboard script, and that all of it works without JavaScript.
"""

import argparse
import os
import shutil
import sys
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import sync_playwright

VIEWPORTS = {"phone": (360, 800), "desktop": (1280, 800)}
# Layout shift that nobody notices; Google calls anything under 0.1 good.
MOST_SHIFT = 0.01
WATCH_SHIFT = """
window.shift = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({type: 'layout-shift', buffered: true});
"""


class Findings:
    """What is wrong, with the page and the kind of visit it was found on."""

    def __init__(self):
        self.count = 0
        self.checks = 0

    def expect(self, true, visit, what):
        self.checks += 1
        if not true:
            self.count += 1
            print(f"FAILED  {visit}: {what}")


def chromium_path():
    """The system's Chromium, so that no browser is downloaded."""
    for name in (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"):
        path = name and shutil.which(name)
        if path:
            return path
    sys.exit("no Chromium found: install the package `chromium` or set CHROMIUM")


def check_layout(page, visit, findings):
    """Nothing sticks out sideways, what is tapped is large enough, one heading says where we are."""
    width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    findings.expect(width[0] <= width[1], visit, f"scrolls sideways: {width}")
    findings.expect(page.locator("h1").count() == 1, visit, "not exactly one h1")
    findings.expect(page.locator("html[lang]").count() == 1, visit, "no language")
    small = page.evaluate(
        """[...document.querySelectorAll('main a, main button, footer a')]
           .filter(e => e.getClientRects().length)
           .filter(e => { const r = e.getBoundingClientRect(); return r.height < 44 && r.width > 1; })
           .map(e => e.outerHTML.slice(0, 90))"""
    )
    findings.expect(not small, visit, f"too small to tap: {small}")
    unnamed = page.evaluate(
        """[...document.querySelectorAll('a, button')]
           .filter(e => !(e.textContent.trim() || e.ariaLabel || e.querySelector('img[alt]:not([alt=""])')))
           .map(e => e.outerHTML.slice(0, 90))"""
    )
    findings.expect(not unnamed, visit, f"links without a name: {unnamed}")


def check_pictures(page, visit, findings):
    """Every picture loads once it is reached, has a text and keeps its room."""
    pictures = page.locator("main img")
    for index in range(pictures.count()):
        picture = pictures.nth(index)
        picture.scroll_into_view_if_needed()
        picture.evaluate(
            "e => e.complete || new Promise(done => { e.onload = e.onerror = done; })"
        )
        state = picture.evaluate(
            "e => [e.naturalWidth, e.hasAttribute('alt'), e.width > 0, e.currentSrc]"
        )
        findings.expect(state[0] > 0 and state[1] and state[2], visit, f"picture {state}")


def check_shift(page, visit, findings):
    shift = page.evaluate("window.shift")
    findings.expect(shift <= MOST_SHIFT, visit, f"layout shift {shift:.4f}")


def check_copying(page, visit, findings):
    """The copy buttons fill the clipboard, with the chosen size in the message."""
    size = page.locator("input[name=size][type=radio]").first
    chosen = None
    if size.count():
        size.check(force=True)
        chosen = size.input_value()
    buttons = page.locator("[data-copy]:visible")
    findings.expect(buttons.count() == 2, visit, f"{buttons.count()} copy buttons")
    for index in range(buttons.count()):
        buttons.nth(index).click()
        page.wait_for_function(
            "i => { const b = document.querySelectorAll('[data-copy]')[i];"
            " return b.textContent === b.dataset.done; }",
            arg=index,
        )
        copied = page.evaluate("navigator.clipboard.readText()")
        if index == 0:
            findings.expect(copied.startswith("+"), visit, f"copied number {copied!r}")
        else:
            findings.expect("http" in copied, visit, f"copied message {copied!r}")
            if chosen:
                findings.expect(f": {chosen}\n" in copied, visit, f"no size in {copied!r}")


def check_buying(page, visit, findings):
    """The buy button leads to WhatsApp with the item and the chosen size in the message."""
    form = page.locator("form[action^='/go/']")
    findings.expect(form.count() == 1, visit, "no buy form")
    if not form.count():
        return
    name = page.locator("h1").inner_text()
    size = page.locator("input[name=size][type=radio]").first
    chosen = None
    if size.count():
        size.check(force=True)
        chosen = size.input_value()
    # The chat itself is on the internet: that the browser sets out for it is enough.
    with page.expect_request(lambda request: request.url.startswith("https://wa.me/")) as sent:
        form.locator("button[type=submit]").click()
    address = urlsplit(sent.value.url)
    text = parse_qs(address.query)["text"][0]
    findings.expect(address.path[1:].isdigit(), visit, f"number {address.path}")
    findings.expect(name[:60] in text, visit, f"{name!r} is not in {text!r}")
    if chosen:
        findings.expect(f": {chosen}\n" in text, visit, f"size {chosen} is not in {text!r}")


def check_visit(browser, base, handle, viewport, scheme, scripts, findings, screenshots):
    """One visitor: start page, shop, each kind of link on it, product, buy."""
    kind = f"{viewport} {scheme} {'with' if scripts else 'without'} JavaScript"
    width, height = VIEWPORTS[viewport]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=2 if viewport == "phone" else 1,
        color_scheme=scheme,
        java_script_enabled=scripts,
        permissions=["clipboard-read", "clipboard-write"] if scripts else [],
    )
    context.add_init_script(WATCH_SHIFT)
    page = context.new_page()
    page.set_default_timeout(15_000)
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def visit(name, path):
        response = page.goto(base + path, wait_until="load")
        where = f"{kind}, {path}"
        findings.expect(response.status == 200, where, f"status {response.status}")
        # Without JavaScript in the page, evaluate() still works: it is the test's own.
        check_layout(page, where, findings)
        if screenshots:
            mode = scheme if scripts else f"{scheme}-noscript"
            page.screenshot(path=f"{screenshots}/{name}-{viewport}-{mode}.png")
        check_pictures(page, where, findings)
        if scripts:
            check_shift(page, where, findings)
        return where

    visit("start", "/")
    page.fill("input[name=handle]", f"@{handle}")
    page.locator("form.find button").click()
    page.wait_for_url(f"{base}/@{handle}")
    shop = f"/@{handle}"
    where = visit("shop", shop)
    cards = page.locator("a.card")
    findings.expect(cards.count() > 0, where, "no products")
    paths = [card.get_attribute("href") for card in cards.all()]
    for chip in page.locator("nav.chips a").all()[1:2]:
        visit("category", chip.get_attribute("href"))
    page.goto(base + shop)
    older = page.locator("a[rel=next]")
    if older.count():
        visit("older", older.get_attribute("href"))
    for language in ("lg", "sw", "fr"):
        visit(f"shop-{language}", f"{shop}?lang={language}")
    missing = page.goto(base + "/@no.such.shop")
    findings.expect(missing.status == 404, kind, f"an unknown shop answers {missing.status}")
    check_layout(page, f"{kind}, unknown shop", findings)
    for_sale = None
    for path in paths[:6]:
        where = visit("product" if not for_sale else f"product-{paths.index(path)}", path)
        number = page.locator(".digits")
        if number.count():
            findings.expect(number.inner_text().startswith("+"), where, "no number to read")
            for_sale = for_sale or path
        if number.count() and scripts:
            check_copying(page, where, findings)
        hidden = page.locator("[data-copy]:visible").count()
        findings.expect(scripts or hidden == 0, where, "buttons that need JavaScript")
    findings.expect(for_sale is not None, kind, "nothing can be bought")
    if for_sale:
        page.goto(base + for_sale)
        check_buying(page, f"{kind}, {for_sale}", findings)
    # A page that is not found is a complaint of its own; the chat is out of reach in tests.
    expected = ("wa.me", "ERR_", "status of 404")
    own = [text for text in complaints if not any(part in text for part in expected)]
    findings.expect(not own, kind, f"the console says {own}")
    context.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("base", help="address of the hub, such as http://127.0.0.1:8080")
    parser.add_argument("handle", help="a shop with products")
    parser.add_argument("--screenshots", help="folder for screenshots")
    arguments = parser.parse_args()
    if arguments.screenshots:
        os.makedirs(arguments.screenshots, exist_ok=True)
    findings = Findings()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        for viewport in VIEWPORTS:
            for scheme, scripts in (("light", True), ("dark", True), ("light", False)):
                check_visit(
                    browser, arguments.base.rstrip("/"), arguments.handle,
                    viewport, scheme, scripts, findings, arguments.screenshots,
                )
        browser.close()
    print(f"{findings.checks} checks, {findings.count} failed")
    sys.exit(1 if findings.count else 0)


if __name__ == "__main__":
    main()
