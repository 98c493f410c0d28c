"""Phone numbers and addresses on lists and prints that hide them."""

import pytest

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.records.field import Privacy
from station_desk.domain.records.masking import HIDDEN, covers, mask, mask_address, mask_phones
from station_desk.domain.register.kinds import KINDS


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13800001234", "138****1234"),
        ("138 0000 1234", "138 **** 1234"),
        ("0730-8001234", "0730-*****34"),
        ("010 88001234", "010 ******34"),
        ("+86 13800001234", "+86 138****1234"),
        ("13800001234、13900005678", "138****1234、139****5678"),
        ("8001234", "*****34"),
        ("000-1", "**0-1"),
        ("张三 13800001234", HIDDEN),
        ("微信 zhangsan", HIDDEN),
    ],
)
def test_phones_keep_three_and_four_digits(phone: str, masked: str) -> None:
    assert mask_phones(phone) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("示例县青禾镇大樟村三组12号", f"示例县青禾镇{HIDDEN}"),
        ("示例市示例区样例街道办事处样例路3号", f"示例市示例区样例街道办事处{HIDDEN}"),
        ("示例县青禾镇", "示例县青禾镇"),
        ("新乡市示例县青禾乡大樟村", f"新乡市示例县青禾乡{HIDDEN}"),
        ("镇江市示例区青禾镇大樟村", f"镇江市示例区青禾镇{HIDDEN}"),
        # No town, or one that may be the name of an estate: better nothing.
        ("大樟村三组", HIDDEN),
        ("示例市和平路3号风情小镇5栋", HIDDEN),
    ],
)
def test_addresses_end_at_the_town(address: str, masked: str) -> None:
    assert mask_address(address) == masked


def test_free_texts_of_the_record_do_not_repeat_any_of_them() -> None:
    fields = Mediation.KIND.by_key
    assert covers(fields["applicant"], "张三、李四") == {
        "张三、李四": "张*、李*",
        "张三": "张*",
        "李四": "李*",
    }
    assert covers(fields["applicant_phone"], "13800001234") == {"13800001234": "138****1234"}
    assert covers(fields["applicant_phone"], "1234") == {}
    assert covers(fields["title"], "邻里纠纷") == {}


PLACES = ("居住地", "户籍地", "籍贯", "外出目的地")


def test_every_phone_and_address_of_a_person_is_protected() -> None:
    public = {
        (kind.key, field.key)
        for kind in KINDS.values()
        for field in kind.fields
        if field.privacy is Privacy.PUBLIC
        and ("电话" in field.label or field.label in ("居住地", "户籍地", "籍贯", "外出目的地"))
    }
    # Offices answer to everybody.
    assert public == {("station", "phone"), ("committee", "phone"), ("recruitment", "notice_phone")}


def test_the_fields_use_their_masks() -> None:
    fields = Mediation.KIND.by_key
    assert mask(fields["respondent_phone"].privacy, "13800001234") == "138****1234"
    assert mask(fields["respondent_address"].privacy, "示例县青禾镇大樟村") == f"示例县青禾镇{HIDDEN}"
