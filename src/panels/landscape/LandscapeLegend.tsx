/** The tints and the losses between which they lie. */
import { usePalette } from '../../components/usePalette.ts';
import { useNabla } from '../../store/nabla.ts';
import { formatLevel, tintsOf } from '../../viz/lossMap.ts';
import { cssColour } from '../../viz/palette.ts';
import { measuredSlice } from './LandscapeScene.ts';
import { say } from '../../words/say.ts';

/** Levels that are written under the scale. */
const WRITTEN = 6;

export function LandscapeLegend() {
  const palette = usePalette();
  const slice = useNabla((state) => state.lossSlice);
  if (slice === null) return null;
  const { scale } = measuredSlice(slice);
  const { levels } = scale;
  const tints = tintsOf(palette, scale);
  const stride = Math.ceil(levels.length / WRITTEN);
  const text = say('Tints of the training loss, from below {lowest} to above {highest}, {spacing}', { lowest: formatLevel(levels[0]!), highest: formatLevel(levels.at(-1)!), spacing: scale.axis === 'log' ? say('by equal ratios') : say('by equal steps') });
  return (
    <div className="landscape-legend" role="img" aria-label={text}>
      <span className="landscape-legend-name">{say('loss')}</span>
      <span className="landscape-legend-bar">
        {tints.map((tint, i) => <span key={cssColour(tint)} style={{ left: `${(i / tints.length) * 100}%`, width: `${100 / tints.length}%`, background: cssColour(tint) }} />)}
      </span>
      <span className="landscape-legend-levels">
        {levels.map((level, i) => (i % stride === 0 ? <span key={level} style={{ left: `${((i + 1) / tints.length) * 100}%` }}>{formatLevel(level)}</span> : null))}
      </span>
    </div>
  );
}
