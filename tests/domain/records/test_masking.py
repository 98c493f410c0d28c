from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.fields.unreadable import UNREADABLE
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.premises.kinds import Equipment
from station_desk.domain.records.masking import mask, mask_number, mask_title
from station_desk.domain.records.names import hide_within


def test_numbers_keep_head_and_tail_and_never_the_day_of_birth() -> None:
    assert mask_number("000000199001010118") == "000000********0118"
    assert mask_number("000000900101018") == "000000******018"
    assert mask_number("A1234567") == "******67"
    assert mask_number("H1234567801") == "*********01"
    assert mask_number("12") == "**"


def test_titles_of_persons_are_masked_and_those_of_things_are_not() -> None:
    assert mask_title(Correction.KIND, "李某甲") == "李*甲"
    assert mask_title(Equipment.KIND, "打印机") == "打印机"


def test_names_within_other_texts_are_hidden() -> None:
    title = "谢某酉与梁某乙、田某甲损害赔偿纠纷"
    assert hide_within(title, ["谢某酉", "梁某乙、田某甲", ""]) == "谢*酉与梁*乙、田*甲损害赔偿纠纷"


def test_sensitive_facts_are_gone_altogether() -> None:
    assert mask(Correction.KIND.by_key["crime"].privacy, "盗窃罪") == "＊＊＊"
    assert mask(Correction.KIND.by_key["crime"].privacy, "") == ""
    assert mask(Mediation.KIND.by_key["title"].privacy, "土地纠纷") == "土地纠纷"


def test_what_cannot_be_read_is_shown_as_such_also_where_names_are_hidden() -> None:
    assert mask(Correction.KIND.by_key["name"].privacy, UNREADABLE) == UNREADABLE
