"""Lanyard on a phone: what is installed, and something that another app shares when no service worker is there."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import resolve

PICTURE = b"\x89PNG\r\n\x1a\n" + b"x" * 100
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def test_a_phone_can_install_it():
    told = Client().get("/app.webmanifest").json()
    icons = {(icon["sizes"], icon["purpose"]) for icon in told["icons"]}

    assert {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"), ("any", "any")} <= icons
    assert told["start_url"] == "/" and told["scope"] == "/" and told["display"]
    assert resolve(told["share_target"]["action"]).view_name == "ui:share"


def test_the_service_worker_may_keep_files_of_the_look_and_one_page(cast, client_for):
    script = Client().get("/app-worker.js")
    kept = json.loads(re.search(r"self.KEPT = (.*);", script.content.decode())[1])

    assert script["Content-Type"].startswith("text/javascript") and script["Cache-Control"] == "no-cache"
    assert [path for path in kept if not path.startswith("/static/")] == ["/offline/"]
    assert script.content == client_for(cast.dsl).get("/app-worker.js").content


def test_the_page_without_a_connection_is_the_same_for_everybody(cast, client_for):
    mine, anybodys = client_for(cast.dsl).get("/offline/"), Client().get("/offline/")
    main = re.compile(rb"<main.*</main>", re.S)

    assert main.search(mine.content)[0] == main.search(anybodys.content)[0]
    assert not anybodys.cookies and b"<form" not in anybodys.content


@pytest.mark.parametrize("who", ["", "teacher", "parent"])
def test_what_is_sent_here_without_a_service_worker_is_not_kept(cast, who, settings):
    client = Client(enforce_csrf_checks=True, headers={"origin": "null", "sec-fetch-site": "cross-site"})
    if who:
        client.force_login(getattr(cast, who))
    before = sorted(settings.LANYARD_HOME.rglob("*"))
    answer = client.post("/share/", {"text": "Zuzanna wrote it", "files": SimpleUploadedFile("secret.png", PICTURE)})
    page = answer.content.decode()

    assert answer.status_code == 200 and "choose the file there" in page
    assert "Zuzanna" not in page and "secret" not in page
    assert sorted(settings.LANYARD_HOME.rglob("*")) == before


@pytest.mark.parametrize(
    ("who", "way"), [("teacher", "/report/staff/"), ("parent", "/report/"), ("", "/accounts/login/?next=%2Fshare%2F")]
)
def test_the_page_leads_to_where_it_can_be_used(cast, client_for, who, way):
    client = client_for(getattr(cast, who)) if who else Client()
    links = re.findall(r'href="([^"]+)"', client.get("/share/").content.decode())

    assert way in links


@pytest.mark.parametrize("path", ["/schools/old-quay-juniors/report/child/", "/schools/old-quay-juniors/report/", "/"])
def test_nobody_who_only_visits_gets_a_service_worker(cast, path):
    assert b'data-worker="/app-worker.js' not in Client().get(path).content


@pytest.mark.parametrize("path", ["child/", ""])
def test_a_page_on_which_anybody_reports_never_has_one(cast, client_for, path):
    page = client_for(cast.teacher).get(f"/schools/old-quay-juniors/report/{path}")

    assert b"app-worker.js" not in page.content and b"shared.js" not in page.content
