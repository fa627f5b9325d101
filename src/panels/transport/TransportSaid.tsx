/** What is heard of the run where the verdict stays silent: that it trains, where it has been paused or has stopped, where a step has led. */
import { useEffect, useRef } from 'react';
import { getFrame, subscribeFrame } from '../../store/frameStore.ts';
import { nabla } from '../../store/nabla.ts';
import { formatCount, formatNumber } from '../../viz/format.ts';
import { say } from '../../words/say.ts';

/** Whoever goes on stepping hears where it has led them, not every step on the way. */
const REST_MS = 500;

export function TransportSaid() {
  const place = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let heard = { run: getFrame()?.run, step: getFrame()?.step };
    let hasPaused = false;
    const put = (text: string): void => {
      if (place.current !== null) place.current.textContent = text;
    };
    const look = (): void => {
      timer = null;
      const frame = getFrame();
      if (frame === null) return;
      const { playing, divergence } = nabla.getState();
      const isNew = heard.run !== frame.run;
      heard = frame;
      // Of a diverged run the verdict tells, of a new one the notice; the playhead says itself where it is.
      if (divergence !== null) put('');
      if (playing || divergence !== null || (isNew && !hasPaused) || document.activeElement?.closest('.timeline-plot') != null) return;
      const at = { epoch: formatCount(frame.epoch), step: formatCount(frame.step), loss: formatNumber(frame.trainLoss) };
      put(hasPaused ? say('Paused at epoch {epoch}, step {step}: training loss {loss}.', at) : say('Epoch {epoch}, step {step}: training loss {loss}.', at));
      hasPaused = false;
    };
    const tell = (): void => {
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(look, REST_MS);
    };
    const stops = [
      nabla.subscribe((now, before) => {
        if (now.playing === before.playing) return;
        hasPaused = before.playing;
        if (hasPaused) tell();
        else put(say('Training.'));
      }),
      subscribeFrame(({ run, step }) => { if (!nabla.getState().playing && (run !== heard.run || step !== heard.step)) tell(); }),
    ];
    return () => {
      for (const stop of stops) stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, []);
  return <p ref={place} className="unseen" aria-live="polite" />;
}
