// while training in sight: one triangle wave, pitch f(L), gain 0.06; else silence
/** The loss as a tone that falls with it, and two low notes where a run diverges. */
import { getFrame, subscribeFrame } from '../store/frameStore.ts';
import { nabla } from '../store/nabla.ts';
import { lossPitch } from '../viz/lossPitch.ts';

/** As loud as a voice in the next room, of 1. */
const VOLUME = 0.06;
/** Time constants, s: the pitch glides, the tone comes and goes without a click. */
const GLIDE = 0.03;
const FADE = 0.025;
/** By then it has faded, and the loudspeakers are let go, ms. */
const FADED_MS = 400;

/** A run that diverged: two notes a tritone apart, Hz, so long each, s. */
const DIVERGED = [185, 131] as const;
const NOTE = 0.14;

type Voice = { readonly context: AudioContext; readonly tone: OscillatorNode; readonly gain: GainNode };

/**
 * Sounds while the setting is on, the network trains and the page is in sight; makes no context before that.
 * @param create may throw where there is no sound device: the setting is then off again
 * @param onNone told of it
 * @returns what ends it
 */
export function hearLoss(create: () => AudioContext, onNone: () => void): () => void {
  let voice: Voice | null = null;
  let isHeard = false;
  let rest: ReturnType<typeof setTimeout> | null = null;

  const isWanted = (): boolean => {
    const { sound, playing } = nabla.getState();
    return sound && playing && document.visibilityState === 'visible';
  };
  const wake = (): Voice | null => {
    try {
      voice ??= voiceOf(create());
    } catch {
      nabla.setState({ sound: false });
      onNone();
      return null;
    }
    if (rest !== null) clearTimeout(rest);
    rest = null;
    // Refused before the first click on a page: then the next frame asks again.
    if (voice.context.state !== 'running') voice.context.resume().catch(() => { /* It stays silent. */ });
    return voice;
  };
  const silence = (): void => {
    if (voice === null || !isHeard) return;
    isHeard = false;
    const { context, gain } = voice;
    gain.gain.setTargetAtTime(0, context.currentTime, FADE);
    rest = setTimeout(() => { context.suspend().catch(() => { /* It is silent all the same. */ }); }, FADED_MS);
  };
  const look = (): void => {
    const pitch = isWanted() ? lossPitch(getFrame()?.trainLoss ?? Number.NaN) : null;
    if (pitch === null) {
      silence();
      return;
    }
    const at = wake();
    if (at === null) return;
    const { context, tone, gain } = at;
    tone.frequency.setTargetAtTime(pitch, context.currentTime, isHeard ? GLIDE : 0.001);
    if (!isHeard) gain.gain.setTargetAtTime(VOLUME, context.currentTime, FADE);
    isHeard = true;
  };

  const stops = [
    subscribeFrame(look),
    nabla.subscribe((now, before) => {
      if (now.divergence !== null && before.divergence === null && now.run === before.run && now.sound && voice !== null && document.visibilityState === 'visible') {
        const at = wake();
        if (at !== null) sayDiverged(at);
        isHeard = true;
        silence();
      } else if (now.sound !== before.sound || now.playing !== before.playing) look();
    }),
  ];
  document.addEventListener('visibilitychange', look);
  look();
  return () => {
    for (const stop of stops) stop();
    document.removeEventListener('visibilitychange', look);
    if (rest !== null) clearTimeout(rest);
    voice?.context.close().catch(() => { /* It is gone. */ });
  };
}

function voiceOf(context: AudioContext): Voice {
  const [tone, gain] = [context.createOscillator(), context.createGain()];
  tone.type = 'triangle';
  gain.gain.value = 0;
  tone.connect(gain);
  gain.connect(context.destination);
  tone.start();
  return { context, tone, gain };
}

function sayDiverged({ context }: Voice): void {
  const [tone, gain] = [context.createOscillator(), context.createGain()];
  const now = context.currentTime;
  tone.type = 'square';
  DIVERGED.forEach((pitch, note) => { tone.frequency.setValueAtTime(pitch, now + note * NOTE); });
  gain.gain.setValueAtTime(VOLUME / 2, now);
  gain.gain.setTargetAtTime(0, now + DIVERGED.length * NOTE, FADE);
  tone.connect(gain);
  gain.connect(context.destination);
  tone.start(now);
  tone.stop(now + DIVERGED.length * NOTE + 5 * FADE);
}
