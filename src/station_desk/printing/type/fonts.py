"""The fonts: which one prints a character, and how wide it is there."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from functools import cached_property
from pathlib import Path
from typing import Final, Literal

from reportlab.pdfbase.ttfonts import TTFError

from station_desk.domain.basics.errors import KnownError, MissingGlyphError
from station_desk.printing.type.program import FontProgram

Role = Literal["body", "head", "title", "kai"]

CHECKED: Final = "☑"
_EMPTY_BOX: Final = 0x25A1
_BOX_FORMS: Final = (0x2610, 0x2611)

# File and scale of each face. The emoji are drawn larger than the em square and are brought back into it.
_FACES: Final[dict[str, tuple[str, float]]] = {
    "fang": ("FandolFang-Regular.ttf", 1.0),
    "kai": ("FandolKai-Regular.ttf", 1.0),
    "serif": ("NotoSerifSC-Regular.ttf", 1.0),
    "bold": ("NotoSerifSC-Bold.ttf", 1.0),
    "sans": ("NotoSansSC-Medium.ttf", 1.0),
    "rare": ("HanaMinB.ttf", 1.0),
    "emoji": ("NotoEmoji-Regular.ttf", 0.78),
}
# Body is 仿宋, head 黑体, title 小标宋 (where the system lacks it, a bold 宋体) and kai 楷体.
_CHAINS: Final[dict[Role, tuple[str, ...]]] = {
    "body": ("fang", "serif", "rare", "sans", "emoji"),
    "head": ("sans", "serif", "rare", "fang", "emoji"),
    "title": ("bold", "serif", "rare", "sans", "fang", "emoji"),
    "kai": ("kai", "fang", "serif", "rare", "sans", "emoji"),
}
_SCRIPTS: Final = {
    "ARABIC": "阿拉伯字母（维吾尔文、哈萨克文等）",
    "TIBETAN": "藏文",
    "MONGOLIAN": "蒙古文",
    "HANGUL": "朝鲜文",
    "TAI": "傣文",
    "NEW": "傣文",
    "LISU": "傈僳文",
    "HEBREW": "希伯来文",
    "DEVANAGARI": "天城文",
    "THAI": "泰文",
    "CJK": "生僻汉字",
}

# The planes kept for ideographs, whatever the version of Unicode that this Python knows.
_IDEOGRAPHS: Final = range(0x20000, 0x3FFFE)

_LINE_ENDS: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Control characters, bidirectional marks, joiners, variation selectors and tags: none of them is visible ink.
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_UNSAFE: Final = re.compile(f"{_LINE_ENDS.pattern}|{_INVISIBLE.pattern}|\t")


def printable(text: str) -> str:
    """The text as it can be set: one kind of line end, tabs as wide spaces, invisible characters left out."""
    if _UNSAFE.search(text) is None:
        return text
    return _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text)).replace("\t", "\u3000")


class MissingCharacter(Exception):  # noqa: N818 - a signal inside this package, turned into a KnownError with its place
    """No shipped font has this character."""

    def __init__(self, char: str) -> None:
        super().__init__(char)
        self.char = char

    def at(self, where: str, others: Sequence[str] = ()) -> MissingGlyphError:
        """The sentence for the user: the characters missing there, their code points, their scripts, the place."""
        characters = tuple(dict.fromkeys((self.char, *others)))
        return MissingGlyphError(
            characters,
            f"“{where}”中的字符{'、'.join(map(_named, characters))}在随附字体中没有字形，无法打印",
            kept="数据没有改动，也没有生成文件",
            advice="可以改印一个方框，留给手写；也可以在原处印上加括号的注音或说明",
        )


def _named(char: str) -> str:
    """A character with its code point and, where we know it, its script."""
    # A newer character is shown too: it may have a glyph on the screen, and Python need not know it yet.
    shown = "?" if unicodedata.category(char) in ("Cc", "Cf", "Cs") else char
    word = "CJK" if ord(char) in _IDEOGRAPHS else unicodedata.name(char, "").split(" ")[0].split("-")[0]
    script = f"，属{_SCRIPTS[word]}" if word in _SCRIPTS else ""
    return f"“{shown}”（U+{ord(char):04X}{script}）"


class Face:
    """One font file, read when first asked for a glyph."""

    def __init__(self, key: str, path: Path, scale: float) -> None:
        self.key = key
        self.path = path
        self.scale = scale

    @property
    def usable(self) -> bool:
        """Whether the face can be used at all; a shipped one that cannot is an error when it is needed."""
        return True

    @cached_property
    def ttf(self) -> FontProgram:
        """The parsed font. Raises KnownError when the file is missing or damaged."""
        try:
            font = FontProgram(str(self.path))
        except (OSError, TTFError) as error:
            raise KnownError(
                f"字体文件“{self.path.name}”缺失或已损坏，无法打印",
                kept="数据没有改动",
                advice="请重新安装本程序",
            ) from error
        # Both ballot boxes share the glyph of the plain square; the tick is drawn over it, so sizes match.
        box = font.charToGlyph.get(_EMPTY_BOX)
        if box:
            for code in _BOX_FORMS:
                font.charToGlyph[code] = box
                font.charWidths[code] = font.charWidths[_EMPTY_BOX]
        return font

    def glyph(self, code: int) -> int:
        """The glyph number of a code point, 0 when the face has none."""
        return int(self.ttf.charToGlyph.get(code, 0))

    def advance(self, code: int) -> float:
        """The unscaled width of a code point in thousandths of the font size."""
        return float(self.ttf.charWidths[code])

    def bearings(self, code: int) -> tuple[float, float]:
        """The empty room left and right of the ink of a code point, in thousandths of the font size."""
        font, glyph = self.ttf, self.glyph(code)
        begin, end = font.glyphPos[glyph : glyph + 2]
        if begin == end:
            return 0.0, 0.0
        font.seek_table("glyf", begin + 2)
        left, _, right = (font.read_short() * 1000 / font.unitsPerEm for _ in range(3))
        return left, self.advance(code) - right


class SystemFace(Face):
    """A face of the computer itself; a damaged one, or one that forbids embedding, is as good as absent."""

    @cached_property
    def usable(self) -> bool:
        """Whether the file can be read and embedded."""
        try:
            return bool(self.ttf.charToGlyph)
        except KnownError:
            return False

    def glyph(self, code: int) -> int:
        """The glyph number of a code point, 0 when the face has none."""
        return super().glyph(code) if self.usable else 0


class BoxFace(Face):
    """Stands in for one character that no font has: an empty frame as wide as the em, with the code point in it."""

    def __init__(self, char: str) -> None:
        super().__init__(f"box-{ord(char):X}", Path(), 1.0)
        self.char = char

    def glyph(self, code: int) -> int:
        """One glyph, for its own character only."""
        return int(code == ord(self.char))

    def advance(self, code: int) -> float:
        """A full square."""
        return 1000.0

    def bearings(self, code: int) -> tuple[float, float]:
        """None: the frame fills its square."""
        return 0.0, 0.0


class _Widths(dict[str, float]):
    """Width of each character in thousandths of the nominal size, found on first use through the chain."""

    def __init__(self, fonts: "Fonts", role: Role) -> None:
        super().__init__()
        self._fonts = fonts
        self._role: Role = role

    def __missing__(self, char: str) -> float:
        face = self._fonts.face_for(self._role, char)
        width = face.advance(ord(char)) * face.scale
        self[char] = width
        return width


class _Blanks(dict[str, tuple[float, float]]):
    """Empty room left and right in the square of each character, in thousandths of the nominal size."""

    def __init__(self, fonts: "Fonts", role: Role) -> None:
        super().__init__()
        self._fonts = fonts
        self._role: Role = role

    def __missing__(self, char: str) -> tuple[float, float]:
        face = self._fonts.face_for(self._role, char)
        left, right = face.bearings(ord(char))
        self[char] = (left * face.scale, right * face.scale)
        return self[char]


class Fonts:
    """All fonts behind four roles. Keep one for the life of the program: it caches what it reads."""

    def __init__(self, folder: Path, system: Mapping[Role, Path] | None = None) -> None:
        """Take the folder of the shipped fonts and the system's own faces by role; none is opened yet."""
        faces = {key: Face(key, folder / name, scale) for key, (name, scale) in _FACES.items()}
        self._chains: dict[Role, tuple[Face, ...]] = {
            role: tuple(faces[key] for key in keys) for role, keys in _CHAINS.items()
        }
        for role, path in (system or {}).items():
            self._chains[role] = (SystemFace(f"system-{role}", path, 1.0), *self._chains[role])
        self._measure_anew()

    def with_boxes(self, chars: Iterable[str]) -> "Fonts":
        """The same fonts, with a picture box for each of these characters where no font has it."""
        boxes = tuple(BoxFace(char) for char in chars)
        other = copy(self)
        other._chains = {role: (*chain, *boxes) for role, chain in self._chains.items()}
        other._measure_anew()
        return other

    def _measure_anew(self) -> None:
        self.widths: dict[Role, _Widths] = {role: _Widths(self, role) for role in _CHAINS}
        self.blanks: dict[Role, _Blanks] = {role: _Blanks(self, role) for role in _CHAINS}

    def primary(self, role: Role) -> Face:
        """The face that a role is normally set in."""
        return next(face for face in self._chains[role] if face.usable)

    def face_for(self, role: Role, char: str) -> Face:
        """The first face of the role's chain that has the character; raises MissingCharacter if none has."""
        code = ord(char)
        for face in self._chains[role]:
            if face.glyph(code):
                return face
        raise MissingCharacter(char)

    def missing_characters(self, text: str) -> tuple[str, ...]:
        """The characters of a text that cannot be printed, each once, in order of appearance."""
        missing = []
        for char in dict.fromkeys(printable(text).replace("\n", "")):
            try:
                self.face_for("body", char)
            except MissingCharacter:
                missing.append(char)
        return tuple(missing)

    def width(self, text: str, role: Role, size: float) -> float:
        """The set width of one line in points. Raises MissingCharacter."""
        return sum(map(self.widths[role].__getitem__, text)) * size / 1000
