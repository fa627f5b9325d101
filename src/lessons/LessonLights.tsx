/** Rings round the elements that a page speaks of, drawn over the page and following them; what they ring stays as it is. */
import { useLayoutEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import type { ElementName } from './elements.ts';
import { elementsOnPage, useLit } from './lights.ts';

type Ring = { readonly key: string; readonly isLit: boolean; readonly isPinned: boolean; readonly left: number; readonly top: number; readonly width: number; readonly height: number };

/** Elements come and go with what is opened and chosen; nothing tells of it. */
const LOOK_MS = 300;
/** Outside of what is small; what is large has neighbours, whose words must not be covered: inside of it. */
const [ROOM, LARGE, INSIDE] = [4, 260, -2];
/** At their right edge the next begins. */
const ADJOINING = '.area-network, .area-step-ledger, .area-step-example';
/** Its labels reach out of it to the sides. */
const OVERHUNG = '.learning-lane-track, .learning-lane-trials';
/** And this one over it. */
const OVERHANGING = '.learning-lane-edge-name';
const [BEFORE, BEHIND] = [20, 14];

export function LessonLights({ lights }: { readonly lights: readonly ElementName[] }) {
  const lit = useLit();
  const [rings, setRings] = useState<readonly Ring[]>([]);
  useLayoutEffect(() => {
    const names = lit === null || lights.includes(lit) ? lights : [...lights, lit];
    let frame = 0;
    const look = (): void => {
      frame = 0;
      const next = names.flatMap((name) => elementsOnPage(name).slice(0, 1).map((element) => ringOf(name, element, name === lit)));
      setRings((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
    };
    const lookSoon = (): void => { frame ||= requestAnimationFrame(look); };
    look();
    const timer = setInterval(lookSoon, LOOK_MS);
    const sizes = new ResizeObserver(lookSoon);
    sizes.observe(document.body);
    for (const name of names) for (const element of elementsOnPage(name)) sizes.observe(element);
    window.addEventListener('scroll', lookSoon, { capture: true, passive: true });
    window.addEventListener('resize', lookSoon);
    return () => {
      clearInterval(timer);
      cancelAnimationFrame(frame);
      sizes.disconnect();
      window.removeEventListener('scroll', lookSoon, { capture: true });
      window.removeEventListener('resize', lookSoon);
    };
  }, [lights, lit]);
  return createPortal(
    <div className="lesson-rings" aria-hidden="true">
      {rings.map(({ key, isLit, isPinned, ...box }) => <div key={key} className="lesson-ring" data-lit={isLit} data-pinned={isPinned} style={box} />)}
    </div>,
    document.body,
  );
}

/** In the page's own measure, so that it scrolls along; within the page's edges. */
function ringOf(name: ElementName, element: HTMLElement, isLit: boolean): Ring {
  const box = element.getBoundingClientRect();
  const isOverhung = element.matches(OVERHUNG);
  const isAdjoining = element.matches(ADJOINING);
  const behind = isAdjoining ? -ROOM : isOverhung ? BEHIND : ROOM;
  const above = box.width > LARGE ? INSIDE : ROOM;
  const left = Math.max(2, box.left - (isOverhung ? BEFORE : ROOM));
  const right = Math.min(document.documentElement.clientWidth - 2, box.right + behind);
  const overhanging = isOverhung ? document.querySelector(OVERHANGING)?.getClientRects()[0]?.top ?? box.top : Infinity;
  const top = Math.max(2, Math.min(box.top - above, overhanging - ROOM) + window.scrollY);
  const bottom = Math.min(document.documentElement.scrollHeight - 2, box.bottom + (isOverhung || isAdjoining ? ROOM : above) + window.scrollY);
  return { key: name, isLit, isPinned: doesStay(element), left: Math.round(left + window.scrollX), top: Math.round(top), width: Math.round(right - left), height: Math.round(bottom - top) };
}

/** What stays while the page scrolls lies over what scrolls; its ring, too, and no other. */
function doesStay(element: HTMLElement): boolean {
  for (let each: HTMLElement | null = element; each !== null; each = each.parentElement) {
    if (['fixed', 'sticky'].includes(getComputedStyle(each).position)) return true;
  }
  return false;
}
