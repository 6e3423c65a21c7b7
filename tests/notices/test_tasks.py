from datetime import time, timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from lanyard.kernel import schedule
from lanyard.notices import tasks


def test_the_clock_sends_what_is_due_every_five_minutes_and_the_digest_at_half_past_seven():
    jobs = {job.name.rpartition(".")[2]: job for job in schedule.jobs.values() if "notices" in job.name}
    assert jobs["send_due_emails"].interval == timedelta(minutes=5)
    assert jobs["send_digests"].at == time(7, 30)
    assert jobs["escalate"].interval == timedelta(minutes=15)


def test_people_are_asked_to_sign_before_the_digest_goes_out():
    at = {job.name.rpartition(".")[2]: job.at for job in schedule.jobs.values() if job.at}
    assert at["remind"] < at["send_digests"]


@pytest.mark.django_db
def test_what_the_queue_remembers_is_forgotten_after_a_week(now):
    def done(days):
        return DBTaskResult.objects.create(
            status="SUCCESSFUL",
            finished_at=now - timedelta(days=days),
            args_kwargs={"args": [], "kwargs": {}},
            task_path="lanyard.notices.queue.send_emails",
            queue_name="default",
            backend_name="default",
            run_after=now,
            exception_class_path="",
            traceback="",
        )

    done(8)
    recent = done(2)
    tasks.forget_finished_work()
    assert list(DBTaskResult.objects.values_list("pk", flat=True)) == [recent.pk]
