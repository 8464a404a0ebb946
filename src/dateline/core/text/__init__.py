"""Reading text: sentences, figures, dates, names and quotations; folding for comparison; deceptive characters."""

from dateline.core.characters import clean, may_be_unsafe, unsafe_characters
from dateline.core.showing import literal, one_line, printable
from dateline.core.text.agency import agency_of, without_dateline
from dateline.core.text.figure import Figure, figures
from dateline.core.text.folding import find_pieces, find_quote, fold, significant_words, similarity
from dateline.core.text.furniture import frame_of, is_furniture, without_furniture
from dateline.core.text.hedges import hedges
from dateline.core.text.moment import Moment, dates
from dateline.core.text.passage import passage_around
from dateline.core.text.prose import one_per_line, paragraphs, sentences
from dateline.core.text.titles import repeats_title
from dateline.core.text.wording import is_cut, names, quotations

__all__ = [
    "Figure",
    "Moment",
    "agency_of",
    "clean",
    "dates",
    "figures",
    "find_pieces",
    "find_quote",
    "fold",
    "frame_of",
    "hedges",
    "is_cut",
    "is_furniture",
    "literal",
    "may_be_unsafe",
    "names",
    "one_line",
    "one_per_line",
    "paragraphs",
    "passage_around",
    "printable",
    "quotations",
    "repeats_title",
    "sentences",
    "significant_words",
    "similarity",
    "unsafe_characters",
    "without_dateline",
    "without_furniture",
]
