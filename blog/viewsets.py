"""Posts, authors and categories in Wagtail's admin."""

import django_filters
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn, UpdatedAtColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView, PageFilterSet
from wagtail.admin.views.pages.usage import ContentTypeUseView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from blog.models import Author, Category, PostCategory, PostPage
from collaboration.choosers import ListOnlyChooserViewSet
from collaboration.list_buttons import counted
from collaboration.listing import (
    LiveFilter,
    NamedIndexView,
    NamedListMixin,
    ending,
    organisations,
    sessions,
    with_status,
)
from collaboration.usage_views import FullUsageView
from home.date_words import in_words
from languages.viewsets import with_languages

# --- Posts ---------------------------------------------------------------------------------------


class ByKey(django_filters.ModelChoiceFilter):
    """Keep pages with a related row; by primary key, since the search backends know no joins."""

    def __init__(self, lookup, **kwargs):
        self.lookup = lookup
        super().__init__(**kwargs)

    def filter(self, queryset, chosen):
        if not chosen:
            return queryset
        return queryset.filter(pk__in=PostPage.objects.filter(**{self.lookup: chosen}).order_by().values("pk"))


class PostFilterSet(PageFilterSet):
    """Find posts by what editors know about them."""

    session = ByKey("session", label=_("Session"), queryset=sessions)
    author = ByKey("post_authors__author", label=_("Author"), queryset=Author.objects.all())
    category = ByKey("post_categories__category", label=_("Category"), queryset=Category.objects.alphabetical())
    live = LiveFilter()
    date = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)

    class Meta:
        model = PostPage
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("site", "has_child_pages"):
            del self.filters[name]


def _authors(post):
    return ", ".join(str(row.author) for row in post.post_authors.all())


POST_COLUMNS = {
    "title": [
        Column("session", label=_("Session")),
        Column("authors", label=_("Authors"), accessor=_authors),
        Column("date", label=_("Date"), accessor=lambda post: in_words(post.dated), sort_key="date"),
    ]
}


def _with_ours(columns):
    """Return Wagtail's columns without the page type, with the posts' own after the title."""
    ours = []
    for column in columns:
        if column.name != "type":
            ours += [column, *POST_COLUMNS.get(column.name, [])]
    return ours


class PostListMixin:
    """What Wagtail's two lists of posts have in common; related rows come with the page, not one by one."""

    base_filterset_class = PostFilterSet

    def annotate_queryset(self, pages):
        return super().annotate_queryset(pages).prefetch_related("session", "post_authors__author")


class PostExplorerView(PostListMixin, ExplorableIndexView):
    """The posts of one blog."""


class PostTypeView(PostListMixin, ContentTypeUseView):
    """The posts of all blogs."""


class PostViewSet(PageViewSet):
    """Lists of posts."""

    model = PostPage
    icon = "doc-full"
    index_view_class = PostExplorerView
    content_type_use_view_class = PostTypeView
    columns = with_languages(_with_ours(ExplorableIndexView.base_columns))
    filterset_class = PostFilterSet


# --- Authors and categories ----------------------------------------------------------------------


class AuthorIndexView(NamedListMixin, IndexView):
    """Authors in alphabetical order, found by any part of the name."""

    is_searchable = True

    def search_queryset(self, queryset):
        for word in self.search_query.split():
            # SQLite compares only ASCII without regard to case, so the usual spellings are asked for.
            spellings = {word, word.lower(), word.capitalize()}
            queryset = queryset.filter(Q(*(("name__icontains", spelling) for spelling in spellings), _connector=Q.OR))
        return queryset


class AuthorFilterSet(WagtailFilterSet):
    organisation = django_filters.ModelChoiceFilter(label=_("Organisation"), queryset=organisations)

    class Meta:
        model = Author
        fields = ["organisation"]


class AuthorChooserViewSet(SnippetChooserViewSet):
    """Choose an author, or make one of a name."""

    form_fields = ["name"]
    creation_tab_label = _("New")


class AuthorViewSet(SnippetViewSet):
    model = Author
    icon = "user"
    menu_order = 110
    index_view_class = AuthorIndexView
    usage_view_class = FullUsageView
    chooser_viewset_class = AuthorChooserViewSet
    copy_view_enabled = False
    list_per_page = 50
    ordering = ["sort_key", "pk"]
    list_display = [
        "name",
        Column("organisation", label=_("Organisation"), sort_key="organisation__sort_key"),
        Column("user", label=_("Account"), sort_key="user__email"),
        NumberColumn("posts", label=_("Posts"), sort_key="posts"),
        UpdatedAtColumn(),
    ]
    filterset_class = AuthorFilterSet

    def get_queryset(self, request):
        live = Q(post_authors__post__live=True, post_authors__post__alias_of=None)
        return Author.objects.select_related("organisation", "user").annotate(
            posts=Count("post_authors__post", filter=live, distinct=True)
        )


class CategoryFilterSet(WagtailFilterSet):
    live = LiveFilter()

    class Meta:
        model = Category
        fields = []


class CategoryViewSet(SnippetViewSet):
    model = Category
    icon = "folder-open-inverse"
    menu_order = 120
    index_view_class = NamedIndexView
    usage_view_class = FullUsageView
    chooser_viewset_class = ListOnlyChooserViewSet
    copy_view_enabled = False
    list_per_page = 50
    ordering = ["sort_key", "pk"]
    list_display = ["name", NumberColumn("posts", label=_("Posts"), sort_key="posts"), *ending()]
    filterset_class = CategoryFilterSet

    def get_queryset(self, request):
        rows = PostCategory.objects.filter(post__live=True, post__alias_of=None)
        ways = {"category__translation_key": "translation_key"}
        return with_status(Category.objects.all()).annotate(posts=counted(rows, ways, "post", distinct=True))


class BlogViewSetGroup(SnippetViewSetGroup):
    """By whom posts are, and what they are filed under."""

    menu_name = "blog"
    menu_label = _("Blog")
    menu_icon = "doc-full"
    menu_order = 160
    items = (AuthorViewSet, CategoryViewSet)


post_viewset = PostViewSet()
