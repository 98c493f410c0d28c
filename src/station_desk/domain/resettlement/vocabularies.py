"""The closed lists of 安置帮教 that the row of a person uses."""

from __future__ import annotations

from station_desk.domain.fields.vocabulary import vocabulary

RESETTLEMENT_GROUP = vocabulary("resettlement_group", released="刑满释放人员", corrected="解除社区矫正人员")

RESETTLEMENT_STATE = vocabulary(
    "resettlement_state",
    serving="服刑中",
    active="在册",
    expired="期满",
    moved="迁出",
    reoffended="重新犯罪",
    dead="死亡",
)

PLACED = vocabulary("placed", yes="已安置", no="未安置", excluded="不计入")

PLACEMENT = vocabulary(
    "placement",
    farm="务农",
    company="企业就业",
    flexible="个体灵活就业",
    welfare="公益性岗位",
    base="过渡性安置基地",
    school="就学",
    relief="低保救助",
    former="回原单位",
    other="其他",
)

KEY_GROUND = vocabulary(
    "key_ground",
    tendency="有重新违法犯罪倾向",
    homeless="无家可归",
    jobless="无业可就",
    alone="无亲可投",
    gang="涉黑恶",
    drugs="涉毒",
    mental="精神障碍",
    repeated="多次犯罪",
)

LISTED_AT = vocabulary(
    "listed_at",
    both="户籍和居住都在本辖区",
    household="户籍在本辖区、居住在外",
    residence="居住在本辖区、户籍在外",
)

CONNECTED = vocabulary("connected", yes="已衔接", no="未衔接", returned="退回")
