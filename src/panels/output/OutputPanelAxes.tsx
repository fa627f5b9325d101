/** Ticks and names of the axes: x below, y to the right, where no edge arrives. */
import { MathText } from '../../components/MathText.tsx';
import type { MeasuredAxis } from '../../explain/measured.ts';
import { axisTicks, type Plane } from '../../viz/outputScale.ts';
import { decimal } from '../../words/decimal.ts';

/**
 * @param names of x and y: a letter with or without ₁, ₂ is set as a symbol, anything else as words
 * @param measured of x and y: how the axis reads in the numbers of its column, null where its own are as they were drawn
 */
export function Axes({ plane, names: given, measured = [null, null] }: { readonly plane: Plane; readonly names: readonly [string, string]; readonly measured?: readonly [MeasuredAxis | null, MeasuredAxis | null] }) {
  const [across, up] = measured;
  const names: readonly [string, string] = [across?.title ?? given[0], up?.title ?? given[1]];
  const [x, y] = [rangeOf(plane.x, across), rangeOf(plane.y, up)];
  const share = (value: number, [low, high]: Range): number => ((value - low) / (high - low)) * 100;
  return (
    <>
      <div className="output-panel-axis" data-axis="x" data-words={!isSymbol(names[0])} aria-hidden="true">
        {axisTicks(x).map((value) => (
          <span key={value} style={{ left: `${share(value, x)}%` }}>{formatTick(value)}</span>
        ))}
        <AxisName name={names[0]} whole={across !== null} />
      </div>
      <div className="output-panel-axis" data-axis="y" data-long={up !== null && axisTicks(y).some((value) => formatTick(value).length > 2)} data-words={!isSymbol(names[1])} aria-hidden="true">
        {axisTicks(y).filter((value) => isInside(share(value, y))).map((value) => (
          <span key={value} style={{ bottom: `${share(value, y)}%` }}>{formatTick(value)}</span>
        ))}
        <AxisName name={names[1]} whole={up !== null} />
      </div>
    </>
  );
}

type Range = readonly [number, number];

/** The same range in measured numbers. */
function rangeOf([low, high]: Range, measured: MeasuredAxis | null): Range {
  return measured === null ? [low, high] : [measured.mean + low * measured.deviation, measured.mean + high * measured.deviation];
}

/** Away from the corners, where a label of the y axis would meet what stands above and below. */
const isInside = (percent: number): boolean => percent > 3 && percent < 97;

const SUBSCRIPTS: Readonly<Record<string, string>> = { '₁': '_1', '₂': '_2' };
const isSymbol = (name: string): boolean => /^[a-zŷ][₁₂]?$/.test(name);

/** What stands in brackets after a name, as "(standardised)". */
const NOTE = / \(.*\)$/;

/** A symbol in the letters of formulas, words as they are. @param whole with its note where there is little room too: the unit of the ticks */
function AxisName({ name, whole }: { readonly name: string; readonly whole: boolean }) {
  if (whole) return <i title={name}>{name}</i>;
  return <i title={name}>{isSymbol(name) ? <MathText>{name.replace(/[₁₂]/, (digit) => SUBSCRIPTS[digit] ?? digit)}</MathText> : <>{name.replace(NOTE, '')}<span data-note="">{NOTE.exec(name)?.[0]}</span></>}</i>;
}

const formatTick = (value: number): string => decimal(String(value)).replace('-', '−');
