"""Makes the small fonts of the first page (SIL Open Font License 1.1): KaTeX's letters in italic, with a y that wears a hat, and its
upright signs; and of Plex Sans, in two weights, what the page itself says. Other letters, which a name of one's own may have, are in
Plex's own files.

pip install fonttools brotli; python3 src/app/fonts/subset.py   (from the repository's root, after npm ci)
"""
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = "node_modules/katex/dist/fonts/KaTeX_"
ITALIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzαβγδεζηθικλμνξοπρστυφχψωϕϵ"
UPRIGHT = " !'()*+,-./0123456789:;<=>[]{|}ΓΔΘΛΞΠΣΦΨΩabcdefghijklmnopqrstuvwxyz±·×ˆ–′…←→↦∂∇∈−∗∘⋅√∞∣∥∑∼≈≠≤≥⟨⟩"


PLEX = "node_modules/@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-"
# As the unicode-range in tokens.css says.
PLAIN = "".join(map(chr, range(0x20, 0x7F))) + "\u00a0°±²³·¹½×÷–—‘’“”…′″−↑↓"


def add_hatted_y(italic: TTFont, upright: TTFont) -> None:
    """U+0177, as \\hat y is set: the upright circumflex over the italic y, moved by the letter's slant."""
    glyphs, marks = italic["glyf"], upright["glyf"]
    y, hat = italic.getBestCmap()[ord("y")], upright.getBestCmap()[0x2C6]
    width, bearing = italic["hmtx"][y]
    box, mark = glyphs[y], marks[hat]
    shift = (box.xMin + box.xMax) / 2 + 55 - (mark.xMin + mark.xMax) / 2
    pen = TTGlyphPen(None)
    glyphs[y].draw(pen, glyphs)
    mark.draw(TransformPen(pen, (1, 0, 0, 1, shift, box.yMax - 431)), marks)
    name = "ycircumflex"
    italic.setGlyphOrder([*italic.getGlyphOrder(), name])
    glyphs[name] = pen.glyph()
    italic["hmtx"][name] = (width, bearing)
    for table in italic["cmap"].tables:
        if table.isUnicode():
            table.cmap[0x177] = name


def subset(font: TTFont, text: str, target: str, features: tuple[str, ...] = ("kern",), hinting: bool = False) -> None:
    options = Options()
    options.flavor = "woff2"
    options.hinting = hinting
    options.layout_features = list(features)
    worker = Subsetter(options)
    worker.populate(text=text)
    worker.subset(font)
    font.flavor = "woff2"
    font.save(target)


upright = TTFont(f"{FONTS}Main-Regular.woff2")
italic = TTFont(f"{FONTS}Math-Italic.woff2")
add_hatted_y(italic, upright)
subset(italic, ITALIC + "ŷ", "src/app/fonts/symbols-italic.woff2")
subset(upright, UPRIGHT, "src/app/fonts/symbols-upright.woff2")
for weight in (400, 600):
    subset(TTFont(f"{PLEX}{weight}-normal.woff2"), PLAIN, f"src/app/fonts/plex-{weight}.woff2", ("kern", "liga", "ccmp", "mark"), hinting=True)
