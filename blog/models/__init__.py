from .author import Author
from .category import Category
from .edition import PostEdition
from .index_page import BlogIndexPage
from .post_page import PostAuthor, PostCategory, PostPage, PostTag

__all__ = [
    "Author",
    "BlogIndexPage",
    "Category",
    "PostAuthor",
    "PostCategory",
    "PostEdition",
    "PostPage",
    "PostTag",
]
