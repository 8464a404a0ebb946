"""What a string says: sentences, figures, dates, names, quotations; folding for matching; characters that deceive."""

from dateline.text.characters import clean, unsafe_characters
from dateline.text.figure import Figure, figures
from dateline.text.folding import find_pieces, find_quote, fold, significant_words, similarity
from dateline.text.moment import Moment, dates
from dateline.text.passage import passage_around
from dateline.text.prose import one_per_line, sentences
from dateline.text.showing import literal, one_line, printable
from dateline.text.wording import hedges, is_cut, names, quotations

__all__ = [
    "Figure",
    "Moment",
    "clean",
    "dates",
    "figures",
    "find_pieces",
    "find_quote",
    "fold",
    "hedges",
    "is_cut",
    "literal",
    "names",
    "one_line",
    "one_per_line",
    "passage_around",
    "printable",
    "quotations",
    "sentences",
    "significant_words",
    "similarity",
    "unsafe_characters",
]
