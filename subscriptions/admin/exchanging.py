"""Followers of another site taken in, and ours taken out, in Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.viewsets.base import ViewSet

from home.following import Subject, followables
from mail.letters import site_language
from subscriptions import address_lists
from subscriptions.admin.acting import note_in_log
from subscriptions.admin.menu import item_for
from subscriptions.admin.rights import ALL_OF_THEM
from subscriptions.csv_files import export_followers, import_followers
from subscriptions.forms import offered
from subscriptions.models import Subscriber

# A request that invites more takes too long; the command does.
MOST_AT_ONCE = 2000
REFUSED_SHOWN = 100


def subjects_to_choose() -> list[tuple[str, str]]:
    """Return what people can be invited to follow, by kind."""
    found = offered(site_language(get_language() or ""))
    return [
        (str(followables[kind].plural or followables[kind].label), [(str(one), title) for one, title in titles.items()])
        for kind, titles in found.items()
    ]


class InvitationForm(forms.Form):
    """To what they are invited, and in which language."""

    about = forms.ChoiceField(label=gettext_lazy("They are invited to follow"), choices=subjects_to_choose)
    language = forms.ChoiceField(label=gettext_lazy("Language of the invitation"), choices=settings.LANGUAGES)


class UploadForm(InvitationForm):
    """A file with addresses."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A list of followers from WordPress.com or another site as CSV, or one address a line."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv,text/plain"}),
    )

    field_order = ("file", "about", "language")

    def clean_file(self) -> address_lists.Found:
        sent = self.cleaned_data["file"]
        if sent.size > address_lists.MOST_BYTES:
            raise ValidationError(_("The file is larger than 10 MB. Divide it."))
        return _few_enough(address_lists.read(sent.read()))


class SureForm(InvitationForm):
    """What was found, once more, by somebody who is sure."""

    addresses = forms.CharField(widget=forms.HiddenInput)

    def clean_addresses(self) -> address_lists.Found:
        return _few_enough(address_lists.read(self.cleaned_data["addresses"].encode()))


def _few_enough(found: address_lists.Found) -> address_lists.Found:
    if len(found.addresses) > MOST_AT_ONCE:
        raise ValidationError(
            _("There are more than %(most)d addresses. Whoever runs the site can import them with import_followers.")
            % {"most": MOST_AT_ONCE}
        )
    return found


class AllOfThemView(View):
    """Only for those who may have all addresses in hand."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(ALL_OF_THEM):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ImportView(AllOfThemView):
    """Show what is in a file; the second button invites."""

    def get(self, request):
        return self._page(UploadForm(initial={"language": settings.LANGUAGE_CODE}))

    def post(self, request):
        if "addresses" in request.POST:
            return self._invite(request)
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(form, status=422)
        found = form.cleaned_data["file"]
        came = self._import(form, found, dry_run=True)
        sent = {name: form.cleaned_data[name] for name in ("about", "language")}
        sure = SureForm(initial={**sent, "addresses": "\n".join(found.addresses)})
        for name in sent:
            sure.fields[name].widget = forms.HiddenInput()
        return self._page(form, found=found, refused=found.refused[:REFUSED_SHOWN], came=came, sure=sure)

    def _invite(self, request):
        form = SureForm(request.POST)
        if not form.is_valid():
            return self._page(UploadForm(initial={"language": settings.LANGUAGE_CODE}), status=422)
        came = self._import(form, form.cleaned_data["addresses"])
        note_in_log(Subscriber(pk=0), "subscriptions.import", request.user, invited=came.invited)
        messages.success(
            request,
            ngettext("%(number)d address is invited.", "%(number)d addresses are invited.", came.invited)
            % {"number": came.invited},
        )
        return redirect("followers:index")

    def _import(self, form, found, *, dry_run=False):
        about = Subject.parse(form.cleaned_data["about"])
        return import_followers(
            addresses=found.addresses,
            subjects=[about] if about else [],
            language=form.cleaned_data["language"],
            dry_run=dry_run,
        )

    def _page(self, form, status=200, **found: Any):
        title = _("Import followers")
        context = {
            "header_title": title,
            "header_icon": "upload",
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                {"url": reverse("followers:index"), "label": _("Followers")},
                {"url": "", "label": title},
            ],
            "form": form,
            **found,
        }
        return TemplateResponse(self.request, "subscriptions/admin/import.html", context, status=status)


class ExportView(AllOfThemView):
    """Everybody, as a file."""

    def post(self, request):
        # Whole, while the user's language is still the one that is spoken.
        response = HttpResponse("".join(export_followers(site_language(get_language() or ""))), content_type="text/csv")
        response["Content-Disposition"] = f'attachment; filename="followers-{timezone.localdate():%Y-%m-%d}.csv"'
        response["Cache-Control"] = "no-store"
        note_in_log(Subscriber(pk=0), "subscriptions.export", request.user)
        return response


class ExchangeViewSet(ViewSet):
    """Where followers come in, and go out."""

    name = "followers_exchange"
    url_prefix = "following/exchange"
    icon = "upload"
    menu_label = gettext_lazy("Import and download")
    menu_item_class = item_for(ALL_OF_THEM)

    def get_urlpatterns(self):
        return [
            path("", ImportView.as_view(), name="import"),
            path("all.csv", ExportView.as_view(), name="export"),
        ]
