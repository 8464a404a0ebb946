"""The replies of a batch, given where they are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.core.errors import ModelError
from dateline.desk.model_call import Call, Prompt, Reply
from dateline.desk.model_client import Model, Price


@dataclass(frozen=True, slots=True)
class BatchReplies:
    """A model some of whose replies have come in a batch; satisfies `Model`."""

    model: Model
    """Who is asked for the others."""
    replies: Mapping[str, Reply | ModelError]
    """What has been answered, by the call's id."""

    def reply(self, prompt: Prompt, *, model: str, max_tokens: int, schema: type) -> Reply:
        """The reply that has come, else one that is asked for now.

        Raises:
            ModelError: when the model fails, or the batch left the call unanswered.
        """
        held = self.replies.get(Call(prompt, model, max_tokens, schema).id)
        if isinstance(held, ModelError):
            raise held
        return held or self.model.reply(prompt, model=model, max_tokens=max_tokens, schema=schema)

    def count(self, prompt: Prompt, *, model: str) -> int:
        """The tokens of a prompt."""
        return self.model.count(prompt, model=model)

    def price(self, model: str) -> Price:
        """The most that a token of a model may cost."""
        return self.model.price(model)
