"""What signing and training show of the policy's clauses, for every school in a constant number of queries."""

from lanyard.training.controls.documents import own_documents
from lanyard.training.controls.signing import code_signed, expectations_acknowledged, operators_signed, signed
from lanyard.training.controls.trained import operators_trained

__all__ = [
    "code_signed",
    "expectations_acknowledged",
    "operators_signed",
    "operators_trained",
    "own_documents",
    "signed",
]
