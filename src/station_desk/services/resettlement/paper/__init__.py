"""What papers may name about 安置帮教: of a person, of the parts of the record, and of the lists of the station."""
