"""The words of the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from station_desk import __version__
from station_desk.cli import (
    copies,
    dossiers,
    files,
    forms,
    judging,
    papers,
    records,
    selecting,
    statistics,
    vault,
)
from station_desk.cli.opened import day_of, file_of, keys_of, month_of, path_of, substitute_of, year_of
from station_desk.cli.output import ChineseParser

Command = Callable[[argparse.Namespace], int]


def build() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = ChineseParser(prog="station-desk", description="司法所工作台")
    parser.add_argument("--version", action="version", version=f"司法所工作台 {__version__}")
    commands = parser.add_subparsers(metavar="命令", parser_class=ChineseParser)
    _files(commands)
    _records(commands)
    _judging(commands)
    _statistics(commands)
    _papers(commands)
    _vault(commands)
    _archive(commands)
    _sealing(commands)
    return parser


def _add(
    commands: argparse._SubParsersAction[ChineseParser], name: str, help_text: str, run: Command
) -> ChineseParser:
    parser = commands.add_parser(name, help=help_text, description=help_text)
    parser.add_argument("--json", action="store_true", help="在标准输出上给出一个 JSON 文档")
    parser.add_argument("--today", type=day_of, metavar="YYYY-MM-DD", help="把今天固定为这一天")
    parser.set_defaults(run=run)
    return parser


def _with_file(
    commands: argparse._SubParsersAction[ChineseParser], name: str, help_text: str, run: Command
) -> ChineseParser:
    parser = _add(commands, name, help_text, run)
    parser.add_argument("file", type=file_of, metavar="文件", help="司法所文件（.station）")
    parser.add_argument("--year", type=year_of, metavar="YYYY", help="评定年度，默认今年")
    _password_option(parser)
    return parser


def _password_option(parser: ChineseParser) -> None:
    parser.add_argument(
        "--password-file", type=path_of, metavar="文件", help="这个文本文件的第一行是密码或者恢复密钥"
    )


def _files(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    new = _add(commands, "new", "新建空白的司法所文件", files.new)
    new.add_argument("file", type=file_of, metavar="文件")
    new.add_argument("--name", required=True, metavar="名称", help="司法所名称")
    new.add_argument("--county", required=True, metavar="县", help="所属县（市、区）")
    new.add_argument("--class", dest="station_class", default="", metavar="类别", help="一类、二类或三类")
    new.add_argument("--kind", dest="station_kind", default="", metavar="类型", help="乡镇或街道")
    new.add_argument("--plate", dest="plate_name", default="", metavar="牌名", help="司法所挂牌上的全称")
    new.add_argument(
        "--bureau", dest="bureau_name", default="", metavar="全称", help="县级司法局印章上的全称"
    )
    demo = _add(commands, "demo", "生成示例司法所文件（人物均为虚构）", files.demo)
    demo.add_argument("file", type=file_of, metavar="文件")
    for name, text in (
        ("cases", "三类案件的总数"),
        ("mediations", "本年办结的人民调解案件数"),
        ("settled", "其中调解成功数"),
        ("released", "应安置的帮教对象数"),
        ("placed", "其中已安置数"),
    ):
        demo.add_argument(f"--{name}", type=int, metavar="N", help=text)
    demo.add_argument("--seed", type=int, default=1, metavar="S", help="随机种子，相同则内容相同")
    check = _with_file(commands, "check", "检查文件和记录", files.check)
    check.set_defaults(year=None)


def _records(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    fields = _add(commands, "fields", "查看一类记录有哪些栏目", records.fields)
    fields.add_argument("kind", metavar="类别", help="记录类别，例如 mediation")
    listing = _with_file(commands, "list", "列出记录", records.listing)
    listing.add_argument("kind", metavar="类别")
    listing.add_argument("--search", default="", metavar="文字", help="只列出含有这些文字的记录")
    listing.add_argument("--limit", type=int, metavar="N", help="最多列出多少条")
    add = _with_file(commands, "add", "新增一条记录", records.add)
    edit = _with_file(commands, "edit", "修改一条记录", records.edit)
    remove = _with_file(commands, "remove", "删除一条记录", records.remove)
    for parser in (add, edit, remove):
        parser.add_argument("kind", metavar="类别")
    for parser in (edit, remove):
        parser.add_argument("id", type=int, metavar="编号")
    for parser in (add, edit):
        parser.add_argument("data", type=path_of, metavar="数据.json", help="栏目和内容，- 表示标准输入")
        parser.add_argument("--confirm", action="store_true", help="少见的内容已经核对过，照样保存")


def _judging(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    _with_file(commands, "metrics", "列出全部指标", judging.metrics)
    score = _with_file(commands, "score", "查看自评打分表", judging.score)
    score.add_argument("--standard", default="", metavar="编号", help="评分标准，默认最新的一套")
    eligibility = _with_file(
        commands, "eligibility", "逐条核对司法协理员报名人员的资格条件", selecting.eligibility
    )
    eligibility.add_argument("--rules", required=True, metavar="编号", help="办法编号，例如 ningwu-2024")
    eligibility.add_argument("--track", required=True, metavar="类别", help="选聘或招聘")
    deadlines = _with_file(commands, "deadlines", "列出到期和逾期事项", judging.deadlines)
    deadlines.add_argument("--by", choices=["person"], help="person：一个人（一件案件）的排在一起")
    holidays = _with_file(commands, "holidays", "列出各年的放假安排，或者添加一年的", judging.holiday_years)
    holidays.add_argument("action", nargs="?", choices=["add"], metavar="add")
    holidays.add_argument("notice", nargs="?", type=path_of, metavar="放假安排.toml")
    standards = _add(commands, "standards", "列出或检查评分标准", judging.standards)
    standards.add_argument("action", nargs="?", choices=["validate"], metavar="validate")
    standards.add_argument("pack", nargs="?", type=path_of, metavar="规则文件")


def _statistics(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    words = _add(
        commands, "statistics", "列出统计表，计算一张，或者检查一份统计表文件", statistics.statistics
    )
    words.usage = "%(prog)s [文件 [统计表 [--period 期间] [--committee 编号]]] | validate 统计表.toml"
    words.add_argument("file", nargs="?", type=file_of, metavar="文件", help="司法所文件（.station）")
    words.add_argument("table", nargs="?", metavar="统计表", help="统计表编号，不写就列出有哪些")
    period = "2026、2026-H1、2026-Q1、2026-05，或者 2026-01-01..2026-03-31；默认最近一期"
    words.add_argument("--period", type=statistics.span_of, metavar="期间", help=period)
    words.add_argument("--committee", type=int, metavar="编号", help="只统计一个调委会")
    words.add_argument("-o", "--output", type=path_of, metavar="X.pdf", help="另外存成一份 PDF")
    words.set_defaults(year=None)
    _password_option(words)
    subsidies = _with_file(commands, "subsidies", "逐件核对以案定补", statistics.subsidies)
    subsidies.add_argument("--rules", required=True, metavar="标准", help="补助标准编号")
    subsidies.add_argument(
        "--period", type=statistics.span_of, metavar="期间", help=period.replace("一期", "一个季度")
    )
    four = _with_file(commands, "registers", "列出留存的月末名册，或者拿一份名单核对", statistics.registers)
    four.add_argument("--list", type=path_of, metavar="名单.xlsx", help="收到的名单（.xlsx、.csv）")
    names = "serving、releasing、correcting、helping"
    four.add_argument("--register", default="", metavar="名册", help=f"和哪一份名册核对：{names}")
    four.add_argument("--keep", type=day_of, metavar="YYYY-MM-DD", help="留存这一天的四份名册")


def _papers(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    _forms(commands)
    one = _with_file(commands, "print", "打印一张表格到 PDF", papers.print_one)
    one.add_argument("form", metavar="表格", help="表格编号，见 forms 命令")
    one.add_argument("--record", type=int, metavar="编号", help="表格针对哪一条记录")
    one.add_argument("--all", action="store_true", help="针对每一条记录各印一份，合成一个文件")
    one.add_argument("--month", type=month_of, metavar="YYYY-MM", help="只印这个月的记录，合成一个文件")
    one.add_argument("--blank", action="store_true", help="空白表，留给手写")
    one.add_argument("--masked", action="store_true", help="隐去姓名和证件号码")
    one.add_argument("--paper", default="", metavar="A3", help="用哪种纸，表格允许选的才能写")
    one.add_argument(
        "--without", type=keys_of, default=(), metavar="栏目,栏目", help="不印哪些栏目（写编号，用逗号隔开）"
    )
    one.add_argument("--by", default="", metavar="编号", help="登记簿只印其中一个的，例如一个调委会的编号")
    _substitutes(one)
    _sides(one)
    one.add_argument("-o", "--output", type=path_of, required=True, metavar="X.pdf")
    pack = _with_file(commands, "submission", "生成整套评定申报材料", papers.submission)
    _substitutes(pack)
    _sides(pack)
    whole = "文件夹：每份一个文件；以 .pdf 结尾的文件名：合成一个文件，带封面、目录和总页码"
    pack.add_argument("-o", "--output", type=path_of, required=True, metavar="文件夹|X.pdf", help=whole)
    for name, text, run in (
        ("dossier", "一件案件卷宗里应有、可有哪些材料，各到哪一步", dossiers.dossier),
        ("volume", "打印一件案件的整卷，或者一个月的合订卷：封面、目录、各份材料、封底", dossiers.volume_of),
    ):
        case = _with_file(commands, name, text, run)
        case.add_argument("kind", metavar="类别", help="记录类别，例如 mediation")
        case.add_argument("id", type=int, metavar="编号", nargs=None if name == "dossier" else "?")
    case.add_argument("--month", type=month_of, metavar="YYYY-MM", help="这个月办结的简易口头协议，合订一卷")
    case.add_argument("--core", action="store_true", help="只要必备的几种材料，例如安置帮教的五种")
    case.add_argument("--committee", dest="part", type=int, metavar="编号", help="合订卷只要一个调委会的")
    _substitutes(case)
    _sides(case)
    case.add_argument("-o", "--output", type=path_of, required=True, metavar="X.pdf")
    person = _with_file(commands, "person", "一个人的各种身份、参与的案件和有关日期", dossiers.person)
    person.add_argument("id", type=int, metavar="编号", help="人员档案的编号，见 list 文件 person")
    pictures = _with_file(commands, "pictures", "把每个页面存成图片", papers.pictures)
    pictures.add_argument("-o", "--output", type=path_of, required=True, metavar="文件夹")


def _forms(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    help_text = "列出可以打印的表格；检查、导入、导出、移除本县表格"
    words = _add(commands, "forms", help_text, forms.forms)
    words.usage = (
        "%(prog)s [文件] | validate 表格.toml [文件] | import 文件 表格.toml | "
        "export 文件 编号 -o X.toml | remove 文件 编号"
    )
    words.add_argument("words", nargs="*", action=forms.Words, metavar="做什么", help=argparse.SUPPRESS)
    words.add_argument("--edition", default="", metavar="版次", help="导出哪一版，默认现用的")
    words.add_argument("-o", "--output", type=path_of, metavar="X.toml", help="导出到哪里")
    words.set_defaults(year=None, file=None, form=None, definition=None)
    _password_option(words)


def _sides(command: argparse.ArgumentParser) -> None:
    duplex = "按双面打印排：每份从正面开始，反面的装订边和页码换位"
    booklet = "按小册子排：A3 纸双面，对折以后页序相连"
    either = command.add_mutually_exclusive_group()
    for words, sides, told in (("--duplex", "duplex", duplex), ("--booklet", "booklet", booklet)):
        either.add_argument(
            words, dest="sides", action="store_const", const=sides, default="single", help=told
        )


def _substitutes(command: argparse.ArgumentParser) -> None:
    help_text = "没有字形的字改印注音或说明（加括号）；只写字则印一个方框留给手写；可以重复"
    command.add_argument(
        "--substitute", type=substitute_of, action="append", default=[], metavar="字=注音", help=help_text
    )


def _vault(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    backup = _with_file(commands, "backup", "备份司法所文件并核对", copies.backup)
    backup.add_argument(
        "-o", "--output", type=path_of, metavar="文件夹", help="放备份的文件夹，默认在文件旁边"
    )
    restore = _add(commands, "restore", "用备份恢复司法所文件", copies.restore)
    restore.add_argument("file", type=file_of, metavar="备份")
    restore.add_argument("--dry-run", action="store_true", help="只看会有哪些变化，不恢复")
    salvage = _add(commands, "salvage", "从损坏的文件中救出还能读的记录", copies.salvage)
    salvage.add_argument("file", type=file_of, metavar="文件")
    salvage.set_defaults(damaged=True)
    for parser in (restore, salvage):
        _password_option(parser)
        parser.add_argument("-o", "--output", type=path_of, required=True, metavar="文件")
    _other_password_option(restore, "要恢复到的文件")
    for name, text, run in (
        ("checkout", "把文件复制到U盘，核对后可以安全拔出", copies.checkout),
        ("checkin", "从U盘取回文件，只在U盘上的较新时进行", copies.checkin),
    ):
        carry = _with_file(commands, name, text, run)
        carry.add_argument(
            "folder", type=path_of, metavar="U盘文件夹", help="U盘上的文件夹；取回时也可以写其中的一个文件"
        )
        _other_password_option(carry, "U盘上的文件")


def _other_password_option(parser: ChineseParser, other: str) -> None:
    help_text = f"{other}另有密码时，这个文本文件的第一行是它的密码或者恢复密钥"
    parser.add_argument("--other-password-file", type=path_of, metavar="文件", help=help_text)


def _archive(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    one = _add(commands, "archive", "做一份年度档案，可以把以前办结的业务转出", vault.archive)
    one.add_argument("file", type=file_of, metavar="文件", help="司法所文件（.station）")
    one.add_argument("archived", type=year_of, metavar="YYYY", help="归档的年度，已经结束的一年")
    one.add_argument(
        "-o", "--output", type=path_of, required=True, metavar="文件夹", help="放年度档案的文件夹"
    )
    one.add_argument(
        "--move-out", action="store_true", help="核对无误以后，从文件里转出这一年及以前办结的业务"
    )
    one.add_argument("--dry-run", action="store_true", help="只看哪些会转出、哪些留下，不归档")
    one.set_defaults(year=None)
    _password_option(one)


def _sealing(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    _with_file(commands, "sealed", "列出封存登记（只有编号）", vault.sealed)
    seal = _with_file(commands, "seal", "封存未成年人记录", vault.seal)
    seal.add_argument("kind", metavar="类别", help="correction 或 resettlement")
    seal.add_argument("id", type=int, metavar="编号")
    seal.add_argument("--offence", type=day_of, metavar="YYYY-MM-DD", help="犯罪日期，记录里看不出时必填")
    seal.add_argument(
        "--five-years", action="store_true", help="已对照判决书：五年有期徒刑以下，记录里看不出时必填"
    )
    seal.add_argument("--keep-backups", action="store_true", help="不删除封存以前的备份")
    unseal = _with_file(commands, "unseal", "依法启封一份记录", vault.unseal)
    unseal.add_argument("number", metavar="封存编号")
    for name, text in (("reason", "理由"), ("basis", "法律依据"), ("document", "公函文号")):
        unseal.add_argument(f"--{name}", required=True, metavar=text)
    for parser in (seal, unseal):
        parser.add_argument(
            "--seal-password-file", type=path_of, required=True, metavar="文件", help="封存密码"
        )
