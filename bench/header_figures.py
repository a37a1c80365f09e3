# SPDX-License-Identifier: Apache-2.0
"""Draws the figures of docs/header-overhead.md with gnuplot, from numbers that the caller measured."""
import subprocess

DECODE, ENCODE, BYTES, GREY = "#d55e00", "#0072b2", "#009e73", "#777777"

PREAMBLE = """
set encoding utf8
set terminal svg noenhanced size {width},{height} background rgb 'white' font 'sans-serif,13'
set output '{path}'
set border 3 lc rgb '#888888'
set tics nomirror textcolor rgb 'black'
set grid lc rgb '#dddddd'
set key top left Left reverse samplen 2
set yrange [0:*]
"""


def block(name, rows):
    """A data block for gnuplot. Texts must hold no quotes."""
    lines = [" ".join(f'"{cell}"' if isinstance(cell, str) else repr(cell) for cell in row) for row in rows]
    return "\n".join([f"${name} << END", *lines, "END", ""])


def draw(path, script, width=900, height=420):
    """Runs gnuplot, which must write the whole of an SVG."""
    whole = PREAMBLE.format(path=path, width=width, height=height) + script + "\nunset output\n"
    subprocess.run(["gnuplot", "-d", "-"], input=whole, text=True, check=True)
    if not path.read_text(encoding="utf-8").rstrip().endswith("</svg>"):
        raise SystemExit(f"{path}: gnuplot did not finish it")


def lines(path, title, axis, curves, panels, steps=False):
    """Curves over one axis, in panels side by side. `panels` is [(title, {curve: [(x, y)]})], and
    `curves` {curve: (colour, dash)}. With `steps` a value holds from the x before it up to its own."""
    style = "fsteps" if steps else "lines"
    script = f"set multiplot layout 1,{len(panels)} title '{title}'\nset xlabel '{axis}'\nset key outside below horizontal\n"
    for panel_title, data in panels:
        names = list(data)
        script += "".join(block(f"c{i}", data[name]) for i, name in enumerate(names))
        script += f"set title '{panel_title}'\nplot " + ", ".join(
            f"$c{i} using 1:2 with {style} lw 2 lc rgb '{curves[name][0]}' dt {curves[name][1]} title '{name}', "
            f"$c{i} using 1:2 with points pt 7 ps 0.4 lc rgb '{curves[name][0]}' notitle"
            for i, name in enumerate(names)) + "\n"
    draw(path, script + "unset multiplot\n", width=980, height=400)


def bars(path, title, unit, series, rows):
    """Groups of horizontal bars. `series` is [(name, colour)], `rows` [(label, [value])]."""
    thin = 0.8 / len(series)
    script = "set ytics scale 0\nset grid noytics\nset style fill solid 1 noborder\nset key bottom right\n"
    script += f"set title '{title}'\nset xlabel '{unit}'\nset yrange [{len(rows) - 0.5}:-0.5]\n"
    script += f"set lmargin {max(len(label) for label, _ in rows) + 2}\nset offsets graph 0, graph 0.1, 0, 0\n"
    script += block("labels", [(i, label) for i, (label, _) in enumerate(rows)])
    for i in range(len(series)):
        top = -0.4 + i * thin
        script += block(f"s{i}", [(0.0, values[i], j + top, j + top + thin, f"{values[i]:.0f}")
                                  for j, (_, values) in enumerate(rows)])
    parts = ["$labels using (0):1:ytic(2) with dots notitle"]
    for i, (name, colour) in enumerate(series):
        parts.append(f"$s{i} using 1:3:1:2:3:4 with boxxyerror lc rgb '{colour}' title '{name}'")
        parts.append(f"$s{i} using 2:(($3+$4)/2):5 with labels left offset 0.4,0 font ',10' notitle")
    draw(path, script + "plot " + ", ".join(parts) + "\n", height=110 + 15 * len(rows) * (len(series) + 1))
