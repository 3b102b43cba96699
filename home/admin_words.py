"""Words of the admin that its packages fix once, in one language: here they follow the language of the user.

Some texts are put together when a process starts, or when a menu is first shown: whoever comes later would read them
in another's language. Others are made of a field's name, in English.
"""

from django.urls import reverse
from django.utils.translation import gettext as say

# By another name, since these words are the packages' and stand in their catalogues: ours collects what `_` says.
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_lazy as later

LINK_FIELDS = {
    "link_text": _("Link text"),
    "email_address": later("Email address"),
    "phone_number": _("Phone number"),
    "subject": _("Subject"),
    "body": _("Text"),
}
IMAGE_FIELDS = {"image_is_decorative": later("Image is decorative"), "alt_text": later("Alt text")}
CHOOSER_TEXTS = {
    "choose_one_text": "Choose %(object)s",
    "choose_another_text": "Choose another %(object)s",
    "link_to_chosen_text": "Edit this %(object)s",
}


def of_the_moment(words):
    """Return a property of a chooser that says Wagtail's words about what is chosen; what is set is not kept."""

    def said(chooser):
        return say(words) % {"object": chooser.model._meta.verbose_name}

    return property(said, lambda chooser, fixed: None)


def follow_the_user():
    """Let the forms for links and pictures, and the choosers of snippets, speak the language of the moment."""
    from wagtail.admin.forms import choosers
    from wagtail.images.forms import ImageInsertionForm
    from wagtail.snippets.widgets import AdminSnippetChooser

    links = ("ExternalLinkChooserForm", "AnchorLinkChooserForm", "EmailLinkChooserForm", "PhoneLinkChooserForm")
    labels = [(getattr(choosers, name), LINK_FIELDS) for name in links] + [(ImageInsertionForm, IMAGE_FIELDS)]
    for form, words in labels:
        for name in form.base_fields.keys() & words.keys():
            form.base_fields[name].label = words[name]
    for name, words in CHOOSER_TEXTS.items():
        setattr(AdminSnippetChooser, name, of_the_moment(words))


def name_reports(request, menu_items):
    """Name wagtail-localize's report in the user's language (a `construct_reports_menu` hook)."""
    report = reverse("wagtail_localize:translations_report")
    for item in menu_items:
        if item.url == report:
            item.label = later("Translations")
