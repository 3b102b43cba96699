"""What a post tells machines of itself, for `{% for_machines %}`."""

from blog.cards import card_of, share_image
from blog.structured_data import blog_posting
from collaboration.for_machines import identifier
from collaboration.reader import reader_of
from home.chrome import chrome_of
from home.structured_data import plain


def told(page, request, context):
    """Return how a post is shared, and its structured data. Asks the database for nothing but its pictures.

    The context has the post's authors, tags, reading time and the blog that it stands in.
    """
    around, absolute = chrome_of(request, page), request.build_absolute_uri
    reader = reader_of(request, page.locale)
    image = share_image(page, request, card_of(page, around.name, reader.organisations.values()))
    index_page, links = context["index_page"], context["blog_links"]
    session = page.session if page.session and page.session.live else None
    node = blog_posting(
        url=around.canonical(),
        title=page.title,
        description=plain(page.search_description or page.introduction, 200),
        language=context["content_language"],
        published=page.date if page.date_precision == "day" else page.dated.iso(),
        changed=page.last_published_at,
        authors=[
            (author.name, absolute(links.author(author)), author.user_id is not None) for author in context["authors"]
        ],
        site=(around.name, absolute(around.home_url)),
        blog=(index_page.title, absolute(index_page.get_url(request))) if index_page else None,
        image=image[0],
        keywords=[tag.name for tag in context["tags"]],
        minutes=context["minutes"],
        words=context["words"],
        session=session and {"identifier": identifier(request, session.translation_key), "name": session.name},
    )
    return {"share_type": "article", "share_image": image, "structured": [node]}
