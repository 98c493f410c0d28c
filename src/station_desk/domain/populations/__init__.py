"""Who counts as what: the one definition of every term that metrics, overview, papers, registers and checks share.

Filters are meant for the file, predicates for people already at hand. What is in post, on the register or open depends
on a day: an announced leaving changes nothing before it, and nobody leaves a register because an entry was forgotten.
Populations stand below the kinds, which say by them what is open and what is registered.
"""
