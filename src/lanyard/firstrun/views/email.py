"""The fifth step: email goes out, and the administrator can sign in with it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from lanyard.firstrun.actions.email import check_code, send_test
from lanyard.firstrun.forms import CodeForm, MailServerForm
from lanyard.firstrun.queries import administrator_in
from lanyard.firstrun.views.common import onward, show, step
from lanyard.records import mail_server
from lanyard.ui.form_actions import carry_out, carry_out_as, posted
from lanyard.ui.forms import Form


@step("email")
def server(request: HttpRequest) -> HttpResponse:
    """Where email goes out; sends the administrator a code by it. A server that the environment names is only tried."""
    address = administrator_in(request.first_run.answers)
    own = mail_server.is_kept_here()
    form = MailServerForm(posted(request), kept=mail_server.kept()) if own else Form(posted(request))
    if form.is_valid() and carry_out_as(
        form, lambda: send_test(server=form.as_server() if own else None, now=timezone.now())
    ):
        return redirect("firstrun:code")
    is_proved = "email" in request.progress.done
    return show(request, "email", form=form, address=address, own=own, is_proved=is_proved)


@step("email")
def code(request: HttpRequest) -> HttpResponse:
    """The code in the email shows that it arrived."""
    address = administrator_in(request.first_run.answers)
    if request.first_run.answers.get("sent_to") != address:
        return redirect("firstrun:email")
    form = CodeForm(posted(request))
    if carry_out(form, check_code, now=timezone.now()):
        messages.success(request, f"Email works, and {address} can sign in.")
        return onward("email")
    return show(request, "code", form=form, address=address)
