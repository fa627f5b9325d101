/** Five columns of pictures, a row a layer: histograms of the weights and their gradients, the spreads of z, a and |∂L/∂a|. */
import { MathText } from '../../components/MathText.tsx';
import { usePalette } from '../../components/usePalette.ts';
import type { Distribution } from '../../engine/initializers.ts';
import type { LayerSpread, LayersResult } from '../../worker/layers.ts';
import type { Histogram } from '../../worker/layersFacts.ts';
import { capital, formatNumber, formatSetting } from '../../viz/format.ts';
import { density } from '../../viz/histogram.ts';
import { divergingIndex } from '../../viz/palette.ts';
import { barPath, barsPath, boxPath, largest, linearAxis, logAxis, type SpreadAxis } from '../../viz/spread.ts';
import { AXIS_HEIGHT, LayersAxis } from './LayersAxis.tsx';
import { describeLayers, layerName, spreadText } from './LayersText.ts';
import { say } from '../../words/say.ts';

const FIGURE_WIDTH = 148;
const LINE_SAMPLES = 65;
/** Of a row, and of the pictures in it; where the pictures name their layers themselves, their names come on top. */
const ROOMY = { pitch: 48, tall: 32, box: 16 };
const DENSE = { pitch: 37, tall: 25, box: 13 };
const NAME = 8;
/** Networks of more layers are drawn in dense rows. */
const MOST_ROOMY = 4;

/** @param type size of the smallest type: what a row says stands over its bars, not on them */
export const rowPitch = (layers: number, type: number): number => (layers > MOST_ROOMY ? DENSE : ROOMY).pitch + 2 * Math.max(0, type - 12);

/** For the label of a tick, in sizes of its type. */
export const LABEL_ROOM = 4.5;

export type LayersFiguresProps = {
  readonly result: LayersResult;
  /** What each layer's weights were drawn from; null where that is not to be shown. */
  readonly sources: readonly Distribution[] | null;
  /** The pictures name their layers themselves. */
  readonly named: boolean;
};

type Rows = { readonly pitch: number; readonly tall: number; readonly box: number; readonly height: number; readonly footOf: (row: number) => number };

export function LayersFigures({ result: { layers }, sources, named }: LayersFiguresProps) {
  const type = usePalette().t1;
  const room = LABEL_ROOM * type;
  const { tall, box } = layers.length > MOST_ROOMY ? DENSE : ROOMY;
  const pitch = rowPitch(layers.length, type) + (named ? NAME : 0);
  const rows: Rows = { pitch, tall, box, height: layers.length * pitch, footOf: (row) => (row + 1) * pitch - 6 };
  const names = layers.map((_, index) => capital(layerName(index, layers.length)));
  const shared = { rows, names: named ? names : null };
  const [z, a, upstream] = [layers.map((layer) => layer.z), layers.map((layer) => layer.a), layers.map((layer) => layer.upstream)];
  return (
    <>
      <Weights {...shared} layers={layers} sources={sources} />
      <Gradients {...shared} layers={layers} />
      <Spreads {...shared} title={<>{say('weighted sum')}{' '}<MathText>z</MathText></>} said={say('Weighted sums z over the training examples')} spreads={z} axis={linearAxis(z, FIGURE_WIDTH, room)} />
      <Spreads {...shared} title={<>{say('activation')}{' '}<MathText>a</MathText></>} said={say('Activations a over the training examples')} spreads={a} axis={linearAxis(a, FIGURE_WIDTH, room)} />
      <Spreads {...shared} title={<MathText>|∂L/∂a|</MathText>} said={say('Size of the gradients of the loss with respect to the activations, on a logarithmic axis')} spreads={upstream} axis={logAxis(upstream, FIGURE_WIDTH, room)} gradient />
    </>
  );
}

type Shared = { readonly rows: Rows; readonly names: readonly string[] | null };

function Figure({ title, said, rows, names, children }: Shared & { readonly title: React.ReactNode; readonly said: string; readonly children: React.ReactNode }) {
  const height = rows.height + AXIS_HEIGHT;
  return (
    <figure className="layers-figure">
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${FIGURE_WIDTH} ${height}`} width={FIGURE_WIDTH} height={height} role="img" aria-label={said}>
        {children}
        {names?.map((name, row) => <text key={name} className="layers-name" x="0" y={row * rows.pitch + 2}>{name}</text>)}
      </svg>
    </figure>
  );
}

function Weights({ layers, sources, ...shared }: Shared & { readonly layers: readonly LayerSpread[]; readonly sources: readonly Distribution[] | null }) {
  const palette = usePalette();
  const reach = layers[0]?.weights.reach ?? 0;
  const shownReach = reach === 0 ? 1 : reach;
  const x = (value: number): number => ((value + shownReach) / (2 * shownReach)) * FIGURE_WIDTH;
  const said = describeLayers(say('Histograms of the weights'), layers.map((layer) => histogramText(layer.weights, layer.weightCount)));
  return (
    <Figure {...shared} title={<>{say('weights')}{' '}<MathText>w</MathText></>} said={said}>
      {layers.map(({ weights: { counts }, weightCount }, row) => {
        const foot = shared.rows.footOf(row);
        const bins = counts.length;
        const pitch = FIGURE_WIDTH / bins;
        const line = expected(sources?.[row] ?? null, weightCount, shownReach, bins);
        const most = Math.max(reach === 0 ? weightCount : largest(counts), ...line);
        const shown = reach === 0 ? counts.map((_, bin) => (bin === (bins - 1) / 2 ? weightCount : 0)) : counts;
        return (
          <g key={row}>
            {Array.from(shown, (count, bin) => count > 0 && (
              <path
                key={bin} d={barPath(bin * pitch, pitch, foot, Math.max(1, (count / most) * shared.rows.tall))} className="layers-bar"
                fill={palette.divergingColours[divergingIndex(((bin + 0.5) / bins) * 2 - 1, 1)]}
              />
            ))}
            {line.length > 0 && <path className="layers-expected" d={line.map((value, i) => `${i === 0 ? 'M' : 'L'}${((i / (line.length - 1)) * FIGURE_WIDTH).toFixed(1)} ${(foot - (value / most) * shared.rows.tall).toFixed(1)}`).join('')} />}
            <path className="layers-foot" d={`M0 ${foot + 0.5}H${FIGURE_WIDTH}`} />
          </g>
        );
      })}
      <LayersAxis axis={{ ticks: [-shownReach, 0, shownReach].map((value) => ({ x: x(value), label: formatSetting(value) })) }} width={FIGURE_WIDTH} y={shared.rows.height} />
    </Figure>
  );
}

/** How many weights the distribution would put into a bin around each place of the axis; none for a constant. */
function expected(source: Distribution | null, draws: number, reach: number, bins: number): number[] {
  if (source === null || source.kind === 'constant') return [];
  const values = Array.from({ length: LINE_SAMPLES }, (_, i) => draws * ((2 * reach) / bins) * density(source, -reach + (2 * reach * i) / (LINE_SAMPLES - 1)));
  return values.some((value) => value > 0) ? values : [];
}

function Gradients({ layers, ...shared }: Shared & { readonly layers: readonly LayerSpread[] }) {
  const said = describeLayers(say('Histograms of the gradients of the training loss with respect to the weights'), layers.map((layer) => histogramText(layer.gradients, layer.weightCount)));
  return (
    <Figure {...shared} title={<>{say('gradient')}{' '}<MathText>∂L/∂w</MathText></>} said={said}>
      {layers.map(({ gradients: { reach, counts } }, row) => {
        const foot = shared.rows.footOf(row);
        return (
          <g key={row}>
            {reach > 0 && <path className="layers-gradient-bars" d={barsPath(counts, FIGURE_WIDTH, foot, shared.rows.tall)} />}
            <path className="layers-foot" d={`M0 ${foot + 0.5}H${FIGURE_WIDTH}`} />
            <text className="layers-reach" x={FIGURE_WIDTH} y={row * shared.rows.pitch + 2} textAnchor="end">{reach === 0 ? say('exactly 0') : `± ${reach < 1e-3 || reach >= 1e4 ? formatNumber(reach, 2) : formatSetting(reach)}`}</text>
          </g>
        );
      })}
      <LayersAxis axis={{ ticks: [{ x: 0, label: '−' }, { x: FIGURE_WIDTH / 2, label: '0' }, { x: FIGURE_WIDTH, label: '+' }] }} width={FIGURE_WIDTH} y={shared.rows.height} />
    </Figure>
  );
}

function histogramText({ reach, counts }: Histogram, count: number): string {
  if (reach === 0) return say('all {count} exactly 0', { count });
  const bins = counts.length;
  const filled = Array.from(counts, (each, bin) => [each, bin] as const).filter(([each]) => each > 0).map(([, bin]) => bin);
  const edge = (bin: number): string => formatNumber(-reach + (2 * reach * bin) / bins, 2);
  return say('{count} between {low} and {high}', { count, low: edge(filled[0] ?? 0), high: edge((filled.at(-1) ?? bins - 1) + 1) });
}

type SpreadsProps = Shared & {
  readonly title: React.ReactNode;
  readonly said: string;
  readonly spreads: readonly LayerSpread['z'][];
  readonly axis: SpreadAxis;
  readonly gradient?: boolean;
};

function Spreads({ title, said, spreads, axis, gradient = false, ...shared }: SpreadsProps) {
  const middles = spreads.map((_, row) => shared.rows.footOf(row) - shared.rows.tall / 2 + 2);
  const way = spreads.flatMap((spread, row) => (spread === null ? [] : [`${axis.x(spread.middle).toFixed(1)} ${middles[row]}`]));
  return (
    <Figure {...shared} title={title} said={describeLayers(said, spreads.map(spreadText))}>
      {axis.ticks.map(({ x, label }) => <path key={label} className={label === '0' && !gradient ? 'layers-zero' : 'layers-grid'} d={`M${Math.round(x) + 0.5} 4V${shared.rows.height}`} />)}
      {gradient && way.length > 1 && <path className="layers-way" d={`M${way.join('L')}`} />}
      <g className={gradient ? 'layers-box-gradient' : 'layers-box'}>
        {spreads.map((spread, row) => {
          if (spread === null) return <text key={row} x={FIGURE_WIDTH / 2} y={middles[row]! + 4} textAnchor="middle">–</text>;
          const { whiskers, box, middle } = boxPath(spread, axis, middles[row]!, shared.rows.box);
          return (
            <g key={row}>
              <path className="layers-whiskers" d={whiskers} />
              <path className="layers-quartiles" d={box} />
              <path className="layers-middle" d={middle} />
              <title>{spreadText(spread)}</title>
            </g>
          );
        })}
      </g>
      <LayersAxis axis={axis} width={FIGURE_WIDTH} y={shared.rows.height} />
    </Figure>
  );
}
