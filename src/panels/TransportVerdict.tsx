/** What the run is doing, in a sentence. Its word is announced when it changes; the numbers in it change in silence. */
import { TextButton } from '../components/TextButton.tsx';
import { escapeDivergence } from '../store/actions.ts';
import { losses } from '../engine/losses.ts';
import { useNabla } from '../store/nabla.ts';
import { selectDivergence, selectVerdict } from '../store/selectors.ts';
import './TransportVerdict.css';

export function TransportVerdict() {
  const { word, sentence } = useNabla(selectVerdict);
  const colon = sentence.indexOf(':');
  const headline = colon < 0 ? word : sentence.slice(0, colon);
  return (
    <div className="verdict" data-word={word}>
      <p className="verdict-text" role="status" aria-label="Training status" aria-atomic="true" title={sentence}>
        <strong className="verdict-headline">{headline}:</strong>
        {' '}
        <span className="verdict-rest" aria-live="off">{colon < 0 ? sentence : sentence.slice(colon + 1).trim()}</span>
      </p>
      <WaysOut />
    </div>
  );
}

/** A diverged run offers the ways out of it. */
function WaysOut() {
  const divergence = useNabla(selectDivergence);
  const trap = useNabla((state) => losses[state.experiment.loss.name].trap === true);
  if (divergence === null) return null;
  return (
    <span className="verdict-ways">
      <TextButton onClick={() => { escapeDivergence('goBackBefore'); }}>Go back to before</TextButton>
      {!trap && <TextButton onClick={() => { escapeDivergence('halveEta'); }}>Halve η</TextButton>}
    </span>
  );
}
