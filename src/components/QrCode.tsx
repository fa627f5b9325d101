/** A QR code as one SVG path: dark on white in every theme, as readers of such codes expect. */
import { useMemo } from 'react';
import { encode } from 'uqr';
import './QrCode.css';

/** Modules of white round the code that readers need. */
const QUIET = 4;
/** A code of more modules (version 25: 117 a side) can no longer be read off a screen from a seat in the class. */
const LARGEST_VERSION = 25;
/** Letters (bytes) that such a code holds. */
export const LONGEST_QR_TEXT = 1273;

/** Whether a text is short enough for a code that cameras can read. */
export function fitsQrCode(text: string): boolean {
  return new TextEncoder().encode(text).length <= LONGEST_QR_TEXT;
}

/** @param text that fits (fitsQrCode) @param label what the code holds */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, path } = useMemo(() => drawing(text), [text]);
  const side = size + 2 * QUIET;
  return (
    <svg className="qr-code" viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect className="qr-code-paper" x={-QUIET} y={-QUIET} width={side} height={side} />
      <path className="qr-code-ink" d={path} />
    </svg>
  );
}

/** One horizontal bar for each run of dark modules. */
function drawing(text: string): { readonly size: number; readonly path: string } {
  const { data, size } = encode(text, { border: 0, maxVersion: LARGEST_VERSION });
  let path = '';
  data.forEach((row, y) => {
    for (let x = 0; x < size; x += 1) {
      if (row[x] !== true) continue;
      const start = x;
      while (row[x + 1] === true) x += 1;
      path += `M${start} ${y}h${x + 1 - start}v1H${start}z`;
    }
  });
  return { size, path };
}
