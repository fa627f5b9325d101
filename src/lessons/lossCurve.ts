// (share of the way, loss) from step 0 to the target, at most 120 points
/** The loss of a run as a curve over the stretch that was asked about. */
import type { RunTarget } from '../store/lessonRun.ts';
import type { CurvePoint } from './guesses.ts';
import type { MeasuredMoment } from './measuredMoment.ts';

const MOST_POINTS = 120;

/** Empty where there is no frame. */
export function lossCurve({ frame }: MeasuredMoment, of: 'trainLoss' | 'validationLoss', target: RunTarget): readonly CurvePoint[] {
  if (frame === null) return [];
  const { history } = frame;
  const losses = of === 'trainLoss' ? history.train : history.validation;
  const length = 'epoch' in target ? target.epoch : target.step;
  const places = 'epoch' in target ? history.epoch : history.step;
  const inside = [...places.keys()].filter((i) => places[i]! <= length && history.step[i]! <= frame.step);
  const stride = Math.max(1, Math.ceil(inside.length / MOST_POINTS));
  return inside.filter((_, i) => i % stride === 0 || i === inside.length - 1).map((i): CurvePoint => [places[i]! / length, Number.isFinite(losses[i]) ? Number(losses[i]!.toPrecision(6)) : null]);
}
