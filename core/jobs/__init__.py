"""Long work in a process of its own: the pages stay quick, and the work can be stopped.

    jobs = Jobs()
    job = jobs.submit(plane, setting)
    status = jobs.status(job)

`plane` is a generator of a module of core that yields `Progress`; the value of the last is the
result.
"""

from core.jobs.jobs import Jobs
from core.jobs.progress import Progress
from core.jobs.status import ACTIVE, Job, Status

__all__ = ["ACTIVE", "Job", "Jobs", "Progress", "Status"]
