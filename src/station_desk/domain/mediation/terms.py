"""The terms of a mediation case: codes of the statistics table and of the papers (人民调解法)."""

from __future__ import annotations

from station_desk.domain.fields.vocabulary import vocabulary

APPLIED_BY = vocabulary("applied_by", written="书面申请", oral="口头申请")
OPENNESS = vocabulary("openness", open="公开", closed="不公开")
POLICE_VIEW = vocabulary(
    "police_view", "治安管理处罚法第九条第四款", accepted="公安机关认可", refused="公安机关不认可"
)
YEARS_KEPT = vocabulary("years_kept", short="短期", long="长期", ever="永久")
DISPUTE_TYPE = vocabulary(
    "dispute_type",
    marriage="婚姻家庭",
    neighbour="邻里",
    homestead="房屋宅基地",
    contract="合同",
    business="生产经营",
    damage="损害赔偿",
    land="山林土地",
    expropriation="征地拆迁",
    pollution="环境污染",
    wages="拖欠农民工工资",
    labour="其他劳动争议",
    tourism="旅游",
    online="电子商务",
    consumer="其他消费",
    medical="医疗",
    traffic="道路交通事故",
    property="物业",
    other="其他",
)
SOURCE = vocabulary(
    "source",
    own="主动调解",
    application="依申请调解",
    court="法院委托移送",
    procuratorate="检察院委托移送",
    police="公安机关委托移送",
    petition="信访部门委托移送",
    referred="其他部门委托移送",
)
DIFFICULTY = vocabulary(
    "difficulty", simple="简易", ordinary="一般", hard="疑难复杂", major="重大", gravest="特别重大"
)
RESULT = vocabulary("result", settled="调解成功", failed="调解不成", refused="不予受理", withdrawn="撤回")
AGREEMENT = vocabulary("agreement", written="书面协议", oral="口头协议", none="无协议")
PERFORMANCE = vocabulary(
    "performance",
    done="已履行",
    part="部分履行",
    pending="未到期",
    overdue="逾期未履行",
    sued="一方起诉",
)
ESCALATION = vocabulary(
    "escalation", crime="民转刑案件", suicide="自杀", fight="群体性械斗", petition="群体性上访"
)
