/** The mark where the validation loss was lowest: a ring on its curve, a line to the axis, and in words what it is. */
import type { BestMoment } from '../../store/overFitting.ts';
import { nearestBucket, type CurveScales } from '../../viz/curve.ts';
import type { Palette } from '../../viz/palette.ts';
import { isCrossed, label, overlap, type Present, type Taken } from './TimelineLabels.ts';
import { say } from '../../words/say.ts';

const WORDS = say('best step: lowest validation loss');

/** Draws it and returns the places that are taken then. */
export function drawBest(context: CanvasRenderingContext2D, scales: CurveScales, palette: Palette, best: BestMoment, present: Present): readonly Taken[] {
  const { box } = scales;
  const x = Math.round(scales.xOf(best.epoch)) + 0.5;
  const bucket = nearestBucket(present.history, 'epoch', best.epoch);
  const y = scales.yOf(present.history.validation[bucket] ?? Number.NaN);
  context.strokeStyle = palette.val;
  context.lineWidth = palette.pen;
  context.setLineDash([1, 2]);
  context.beginPath();
  context.moveTo(x, box.y);
  context.lineTo(x, box.y + box.height);
  context.stroke();
  context.setLineDash([]);
  context.beginPath();
  context.arc(x, y, 4.5 * palette.pen, 0, 2 * Math.PI);
  context.lineWidth = 4 * palette.pen;
  context.strokeStyle = palette.bg;
  context.stroke();
  context.fillStyle = palette.bg;
  context.fill();
  context.lineWidth = 1.75 * palette.pen;
  context.strokeStyle = palette.val;
  context.stroke();

  const width = context.measureText(WORDS).width;
  const heights = [box.y + palette.t1, box.y + box.height - 6, box.y + box.height / 2];
  const places = heights.flatMap((baseline) => [x + 8, x - 8 - width].map((left) => ({ left, right: left + width, top: baseline - palette.t1, bottom: baseline + 4 })));
  const isFree = (place: Taken): boolean => place.left >= box.x && place.right <= box.x + box.width && !present.words.some((other) => overlap(place, other));
  const isClear = (place: Taken): boolean => isFree(place) && !isCrossed(place, { scales, history: present.history });
  // Where there is no room clear of the curves the ring stands alone: the button above the picture says what it is.
  const place = places.find((each) => isClear(each) && (present.behind === null || !isCrossed(each, present.behind))) ?? places.find(isClear);
  if (place === undefined) return present.words;
  context.textAlign = 'left';
  label(context, palette, WORDS, place.left, place.bottom - 4, palette.val);
  return [...present.words, place];
}
