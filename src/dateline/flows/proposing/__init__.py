"""The steps of a proposal: what there is to propose, its branch, its pull request, and what is recorded about it."""
