from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "lanyard.channels"
    label = "channels"

    def ready(self) -> None:
        from lanyard.channels import controls, help, home, merging, messages, permissions, tasks  # noqa: F401  (each registers)
        from lanyard.channels.queries.search import find_channels
        from lanyard.channels.sealing import PARTS
        from lanyard.kernel import registry, search
        from lanyard.records import audit

        registry.menu.append(registry.MenuEntry("Channels", 50, home.link, lambda path: path.startswith("/channels/")))
        search.kinds.append(search.Kind("Channels", 40, "channels:read", find_channels))
        registry.needs_you.append(home.needs)
        registry.never_kept.update(PARTS)
        registry.can_do.append(home.cards)
        registry.public_links.append(home.public_links)
        audit.words.update(
            {
                "channel:propose": "Proposed an official channel",
                "channel:change": "Changed the proposal of a channel",
                "channel:write-hazard": "Edited a row of a channel’s risk assessment",
                "channel:strike-hazard": "Removed a row of a channel’s risk assessment",
                "channel:agree-risks": "Agreed the risk assessment of a channel",
                "channel:decide": "Decided on a channel",
                "channel:meet-condition": "Met a condition of a channel’s approval",
                "channel:go-live": "Put a channel live",
                "channel:pause": "Paused a channel",
                "channel:undo-pause": "Undid pausing a channel",
                "channel:undo-condition": "Undid marking a condition of a channel as met",
                "channel:close": "Closed a channel",
                "channel:set-address": "Set a channel’s address",
                "channel:ask-address": "Asked to change a channel’s account",
                "channel:decide-address": "Decided on a change of a channel’s account",
                "channel:withdraw-address": "Withdrew a change of a channel’s account",
                "channel:check": "Checked a channel’s security",
                "channel:check-link": "Checked whether the website links to a channel",
                "channel:tell-families": "Told families about a channel",
                "channel:tell-more": "Recorded who was told about a channel",
                "channel:add-operator": "Added someone to run a channel",
                "channel:end-operator": "Removed someone from running a channel",
                "channel:suspend-operator": "Suspended someone who runs a channel",
                "channel:restore-operator": "Let someone run a channel again",
                "channel:seal-log-in": "Sealed the log-in of a channel",
                "channel:ask-for-log-in": "Asked for the sealed log-in of a channel",
                "channel:open-log-in": "Opened the sealed log-in of a channel",
                "channel:look-at-log-in": "Viewed the log-in of a channel",
                "trust:hand-over-log-ins": "Exported all the trust’s sealed log-ins",
                "platform-age:block": "Stopped a service for pupils under its minimum age",
            }
        )
