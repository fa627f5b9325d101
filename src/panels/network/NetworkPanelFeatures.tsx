/** The head of the first column: which features of the raw inputs the network is given, each with its picture. */
import { useMemo } from 'react';
import { Canvas } from '../../components/Canvas.tsx';
import { Popover } from '../../components/Popover.tsx';
import { MathText } from '../../components/MathText.tsx';
import type { DataSpec, FeatureName } from '../../config/experiment.ts';
import { availableFeatures, inputOfFeature } from '../../config/features.ts';
import { infoOf } from '../../datasets/index.ts';
import { features } from '../../datasets/features.ts';
import { sliceOf, type RunData } from '../../datasets/runData.ts';
import { pointOfSlice, rangesOfSlice } from '../../datasets/slice.ts';
import { changeExperiment } from '../../store/actions.ts';
import { useNabla } from '../../store/nabla.ts';
import { selectFixed } from '../../store/selectors.ts';
import { shownData } from '../../store/shownSlice.ts';
import { drawHeatmap } from '../../viz/heatmap.ts';
import type { Palette } from '../../viz/palette.ts';
import { toggleFeature } from './NetworkPanelChanges.ts';
import { STARTS_AGAIN, type HeadRoom } from './NetworkPanelHeads.tsx';
import { featureMath, featureMeaning } from './NetworkPanelNames.ts';
import { say } from '../../words/say.ts';

export const FEATURE_GRID = 28;

/** What feature pictures are drawn over: the plane of the data, or before they are there that of their set. */
export type FeaturePlane = Pick<RunData, 'inputCount' | 'domain' | 'slice'>;

export function featurePlane(data: RunData | null, spec: DataSpec): FeaturePlane {
  if (data !== null) return data;
  const { inputs, domain } = infoOf(spec);
  return { inputCount: inputs, domain };
}

/** A feature over the plane, row by row from the top at cell centres, scaled so that its largest magnitude is 1; an input that is held is even. */
export function featurePicture(name: FeatureName, plane: FeaturePlane, grid: number): Float32Array {
  const slice = sliceOf(plane);
  const { axes: [across, up], components } = slice;
  const [[left, right], [bottom, top]] = rangesOfSlice(slice, plane.domain);
  const input = inputOfFeature(name);
  const picture = new Float32Array(grid * grid);
  let largest = 0;
  for (let row = 0; row < grid; row++) {
    const y = top - ((row + 0.5) / grid) * (top - bottom);
    for (let column = 0; column < grid; column++) {
      const x = left + ((column + 0.5) / grid) * (right - left);
      const value = plane.inputCount > 2 && input !== null ? pointOfSlice(slice, x, y)[input] ?? 0 : features[name].compute(x, y);
      picture[row * grid + column] = value;
      largest = Math.max(largest, Math.abs(value));
    }
  }
  // A held input, or one along components, shows how large its value is beside the others', which are about 1.
  const isHeld = plane.inputCount > 2 && (components !== undefined || (input !== across && input !== up));
  const scale = isHeld ? Math.max(1, largest) : largest;
  if (scale > 0) for (let cell = 0; cell < picture.length; cell++) picture[cell] = (picture[cell] ?? 0) / scale;
  return picture;
}

function FeatureThumb({ name }: { name: FeatureName }) {
  const spec = useNabla((state) => state.experiment.data);
  const data = useNabla(shownData);
  const draw = useMemo(() => {
    const picture = featurePicture(name, featurePlane(data, spec), FEATURE_GRID);
    return (context: CanvasRenderingContext2D, { width, palette }: { width: number; palette: Palette }): void =>
      drawHeatmap(context, picture, FEATURE_GRID, 0, 0, width, palette, { min: -1, max: 1 });
  }, [name, spec, data]);
  return (
    <span className="network-feature-thumb" aria-hidden="true">
      <Canvas label={null} draw={draw} />
    </span>
  );
}

/** One tick a feature; the last one ticked cannot be taken out. */
export function FeatureTicks() {
  const chosen = useNabla((state) => state.experiment.features);
  const isFixed = useNabla(selectFixed);
  const spec = useNabla((state) => state.experiment.data);
  const info = infoOf(spec);
  const several = info.inputs > 2;
  const meaning = several ? '' : featureMeaning(info);
  return (
    <fieldset className="network-features" data-several={several}>
      <legend>{say('Features given to the network')}</legend>
      {availableFeatures(info.inputs).map((name) => {
        const on = chosen.includes(name);
        const last = on && chosen.length === 1;
        return (
          <label key={name} title={last ? say('A network needs at least one feature.') : undefined}>
            <input
              type="checkbox"
              checked={on}
              disabled={last || isFixed}
              onChange={() => changeExperiment((experiment) => toggleFeature(experiment, name))}
            />
            <FeatureThumb name={name} />
            <MathText>{featureMath(name)}</MathText>
            {several && <span>{info.inputNames[inputOfFeature(name) ?? 0]}</span>}
          </label>
        );
      })}
      {meaning !== '' && <p>{meaning}</p>}
      <p>{say('Another choice {startsAgain}.', { startsAgain: STARTS_AGAIN })}</p>
    </fieldset>
  );
}

/** How many symbols a head has room for. */
const SYMBOLS: Readonly<Record<HeadRoom, number>> = { wide: 3, medium: 2, narrow: 2 };

/** @param isTight the first layer's head leaves no room for the word in large type */
export function FeaturesHead({ room, isTight, style }: { room: HeadRoom; isTight: boolean; style?: React.CSSProperties }) {
  const chosen = useNabla((state) => state.experiment.features);
  const most = room === 'narrow' && chosen.length > 2 ? 1 : SYMBOLS[room];
  const symbols = chosen.slice(0, most).map((name) => featureMath(name)).join(', ') + (chosen.length > most ? ` +${chosen.length - most}` : '');
  return (
    <div className="network-head" data-room="wide" data-tight={isTight} style={style}>
      <div className="network-head-name">
        <h2>{say('Features')}</h2>
      </div>
      <div className="network-head-controls">
        <Popover label={say('Features: {list}', { list: chosen.map((name) => features[name].label).join(', ') })} trigger={<MathText>{symbols}</MathText>}>
          <FeatureTicks />
        </Popover>
      </div>
    </div>
  );
}
