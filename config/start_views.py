"""A site that has not been started: what readers see, and where an administrator makes it her own."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access, user_passes_test

from accounts.models.role import RoleKey
from blog.old_addresses import asked_by_number
from config.start import start_site
from config.start_forms import StartForm
from home.models import HomePage
from home.routing import serve
from subscriptions.feeds.wordpress import asked_for


def _is_administrator(user):
    return user.is_superuser or user.groups.filter(role__key=RoleKey.ADMINISTRATOR).exists()


def front(request):
    """Serve the front page, or lead on to a feed or to what had an old number; without any page yet, say so."""
    if moved := asked_by_number(request) or asked_for(request):
        return moved
    try:
        return serve(request, "")
    except Http404:
        if HomePage.objects.exists():
            raise
    response = render(request, "welcome.html")
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response


@never_cache
@require_admin_access
@user_passes_test(_is_administrator)
def start(request):
    """Ask what the site is to be, make it, and show the first editor's password this once."""
    if HomePage.objects.exists():
        messages.warning(request, _("This site has been started already."))
        return redirect("wagtailadmin_home")
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            started = start_site(**form.cleaned_data, user=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return render(request, "started.html", {"started": started})
    return render(request, "start.html", {"form": form})
