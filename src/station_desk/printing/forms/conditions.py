"""What must hold of a value, as a form declares it."""

from dataclasses import dataclass

from station_desk.domain.packs.keys import Told, check


@dataclass(frozen=True, kw_only=True)
class Condition:
    """What must hold of the value (or field of a row) that ``value`` names."""

    value: str
    one_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    least: str = ""
    most: str = ""
    there: bool | None = None
    yes: bool | None = None

    @check
    @staticmethod
    def _something(
        one_of: tuple[str, ...], none_of: tuple[str, ...], least: str, most: str, there: object, yes: object
    ) -> Told:
        if not (one_of or none_of or least or most) and there is None and yes is None:
            yield (), "没有写条件"
