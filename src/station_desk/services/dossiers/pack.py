"""What the file of a case of some kind holds, as a data file of that name declares it (``resources/dossiers``).

A kind of record whose data file is there has such a file; its conditions are those of the forms.
"""

# No postponed annotations: the reader asks for the types themselves.
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal

from station_desk import paths
from station_desk.domain.fields.types import DateType, RefType
from station_desk.domain.keeping.kinds.attachment import OTHER
from station_desk.domain.packs.head import Pack
from station_desk.domain.packs.keys import Filled, Key, Told, TomlFile, check
from station_desk.domain.packs.reading import demand
from station_desk.domain.register.kinds import KINDS
from station_desk.printing.forms.conditions import Condition, When, contradictions
from station_desk.services.forms.asking import wrong_condition
from station_desk.services.forms.desk import referring
from station_desk.services.forms.known import known_values
from station_desk.services.forms.list import program_forms
from station_desk.services.forms.uses import Use
from station_desk.services.packs.packs import read_pack

Need = Literal["required", "as needed"]
_LONGEST_ID = 40
_CONDITIONS = ("when", "required_when", "made")


@dataclass(frozen=True, kw_only=True)
class DossierPaper:
    """One paper, in its place in the file.

    ``form`` prints it, about the case or once for each record of a kind that refers to it (each leave of a person);
    without one it only comes in from outside. ``words`` in the name of an attachment tell that it is this paper where
    nobody said which. It belongs to the cases for which ``when`` and its form's own conditions hold; with ``once`` by
    ``when`` alone, so that what nobody made in its time, or recorded, stays missing. ``need``: each of them must have
    it, or only those of ``required_when``; of papers with the same ``either`` one is enough; a case that is bound with
    others of its month only must have those with ``monthly``. ``made``: what records that it exists, wherever.
    ``signers`` are who signs it; ``unsigned`` is the value that tells who of them has not, where the record keeps that.
    ``remarks``: it belongs where there is something to say about the file. ``source``: what asks for it.
    """

    id: Annotated[str, Key(filled=True, unique="list")]
    title: Filled
    form: str = ""
    words: tuple[Filled, ...] = ()
    need: Need = "as needed"
    when: When = ()
    required_when: When = ()
    either: str = ""
    monthly: bool = False
    once: bool = False
    made: When = ()
    signers: tuple[Filled, ...] = ()
    unsigned: str = ""
    remarks: bool = False
    source: Filled

    @check
    @staticmethod
    def _id(id: str) -> Told:
        if id == OTHER or len(id) > _LONGEST_ID:
            yield "id", f"不能是 {OTHER}，最多 {_LONGEST_ID} 个字"

    @check
    @staticmethod
    def _found(form: str, words: tuple[str, ...]) -> Told:
        if not form and not words:
            yield "words", "没有 form 的材料要写 words：附件的名称里有哪些字就是它"

    @check
    @staticmethod
    def _needed(need: str, required_when: tuple[Condition, ...], remarks: bool) -> Told:
        if need == "required" and required_when:
            yield "required_when", "每一件都必须有（required）的，这里不起作用"
        if remarks and (need == "required" or required_when):
            yield "remarks", "有话要说才有的，不能同时写必须有"


@dataclass(frozen=True, kw_only=True)
class Order:
    """Two days that papers of a case tell: the ``later`` one cannot come before the ``earlier`` one.

    Both name days of the record, or values that follow from it; ``told`` is what to say where it does.
    """

    earlier: Filled
    later: Filled
    told: Filled


@dataclass(frozen=True, kw_only=True)
class DossierPack(Pack):
    """The file of a case: its cover, its table of contents, its papers in order, its back.

    The cases for which ``monthly`` holds are bound together with others of their month; without it none is. The month
    is that of the day ``month_day``, and each record that the field ``part`` refers to (a committee) may have a volume
    of its own. ``orders`` are days that contradict one another between its papers. ``binder`` is what people call it.
    The papers of ``core`` can be printed by themselves, with cover and contents, as ``core_title``: those that
    inspections ask for.
    """

    cover: Filled
    contents: Filled
    back: Filled
    binder: Filled = "卷宗"
    monthly: When = ()
    month_day: str = ""
    part: str = ""
    core: tuple[str, ...] = ()
    core_title: str = ""
    orders: Annotated[tuple[Order, ...], Key("order")] = ()
    papers: Annotated[tuple[DossierPaper, ...], Key("paper", some="至少要有一个 [[paper]]")]

    @check
    @staticmethod
    def _forms(cover: str, contents: str, back: str, forms: Mapping[str, str], kind: str) -> Told:
        for key, form in (("cover", cover), ("contents", contents), ("back", back)):
            yield from (((key,), told) for told in _why_not(form, forms, kind, itself=True))

    @check
    @staticmethod
    def _papers(papers: tuple[DossierPaper, ...], forms: Mapping[str, str], kind: str) -> Told:
        for number, paper in enumerate(papers, 1):
            if paper.form:
                yield from ((("paper", number, "form"), told) for told in _why_not(paper.form, forms, kind))
            if paper.either and sum(other.either == paper.either for other in papers) == 1:
                yield ("paper", number, "either"), f"只有一份材料写了“{paper.either}”，要两份以上才能择一"
            if paper.unsigned and paper.unsigned not in known_values(kind):
                yield ("paper", number, "unsigned"), f"没有“{paper.unsigned[:20]}”这一项内容"
            for key in _CONDITIONS:
                yield from _wrong(kind, getattr(paper, key), ("paper", number, key))

    @check
    @staticmethod
    def _core(core: tuple[str, ...], core_title: str, papers: tuple[DossierPaper, ...]) -> Told:
        known = {paper.id for paper in papers}
        yield from (("core", f"没有编号为“{paper[:20]}”的材料") for paper in core if paper not in known)
        if bool(core) != bool(core_title):
            yield "core_title", "core 和 core_title 要一起写"

    @check
    @staticmethod
    def _days(orders: tuple[Order, ...], kind: str) -> Told:
        for number, order in enumerate(orders, 1):
            for key, name in (("earlier", order.earlier), ("later", order.later)):
                if name not in known_values(kind):
                    yield ("order", number, key), f"没有“{name[:20]}”这一项内容"

    @check
    @staticmethod
    def _monthly(monthly: tuple[Condition, ...], month_day: str, part: str, kind: str) -> Told:
        yield from _wrong(kind, monthly, ("monthly",))
        fields = KINDS[kind].by_key
        for key, name, type_ in (("month_day", month_day, DateType), ("part", part, RefType)):
            if (monthly or name) and not (name in fields and isinstance(fields[name].type, type_)):
                yield key, f"按月合订的，要写明是哪一栏，“{name[:20]}”不行"

    def paper(self, paper_id: str) -> DossierPaper | None:
        """A paper by its id."""
        return next((paper for paper in self.papers if paper.id == paper_id), None)


@cache
def dossier_of(kind_key: str) -> DossierPack:
    """What the file of a case of a kind holds; KnownError naming every fault of its data file."""
    return parse_dossier(read_pack(paths.resources("dossiers", f"{kind_key}.toml")), kind_key)


def parse_dossier(data: TomlFile, kind_key: str) -> DossierPack:
    """The papers of a parsed data file about a kind; FaultyError telling every fault with line and key."""
    forms = {form.id: form.kind for form in program_forms()}
    return demand(DossierPack, data, "卷宗规则文件", kind=kind_key, forms=forms)


def _why_not(form: str, forms: Mapping[str, str], kind: str, *, itself: bool = False) -> Iterator[str]:
    """Why a form prints no paper of a case: it is about neither the case ``itself`` nor a record that names it."""
    about = KINDS.get(forms.get(form, ""))
    named = about is not None and not itself and referring(about, KINDS[kind]) is not None
    if form not in forms:
        yield f"没有编号为“{form}”的表格"
    elif forms[form] != kind and not named:
        yield f"“{form}”不是针对{KINDS[kind].label}的表格"


def _wrong(kind: str, conditions: Iterable[Condition], path: tuple[str | int, ...]) -> Told:
    """What is wrong with conditions: what they name, and what cannot all hold."""
    found = tuple(conditions)
    for condition in found:
        use = Use("when", condition.name, path, condition=condition)
        if told := wrong_condition(kind, use):
            yield path, told
    for message in contradictions(found):
        yield path, message
