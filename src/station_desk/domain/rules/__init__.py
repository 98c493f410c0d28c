"""What is special about the kinds of each subject: rules over one record, found by the judge.

Each module holds ``RULES``: for a kind its rules, in the order in which their problems are told. A rule takes a record
and today's day and yields problems (``judging`` in the services adds what only other records can tell).
"""
