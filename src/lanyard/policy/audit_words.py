"""What this room's events are called on the audit page."""

from lanyard.records import audit

audit.words.update(
    {
        "agency:load": "Brought the directory of agencies up to date",
        "agency:update": "Checked or corrected an agency",
        "clause:add": "Added a clause to a draft",
        "clause:confirm": "Confirmed a clause",
        "clause:edit": "Changed a clause of a draft",
        "clause:join": "Joined two clauses of a draft",
        "clause:move": "Moved a clause of a draft",
        "clause:remove": "Removed a clause from a draft",
        "clause:split": "Split a clause of a draft",
        "clause-control:confirmed": "Confirmed that a control keeps a clause",
        "clause-control:rejected": "Rejected a control for a clause",
        "edition:adopt-model": "Made a draft from the model policy",
        "edition:approve": "Recorded the approval of an edition",
        "edition:confirm": "Confirmed all clauses of a draft at once",
        "edition:import": "Imported a policy document",
        "edition:put-in-force": "Put an edition of the policy in force",
        "edition:review": "Reviewed the policy without a change",
        "edition:schedule": "Set the day on which an edition comes into force",
        "edition:send-back": "Sent an edition back to its authors",
        "edition:start": "Started a new edition",
        "edition:submit": "Sent an edition for approval",
        "edition:withdraw": "Withdrew an edition",
        "guidance:load": "Brought the list of guidance up to date",
        "guidance:rely": "Recorded the guidance that an edition relies on",
        "guidance:update": "Checked guidance, or added an edition of it",
        "linked-policy:keep": "Recorded a linked policy",
        "section:confirm": "Confirmed a section of a draft",
        "trigger:close": "Said what came of a review trigger",
        "trigger:open": "Asked for a review of the policy",
    }
)
