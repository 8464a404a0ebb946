"""What a page is, as schema.org's data for programs: https://schema.org/WebPage; articles say more, see `metadata`."""

import re
from typing import Any

from markupsafe import Markup

from dateline.core.config import Config
from dateline.site import urls

CONTEXT = "https://schema.org"
_KINDS = {
    "about/": "AboutPage",
    urls.SEARCH: "SearchResultsPage",
}
_LIST = re.compile(r"(stories|archive|signals|daily|questions|voices|outlets|corrections|record|tags/[^/]+)/(all/)?(page/\d+/)?")
_OF_STORY = re.compile(r"(stories/[^/]+/).+")

LOCALES = (
    "af_ZA ar_AR be_BY bg_BG bn_IN bs_BA ca_ES cs_CZ cy_GB da_DK de_DE el_GR en_US es_ES et_EE eu_ES fa_IR "
    "fi_FI fr_FR ga_IE gl_ES he_IL hi_IN hr_HR hu_HU hy_AM id_ID is_IS it_IT ja_JP ka_GE kk_KZ ko_KR lt_LT "
    "lv_LV mk_MK mr_IN ms_MY nb_NO nl_NL nn_NO pl_PL pt_PT ro_RO ru_RU sk_SK sl_SI sq_AL sr_RS sv_SE sw_KE "
    "ta_IN te_IN th_TH tr_TR uk_UA ur_PK vi_VN zh_CN"
).split()
"""The locales of Open Graph that stand for a language without a region."""


def site_id(config: Config) -> str:
    """The name by which data speaks of the site as a whole."""
    return urls.absolute(config.url, "#site")


def publisher_id(config: Config) -> str:
    """The name by which data speaks of the publisher, whom the front page describes."""
    return urls.absolute(config.url, "#publisher")


def article_id(config: Config, address: str) -> str:
    """The name by which data speaks of the article on a page, which is something else than the page."""
    return f"{urls.absolute(config.url, address)}#article"


def web_page(config: Config, address: str, title: str) -> dict[str, Any]:
    """A page that is no article.

    Args:
        config: the settings.
        address: its address in the site.
        title: its title, as HTML.
    """
    story = _OF_STORY.fullmatch(address)
    kind = "CollectionPage" if _LIST.fullmatch(address) else _KINDS.get(address, "WebPage")
    about = {"about": {"@id": article_id(config, story[1])}} if story and kind == "WebPage" else {}
    return {
        "@context": CONTEXT,
        "@type": kind,
        "@id": urls.absolute(config.url, address),
        "name": Markup(title).unescape(),  # noqa: S704  # made by a template
        "inLanguage": config.language,
        "isPartOf": {"@id": site_id(config)},
        **about,
    }


def locale(language: str) -> str:
    """A language as Open Graph writes it, with a region (https://ogp.me/#optional); empty if none can be told."""
    name, *more = language.split("-")
    if not more:
        return next((one for one in LOCALES if one.startswith(f"{name.lower()}_")), "")
    region = more[-1]
    return f"{name.lower()}_{region.upper()}" if len(region) == len("US") else ""
