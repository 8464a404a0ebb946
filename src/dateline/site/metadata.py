"""Who made a version, who reviewed it, and how a story ended: in sentences for readers, and as data for programs."""

from typing import Any, NamedTuple

from dateline.core import codec
from dateline.core.model import Correction, Essay, EssayReview, Review, Story, Version
from dateline.site import urls
from dateline.site.chronicle import Chronicle
from dateline.site.dates import on_day
from dateline.site.frame import Site
from dateline.site.share_card import ShareCard
from dateline.site.web_page import CONTEXT, article_id, publisher_id, site_id
from dateline.site.words import N_, _

IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
"""https://cv.iptc.org/newscodes/digitalsourcetype/"""


_ASSEMBLED = N_("Assembled by a program from quotations of its sources")


class Making(NamedTuple):
    """How a version was made."""

    drafted: str
    """Who drafted it, in a sentence without its full stop."""
    reviewed: str
    """Who reviewed it, likewise."""
    is_reviewed: bool
    """Whether a person did; if not, pages say so in bold."""
    data: dict[str, Any]
    """The same for programs."""

    def __str__(self) -> str:
        return ". ".join(filter(None, (self.reviewed, self.drafted)))


def made(chronicle: Chronicle, version: Version) -> Making:
    """How a version of a story was made."""
    beneath = chronicle.once(_beneath)[chronicle.versions.index(version)]
    said, seen = drafted(version, beneath), reviewed(version.review)
    data = {
        "drafted": said,
        "reviewed": seen,
        "review": codec.plain(version.review) if version.review else None,
        "digital_source_type": digital_source_type(version, beneath),
    }
    return Making(said, seen, version.review is not None, data)


def _beneath(chronicle: Chronicle) -> list[Version | None]:
    """For each version, the earlier one that a program drafted and that the desk has gone on with; itself, if a program did."""
    found: list[Version | None] = []
    for position, version in enumerate(chronicle.versions):
        if not version.is_by_hand:
            found.append(version if version.written_by else None)
        else:
            goes_on = position and chronicle.comparisons[position - 1].continuing
            found.append(found[-1] if goes_on else None)
    return found


def drafted(version: Version, beneath: Version | None = None) -> str:
    """Who drafted a version, in a sentence for readers.

    Args:
        version: the version.
        beneath: the version that a program drafted and that this one goes on with, if the desk wrote this one.
    """
    writer = version.written_by
    if writer is None:
        return _("Who drafted this version is not recorded")
    if writer.writer == "extractive":
        return _(_ASSEMBLED)
    if version.is_by_hand and beneath and beneath.written_by:
        drafter = _("a program") if beneath.written_by.writer == "extractive" else _model(beneath.written_by.model)
        return _("Edited by the desk on the basis of version {n}, which {drafter} drafted", n=beneath.version, drafter=drafter)
    if version.is_by_hand:
        return _("Written by the desk from its sources")
    return _("Drafted by {drafter} from its sources", drafter=_model(writer.model))


def _model(name: str | None) -> str:
    return _("a language model ({name})", name=name) if name else _("a language model")


def reviewed(review: Review | EssayReview | None) -> str:
    """Who reviewed a text, in a sentence for readers."""
    if review is None:
        return _("Not reviewed by a person")
    when = on_day(review.on)
    if review.kind == "edited":
        return _("Reviewed and edited by {name} {when}", name=review.by, when=when)
    return _("Reviewed by {name} {when}", name=review.by, when=when)


def essay_made(essay: Essay) -> Making | None:
    """How an essay was made; None if a person wrote it and nobody is named who reviewed it."""
    if not essay.by_model and not essay.review:
        return None
    said = ""
    if essay.by_model:
        is_program = essay.written_by is not None and essay.written_by.writer == "extractive"
        said = _(_ASSEMBLED) if is_program else _("Drafted by {drafter} from its sources", drafter=_model(essay.by_model))
    is_edited = essay.review is not None and essay.review.kind == "edited"
    kind = ("compositeWithTrainedAlgorithmicMedia" if is_edited else "trainedAlgorithmicMedia") if essay.by_model else ""
    return Making(said, reviewed(essay.review), essay.review is not None, {"digital_source_type": IPTC + kind if kind else None})


def stage(version: Version) -> str:
    """What an editor did with a version, in a word: unreviewed, approved or edited."""
    return version.review.kind if version.review else "unreviewed"


class Ended(NamedTuple):
    """How a story ended."""

    said: str
    """When, in a sentence without its full stop."""
    note: str
    """Why, in the editors' words; empty if they do not say."""

    def __str__(self) -> str:
        return f"{self.said}: {self.note}" if self.note else f"{self.said}."


def ended(story: Story) -> Ended | None:
    """How a closed or archived story ended; None for any other."""
    if not story.is_over:
        return None
    closing = story.closing
    if not closing:
        return Ended(_("This story is archived") if story.is_archived else _("This story is closed"), "")
    when = on_day(closing.on)
    if story.is_archived:
        return Ended(_("This story was closed {when} and is archived", when=when), closing.note)
    return Ended(_("This story was closed {when}", when=when), closing.note)


def digital_source_type(version: Version, beneath: Version | None = None) -> str | None:
    """IPTC's term for how a version was made; None if a person wrote all of it. For the arguments, see `drafted`."""
    drafter = beneath or version
    writer = drafter.written_by
    if writer is None or drafter.is_by_hand:
        return None
    if writer.writer == "extractive":
        return IPTC + ("algorithmicMedia" if drafter is version else "composite")
    is_edited = drafter is not version or (version.review is not None and version.review.kind == "edited")
    return IPTC + ("compositeWithTrainedAlgorithmicMedia" if is_edited else "trainedAlgorithmicMedia")


def publisher(site: Site) -> dict[str, Any]:
    """The publication as schema.org's NewsMediaOrganization; the front page says more of it."""
    config = site.config
    name = config.author.name or config.title
    told = {"@type": "NewsMediaOrganization", "name": name, "url": urls.absolute(config.url, urls.FRONT)}
    return {"@id": publisher_id(config), **told}


def website(site: Site) -> dict[str, Any]:
    """The site and its publisher, for the front page: https://schema.org/WebSite, https://schema.org/NewsMediaOrganization."""
    config = site.config

    def at(address: str) -> str:
        return urls.absolute(config.url, address)

    owner = {**publisher(site), "logo": at(site.theme.asset("mark.svg")), "correctionsPolicy": at(urls.CORRECTIONS)}
    if site.methodology:
        owner["publishingPrinciples"] = at(site.methodology.address)
    search = {"@type": "EntryPoint", "urlTemplate": at(urls.SEARCH) + "?q={search_term_string}"}
    found = {
        "@context": CONTEXT,
        "@type": "WebSite",
        "@id": site_id(config),
        "name": config.title,
        "description": config.tagline,
        "url": at(urls.FRONT),
        "inLanguage": config.language,
        "publisher": owner,
        "potentialAction": {"@type": "SearchAction", "target": search, "query-input": "required name=search_term_string"},
    }
    return {key: value for key, value in found.items() if value}


def source_term(digital_source: str | None) -> str | None:
    """IPTC's term as schema.org names it: https://schema.org/IPTCDigitalSourceEnumeration."""
    if not digital_source:
        return None
    name = digital_source.removeprefix(IPTC)
    return f"{CONTEXT}/{name[:1].upper()}{name[1:]}DigitalSource"


def article(site: Site, chronicle: Chronicle, version: Version, address: str, card: ShareCard | None = None) -> dict[str, Any]:
    """A version as schema.org's AnalysisNewsArticle: https://schema.org/AnalysisNewsArticle.

    The page of a story is the article, which changes. The page of a version is an example of it, made from the one before.
    """
    config, here = site.config, urls.absolute(site.config.url, address)
    review, how, owner = version.review, made(chronicle, version), publisher(site)
    reviewer = {"@type": "Person", "name": review.by} if review else None
    page = {"@type": "WebPage", "@id": here, "reviewedBy": reviewer, "lastReviewed": review.on} if review else here
    status = {"@type": "DefinedTerm", "termCode": stage(version), "name": reviewed(version.review)}
    found: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "AnalysisNewsArticle",
        "@id": article_id(config, address),
        "headline": version.title,
        "version": version.version,
        "datePublished": chronicle.first.published,
        "dateModified": changed(chronicle, version),
        "inLanguage": config.language,
        "mainEntityOfPage": page,
        "keywords": list(chronicle.story.tags),
        "publisher": owner,
        "author": {"@id": owner["@id"]},
        "backstory": f"{how.reviewed}. {how.drafted}.",
        "creditText": "" if review else f"{owner['name']}. {reviewed(version.review)}.",
        "creativeWorkStatus": [*(["Draft"] if site.is_draft else []), status],
        "citation": [one.url for one in version.sources if urls.outward(one.url)],
        "digitalSourceType": source_term(how.data["digital_source_type"]),
        "editor": reviewer,
        "image": card and urls.absolute(config.url, card.address),
        **_among_versions(site, chronicle, version, address),
    }
    return {key: value for key, value in found.items() if value}


def changed(chronicle: Chronicle, version: Version) -> str:
    """When the text of a version was last changed in substance: when the newest one up to it was filed that is no minor one."""
    upto = chronicle.versions[: chronicle.versions.index(version) + 1]
    return next((one.published for one in reversed(upto) if one.kind != "minor"), chronicle.first.published)


def _among_versions(site: Site, chronicle: Chronicle, version: Version, address: str) -> dict[str, Any]:
    """How a page hangs together with those of other versions, and the corrections: those it makes, or those of what it says."""
    config, slug, position = site.config, chronicle.slug, chronicle.versions.index(version)
    if address == urls.story(slug):
        return {
            "workExample": {"@id": article_id(config, urls.version(slug, version.version))},
            "correction": [_correction(chronicle, one, version.published) for one in version.corrections],
        }
    filed = {one.version: one.published for one in chronicle.versions}
    return {
        "exampleOfWork": {"@id": article_id(config, urls.story(slug))},
        "isBasedOn": [urls.absolute(config.url, urls.version(slug, one.version)) for one in chronicle.versions[:position][-1:]],
        "correction": [_correction(chronicle, one, filed[by]) for by, one in chronicle.corrections_of(version.version)],
    }


def _correction(chronicle: Chronicle, one: Correction, filed: str) -> dict[str, Any]:
    """A correction and when it was made: https://schema.org/CorrectionComment."""
    was, now = chronicle.plain(one.was), chronicle.plain(one.now)
    return {"@type": "CorrectionComment", "text": _("Was: {was} Now: {now}", was=was, now=now), "datePublished": filed}
