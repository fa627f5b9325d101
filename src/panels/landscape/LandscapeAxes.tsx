/** The names of the two directions, on their axes: of two weights each is a menu of all parameters. */
import { useMemo } from 'react';
import { Choice, type ChoiceOption } from '../../components/Choice.tsx';
import { MathText } from '../../components/MathText.tsx';
import { getFrame } from '../../store/frameStore.ts';
import { choosePair } from '../../store/landscapeActions.ts';
import { useNabla } from '../../store/nabla.ts';
import { useNetwork } from '../../store/network.ts';
import { formatPercent } from '../../viz/format.ts';
import type { RunId } from '../../worker/protocol.ts';
import { useNames } from './LandscapeNames.ts';
import { axisMarkup, isOfNetwork, plainSymbol } from './LandscapeWords.ts';
import { say } from '../../words/say.ts';

/** A longer menu cannot be read: of a large network those that matter most. */
const MOST = 240;

export function LandscapeAxes() {
  const names = useNames();
  const slice = useNabla((state) => state.lossSlice);
  const pair = slice?.plane.pair ?? null;
  if (slice === null || !isOfNetwork(slice.plane, names)) return null;
  if (pair !== null) {
    return (
      <>
        <div className="landscape-axis" data-axis="up"><WeightMenu axis={1} index={pair[1]} label={say('Weight upward')} /></div>
        <div className="landscape-axis" data-axis="across"><WeightMenu axis={0} index={pair[0]} label={say('Weight across')} /></div>
      </>
    );
  }
  const [across, up] = axisMarkup(slice, names);
  const share = (axis: 0 | 1): string => (slice.plane.shares === null ? '' : say(', {share} of the spread', { share: formatPercent(Math.round(slice.plane.shares[axis] * 1000) / 1000).replace(/0(?=\u202f)/, '') }));
  return (
    <>
      <div className="landscape-axis" data-axis="up">{up}{share(1)}</div>
      <div className="landscape-axis" data-axis="across">{across}{share(0)}</div>
    </>
  );
}

function WeightMenu({ axis, index, label }: { readonly axis: 0 | 1; readonly index: number; readonly label: string }) {
  const network = useNetwork();
  const names = useNames();
  const run = useNabla((state) => state.run);
  const options = useMemo(() => {
    return menuOf(network.parameterCount, index, run).map((each): ChoiceOption<string> => {
      const layer = network.layers.findIndex(({ biases, units }) => each < biases + units);
      return {
        value: String(each), label: `${plainSymbol(names.symbol({ kind: 'parameter', index: each }))}  ${names.title({ kind: 'parameter', index: each })}`,
        ...(network.layers.length > 1 ? { group: layer === network.layers.length - 1 ? say('Output') : say('Hidden {layer}', { layer: layer + 1 }) } : {}),
      };
    });
  }, [network, names, index, run]);
  return (
    <Choice
      label={label}
      compact
      value={String(index)}
      options={options}
      shown={<MathText>{names.symbol({ kind: 'parameter', index }).markup}</MathText>}
      onChange={(value) => choosePair(axis, Number(value))}
    />
  );
}

/** All entries of θ; of many those with the largest gradients, and the one that is chosen, in the order of θ. */
function menuOf(count: number, chosen: number, run: RunId): readonly number[] {
  const all = Array.from({ length: count }, (_, index) => index);
  if (count <= MOST) return all;
  const frame = getFrame();
  const gradient = frame !== null && frame.run === run ? frame.gradient : new Float64Array(count);
  const largest = all.toSorted((i, j) => Math.abs(gradient[j] ?? 0) - Math.abs(gradient[i] ?? 0)).slice(0, MOST);
  return [...new Set([...largest, chosen])].toSorted((i, j) => i - j);
}
