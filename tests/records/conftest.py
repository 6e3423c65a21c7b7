"""Keys for the tests' home folder, and a way for tests with real transactions to clean up after themselves."""

from lanyard.records.keys import make_keys
from tests.environment import home
from tests.records import flushing

make_keys(home)
flushing.allow()
