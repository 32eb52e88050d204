"""Sending again, for clerks; the mailbox, for developers."""

from csp.decorators import csp_update
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_required
from wagtail.log_actions import log

from .mailbox import Written, called, latest
from .models import OutgoingEmail
from .services import resend


@require_POST
@permission_required("outbox.resend_outgoingemail")
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a mail back into the outbox."""
    mail = get_object_or_404(OutgoingEmail, pk=pk)
    resend(mail)
    log(instance=mail, action="outbox.resend", user=request.user)
    messages.success(request, _("The e-mail is being sent again with up-to-date information."))
    return redirect("outgoing_emails:index")


def mailbox(request: HttpRequest) -> HttpResponse:
    """Development: what would have been sent, the latest first."""
    return render(request, "outbox/mailbox/list.html", {"mails": latest()})


def mailbox_mail(request: HttpRequest, name: str) -> HttpResponse:
    """Development: one mail as text, with the way to its HTML."""
    return render(request, "outbox/mailbox/mail.html", {"mail": found(name)})


@csp_update({"style-src": ["'unsafe-inline'"]})  # type: ignore[arg-type]  # it takes further arguments
def mailbox_html(request: HttpRequest, name: str) -> HttpResponse:
    """Development: the HTML of one mail, as a mail program shows it: with its own styles."""
    return HttpResponse(found(name).shown)


def found(name: str) -> Written:
    """The mail of this name; raises Http404."""
    mail = called(name)
    if mail is None:
        raise Http404
    return mail
