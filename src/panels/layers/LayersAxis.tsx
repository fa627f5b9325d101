/** The foot of a column of pictures: a line, its ticks and their values. */
import type { SpreadAxis } from '../../viz/spread.ts';

export const AXIS_HEIGHT = 20;
/** Narrower than this at an end of the axis, a value is set flush with it. */
const EDGE = 16;

export function LayersAxis({ axis, width, y }: { readonly axis: Pick<SpreadAxis, 'ticks'>; readonly width: number; readonly y: number }) {
  return (
    <g>
      <path className="layers-axis" d={`M0 ${y + 0.5}H${width}${axis.ticks.map(({ x }) => `M${Math.round(x) + 0.5} ${y}v4`).join('')}`} />
      {axis.ticks.map(({ x, label }) => (
        <text key={label} x={x < EDGE ? 0 : x > width - EDGE ? width : x} y={y + 17} textAnchor={x < EDGE ? 'start' : x > width - EDGE ? 'end' : 'middle'}>{label}</text>
      ))}
    </g>
  );
}
