"""安置帮教: released people, placement, help, visits."""
