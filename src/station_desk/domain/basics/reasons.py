"""What counts as a reason: a note that says something of its own, not a blank, a dash or a stock word.

Used wherever the station says otherwise than its records: a score above them, a finding on a veto against them.
A score below full marks is asked for less: any word at all.
"""

from __future__ import annotations

import re
import unicodedata

LEAST = 4
"""Letters a reason against the records has to have of its own, at least ``LEAST_KINDS`` of them different."""
LEAST_KINDS = 3

_STOCK = re.compile(
    "以实际为准|按实际情况|见有关材料|见佐证材料|见相关材料|情况属实|情况真实|真实有效|"
    "实事求是|实际情况|特殊情况|材料齐全|没有意见|没有问题|没有异议|没有变化|不知道|不清楚|"
    "不符合|未触发|未发现|不触发|见材料|见附件|见佐证|所务会|按规定|按要求|应满分|应得分|"
    "给满分|打满分|无异议|会议|自评|满分|得分|打分|触发|待核|逐项|逐条|全部|全面|认真|"
    "本所|我所|本人|上级|领导|所长|研究|决定|讨论|核对|核实|核查|核验|查验|检查|审核|"
    "审查|复核|确认|认可|同意|批准|通过|属实|真实|准确|正确|无误|一致|符合|达到|达标|"
    "合格|合规|规定|要求|标准|条件|情况|实际|工作|完成|落实|到位|齐全|良好|正常|可以|"
    "没有|暂无|不详|不明|如上|同上|详见|问题|异常|异议|意见|结果|理由|原因|依据|说明|"
    "记录|不全|不符|申报|测试|不|无|有|已|经|均|都|皆|是|的|了|过|对|好|行|略|见|"
    "按|请|予|以|与|和"
)
"""Words that may stand in any reason and give none, the longer first: none is taken apart by a shorter."""

_HAN = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]")


def letters(note: str) -> str:
    """The letters and figures of a note, without blanks, signs and what cannot be seen."""
    folded = unicodedata.normalize("NFKC", note)
    return "".join(letter for letter in folded if unicodedata.category(letter)[0] in "LN")


def substance(note: str) -> str:
    """What a note has of its own: its letters and figures without the stock words."""
    return _STOCK.sub("", letters(note))


def is_reason(note: str) -> bool:
    """Whether a note says why the records are not followed: which paper was relied on, or why they are wrong."""
    own = substance(note)
    return len(own) >= LEAST and len(set(own)) >= LEAST_KINDS and len(set(_HAN.findall(own))) >= 2
