/** What if: every initialization beside the others, from the same seed and without beginning it, until one is chosen. */
import { MathText } from '../../components/MathText.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import { usePalette } from '../../components/usePalette.ts';
import type { InitializerSpec } from '../../engine/initializers.ts';
import { initializerText } from '../../config/initializerText.ts';
import { takeScheme } from '../../store/actions.ts';
import { isSameScheme, type LayersScheme } from '../../store/layers.ts';
import { useNabla } from '../../store/nabla.ts';
import { useNetwork } from '../../store/network.ts';
import type { LayersResult } from '../../worker/layers.ts';
import { boxPath, linearAxis, logAxis, type Spread, type SpreadAxis } from '../../viz/spread.ts';
import { LABEL_ROOM } from './LayersFigures.tsx';
import { useMedia } from '../../components/useMedia.ts';
import { describeLayers, layersFindings, layersWord, layersWords, learningSentence, spreadText } from './LayersText.ts';
import { say } from '../../words/say.ts';

const WIDTH = 240;
/** Schemes that spread wider than this many times the scheme in the middle run off the axis. */
const FAR = 3;
const HEIGHT = 26;
/** Two pictures to the width of a phone: how much less of it there is for each. */
const NARROW = '(max-width: 719.98px)';
const NARROWER = 1.4;
/** Of one layer in it, px. */
const LEAST_PITCH = 4;
const MOST_PITCH = 8;

export function LayersSchemes() {
  const schemes = useNabla((state) => state.layersSchemes);
  const present = useNabla((state) => (state.experiment.initialization.given === undefined ? state.experiment.initialization.weights : null));
  const known = schemes.flatMap(({ result }) => (result === null ? [] : [result]));
  const layers = useNetwork().layers.length;
  const room = LABEL_ROOM * usePalette().t1 * (useMedia(NARROW) ? NARROWER : 1);
  const a = linearAxis(known.flatMap((result) => result.layers.map((layer) => layer.a)), WIDTH, room, FAR * middleReach(known));
  const gradients = logAxis(known.flatMap((result) => result.layers.map((layer) => layer.upstream)), WIDTH, room);
  return (
    <div className="layers-schemes-place">
      <table className="layers-schemes" aria-label={say('What other initializations would give, from the same seed')}>
        <colgroup><col className="layers-column-name" /><col className="layers-column-word" /><col /><col /><col className="layers-column-action" /></colgroup>
        <thead>
          <tr>
            <th scope="col">{say('weights from')}</th>
            <th scope="col">{say('would begin')}</th>
            <th scope="col">{say('activation')}{' '}<MathText>a</MathText></th>
            <th scope="col"><MathText>|∂L/∂a|</MathText></th>
          </tr>
        </thead>
        <tbody>
          {schemes.map((scheme) => (
            <Scheme key={initializerText(scheme.spec)} {...scheme} axes={{ a, gradients }} layers={layers} isPresent={present !== null && isSameScheme(present, scheme.spec)} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={2}>{layers > 1 ? say('first layer on top') : ''}</td>
            <td><Ticks axis={a} /></td>
            <td><Ticks axis={gradients} /></td>
          </tr>
        </tfoot>
      </table>
      <p className="layers-note">{say('“Use it” begins a new run from these weights; undo brings the present one back.')}</p>
    </div>
  );
}

/** How far the activations of the scheme in the middle go from 0. */
function middleReach(known: readonly LayersResult[]): number {
  const reaches = known.map(({ layers }) => Math.max(...layers.map(({ a }) => (a === null ? 0 : Math.max(Math.abs(a.low), Math.abs(a.high)))))).filter((reach) => reach > 0).toSorted((p, q) => p - q);
  return reaches[Math.floor(reaches.length / 2)] ?? Infinity;
}

type SchemeProps = LayersScheme & { readonly axes: { readonly a: SpreadAxis; readonly gradients: SpreadAxis }; readonly layers: number; readonly isPresent: boolean };

function Scheme({ spec, result, axes, layers, isPresent }: SchemeProps) {
  const label = initializerText(spec);
  const word = result === null ? null : layersWord(result);
  const stuck = result === null || word !== 'Identical' ? null : learningSentence(result);
  return (
    <>
      <tr data-present={isPresent} data-explained={stuck !== null}>
        <th scope="row"><span>{label}</span></th>
        <td className="layers-scheme-word" data-fine={word === 'Fine'} title={result === null ? undefined : layersFindings(result).join(' ')}>{word === null ? '–' : layersWords[word].charAt(0).toLowerCase() + layersWords[word].slice(1)}</td>
        <td><Boxes result={result} quantity="a" axis={axes.a} layers={layers} said={say('Activations, {label}', { label })} /></td>
        <td><Boxes result={result} quantity="upstream" axis={axes.gradients} layers={layers} said={say('Gradients, {label}', { label })} /></td>
        <td className="layers-scheme-action">
          {isPresent ? <span>{say('in use')}</span> : <UseIt spec={spec} label={label} />}
        </td>
      </tr>
      {stuck !== null && <tr className="layers-scheme-why"><td colSpan={5}>{stuck}{result?.ahead?.stayIdentical === true ? ` ${say('Identical neurons stay identical.')}` : ''}</td></tr>}
    </>
  );
}

function UseIt({ spec, label }: { readonly spec: InitializerSpec; readonly label: string }) {
  return <TextButton label={say('Use it: {label}', { label })} title={say('Begins a new run; undo brings this one back')} onClick={() => { takeScheme(spec); }}>{say('Use it')}</TextButton>;
}

type BoxesProps = { readonly result: LayersResult | null; readonly quantity: 'a' | 'upstream'; readonly axis: SpreadAxis; readonly layers: number; readonly said: string };

function Boxes({ result, quantity, axis, layers, said }: BoxesProps) {
  const pitch = Math.max(LEAST_PITCH, Math.min(MOST_PITCH, HEIGHT / layers));
  const height = pitch * layers;
  const spreads: readonly (Spread | null)[] = result === null ? [] : result.layers.map((layer) => layer[quantity]);
  return (
    <svg
      className={quantity === 'a' ? 'layers-box' : 'layers-box-gradient'} viewBox={`0 0 ${WIDTH} ${height}`} width="100%" height={height} preserveAspectRatio="none"
      role="img" aria-label={result === null ? say('{said}: not yet computed', { said }) : describeLayers(said, result.layers.map((layer) => spreadText(layer[quantity])))}
    >
      {axis.ticks.map(({ x, label }) => <path key={label} className="layers-grid" d={`M${x.toFixed(1)} 0V${height}`} />)}
      {spreads.map((spread, row) => {
        if (spread === null) return null;
        const y = (row + 0.5) * pitch;
        const { box, middle } = boxPath(spread, axis, y, pitch * 0.62);
        const [low, high] = [axis.x(spread.low), axis.x(spread.high)];
        return (
          <g key={row}>
            <path className="layers-whiskers" d={`M${low.toFixed(1)} ${y}H${high.toFixed(1)}`} />
            <path className="layers-quartiles" d={box} />
            <path className="layers-middle" d={middle} />
            {axis.isBeyond(spread.high) && <path className="layers-beyond" d={`M${WIDTH - 6} ${y - 3}L${WIDTH} ${y}L${WIDTH - 6} ${y + 3}Z`} />}
            {axis.isBeyond(spread.low) && <path className="layers-beyond" d={`M6 ${y - 3}L0 ${y}L6 ${y + 3}Z`} />}
          </g>
        );
      })}
    </svg>
  );
}

function Ticks({ axis }: { readonly axis: SpreadAxis }) {
  return (
    <div className="layers-ticks" aria-hidden="true">
      {axis.ticks.map(({ x, label }) => <span key={label} style={{ insetInlineStart: `${(x / WIDTH) * 100}%` }}>{label}</span>)}
    </div>
  );
}
