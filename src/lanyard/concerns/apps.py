from django.apps import AppConfig


class ConcernsConfig(AppConfig):
    name = "lanyard.concerns"
    label = "concerns"

    def ready(self) -> None:
        from lanyard.concerns import help  # noqa: F401  (registers the guides of its pages)
        from lanyard.concerns.casework import home, lessons_home
        from lanyard.concerns.casework.queries.reference import find_by_reference
        from lanyard.concerns.core import merging, messages, permissions  # noqa: F401  (each registers what it holds)
        from lanyard.concerns.core.actions.matching import join, match_again
        from lanyard.concerns.intake import public_links
        from lanyard.concerns.oversight import controls, tasks  # noqa: F401
        from lanyard.concerns.oversight import home as oversight_home
        from lanyard.kernel import registry, search
        from lanyard.people import register_moves
        from lanyard.records import audit

        # Events of a concern are on its own page alone: on any other they would tell that it exists.
        audit.private.update({"concern", "concern-file", "concern-notice"})
        register_moves.followers.append(match_again)
        register_moves.joiners.append(join)
        registry.menu.append(registry.MenuEntry("Concerns", 20, home.link, lambda path: path.startswith("/concerns/")))
        search.kinds.append(search.Kind("Concerns, by reference", 20, "concerns:read", find_by_reference))
        registry.needs_you.append(home.needs)
        registry.can_do.append(home.cards)
        registry.needs_you.append(lessons_home.needs)
        registry.can_do.append(oversight_home.cards)
        registry.placed_pages += oversight_home.PAGES
        audit.words.update(
            {
                "lesson:finish": "Carried out a lesson",
                "out-of-hours:name": "Named an out-of-hours contact",
                "poster:print": "Printed a reporting poster",
                "out-of-hours:end": "Ended an out-of-hours contact",
            }
        )
        registry.can_do.append(public_links.cards)
        registry.share_ways.append(public_links.share_ways)
        registry.public_links.append(public_links.public_links)
        registry.ways_to_report.append(public_links.ways_to_report)
