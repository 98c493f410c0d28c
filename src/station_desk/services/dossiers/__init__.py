"""The file of one case: which papers it must and may have, which there are, who has signed them."""
