"""What to do with a file that somebody else has open."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from station_desk.services.keeping.files import Owner
from station_desk.ui.core import messages
from station_desk.ui.core.answers import Decision


def ask_about_holder(parent: QWidget, name: str, holder: Owner) -> Decision:
    """Say who has the file open, where and since when, and ask; taking over is offered only where it can be right."""
    if not holder.elsewhere:
        detail = f"{holder.message}。\n现在打开只能查看。要修改，请先在这台电脑上的另一个窗口里关闭它。"
        chosen = messages.choose(parent, f"“{name}”已经打开了", detail, ["只读查看", "取消"])
        return (Decision.READ, Decision.LEAVE)[chosen]
    detail = f"{holder.message}。\n现在打开只能查看。对方电脑已经关机或者死机时，才可以接管。"
    chosen = messages.choose(parent, f"“{name}”正被别人使用", detail, ["只读查看", "接管…", "取消"])
    decision = (Decision.READ, Decision.TAKE_OVER, Decision.LEAVE)[chosen]
    if decision is Decision.TAKE_OVER and not _is_sure(parent, holder):
        return Decision.LEAVE
    return decision


def _is_sure(parent: QWidget, holder: Owner) -> bool:
    where = f"电脑“{holder.host}”" if holder.host else "另一台电脑"
    return messages.confirm(
        parent,
        f"确认{where}上的程序已经不在运行了吗？",
        "接管以后可以修改。如果对方其实还开着，对方以后的修改会保存不了；已经保存的内容不受影响。",
        yes="已经确认，接管",
        no="不接管",
        dangerous=True,
    )
