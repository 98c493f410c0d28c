"""No form swears what nobody has recorded: a sentence that states a fact depends on a record or is a box to tick.

What may stand without a record: rules and instructions, and what the person who signs right below declares.
"""

import re
from collections.abc import Iterator
from typing import Final

import pytest
from tests.printing.layout.test_golden import FORMS

from station_desk.printing.forms.definition import Form, inner_blocks
from station_desk.printing.forms.signing import Signatures
from station_desk.printing.forms.texts import Heading, Note, Paragraph, Writing

FACT: Final = re.compile("已|经[^济营常]*(?:研究|核对|讲明|审查|同意)|均|无误|一式|双方|属实|齐全|自愿")
BOX: Final = re.compile("□\u00a0[^　，。；]+")
ALLOWED: Final = {
    ("help_agreement", "甲乙双方在自愿、平等的基础上"): "the agreement both sign",
    ("help_agreement", "本协议一式三份"): "a term of the agreement: its three parties are fixed",
    ("mediation_agreement", "经调解，当事人自愿达成如下协议"): "the parties, whose agreement it is",
    ("mediation_agreement", "本协议一式{copies:3}份"): "the number comes from the record",
    ("mediation_application", "本人自愿申请调解，以上所述属实"): "the applicant, who signs below",
    ("mediation_confirmation", "申请人共同声明：协议出于自愿"): "the applicants, who sign below",
    ("mediation_confirmation", "双方身份证明和联系方式"): "the list of what is to be attached",
    ("mediation_confirmation", "申请应当自协议生效之日起三十日内由双方共同提出"): "the law",
    ("mediation_confirmation_unit", "申请人共同声明：协议出于自愿"): "the applicants, who sign below",
    ("mediation_confirmation_unit", "申请应当自协议生效之日起三十日内由双方共同提出"): "the law",
    ("mediation_police", "双方当事人自行和解或者经人民调解委员会调解达成协议并履行"): "the law",
    ("mediation_police", "以上所述属实，申请出于自愿"): "the applicants, who sign below",
    ("mediation_rights", "调解以自愿、平等为基础"): "the law",
    ("mediation_rights", "自愿达成调解协议"): "the law",
    ("mediation_rights", "双方当事人可以在协议生效之日起"): "the law",
    ("publicity_list", "经{steps:12}"): "the steps come from the records",
}
"""What stands unconditionally, and who or what bears it out."""


def unconditional(form: Form) -> Iterator[str]:
    """The texts of a form that are printed whatever the file holds."""
    for _, block in inner_blocks(form.blocks):
        if isinstance(block, Signatures):
            yield from (part.text for part in block.party if not part.when)
            yield from (part.otherwise for part in block.party)
        elif isinstance(block, Heading | Note | Paragraph | Writing):
            if not block.when:
                yield block.text
            yield getattr(block, "otherwise", "")


@pytest.mark.parametrize("name", FORMS)
def test_no_form_swears_what_nobody_recorded(name: str, forms: dict[str, Form]) -> None:
    borne_out = [words for form, words in ALLOWED if form == name]
    found = []
    for text in unconditional(forms[name]):
        for words in borne_out:
            text = text.replace(words, "")
        found += [sentence for sentence in re.split("[。；\\n]", BOX.sub("", text)) if FACT.search(sentence)]
    assert found == []


def test_every_exception_is_still_one(forms: dict[str, Form]) -> None:
    for name, words in ALLOWED:
        assert any(words in text for text in unconditional(forms[name])), words
