/**
 * The stage of an embedded page is as large as the frame allows beside the other parts; and the height at which it would be as large
 * as the width allows is told to the page round it, whose frame may grow to it. That height does not depend on the frame's, so
 * that a platform which follows it comes to rest.
 */
import { useEffect, useState, type RefObject } from 'react';
import { heightMessages } from '../share/embedMessages.ts';
import type { EmbedPart } from '../share/embedAddress.ts';
import { embedGrid, embedWidth, fit, stageByWidth, TIMELINE_SIZE, UNDER_STAGE, type EmbedGrid } from './embedLayout.ts';

/** Heights that follow on each other quicker are told as one. */
const TELL_MS = 100;

export type EmbedSize = { readonly grid: EmbedGrid; readonly stage: number };

/** @param view holds the grid, if the view Play is shown */
export function useEmbedSize(parts: readonly EmbedPart[], view: RefObject<HTMLElement | null>): EmbedSize {
  const [frame, setFrame] = useState(() => innerWidth);
  const [stage, setStage] = useState(() => stageByWidth(parts, innerWidth));
  const width = embedWidth(frame);
  useEffect(() => {
    const element = view.current;
    if (element === null) return undefined;
    const tell = createHeightTeller();
    const measure = (): void => {
      setFrame(innerWidth);
      const play = element.querySelector<HTMLElement>('.embed-play');
      if (play === null) {
        tell(document.documentElement.scrollHeight);
        return;
      }
      const wanted = stageByWidth(parts, innerWidth);
      const rest = heightBesideStage(play, embedGrid(parts, embedWidth(innerWidth)));
      setStage(fit(Math.min(wanted, innerHeight - rest), embedWidth(innerWidth)));
      tell(rest + (hasStage(parts, innerWidth) ? wanted : 0));
    };
    const observer = new ResizeObserver(measure);
    const watch = (): void => {
      observer.disconnect();
      observer.observe(document.documentElement);
      for (const each of element.querySelectorAll('.embed-play, .embed-play > *')) observer.observe(each);
    };
    const changes = new MutationObserver(watch);
    changes.observe(element, { childList: true, subtree: false });
    watch();
    addEventListener('resize', measure);
    return () => {
      observer.disconnect();
      changes.disconnect();
      removeEventListener('resize', measure);
      tell.stop();
    };
  }, [parts, view]);
  return { grid: embedGrid(parts, width), stage };
}

function hasStage(parts: readonly EmbedPart[], frame: number): boolean {
  return embedGrid(parts, embedWidth(frame)).rows.some(({ isStage }) => isStage);
}

/** Of all that stands over, under and in the rows of the stage, px; what grows counts as its least. */
function heightBesideStage(play: HTMLElement, grid: EmbedGrid): number {
  const style = getComputedStyle(play);
  const heights = style.gridTemplateRows.split(' ').map(Number.parseFloat);
  const stage = Number.parseFloat(style.getPropertyValue('--stage-size'));
  const head = Number.parseFloat(style.getPropertyValue('--head-size')) + UNDER_STAGE;
  const rows = grid.rows.reduce((sum, { height, isStage, grows }, index) => {
    if (grows) return sum + TIMELINE_SIZE;
    const now = heights[index] ?? 0;
    return sum + (!isStage ? now : height === 'auto' ? now - stage : head);
  }, 0);
  return play.getBoundingClientRect().top + scrollY + rows + Number.parseFloat(style.paddingTop) + Number.parseFloat(style.paddingBottom);
}

/** Tells the window round this one. Anyone may know: it is a number of pixels. */
function createHeightTeller(): { (height: number): void; stop: () => void } {
  let told = 0;
  let wanted = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const announce = (): void => {
    timer = null;
    if (Math.abs(wanted - told) < 1 || parent === window) return;
    told = wanted;
    for (const message of heightMessages(wanted)) parent.postMessage(message, '*');
  };
  const tell = (height: number): void => {
    wanted = Math.ceil(height);
    timer ??= setTimeout(announce, TELL_MS);
  };
  return Object.assign(tell, { stop: () => { if (timer !== null) clearTimeout(timer); } });
}
