/** Ticks and names of the axes: x below, y to the right, where no edge arrives. */
import { MathText } from '../../components/MathText.tsx';
import { axisTicks, type Plane } from '../../viz/outputScale.ts';

/** @param names of x and y: a letter with or without ₁, ₂ is set as a symbol, anything else as words */
export function Axes({ plane, names }: { readonly plane: Plane; readonly names: readonly [string, string] }) {
  const share = (value: number, [low, high]: readonly [number, number]): number => ((value - low) / (high - low)) * 100;
  return (
    <>
      <div className="output-panel-axis" data-axis="x" data-words={!isSymbol(names[0])} aria-hidden="true">
        {axisTicks(plane.x).map((value) => (
          <span key={value} style={{ left: `${share(value, plane.x)}%` }}>{formatTick(value)}</span>
        ))}
        <AxisName name={names[0]} />
      </div>
      <div className="output-panel-axis" data-axis="y" data-words={!isSymbol(names[1])} aria-hidden="true">
        {axisTicks(plane.y).filter((value) => isInside(share(value, plane.y))).map((value) => (
          <span key={value} style={{ bottom: `${share(value, plane.y)}%` }}>{formatTick(value)}</span>
        ))}
        <AxisName name={names[1]} />
      </div>
    </>
  );
}

/** Away from the corners, where a label of the y axis would meet what stands above and below. */
const isInside = (percent: number): boolean => percent > 3 && percent < 97;

const SUBSCRIPTS: Readonly<Record<string, string>> = { '₁': '_1', '₂': '_2' };
const isSymbol = (name: string): boolean => /^[a-zŷ][₁₂]?$/.test(name);

/** What stands in brackets after a name, as "(standardised)". */
const NOTE = / \(.*\)$/;

/** A symbol in the letters of formulas, words as they are. */
function AxisName({ name }: { readonly name: string }) {
  return <i title={name}>{isSymbol(name) ? <MathText>{name.replace(/[₁₂]/, (digit) => SUBSCRIPTS[digit] ?? digit)}</MathText> : <>{name.replace(NOTE, '')}<span data-note="">{NOTE.exec(name)?.[0]}</span></>}</i>;
}

const formatTick = (value: number): string => String(value).replace('-', '−');
