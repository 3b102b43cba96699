from .author import Author
from .category import Category
from .edition import PostEdition
from .index_page import BlogIndexPage
from .post_page import PostAuthor, PostCategory, PostPage, PostTag
from .published_words import PublishedWords
from .wordpress_import import ImportedThing, Result, WordPressImport
from .wordpress_proof import ProofRow

__all__ = [
    "Author",
    "BlogIndexPage",
    "Category",
    "ImportedThing",
    "PostAuthor",
    "PostCategory",
    "PostEdition",
    "PostPage",
    "PostTag",
    "ProofRow",
    "PublishedWords",
    "Result",
    "WordPressImport",
]
