from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "lanyard.channels"
    label = "channels"

    def ready(self) -> None:
        from lanyard.channels import controls, home, merging, messages, permissions, tasks  # noqa: F401  (each registers)
        from lanyard.channels.sealing import PARTS
        from lanyard.kernel import registry
        from lanyard.records import audit

        registry.menu.append(registry.MenuEntry("Channels", 50, home.link, lambda path: path.startswith("/channels/")))
        registry.needs_you.append(home.needs)
        registry.never_kept.update(PARTS)
        registry.can_do.append(home.cards)
        registry.public_links.append(home.public_links)
        audit.words.update(
            {
                "channel:propose": "Proposed an official channel",
                "channel:change": "Changed the proposal of a channel",
                "channel:write-hazard": "Wrote a row of a channel’s risk assessment",
                "channel:strike-hazard": "Struck a row of a channel’s risk assessment",
                "channel:agree-risks": "Agreed the risk assessment of a channel",
                "channel:decide": "Decided on a channel",
                "channel:meet-condition": "Met a condition of a channel’s approval",
                "channel:go-live": "Put a channel live",
                "channel:pause": "Paused a channel",
                "channel:close": "Closed a channel",
                "channel:set-address": "Said where a channel is",
                "channel:ask-address": "Asked that a channel be another account",
                "channel:decide-address": "Decided whether a channel is another account",
                "channel:withdraw-address": "Withdrew that a channel be another account",
                "channel:check": "Looked how a channel is protected",
                "channel:check-link": "Looked whether the website links to a channel",
                "channel:tell-families": "Told families of a channel",
                "channel:tell-more": "Recorded who was told of a channel",
                "channel:add-operator": "Named somebody who runs a channel",
                "channel:end-operator": "Ended that somebody runs a channel",
                "channel:suspend-operator": "Suspended somebody who runs a channel",
                "channel:restore-operator": "Let somebody run a channel again",
                "channel:seal-log-in": "Sealed the log-in of a channel",
                "channel:ask-for-log-in": "Asked for the sealed log-in of a channel",
                "channel:open-log-in": "Opened the sealed log-in of a channel",
                "channel:look-at-log-in": "Looked at the log-in of a channel",
                "trust:hand-over-log-ins": "Handed over all sealed log-ins of the trust",
                "platform-age:block": "Stopped a service for pupils under its minimum age",
            }
        )
