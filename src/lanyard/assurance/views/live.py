"""The live policy of a school: clause by clause, by cause, one clause with its evidence."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lanyard.assurance import page, queries
from lanyard.assurance.forms import FindForm
from lanyard.assurance.print import paper_of, pdf_of
from lanyard.assurance.queries.live import LivePolicy
from lanyard.assurance.readings import Status
from lanyard.assurance.rules import causes as behind
from lanyard.assurance.rules.comparing import Change, a_month_before
from lanyard.assurance.views.asking import day_asked
from lanyard.people.choices import Role
from lanyard.people.queries import names_in_roles
from lanyard.policy.queries import open_trigger_count

# How many causes the first screen shows.
MATTER_MOST = 3


def live(request: HttpRequest, school: str) -> HttpResponse:
    """The live policy of a school, today or on a past day."""
    form, day = day_asked(request)
    policy = queries.live_policy(request.place, day, request.user)
    asked = _asked(request)
    rest = _address(q=asked.words, about=asked.topic, day="" if policy.is_today else day)
    fold = request.GET.get("fold", "")
    found = page.with_equals_folded(page.filtered(policy.sections, asked))
    kept_open = fold == "none" or (asked.is_narrowed and fold != "all")
    context = {
        "policy": policy,
        "form": form,
        "find": FindForm(request.GET if "q" in request.GET else None),
        "asked": asked,
        "topic_name": queries.topic_name(asked.topic),
        "sections": [(section, kept_open or section.number == request.GET.get("open")) for section in found],
        "unfolded": fold == "none",
        "rest": rest,
        "chips": page.chips(policy.sections, asked, rest),
        "counts": policy.counts,
        "kept": dict(policy.counts).get(Status.KEPT, 0),
        "change": change_of(policy),
        "matters": _matters(request, policy),
        "triggers": open_trigger_count(request.place),
        "first_day": None if policy.is_today else queries.first_day_read(request.place),
    }
    return render(request, "assurance/live.html", context)


def change_of(policy: LivePolicy) -> Change | None:
    """How the policy is kept beside a month ago; None where nothing was read then, or no edition is in force."""
    then_on = a_month_before(policy.day)
    then = queries.figures_then(policy, then_on) if policy.edition else None
    return Change(then_on, dict(policy.counts), then.counts) if then else None


@require_safe
def paper(request: HttpRequest, school: str) -> HttpResponse:
    """The live policy on paper, for governors: counts as they may see them, whoever prints it."""
    _, day = day_asked(request)
    policy = queries.live_policy(request.place, day, request.user, for_governors=True)
    if policy.edition is None:
        raise Http404
    response = HttpResponse(pdf_of(paper_of(policy, change_of(policy))), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="policy-{school}-{day}.pdf"'
    return response


def _asked(request: HttpRequest) -> page.Asked:
    words, topic, show = (request.GET.get(name, "") for name in ("q", "about", "show"))
    return page.Asked(show, words[:100], topic[:20], queries.roles_at(request.user, request.place))


def _address(**given: Any) -> str:
    """Parts of an address to go on after another: "&q=photos", or nothing."""
    return "".join(f"&{urlencode({key: value})}" for key, value in given.items() if value)


def _matters(request: HttpRequest, policy: LivePolicy) -> list[tuple[behind.Cause, list[tuple[str, str, bool]]]]:
    """The causes that matter most, each with who acts: the role, its holders today for those who see names, whether it
    is the reader."""
    place, most = request.place, policy.causes[:MATTER_MOST]
    roles = {role.label: role.value for role in Role}
    acting = {roles[label] for cause in most for label in cause.who if label in roles}
    own = queries.roles_at(request.user, place)
    hide = policy.is_past or queries.counts_only(request.user, place)
    names = {} if hide else names_in_roles(acting, place, policy.day)

    def who(label: str) -> tuple[str, str, bool]:
        role = roles.get(label, "")
        return label, ", ".join(names.get(role, [])), role in own

    return [(cause, [who(label) for label in cause.who]) for cause in most]


def causes(request: HttpRequest, school: str) -> HttpResponse:
    """What lies behind the clauses that are not kept, each thing once with all clauses it spoils and who acts."""
    _, day = day_asked(request)
    policy = queries.live_policy(request.place, day, request.user)
    owners = queries.roles_at(request.user, request.place)
    show = request.GET.get("show", "")
    context = {
        "policy": policy,
        "causes": behind.shown(policy.causes, show, owners),
        "chips": behind.chips(policy.causes, show, owners, "" if policy.is_today else f"&day={day}"),
    }
    return render(request, "assurance/causes.html", context)


def clause(request: HttpRequest, school: str, clause: UUID) -> HttpResponse:
    """One clause: what keeps it, the evidence of the day, what is missing, who must act, and how it was before."""
    form, day = day_asked(request)
    policy = queries.live_policy(request.place, day, request.user)
    found = policy.find(clause)
    if found is None:
        raise Http404
    hide = queries.counts_only(request.user, request.place)
    context = {
        "policy": policy,
        "clause": found,
        "form": form,
        "histories": queries.histories(request.place, found, day, hide=hide),
    }
    return render(request, "assurance/clause.html", context)
