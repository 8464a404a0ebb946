"""The metadata of a page for programs: schema.org's description of a version, and who made it."""

from typing import Any

from dateline.core.model import Version
from dateline.site import urls
from dateline.site.chronicle import Chronicle
from dateline.site.frame import Site

IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
"""https://cv.iptc.org/newscodes/digitalsourcetype/"""


def drafted(version: Version) -> str:
    """Who drafted a version, in a sentence for readers."""
    writer = version.written_by
    if writer is None:
        return "Who drafted this version is not recorded"
    if writer.writer == "extractive":
        return "Assembled by a program from quotations of its sources"
    if writer.writer == "desk":
        return "Written by the desk from its sources"
    return "Drafted by a language model" + (f" ({writer.model})" if writer.model else "") + " from its sources"


def reviewed(version: Version) -> str:
    """Who reviewed a version, in a sentence for readers."""
    review = version.review
    if review is None:
        return "not reviewed by a person"
    return f"reviewed {'and edited ' if review.kind == 'edited' else ''}by {review.by} on {review.on}"


def digital_source_type(version: Version) -> str | None:
    """IPTC's term for how a version was made; None if a person wrote it."""
    writer = version.written_by
    if writer is None or writer.writer == "desk":
        return None
    if writer.writer == "extractive":
        return IPTC + "algorithmicMedia"
    is_edited = version.review is not None and version.review.kind == "edited"
    return IPTC + ("compositeWithTrainedAlgorithmicMedia" if is_edited else "trainedAlgorithmicMedia")


def article(site: Site, chronicle: Chronicle, version: Version, address: str) -> dict[str, Any]:
    """A version as schema.org's AnalysisNewsArticle: https://schema.org/AnalysisNewsArticle."""
    config, here = site.config, urls.absolute(site.config.url, address)
    publisher = {
        "@type": "Organization",
        "name": config.author.name or config.title,
        "url": urls.absolute(config.url, urls.FRONT),
    }
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "AnalysisNewsArticle",
        "headline": version.title,
        "version": version.version,
        "datePublished": chronicle.first.published,
        "dateModified": version.published,
        "inLanguage": config.language,
        "url": here,
        "mainEntityOfPage": here,
        "keywords": list(chronicle.story.tags),
        "publisher": publisher,
        "author": publisher,
        "backstory": f"{drafted(version)}; {reviewed(version)}.",
        "citation": [one.url for one in version.sources if urls.outward(one.url)],
        "digitalSourceType": digital_source_type(version),
        "editor": {"@type": "Person", "name": version.review.by} if version.review else None,
        "correction": [
            {"@type": "CorrectionComment", "text": f"Was: {one.was} Now: {one.now}"}
            for _, one in chronicle.corrections_of(version.version)
        ],
    }
    return {key: value for key, value in found.items() if value}
