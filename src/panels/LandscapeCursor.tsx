/** The loss under the pointer or the keyboard's cursor, beside it. */
import type { RefObject } from 'react';
import { useNabla } from '../store/nabla.ts';
import { formatNumber } from '../viz/format.ts';
import { lossAt } from '../viz/lossSlice.ts';
import { useNames } from './LandscapeNames.ts';
import { isInside, sceneOf, useCursor } from './LandscapeScene.ts';
import { directionNames } from './LandscapeWords.ts';

export function LandscapeCursor({ place }: { readonly place: RefObject<HTMLDivElement | null> }) {
  const cursor = useCursor();
  const slice = useNabla((state) => state.lossSlice);
  const held = useNabla((state) => state.isBallHeld);
  const names = useNames();
  const around = place.current;
  if (cursor === null || slice === null || held || around === null || !isInside(slice.window, [cursor.a, cursor.b])) return null;
  const scene = sceneOf(around.clientWidth, around.clientHeight);
  if (scene === null) return null;
  const [x, y] = scene.toScreen(cursor.a, cursor.b);
  const loss = lossAt(slice, cursor.a, cursor.b);
  const [across, up] = directionNames(slice, names);
  const where = slice.plane.pair === null ? '' : `${across} ${formatNumber(cursor.a)}  ${up} ${formatNumber(cursor.b)}`;
  return (
    <output
      className="landscape-tag landscape-cursor"
      aria-label="Loss under the cursor"
      aria-live={cursor.spoken ? 'polite' : 'off'}
      style={{
        left: x, top: y,
        transform: `translate(${(-100 * Math.min(1, Math.max(0, x / around.clientWidth))).toFixed(1)}%, ${y < 64 ? '16px' : 'calc(-100% - 14px)'})`,
      }}
    >
      {where === '' ? null : <span>{where}</span>}
      <b>L {Number.isNaN(loss) ? '–' : formatNumber(loss)}</b>
    </output>
  );
}
