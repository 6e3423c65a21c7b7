"""The application for any WSGI server. It doesn't start while a start-up check says that something is wrong."""

import gc
import os
import tempfile

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lanyard.project.settings")
application = get_wsgi_application()
problems = [problem for problem in checks.run_checks() if problem.is_serious()]
if problems:
    raise ImproperlyConfigured(" ".join(f"{problem.msg} {problem.hint or ''}".strip() for problem in problems))

# Whatever is too large for memory on its way in lies under the home folder, where nobody else reads and it is swept.
settings.UPLOADS.mkdir(mode=0o700, parents=True, exist_ok=True)
tempfile.tempdir = str(settings.UPLOADS)

# What is loaded now stays for good. Without this, the collector walks through all of it about once in ten pages, which
# doubles how long those pages take.
gc.collect()
gc.freeze()
