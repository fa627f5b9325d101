/** The two wires of the lane: −η∇L up to each layer with the size of its step, and ∇L down from the loss with its length. */
import { useMemo, useRef } from 'react';
import { MathText } from '../../components/MathText.tsx';
import { trainCountOf } from '../../datasets/runData.ts';
import { useSlowFrame } from '../../store/frameStore.ts';
import { useNabla } from '../../store/nabla.ts';
import { useNetwork } from '../../store/network.ts';
import { selectPresenting } from '../../store/selectors.ts';
import { formatCount, formatNumber } from '../../viz/format.ts';
import { useElementSize } from '../../components/useElementSize.ts';
import { layerArrows } from './LearningLaneArrows.ts';
import { told } from '../../components/told.tsx';
import { say } from '../../words/say.ts';

const ARROW_TOP = 4;
/** Where the track's wire comes up, in px from the left of the lane (LearningLane.css). */
const JOINT = 264;
/** Room that −η∇L takes beside the joint. */
const SIGN_ROOM = 70;
/** Width of a figure, px. */
const LETTER = 8;

export function LearningLaneSteps() {
  const network = useNetwork();
  const holder = useRef<HTMLDivElement>(null);
  const { width, height, left } = useElementSize(holder);
  // Any other optimizer's step is not −η∇L, so the wire carries the step itself.
  const plain = useNabla((state) => state.experiment.optimizer.name === 'sgd');
  // Larger type needs more room.
  const type = useNabla(selectPresenting) ? 1.4 : 1;
  const ruler = useRef<HTMLElement>(null);
  const stage = useElementSize(ruler).height;
  const arrows = useMemo(() => layerArrows(network, width, stage), [network, width, stage]);
  const base = height - 0.5;
  const joint = JOINT - left + 0.5;
  const ends = [joint, ...arrows.map(({ x }) => x)];

  return (
    <div className="learning-lane-steps" ref={holder} role="group" aria-label={say('Step of each layer')}>
      <svg width={width} height={height} aria-hidden="true">
        <path className="learning-lane-wire" d={`M${Math.min(...ends)} ${base}H${Math.max(...ends)}`} />
        {arrows.map(({ x }) => (
          <path key={x} className="learning-lane-wire" d={`M${x} ${base}V${ARROW_TOP + 1}M${x - 4} ${ARROW_TOP + 5}L${x} ${ARROW_TOP}L${x + 4} ${ARROW_TOP + 5}`} />
        ))}
      </svg>
      <i className="learning-lane-ruler" ref={ruler} />
      <span className="learning-lane-update" style={left > 0 && (arrows[0]?.x ?? width) - joint > (arrows[0]?.side === 'left' ? 2 * SIGN_ROOM : SIGN_ROOM) ? { left: joint + 10, bottom: 6 } : left > 0 ? { right: width - joint + 8, bottom: -8 } : { right: width - joint + 10, top: height + 8 }}><MathText>{plain ? '−η∇L' : say('Δθ')}</MathText></span>
      {arrows.map(({ layer, x, side, room }) => (
        <span
          key={layer}
          className="learning-lane-step"
          data-side={side}
          data-tight={room < 60 * type}
          style={side === 'left' ? { right: width - x + 8 } : side === 'below' ? { right: width - x - 4, top: height + 5 } : { left: x + 8, maxInlineSize: Math.max(30, room) }}
        >
          <span>{room >= 52 * type ? say('layer {layer}', { layer: layer + 1 }) : layer + 1}</span>
          {room >= 44 * type && <LayerStep layer={layer} letters={room / (LETTER * type)} />}
        </span>
      ))}
    </div>
  );
}

/** With as many digits as there is room for: powers of ten are long. */
function LayerStep({ layer, letters }: { layer: number; letters: number }) {
  const size = useSlowFrame((frame) => {
    if (frame === null || frame.step === 0) return '–';
    const texts = [3, 2, 1].map((digits) => formatNumber(frame.layerUpdateNorms[layer] ?? Number.NaN, digits));
    return texts.find((text) => text.length <= letters) ?? texts.at(-1)!;
  });
  return <b>{size}</b>;
}

export function LearningLaneGradient() {
  const norm = useSlowFrame((frame) => (frame === null || frame.step === 0 ? '–' : formatNumber(frame.gradientNorm)));
  const batch = useNabla((state) => Math.min(state.experiment.batchSize, state.data === null ? Infinity : trainCountOf(state.data)));
  const all = useNabla((state) => state.data !== null && state.experiment.batchSize >= trainCountOf(state.data));
  const limit = useNabla((state) => state.experiment.regularization.clipNorm);
  const clipped = useSlowFrame((frame) => limit > 0 && frame !== null && frame.gradientNorm > limit);
  return (
    <p className="learning-lane-gradient">
      <span className="learning-lane-dot" aria-hidden="true" />
      <span className="learning-lane-norm"><MathText>‖∇L‖</MathText> <b>{norm}</b>{clipped && <>{' '}{told('clipped to {strong}', { strong: <b>{formatNumber(limit)}</b> })}</>}</span>
      <span><MathText>∇L</MathText>{' '}{say('of {examples}', { examples: batch === 1 ? say('1 example') : say('{all}{batch} examples', { all: all ? `${say('all')} ` : '', batch: formatCount(batch) }) })}</span>
    </p>
  );
}
