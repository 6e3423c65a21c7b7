"""The pages of signing: one's own, a school's, a trust's."""
