from station_desk.domain.kinds.caseload import Correction
from station_desk.domain.kinds.mediation import Mediation
from station_desk.domain.kinds.premises import Equipment
from station_desk.domain.masking import hide_within, mask, mask_name, mask_number, mask_title


def test_a_name_loses_its_second_character_also_beyond_the_basic_plane() -> None:
    assert [mask_name(name) for name in ("", "张", "张三", "张三丰", "𠮷田𬭩")] == [
        "",
        "张",
        "张*",
        "张*丰",
        "𠮷*𬭩",
    ]


def test_numbers_keep_head_and_tail() -> None:
    assert mask_number("000000199001010118") == "000000********0118"
    assert mask_number("A1234567") == "******67"


def test_titles_of_persons_are_masked_and_those_of_things_are_not() -> None:
    assert mask_title(Correction.KIND, "李某甲") == "李*甲"
    assert mask_title(Equipment.KIND, "打印机") == "打印机"


def test_names_within_other_texts_are_hidden() -> None:
    title = "谢某酉与梁某乙、田某甲损害赔偿纠纷"
    assert hide_within(title, ["谢某酉", "梁某乙、田某甲", ""]) == "谢*酉与梁*乙、田*甲损害赔偿纠纷"


def test_sensitive_facts_are_gone_altogether() -> None:
    assert mask(Correction.KIND.by_key["crime"], "盗窃罪") == "＊＊＊"
    assert mask(Correction.KIND.by_key["crime"], "") == ""
    assert mask(Mediation.KIND.by_key["title"], "土地纠纷") == "土地纠纷"
