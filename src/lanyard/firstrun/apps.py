from django.apps import AppConfig


class FirstRunConfig(AppConfig):
    name = "lanyard.firstrun"
    label = "firstrun"

    def ready(self) -> None:
        from lanyard.firstrun.queries import came_by_address
        from lanyard.kernel import gate
        from lanyard.records import audit

        gate.set_printed_address(came_by_address)
        audit.words.update(
            {
                "first-run:print": "Printed the address of the first run",
                "first-run:open": "Opened the address of the first run",
                "first-run:keep": "Filled in a step of the first run",
                "first-run:email": "Sent a test email from the first run",
                "first-run:proved": "Gave the code from the test email of the first run",
                "first-run:wrong-code": "Gave a wrong code in the first run",
                "first-run:finish": "Finished the first run",
            }
        )
