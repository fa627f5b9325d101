import { expect, it } from 'vitest';
import { initialExperiment } from '../../../src/config/defaults.ts';
import { drawCurves } from '../../../src/panels/timeline/TimelineDrawCurves.ts';
import { createPalette } from '../../../src/viz/palette.ts';
import type { RunEvent } from '../../../src/worker/protocol.ts';
import { curve } from '../../store/curves.ts';
import { createFrame } from '../../store/frames.ts';
import { recordingContext } from '../../viz/recordingContext.ts';
import { readTokens } from '../../viz/tokens.ts';

it('labels of changes stand on their lines, not under them', () => {
  const { ctx, calls } = recordingContext();
  const context = new Proxy(ctx, { get: (target, name) => (name === 'measureText' ? (text: string) => ({ width: 6 * text.length }) : Reflect.get(target, name) as unknown) });
  const mark = (step: number): RunEvent => ({ step, epoch: step / 10, kind: 'experiment', experiment: initialExperiment, label: `η at ${step}` });
  drawCurves(context, { width: 600, height: 120, palette: createPalette(readTokens('light')) }, createFrame({ step: 200, epoch: 20, history: curve(200, () => 0.5) }), {
    marks: [mark(120), mark(130), mark(140)], axis: 'log', shows: 'loss', best: null, cursor: null, past: null, ghosts: [], focused: false,
  });
  const lastDotted = calls.findIndex(({ name, args }, i) => name === 'setLineDash' && String(args[0]) === '' && calls.slice(0, i).some((call) => call.name === 'setLineDash' && String(call.args[0]) === '1,2'));
  const labels = calls.flatMap(({ name, args }, i) => (name === 'fillText' && String(args[0]).startsWith('η at') ? [{ i, text: args[0] }] : []));
  expect(labels.map(({ text }) => text)).toEqual(['η at 140']);
  expect(calls.slice(0, lastDotted).filter(({ name, args }) => name === 'moveTo' && args[1] === 14)).toHaveLength(3);
  expect(labels[0]!.i).toBeGreaterThan(lastDotted);
});
