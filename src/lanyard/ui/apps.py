from django.apps import AppConfig
from django.utils.translation import gettext_noop as N_


class UiConfig(AppConfig):
    name = "lanyard.ui"
    label = "ui"

    def ready(self) -> None:
        from django.urls import reverse

        from lanyard.kernel.registry import MenuEntry, menu

        menu.append(
            MenuEntry(
                N_("Home"), 0, lambda request: "/" if request.user.is_authenticated else None, lambda path: path == "/"
            )
        )
        menu.append(
            MenuEntry(
                N_("All pages"),
                90,
                lambda request: reverse("ui:all-pages") if request.user.is_authenticated else None,
                lambda path: path == "/all-pages/",
            )
        )
