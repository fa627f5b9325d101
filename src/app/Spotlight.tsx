/** A light on what is spoken of while presenting: round the pointer, and with the keyboard round what has the focus. */
import { useEffect, useRef } from 'react';
import { useNabla } from '../store/nabla.ts';
import { selectSpotlight } from '../store/selectors.ts';
import './spotlight.css';

/** Between what has the focus and the edge of the light. */
const ROOM = 12;

export function Spotlight() {
  return useNabla(selectSpotlight) ? <Light /> : null;
}

function Light() {
  const light = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let focused: Element | null = null;
    /** @param box null: as large as it is by itself, round the place */
    const place = (x: number, y: number, box: { readonly width: number; readonly height: number } | null): void => {
      if (light.current === null) return;
      Object.assign(light.current.style, { left: `${x}px`, top: `${y}px`, width: box === null ? '' : `${box.width}px`, height: box === null ? '' : `${box.height}px`, borderRadius: box === null ? '' : `${ROOM}px` });
    };
    const onPointer = ({ clientX, clientY }: PointerEvent): void => {
      focused = null;
      place(clientX, clientY, null);
    };
    const follow = (): void => {
      if (focused === null) return;
      const { left, top, width, height } = focused.getBoundingClientRect();
      place(left + width / 2, top + height / 2, { width: width + 2 * ROOM, height: height + 2 * ROOM });
    };
    const look = (): void => {
      const { activeElement } = document;
      if (activeElement === null || activeElement === document.body || !activeElement.matches(':focus-visible')) return;
      focused = activeElement;
      follow();
    };
    place(window.innerWidth / 2, window.innerHeight / 2, null);
    look();
    window.addEventListener('pointermove', onPointer, { passive: true });
    window.addEventListener('pointerdown', onPointer, { passive: true });
    window.addEventListener('focusin', look);
    window.addEventListener('resize', follow);
    window.addEventListener('scroll', follow, { capture: true, passive: true });
    return () => {
      window.removeEventListener('pointermove', onPointer);
      window.removeEventListener('pointerdown', onPointer);
      window.removeEventListener('focusin', look);
      window.removeEventListener('resize', follow);
      window.removeEventListener('scroll', follow, { capture: true });
    };
  }, []);
  return <div ref={light} className="spotlight" aria-hidden="true" />;
}
