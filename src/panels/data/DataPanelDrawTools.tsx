/** Tool, class or value, and how wide and dense the brush is. */
import { useCallback, useId } from 'react';
import { Canvas, type CanvasView } from '../../components/Canvas.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import { SegmentedChoice } from '../../components/SegmentedChoice.tsx';
import { Slider } from '../../components/Slider.tsx';
import { useMedia } from '../../components/useMedia.ts';
import type { Experiment } from '../../config/experiment.ts';
import { limits } from '../../config/limits.ts';
import { infoOf } from '../../datasets/index.ts';
import { formatPercent } from '../../viz/format.ts';
import { drawPoint } from '../../viz/points.ts';
import type { DrawSettings, DrawTool } from './DataPanelDrawStroke.ts';
import { toolHint } from './DataPanelDrawWords.ts';
import { say } from '../../words/say.ts';
import { decimal } from '../../words/decimal.ts';

const tools: readonly { readonly value: DrawTool; readonly label: string }[] = [
  { value: 'point', label: say('Point') }, { value: 'brush', label: say('Brush') }, { value: 'erase', label: say('Eraser') },
];

export type DrawToolsProps = { readonly experiment: Experiment; readonly settings: DrawSettings; readonly onChange: (patch: Partial<DrawSettings>) => void };

export function DataPanelDrawTools({ experiment, settings, onChange }: DrawToolsProps) {
  const { tool, meaning, radius, spacing } = settings;
  const isTouch = useMedia('(pointer: coarse)');
  const info = infoOf(experiment.data);
  return (
    <div className="draw-tools">
      <SegmentedChoice label={say('Tool')} hideLabel value={tool} options={tools} onChange={(next) => onChange({ tool: next })} />
      {info.task === 'classification' && <ClassChoice names={info.classNames} value={meaning} disabled={tool === 'erase'} onChange={(next) => onChange({ meaning: next })} />}
      {info.task === 'regression' && info.inputs > 1 && <ValueChoice range={info.targetRange} value={meaning} disabled={tool === 'erase'} onChange={(next) => onChange({ meaning: next })} />}
      {tool !== 'point' && (
        <Slider label={tool === 'brush' ? say('Brush width') : say('Eraser width')} value={2 * radius} min={0.02} max={0.5} step={0.01} format={formatPercent} valueText={say('{radius} of the plane', { radius: formatPercent(2 * radius) })} onChange={(width) => onChange({ radius: width / 2 })} />
      )}
      {tool === 'brush' && (
        <Slider label={say('From point to point')} value={spacing} min={0.005} max={0.1} step={0.005} format={(share) => `${decimal((100 * share).toFixed(1))} %`} onChange={(next) => onChange({ spacing: next })} />
      )}
      <p className="draw-hint">{toolHint(experiment, tool, meaning, isTouch)}</p>
    </div>
  );
}

function ClassChoice({ names, value, disabled, onChange }: { readonly names: readonly string[]; readonly value: number; readonly disabled: boolean; readonly onChange: (value: number) => void }) {
  const group = useId();
  return (
    <div className="draw-classes" role="radiogroup" aria-label={say('Class')}>
      <span aria-hidden="true">{say('Class')}</span>
      {names.map((name, index) => (
        <label key={name} className="draw-class">
          <input type="radio" name={group} checked={index === value} disabled={disabled} onChange={() => onChange(index)} aria-label={say('Class {name}', { name })} />
          <ClassMark index={index} />
          <span className="draw-class-word" data-word={name}>{name}</span>
        </label>
      ))}
    </div>
  );
}

function ClassMark({ index }: { readonly index: number }) {
  const draw = useCallback((context: CanvasRenderingContext2D, { width, height, palette }: CanvasView) => {
    drawPoint(context, width / 2, height / 2, index, false, 5, palette);
  }, [index]);
  return <span className="draw-class-mark"><Canvas label={null} draw={draw} /></span>;
}

function ValueChoice({ range: [low, high], value, disabled, onChange }: { readonly range: readonly [number, number]; readonly value: number; readonly disabled: boolean; readonly onChange: (value: number) => void }) {
  return (
    <Slider
      label={say('Value')}
      value={value}
      min={low}
      max={high}
      step={0.05}
      disabled={disabled}
      onChange={(next) => onChange(Math.round(next * 1000) / 1000)}
      shownValue={<NumberField label={say('Value of the next point')} value={value} min={limits.target.min} max={limits.target.max} disabled={disabled} onCommit={onChange} />}
    />
  );
}
