"""Uploading an export, which may be large: straight to where it is kept, and no more than is allowed."""

from __future__ import annotations

import tarfile
import zipfile
from contextlib import suppress
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.temp import NamedTemporaryFile
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload, TemporaryFileUploadHandler
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blog.notes_forms import SeveralFilesInput
from blog.wordpress_admin import storing

ENDINGS = ".xml,.gz,.zip"
MEDIA_ENDINGS = ".zip,.tar,.gz,.tgz"


class IncomingFile(UploadedFile):
    """An upload on the disk of the private folder rather than on the system's."""

    def __init__(self, name: str, content_type: str, charset: str, extra: Any = None) -> None:
        file = NamedTemporaryFile(suffix=".upload", dir=storing.incoming())
        super().__init__(file, name, content_type, 0, charset, extra)

    def temporary_file_path(self) -> str:
        return self.file.name

    def close(self) -> None:
        # Kept under its own name by now.
        with suppress(FileNotFoundError):
            self.file.close()


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Receives no more than the site allows, whatever the request says of its length."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        self.received = 0
        self.request.is_upload_too_large = content_length > settings.WORDPRESS_UPLOAD_MAX_SIZE

    def new_file(self, *args, **kwargs):
        if self.request.is_upload_too_large:
            raise StopUpload(connection_reset=False)
        FileUploadHandler.new_file(self, *args, **kwargs)
        self.file = IncomingFile(self.file_name, self.content_type, self.charset, self.content_type_extra)

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.received > settings.WORDPRESS_UPLOAD_MAX_SIZE:
            self.request.is_upload_too_large = True
            raise StopUpload(connection_reset=False)
        super().receive_data_chunk(raw_data, start)


def largest() -> str:
    return filesizeformat(settings.WORDPRESS_UPLOAD_MAX_SIZE)


class SeveralFilesField(forms.FileField):
    """One or several files."""

    widget = SeveralFilesInput

    def clean(self, data, initial=None):
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if not given:
            super().clean(None, initial)
        return [super(SeveralFilesField, self).clean(file, initial) for file in given]


class UploadForm(forms.Form):
    """The export's files, and where there is one an archive of the blog's own files."""

    exports = SeveralFilesField(
        label=_("The export"),
        widget=SeveralFilesInput(attrs={"accept": ENDINGS}),
        help_text=_("WordPress makes it under Tools, Export: .xml, .xml.gz or .zip. Choose all its files together."),
        error_messages={"required": _("Choose the file that WordPress made under Tools, Export.")},
    )
    media = forms.FileField(
        label=_("The blog's pictures and documents"),
        required=False,
        widget=forms.FileInput(attrs={"accept": MEDIA_ENDINGS}),
        help_text=_(
            "A .zip or .tar of the folder wp-content/uploads, if you have one. The export itself holds no files, "
            "only their addresses."
        ),
    )

    def clean_media(self):
        file = self.cleaned_data["media"]
        if not file:
            return None
        file.seek(0)
        is_archive = zipfile.is_zipfile(file)
        file.seek(0)
        is_archive = is_archive or tarfile.is_tarfile(file)
        file.seek(0)
        if not is_archive:
            raise ValidationError(
                gettext("%(name)s is neither a .zip nor a .tar. Pack the folder of files, and choose that.")
                % {"name": file.name}
            )
        return file
