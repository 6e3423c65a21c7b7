"""Many people reporting at a site at once, as browsers do: a process of its own, for load and for crashes.

    python -m bench.reporters http://127.0.0.1:8000 old-quay-juniors 200

Everybody opens the report page and fills in its screens; then all press Send in the same moment. Prints one line of
JSON for each receipt, as soon as it is seen: the code, what was written, and the seconds from pressing to the answer.
With `--on` it goes on in rounds of so many until it is stopped, printing each receipt before the next is asked for.
"""

from __future__ import annotations

import argparse
import http.client
import json
import re
import secrets
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode, urlsplit

from bs4 import BeautifulSoup

CODE = re.compile(rb"data-code[^>]*>\s*([2-9A-HJ-NP-Z]{4}(?:-[2-9A-HJ-NP-Z]{4}){3})")
# What somebody fills in on each screen.
SCREENS = ({"type": "bullying"}, {"account": ""}, {"named": "anonymous"})
TIMEOUT = 60


class NoReceipt(Exception):
    """The site answered something else, or nothing; the text says what."""


class Reporter:
    """Somebody in front of a report page."""

    def __init__(self, site: str, school: str) -> None:
        self.host, self.path = urlsplit(site).netloc, f"/schools/{school}/report/"
        self.account = f"They wrote about Ash again ({secrets.token_hex(8)})."
        self.cookie = ""
        self.page = self._ask("GET")

    def fill_in(self) -> bytes:
        """Fill in all screens but for pressing Send on the last; answers what pressing it will send."""
        for typed in SCREENS[:-1]:
            self.page = self._ask(
                "POST", self._written({**typed, **({"account": self.account} if "account" in typed else {})})
            )
        return self._written(SCREENS[-1])

    def press_send(self, body: bytes) -> str:
        """Send it; answers the code on the receipt. Raises `NoReceipt`."""
        found = CODE.search(self._ask("POST", body))
        if not found:
            raise NoReceipt("There is no code on the page.")
        return found[1].decode()

    def _written(self, typed: dict[str, str]) -> bytes:
        form = BeautifulSoup(self.page, "html.parser").find("main").find("form")
        kept = {
            one["name"]: one.get("value", "")
            for one in form.find_all("input")
            if one.get("name") and one.get("type") not in ("file", "radio", "checkbox")
        }
        return urlencode({**kept, **typed, "go": "next"}).encode()

    def _ask(self, method: str, body: bytes | None = None, path: str = "") -> bytes:
        connection = http.client.HTTPConnection(self.host, timeout=TIMEOUT)
        headers = {"Cookie": self.cookie, "Referer": f"http://{self.host}{self.path}"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path or self.path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as problem:
            raise NoReceipt(type(problem).__name__) from problem
        finally:
            connection.close()
        if answer.status == 303:
            return self._ask("GET", path=answer.getheader("Location"))
        if answer.status != http.HTTPStatus.OK:
            raise NoReceipt(f"The site answered {answer.status}.")
        if cookie := answer.getheader("Set-Cookie"):
            self.cookie = cookie.partition(";")[0]
        return content


def all_at_once(site: str, school: str, count: int) -> None:
    """Everybody has filled in the last screen; then all press Send in one moment."""
    with ThreadPoolExecutor(8) as few:
        people = list(few.map(lambda _: Reporter(site, school), range(count)))
        bodies = list(few.map(Reporter.fill_in, people))
    # So long somebody looks at the last screen before pressing Send.
    time.sleep(max(2.0, count * 0.04))
    ready, printing = threading.Barrier(count), threading.Lock()

    def send(person: Reporter, body: bytes) -> None:
        ready.wait()
        started = time.perf_counter()
        try:
            said = {"code": person.press_send(body), "account": person.account}
        except NoReceipt as problem:
            said = {"problem": str(problem)}
        said["seconds"] = time.perf_counter() - started
        with printing:
            print(json.dumps(said), flush=True)

    threads = [threading.Thread(target=send, args=pair) for pair in zip(people, bodies, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def on_and_on(site: str, school: str, count: int) -> None:
    """So many people report one after the other, each for themselves, until the site is gone."""
    printing = threading.Lock()

    def report() -> None:
        while True:
            try:
                person = Reporter(site, school)
                code = person.press_send(person.fill_in())
            except NoReceipt:
                return
            with printing:
                print(json.dumps({"code": code, "account": person.account}), flush=True)

    threads = [threading.Thread(target=report) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site")
    parser.add_argument("school")
    parser.add_argument("count", type=int)
    parser.add_argument("--on", action="store_true", help="go on until the site is gone")
    arguments = parser.parse_args()
    threading.stack_size(256 * 1024)
    sys.setswitchinterval(0.001)
    (on_and_on if arguments.on else all_at_once)(arguments.site, arguments.school, arguments.count)


if __name__ == "__main__":
    main()
