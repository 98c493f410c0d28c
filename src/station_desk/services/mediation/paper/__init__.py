"""What papers may name about mediation: of cases, of their parts, of subsidies and files that were looked over."""
