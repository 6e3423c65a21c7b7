"""Concerns: from anyone's worry to a lesson in the policy (EXP7, CHI6-CHI9, BRE1-BRE6)."""
