import inspect

from dateline.core import errors


def test_an_error_says_where_and_what():
    """The text has the place, if there is one, and the hint is separate."""
    error = errors.FeedError("no answer", where="feed courier", hint="Try later.")

    assert (
        str(error),
        error.what,
        error.where,
        error.hint,
    ) == ("feed courier: no answer", "no answer", "feed courier", "Try later.")
    assert str(errors.UsageError("no answer")) == "no answer"


def test_the_exit_code_follows_the_tree():
    """A wrong command or setting is 2; a failure of the outside world is 3."""
    classes = [one for _, one in inspect.getmembers(errors, inspect.isclass) if issubclass(one, errors.DatelineError)]

    assert {errors.UsageError: 2} == {one: one.exit_code for one in classes if one.exit_code != 3}


def test_the_tree_is_drawn_as_it_is():
    """Every exception is in the module's tree, one step to the right of its parent."""
    drawn = {}
    for line in (errors.__doc__ or "").splitlines():
        head = line.partition("  ")[0] if not line.startswith(" ") else line
        word = head.strip(" │├└─").split(" ")[0]
        if hasattr(errors, word):
            drawn[word] = head.index(word)

    for name, one in inspect.getmembers(errors, inspect.isclass):
        if issubclass(one, errors.DatelineError) and name != "DatelineError":
            assert drawn[name] == drawn[one.__mro__[1].__name__] + 4
