"""The check of the log finds what it is there for, and the site's own log names nobody."""

from __future__ import annotations

import ast

import pytest

from tools import logs

BAD = [
    "logger.exception('It failed')",
    "logger.error('It failed', exc_info=True)",
    "logger.error(f'It failed: {name}')",
    "try:\n    pass\nexcept E as problem:\n    logger.error('It failed: %s', problem)",
    "try:\n    pass\nexcept E as problem:\n    log.warning('It failed: %s', str(problem))",
    "import logging\nlogging.getLogger('a').error('It failed: ' + name)",
]
GOOD = [
    "logger.error('It failed')",
    "logger.error('Control %s failed', control.id)",
    "try:\n    pass\nexcept E as problem:\n    logger.error('%s at %s', type(problem).__name__, where(problem))",
]


@pytest.mark.parametrize(("source", "is_bad"), [*((text, True) for text in BAD), *((text, False) for text in GOOD)])
def test_what_could_name_somebody_is_found(tmp_path, monkeypatch, source, is_bad):
    monkeypatch.setattr(logs, "ROOT", tmp_path)
    ast.parse(source)
    (tmp_path / "one.py").write_text(source)
    assert bool(list(logs.in_source(tmp_path / "one.py"))) is is_bad


def test_the_source_and_the_settings_are_as_they_should_be():
    assert logs.main() == 0
