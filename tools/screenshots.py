"""Take pictures of every kind of page at three widths into screenshots/, and those of the README into docs/pictures/.

A demonstration is set up and served for it in a folder of its own, and is gone afterwards.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.serving import CHROMIUM_SWITCHES, CannotServe, serving, set_up  # noqa: E402  (the tests stand beside tools/)
from tests.browser.site import Site, Visitor  # noqa: E402
from tools.browser import found  # noqa: E402

EVERY_PAGE = ROOT / "screenshots"
FOR_README = ROOT / "docs" / "pictures"
WIDTHS = (320, 768, 1280)
COLOURS = 128
# File, role, place, address, width and height of the window.
PICTURES = [
    ("live-policy", "Headteacher", "Saltmarsh Primary", "/schools/saltmarsh-primary/policy/", 1280, 1160),
    ("live-policy-phone", "Headteacher", "Saltmarsh Primary", "/schools/saltmarsh-primary/policy/", 390, 1100),
    ("home", "Headteacher", "Saltmarsh Primary", "/", 1280, 860),
    ("trust", "Executive headteacher", "Harbour Light Trust", "/trusts/harbour-light/policy/", 1280, 860),
    ("child-report-phone", "", "", "/schools/saltmarsh-primary/report/child/", 390, 860),
]


def main() -> int:
    """Take all pictures; answers the exit code."""
    chromium = found()
    if chromium is None:
        say("The pictures need Chromium, and it is not here. Install the package “chromium” and run this again.")
        return 1
    with tempfile.TemporaryDirectory(prefix="lanyard-pictures-") as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_SWITCHES)
        try:
            set_up(Path(home))
            with serving(Path(home)) as site:
                for_readme(browser, site)
                every_page(browser, site)
        except CannotServe as problem:
            say(str(problem))
            return 1
        finally:
            browser.close()
    return 0


def for_readme(browser: Browser, site: Site) -> None:
    """The few pictures that the README shows: small files, of the top of a page."""
    FOR_README.mkdir(exist_ok=True)
    for name, role, place, path, width, height in PICTURES:
        page = signed_in(browser, site, role, place, size=(width, height)).pages[0]
        page.goto(path)
        file = FOR_README / f"{name}.png"
        page.screenshot(path=file, animations="disabled")
        # Pages have few colours, so that a palette loses nothing that can be seen.
        Image.open(file).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
        say(f"docs/pictures/{file.name}, {file.stat().st_size // 1000} kB")
        page.context.close()


def every_page(browser: Browser, site: Site) -> None:
    """Each kind of page, seen by the first role that reaches it, in whole."""
    os.environ |= {"LANYARD_HOME": str(site.home), "LANYARD_DEMONSTRATION": "1"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "lanyard.project.settings"
    import django

    django.setup()
    from tests.browser.walk import EVERYBODY, start_drafts, walk

    start_drafts(browser, site)
    EVERY_PAGE.mkdir(exist_ok=True)
    taken: set[str] = set()
    for role, place in [("", ""), *EVERYBODY]:
        context = signed_in(browser, site, role, place)
        for step in walk(context, site.url):
            if step.status == 200 and (step.route not in taken or step.path == "/"):
                taken.add(step.route)
                where = ", at the trust" if step.path.startswith("/trusts/") else ""
                who = (role or "anybody").partition(" (")[0]
                picture(context.pages[0], step.path, f"{step.name.replace(':', ' ')}{where}, {who}")
        context.close()
    say(f"screenshots/ holds {len(list(EVERY_PAGE.glob('*.png')))} pictures of {len(taken)} kinds of pages")


def picture(page: Page, path: str, name: str) -> None:
    """One page at every width."""
    page.goto(path)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=EVERY_PAGE / f"{name}, {width}.png", full_page=True, animations="disabled")


def signed_in(
    browser: Browser, site: Site, role: str, place: str, *, size: tuple[int, int] = (1280, 900)
) -> BrowserContext:
    """A window of this size for somebody of the demonstration, or for a stranger."""
    viewport = {"width": size[0], "height": size[1]}
    context = browser.new_context(viewport=viewport, base_url=site.url, locale="en-GB")
    visitor = Visitor(context.new_page(), site)
    if role:
        visitor.sign_in(role, place)
    return context


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
