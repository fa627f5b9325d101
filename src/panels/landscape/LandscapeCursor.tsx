/** The loss under the pointer or the keyboard's cursor, beside it. */
import type { RefObject } from 'react';
import { MathText } from '../../components/MathText.tsx';
import { useNabla } from '../../store/nabla.ts';
import { formatNumber } from '../../viz/format.ts';
import { lossAt } from '../../viz/lossSlice.ts';
import { useNames } from './LandscapeNames.ts';
import { isInside, sceneOf, useCursor } from './LandscapeScene.ts';
import { TagPlace } from './LandscapeTag.tsx';
import { say } from '../../words/say.ts';

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
  return (
    <output
      className="landscape-tag landscape-cursor"
      aria-label={say('Loss under the cursor')}
      aria-live={cursor.spoken ? 'polite' : 'off'}
      style={{
        left: x, top: y,
        transform: `translate(${(-100 * Math.min(1, Math.max(0, x / around.clientWidth))).toFixed(1)}%, ${y < 64 ? '16px' : 'calc(-100% - 14px)'})`,
      }}
    >
      <TagPlace slice={slice} names={names} a={formatNumber(cursor.a)} b={formatNumber(cursor.b)} />
      <b><MathText>L</MathText> {Number.isNaN(loss) ? '–' : formatNumber(loss)}</b>
    </output>
  );
}
