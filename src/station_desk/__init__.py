"""Station Desk (司法所工作台): the offline year book, score sheet and print room of a grassroots justice station."""

__version__ = "0.2.0"
