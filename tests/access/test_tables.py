"""Every page with a table, walked: the file can be downloaded by whoever may read the page."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests.access.pages import PAGES, who_may

pytestmark = [pytest.mark.xdist_group("access"), pytest.mark.django_db]

# Pages with a table and no file of it, each with the reason.
WITHOUT = {
    "ui:guide": "tables of a guide: words to read, no figures",
    "channels:risks": "a picture of the risks stands beside the table",
    "channels:agree": "the same",
    "channels:decide": "the same",
    "concerns:counts": "one file holds all its tables",
    "concerns:trust-counts": "one file holds all its tables",
    "people:same-person": "two records side by side, to decide whether they are one person’s",
    "mfa_list_webauthn": "a person’s own passkeys",
}


def test_each_page_with_a_table_offers_it_as_a_file(access):
    wrong, files, clients = [], 0, {}
    for page in PAGES:
        somebody = who_may(access, page)
        client = clients.setdefault(somebody, somebody.client())
        answer = client.get(page.address(access.trust if page.place == "trust" else access.school, somebody.user))
        if answer.status_code != 200 or "text/html" not in answer["Content-Type"] or page.name in WITHOUT:
            continue
        main = BeautifulSoup(answer.content, "html.parser").find("main")
        drawn, links = main.find_all("table"), main.select(".ly-csv a")
        if len(drawn) != len(links):
            wrong.append(f"{page.name}: {len(drawn)} tables, {len(links)} files")
        for table, link in zip(drawn, links, strict=False):
            file, files = client.get(link["href"]), files + 1
            if not file["Content-Type"].startswith("text/csv"):
                wrong.append(f"{page.name}: {link['href']} is no file")
            elif len(file.content.decode().splitlines()) < len(table.find_all("tr")):
                wrong.append(f"{page.name}: the file has fewer rows than the page")

    assert wrong == [], "\n".join(wrong)
    assert files > 15
