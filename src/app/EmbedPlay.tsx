/** The view Play of an embedded page: the chosen parts, and nothing else, in a grid of their own. */
import { Fragment, type ReactNode } from 'react';
import { DataPanel } from '../panels/data/DataPanel.tsx';
import { InspectorPanel } from '../panels/inspector/InspectorPanel.tsx';
import { LearningLane } from '../panels/rate/LearningLane.tsx';
import { LossPanel } from '../panels/loss/LossPanel.tsx';
import { NetworkPanel } from '../panels/network/NetworkPanel.tsx';
import { OutputPanel } from '../panels/output/OutputPanel.tsx';
import { Timeline } from '../panels/timeline/Timeline.tsx';
import { Transport } from '../panels/transport/Transport.tsx';
import type { EmbedPart } from '../share/embedAddress.ts';
import { Area } from './Area.tsx';
import type { EmbedGrid } from './embedLayout.ts';
import { say } from '../words/say.ts';

const areas: Partial<Record<EmbedPart, () => ReactNode>> = {
  data: () => <Area name="data" label={say('The data')}><DataPanel /></Area>,
  network: () => <Area name="network" label={say('The network')}><NetworkPanel /></Area>,
  output: () => <Area name="output" label={say('The output')}><OutputPanel /></Area>,
  loss: () => <Area name="loss" label={say('The loss')}><LossPanel /></Area>,
  lane: () => <Area name="lane" label={say('The learning rate')}><LearningLane /></Area>,
  inspector: () => <Area name="inspector" label={say('The inspector')}><InspectorPanel /></Area>,
  timeline: () => <div className="play-timeline"><Area name="timeline" label={say('The timeline')}><Timeline /></Area></div>,
  transport: () => <Area name="transport" label={say('The transport')}><Transport /></Area>,
};

export function EmbedPlay({ parts, grid }: { readonly parts: readonly EmbedPart[]; readonly grid: EmbedGrid }) {
  return (
    <div
      className="play embed-play" data-inspector={!grid.inspectorBeside ? 'below' : parts.includes('loss') ? 'before-loss' : 'beside'}
      style={{
        gridTemplateColumns: grid.columns,
        gridTemplateRows: grid.rows.map(({ height }) => height).join(' '),
        gridTemplateAreas: grid.rows.map((row) => `"${row.areas.join(' ')}"`).join(' '),
      }}
    >
      {parts.map((part) => <Fragment key={part}>{areas[part]?.()}</Fragment>)}
    </div>
  );
}
