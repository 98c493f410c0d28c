"""A person, known once: whoever works here, mediates, has a dispute, is corrected or helped refers to this record."""

from __future__ import annotations

from datetime import date

from station_desk.domain.fields.vocabulary import vocabulary
from station_desk.domain.records.field import Privacy, choice, day, long_text, text
from station_desk.domain.records.record import Record, kind
from station_desk.domain.records.traits import Page

SEX = vocabulary("sex", "GB/T 2261.1", male="男", female="女")
EDUCATION = vocabulary(
    "education",
    primary="小学及以下",
    junior="初中",
    senior="高中（中专）",
    college="大专",
    bachelor="本科",
    master="硕士研究生",
    doctor="博士研究生",
)
EDUCATION_RANK = {code: rank for rank, code in enumerate(EDUCATION.by_code)}
"""Code to rank: a higher number is a higher level."""


@kind(
    "person",
    "人员档案",
    title=("name",),
    order="name",
    watched=True,
    help="一个人只登记一次。姓名、证件号码、性别、出生日期、民族在这里改，他的各种身份里一起改过来。",
    page=Page("people", "人员档案", title="人员档案"),
)
class Person(Record):
    """A natural person, and nothing about what he is to the station: roles say that and refer to him.

    What says who he is (group 身份) is the same in all his roles at once. How he lives (group 现况) is what is known
    today: a role or a case takes it over when it begins and keeps it, so that what was written then stays true.
    """

    name: str = text(
        "姓名",
        60,
        group="身份",
        required=True,
        listed=6,
        searched=True,
        hinted=True,
        privacy=Privacy.NAME,
    )
    former_names: str = text(
        "曾用名", 60, group="身份", listed=6, searched=True, hinted=True, privacy=Privacy.NAME
    )
    id_number: str = text(
        "身份证号",
        18,
        code=True,
        unique=True,
        group="身份",
        searched=True,
        hinted=True,
        privacy=Privacy.IDENTITY,
    )
    sex: str = choice("性别", SEX, group="身份", listed=3)
    born_on: date | None = day("出生日期", past=True, group="身份", listed=7, privacy=Privacy.SENSITIVE)
    ethnic: str = text("民族", 20, group="身份", listed=4)
    phone: str = text(
        "联系电话", 30, group="现况", searched=True, hinted=True, listed=7, privacy=Privacy.PHONE
    )
    address: str = text("现住址", 100, group="现况", listed=12, privacy=Privacy.ADDRESS)
    household: str = text("户籍地", 100, group="现况", privacy=Privacy.ADDRESS)
    workplace: str = text("工作单位", 60, group="现况", listed=8)
    occupation: str = text("职业", 40, group="现况")
    education: str = choice("文化程度", EDUCATION, group="现况")
    note: str = long_text("备注", 2000, group="备注")


IDENTITY = tuple(field.key for field in Person.KIND.fields if field.group == "身份")
"""What says who somebody is: the same in every role, at once."""
CIRCUMSTANCES = tuple(field.key for field in Person.KIND.fields if field.group == "现况")
"""How somebody lives today: a role takes it over when it begins."""
