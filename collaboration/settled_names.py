"""What organisations and terms are called in two languages, for whoever translates a text that names them."""

from collaboration.models import TERM_MODELS, Organisation


def names_between(source, target):
    """Yield (name, name in the other language, whether only as written) of what is published.

    Organisations without a translation keep their names. A term's name is settled once its translation is published.
    """
    fields = ("translation_key", "name", "short_name")
    others = {key: names for key, *names in _live(Organisation, target).values_list(*fields)}
    for key, *names in _live(Organisation, source).values_list(*fields):
        for name, other in zip(names, others.get(key, names), strict=True):
            if name:
                yield name, other or name, True
    for model in TERM_MODELS.values():
        translated = dict(_live(model, target).values_list("translation_key", "name"))
        terms = _live(model, source).filter(concept__replaced_by=None)
        for key, name in terms.order_by("pk").values_list("translation_key", "name"):
            if key in translated:
                yield name, translated[key], False


def _live(model, language):
    return model.objects.filter(locale__language_code=language, live=True)
