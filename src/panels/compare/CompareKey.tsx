/** A piece of a run's curve beside its name: its colour, and its mark where six colours have to serve more runs. */
import { runColour, RUN_TOKENS } from '../../viz/palette.ts';

export function CompareKey({ row }: { readonly row: number }) {
  const round = Math.floor(row / RUN_TOKENS.length);
  const colour = runColour(row);
  return (
    <svg className="compare-key" width={18} height={10} viewBox="0 0 18 10" aria-hidden="true" focusable="false">
      <path d="M0 5h18" stroke={colour} strokeWidth={2.5} />
      {round === 0 ? null : round % 2 === 1
        ? <circle cx={9} cy={5} r={3} fill="var(--bg)" stroke={colour} strokeWidth={1.5} />
        : <rect x={6.25} y={2.25} width={5.5} height={5.5} fill="var(--bg)" stroke={colour} strokeWidth={1.5} />}
    </svg>
  );
}
