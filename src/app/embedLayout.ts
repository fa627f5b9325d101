/** How the parts of an embedded page share its frame: a grid for any choice of them, and the stage as large as they leave room for. */
import type { EmbedPart } from '../share/embedAddress.ts';

/** As the stylesheets have them: from 1200 px on the data are a column, under 720 px the network flows down. */
export type EmbedWidth = 'wide' | 'middle' | 'narrow';

export function embedWidth(width: number): EmbedWidth {
  return width >= 1200 ? 'wide' : width >= 720 ? 'middle' : 'narrow';
}

/** A row of the grid: its height; whether it holds a picture as high as the stage, or takes what is left over. */
type EmbedRow = { readonly areas: readonly string[]; readonly height: string; readonly isStage: boolean; readonly grows: boolean };

export type EmbedGrid = {
  readonly columns: string;
  readonly rows: readonly EmbedRow[];
  /** The inspector lies in the upper half of the learning rate's row, beside the arrows. */
  readonly inspectorBeside: boolean;
};

const MARGIN = 16;
/** px beside the stage, by width: the gap before the loss, and the loss. */
const besides = { wide: [24, 128], middle: [28, 124], narrow: [16, 0] } as const;
const DATA = 200;
const DATA_GAP = 64;
/** The least height of the data’s column, which may reach down into the upper half of the learning rate’s row. */
const DATA_SIZE = 375;
/** px of a row of pictures under the stage: axes, and what the edges show. */
export const UNDER_STAGE = 32;
const STAGE_ROW = `calc(var(--stage-size) + var(--head-size) + ${UNDER_STAGE}px)`;
/** The smallest timeline. */
export const TIMELINE_SIZE = 116;
const LEAST_STAGE = { wide: 140, middle: 140, narrow: 128 } as const;
const LARGEST_STAGE = 640;
/** The loss by itself is no picture that grows with the width. */
const LOSS_ALONE = 220;
/** Marks of the y axis stand right of the picture. */
const AXIS = 24;

export function embedGrid(parts: readonly EmbedPart[], width: EmbedWidth): EmbedGrid {
  const has = (part: EmbedPart): boolean => parts.includes(part);
  const [gap, lossWidth] = besides[width];
  const columns: string[] = [];
  const stage: string[] = [];
  const add = (name: string, size: string): void => {
    stage.push(name);
    columns.push(size);
  };
  const row = (areas: readonly string[], height: string, more: { readonly isStage?: boolean; readonly grows?: boolean } = {}): EmbedRow => (
    { areas, height, isStage: more.isStage === true, grows: more.grows === true }
  );
  const rows: EmbedRow[] = [];
  const across = (name: string): readonly string[] => columns.map(() => name);
  const pictures = (['network', 'output', 'loss'] as const).some(has);
  const inspectorBeside = width === 'wide' && has('inspector') && has('lane') && has('network') && has('output');

  if (width === 'narrow') {
    if (has('output') && has('loss')) {
      add('output', 'var(--stage-size)');
      add('.', `${gap}px`);
      add('loss', 'minmax(0, 1fr)');
    } else if (has('output') && !has('network')) {
      add('.', 'minmax(0, 1fr)');
      add('output', 'var(--stage-size)');
      add('.', 'minmax(0, 1fr)');
    } else add(has('output') ? 'output' : has('loss') ? 'loss' : '.', 'minmax(0, 1fr)');
    if (has('data')) rows.push(row(across('data'), 'auto'));
    if (has('network')) rows.push(row(across('network'), 'auto'));
    if (has('output') || has('loss')) rows.push(row(stage, 'auto', { isStage: true }));
    if (has('inspector')) rows.push(row(across('inspector'), 'auto'));
    if (has('lane')) rows.push(row(across('lane'), 'auto'));
    if (has('timeline')) rows.push(row(across('timeline'), 'auto'));
    if (has('transport')) rows.push(row(across('transport'), 'auto'));
    return { columns: columns.join(' '), rows, inspectorBeside };
  }

  const dataBeside = width === 'wide' && has('data');
  if (dataBeside) {
    add('data', `${DATA}px`);
    add('.', `${has('network') ? DATA_GAP : gap}px`);
  }
  // Without the network the pictures stand in the middle.
  if (has('network')) add('network', 'minmax(0, 1fr)');
  else add('.', 'minmax(0, 1fr)');
  if (has('output')) add('output', 'var(--stage-size)');
  if (has('output') && has('loss')) add('.', `${gap}px`);
  if (has('loss')) {
    if (!has('output') && has('network')) add('.', `${gap}px`);
    add('loss', `${has('output') || has('network') ? lossWidth : 240}px`);
  } else if (has('output')) add('.', `${AXIS}px`);
  if (!has('network')) add('.', 'minmax(0, 1fr)');

  if (has('data') && !dataBeside) rows.push(row(across('data'), 'auto'));
  if (pictures || dataBeside) rows.push(row(stage, dataBeside ? `max(${DATA_SIZE}px${has('lane') && has('network') ? ' - var(--lane-upper)' : ''}, ${STAGE_ROW})` : STAGE_ROW, { isStage: true }));
  if (has('inspector') && !inspectorBeside) rows.push(row(across('inspector'), 'auto'));
  if (has('lane')) rows.push(row(across('lane'), `var(--lane-row, ${has('network') ? 'calc(var(--lane-upper) + var(--lane-lower))' : 'var(--lane-lower)'})`));
  if (has('timeline')) rows.push(row(across('timeline'), `minmax(${TIMELINE_SIZE}px, 1fr)`, { grows: true }));
  if (has('transport')) rows.push(row(across('transport'), 'var(--foot-row, var(--foot-size))'));
  return { columns: columns.join(' '), rows, inspectorBeside };
}

/** The side of the stage that the frame's width allows, px. */
export function stageByWidth(parts: readonly EmbedPart[], frame: number): number {
  const has = (part: EmbedPart): boolean => parts.includes(part);
  const width = embedWidth(frame);
  const [gap, lossWidth] = besides[width];
  if (has('loss') && !has('output') && !has('network')) return LOSS_ALONE;
  const loss = has('loss') ? gap + lossWidth : 0;
  if (width === 'narrow') return fit(has('loss') && has('output') ? 0.6 * (frame - 2 * MARGIN) : frame - 2 * MARGIN, width);
  const left = frame - 2 * MARGIN - loss - AXIS - (width === 'wide' && has('data') ? DATA + DATA_GAP : 0);
  return fit(has('network') && has('output') ? 0.46 * left : left, width);
}

/** Within what is still a picture. */
export function fit(size: number, width: EmbedWidth): number {
  return Math.round(Math.min(LARGEST_STAGE, Math.max(LEAST_STAGE[width], size)));
}
