/** The layers by name, a mark for every neuron: whole, saturated, dead, joined to those it is identical to; and the counts in words. */
import type { CSSProperties } from 'react';
import { usePalette } from '../../components/usePalette.ts';
import { outputActivationTexts } from '../../engine/activations.ts';
import { capital, formatCount } from '../../viz/format.ts';
import type { LayerSpread, LayersResult } from '../../worker/layers.ts';
import { rowPitch } from './LayersFigures.tsx';
import { layerName } from './LayersText.ts';
import { say, translated } from '../../words/say.ts';

/** More neurons than this are only counted. */
const MOST_MARKS = 14;
const MARK = 6;
const STEP = 9;

export function LayersNeurons({ result: { layers } }: { readonly result: LayersResult }) {
  const { t1 } = usePalette();
  return (
    <ul className="layers-neurons" aria-label={say('Layers and their neurons')} style={{ '--pitch': `${rowPitch(layers.length, t1)}px` } as CSSProperties}>
      {layers.map((layer, index) => (
        <li key={index}>
          <span><b>{capital(layerName(index, layers.length))}</b> {translated(outputActivationTexts[layer.activation].label)}</span>
          <Marked layer={layer} isOutput={index === layers.length - 1} />
        </li>
      ))}
    </ul>
  );
}

/** Marks where there is room for them, words where there is something to say, or else the count. */
function Marked({ layer, isOutput }: { readonly layer: LayerSpread; readonly isOutput: boolean }) {
  const hasMarks = !isOutput && layer.units <= MOST_MARKS;
  const counted = countsText(layer);
  const count = formatCount(layer.units);
  const all = isOutput ? (layer.units === 1 ? say('{count} output', { count }) : say('{count} outputs', { count })) : layer.units === 1 ? say('{count} neuron', { count }) : say('{count} neurons', { count });
  return (
    <span className="layers-marked">
      {hasMarks && <Marks layer={layer} all={all} />}
      {(counted !== '' || !hasMarks) && <span className="layers-counts">{counted === '' ? all : counted}</span>}
    </span>
  );
}

function Marks({ layer: { units, saturated, dead, identical }, all }: { readonly layer: LayerSpread; readonly all: string }) {
  const at = (unit: number): number => unit * STEP + 1;
  return (
    <svg className="layers-marks" width={units * STEP + 2} height={14} viewBox={`0 0 ${units * STEP + 2} 14`} role="img" aria-label={all}>
      {Array.from({ length: units }, (_, unit) => {
        const x = at(unit) + 0.5;
        const square = `M${x} 1.5h${MARK}v${MARK}h${-MARK}Z`;
        if (dead.includes(unit)) return <path key={unit} className="layers-mark" d={`${square}M${x} 1.5l${MARK} ${MARK}M${x} 7.5l${MARK} ${-MARK}`} />;
        return <path key={unit} className={saturated.includes(unit) ? 'layers-mark layers-mark-full' : 'layers-mark'} d={square} />;
      })}
      {identical.map((group, i) => (
        <path key={group[0]} className="layers-mark" d={`M${at(group[0]!) + 3.5} ${11.5 + i}H${at(group.at(-1)!) + 3.5}${group.map((unit) => `M${at(unit) + 3.5} 9V${11.5 + i}`).join('')}`} />
      ))}
    </svg>
  );
}

function countsText({ saturated, dead, identical }: LayerSpread): string {
  const alike = identical.reduce((sum, group) => sum + group.length, 0);
  return [
    ...(dead.length === 0 ? [] : [say('{count} dead', { count: dead.length })]),
    ...(saturated.length === 0 ? [] : [say('{count} saturated', { count: saturated.length })]),
    ...(alike === 0 ? [] : [say('{count} identical', { count: alike })]),
  ].join(', ');
}
