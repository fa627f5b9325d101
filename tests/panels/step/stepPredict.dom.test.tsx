import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Experiment } from '../../../src/config/experiment.ts';
import { presetById } from '../../../src/config/presets.ts';
import { buildData } from '../../../src/datasets/index.ts';
import { StepPredict } from '../../../src/panels/step/StepPredict.tsx';
import { nabla } from '../../../src/store/nabla.ts';
import { scriptOfTrace } from '../../../src/store/beats.ts';
import { setPredicting } from '../../../src/store/steppingActions.ts';
import { studyOf } from '../../../src/store/study.ts';
import { formatExact, formatNumber } from '../../../src/viz/format.ts';
import { valueOf } from '../../../src/explain/value.ts';
import { traceOf } from './stepStudies.ts';

const begin = nabla.getState();
const worked = presetById('workedNetwork').experiment;
const batch: Experiment = { ...worked, batchSize: 4 };

afterEach(() => {
  cleanup();
  nabla.setState(begin);
});

describe('StepPredict', () => {
  it('keeps what was said when the batch no longer has the example it was said of', () => {
    const trace = traceOf(batch);
    const f1 = { kind: 'a', example: 3, layer: 0, unit: 0 } as const;
    nabla.setState({ ...begin, view: 'step', experiment: batch, data: buildData(batch), trace, position: scriptOfTrace(trace).positionOf(f1) - 1 });
    const value = valueOf(studyOf(nabla.getState())!, f1);
    act(() => { setPredicting(true); });
    render(<StepPredict />);
    fireEvent.click(screen.getByRole('button', { name: 'Show it' }));
    const answer = screen.getByRole('status');
    expect(answer.textContent).toContain(formatNumber(value));
    expect(answer.title).toBe(formatExact(value));
    act(() => nabla.setState({ experiment: worked, trace: traceOf(worked), position: 0, focus: 0 }));
    expect(screen.getByRole('status').textContent).toContain(formatNumber(value));
    act(() => nabla.setState({ trace: null }));
    expect(screen.getByRole('status').title).toBe(formatExact(value));
  });
});
