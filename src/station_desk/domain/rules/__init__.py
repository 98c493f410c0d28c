"""What is special about the kinds of each subject: rules over one record.

A module holds ``RULES``: for a kind its rules, in the order in which their problems are told. A rule takes a record and
today's day and yields problems. Modules are found by being here; several may have rules for one kind.
"""
