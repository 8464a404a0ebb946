"""Replies from a batch, for calls that would otherwise be made now."""

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.core.errors import ModelError
from dateline.desk.model_call import Call, Prompt, Reply
from dateline.desk.model_client import Model, Price


@dataclass(frozen=True, slots=True)
class BatchReplies:
    """A model that already has some replies from a batch; satisfies `Model`."""

    model: Model
    """The model for all other calls."""
    replies: Mapping[str, Reply | ModelError]
    """The replies of the batch, by the call's id."""

    def reply(self, prompt: Prompt, *, model: str, max_tokens: int, schema: type) -> Reply:
        """The reply from the batch, or one from the model now.

        Raises:
            ModelError: if the model fails, or if the call failed in the batch.
        """
        held = self.replies.get(Call(prompt, model, max_tokens, schema).id)
        if isinstance(held, ModelError):
            raise held
        return held or self.model.reply(prompt, model=model, max_tokens=max_tokens, schema=schema)

    def count(self, prompt: Prompt, *, model: str) -> int:
        """The number of tokens in a prompt."""
        return self.model.count(prompt, model=model)

    def price(self, model: str) -> Price:
        """The most that a token of a model may cost."""
        return self.model.price(model)
