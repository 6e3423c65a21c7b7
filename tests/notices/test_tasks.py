from datetime import time, timedelta

from lanyard.ui import schedule


def test_the_clock_sends_what_is_due_every_five_minutes_and_the_digest_at_half_past_seven():
    jobs = {job.name.rpartition(".")[2]: job for job in schedule.jobs.values() if "notices" in job.name}
    assert jobs["send_due_emails"].interval == timedelta(minutes=5)
    assert jobs["send_digests"].at == time(7, 30)
    assert jobs["escalate"].interval == timedelta(minutes=15)


def test_people_are_asked_to_sign_before_the_digest_goes_out():
    at = {job.name.rpartition(".")[2]: job.at for job in schedule.jobs.values() if job.at}
    assert at["remind"] < at["send_digests"]
