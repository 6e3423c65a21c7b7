"""A visitor to the site: what people do on every page, in a few words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from re import Pattern

from playwright.sync_api import Page, expect

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"


@dataclass(frozen=True)
class Site:
    """Where the site answers, and where it keeps its files and its data."""

    url: str
    home: Path
    database_url: str = ""


@dataclass
class Visitor:
    """Somebody in front of a browser."""

    page: Page
    site: Site

    def sign_in(self, role: str, at: str) -> None:
        """Choose somebody of the demonstration by a role ("Headteacher") at a school or the trust, by its name."""
        self.page.goto("/demonstration/")
        people = f"//h2[normalize-space()='{at}']/following-sibling::ul[1]"
        self.page.locator(f"{people}//button[starts-with(normalize-space(), '{role}: ')]").click()
        self.page.wait_for_url(self.site.url + "/")

    def goto(self, path: str) -> None:
        """Open a page that has to be there."""
        answer = self.page.goto(path)
        assert answer is not None and answer.ok, f"{path} answered {answer and answer.status}"

    def press(self, name: str | Pattern[str], *, role: str = "button", exact: bool = False) -> None:
        """Go by the keyboard to the first button (or link) of this name, press it, wait for the page it leads to."""
        target = self.page.get_by_role(role, name=name, exact=exact).first
        target.focus()
        expect(target).to_be_focused()
        with self.page.expect_navigation():
            target.press("Enter")

    def unfold(self) -> None:
        """Open everything that is folded on the first page."""
        for summary in self.page.locator(".ly-band__rest:not([open]) > summary").all():
            summary.click()

    def heading(self) -> str:
        """The page's own heading."""
        return self.page.get_by_role("heading", level=1).inner_text()

    def violations(self) -> list[str]:
        """What axe finds on the page (WCAG 2.2 AA and best practice), one line each; contrasts in the dark too."""
        self.page.evaluate(AXE.read_text())
        found = self._axe({})
        self.page.emulate_media(color_scheme="dark")
        dark = self._axe({"runOnly": ["color-contrast"]})
        self.page.emulate_media(color_scheme="light")
        return found + [f"in the dark, {problem}" for problem in dark if problem not in found]

    def _axe(self, options: dict) -> list[str]:
        return self.page.evaluate(
            # Only what is wrong is asked for: telling of all that is right takes a third of the time.
            "options => axe.run({resultTypes: ['violations'], ...options})"
            ".then(r => r.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.target.join(' '))))",
            options,
        )

    def scrolls_sideways(self) -> bool:
        """Whether the page is wider than the window."""
        return self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")
