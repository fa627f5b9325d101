/** The quantities that were opened one from another, to go back to; the last of them is the one shown. */
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { IconButton } from '../../components/IconButton.tsx';
import { MathText } from '../../components/MathText.tsx';
import { addressKey, type Address } from '../../explain/address.ts';
import { backTo, closeQuantity, closeTrail } from '../../store/actions.ts';
import { useNabla } from '../../store/nabla.ts';
import { selectTrail, selectView } from '../../store/selectors.ts';
import { useBeat } from '../../store/beats.ts';
import { useStudy } from '../../store/study.ts';
import { useElementSize } from '../../components/useElementSize.ts';
import { say } from '../../words/say.ts';

/** More than this and those in between are left out. */
const MOST_CRUMBS = 4;

export function ExplanationTrail({ children }: { readonly children?: ReactNode }) {
  const study = useStudy();
  const trail = useNabla(selectTrail);
  const isStep = useNabla(selectView) === 'step';
  const beat = useBeat();
  // The oldest are folded away until the newest fit: once a trail, or a width, so that it comes to rest.
  const list = useRef<HTMLOListElement>(null);
  const { width } = useElementSize(list);
  const [folded, setFolded] = useState({ trail, width, count: 0 });
  const count = folded.trail === trail && folded.width === width ? folded.count : 0;
  const hidden = Math.max(0, Math.min(trail.length - 1, Math.max(trail.length - 1 - MOST_CRUMBS, count)));
  useLayoutEffect(() => {
    const element = list.current;
    if (element !== null && width > 0 && element.scrollWidth > element.clientWidth + 1 && hidden < trail.length - 1) setFolded({ trail, width, count: hidden + 1 });
  }, [trail, width, hidden]);
  const symbol = (address: Address) => study?.names.symbol(address) ?? { markup: '…', spoken: say('what was opened before') };
  return (
    <nav className="explanation-trail" aria-label={say('Trail')}>
      <IconButton label={say('Back')} icon="back" size={14} shortcut={say('Backspace')} onClick={closeQuantity} />
      <ol ref={list}>
        {isStep ? <li><Crumb words={beat === null ? say('start') : symbol(beat.address).markup} spoken={beat === null ? say('the start') : say('{spoken}, the present step', { spoken: symbol(beat.address).spoken })} depth={0} /></li> : null}
        {hidden > 0 ? <li aria-label={say('{hidden} more', { hidden })}>…</li> : null}
        {trail.slice(hidden, -1).map((address, i) => (
          <li key={addressKey(address)}><Crumb words={symbol(address).markup} spoken={symbol(address).spoken} depth={hidden + i + 1} /></li>
        ))}
        {trail.slice(-1).map((address) => <li key={addressKey(address)} aria-current="true"><MathText>{symbol(address).markup}</MathText></li>)}
      </ol>
      <span className="explanation-ways">{children}</span>
      <IconButton label={say('Close the explanation')} icon="close" size={12} onClick={closeTrail} />
    </nav>
  );
}

function Crumb({ words, spoken, depth }: { readonly words: string; readonly spoken: string; readonly depth: number }) {
  return <button type="button" className="explanation-crumb" aria-label={say('Back to {spoken}', { spoken })} onClick={() => { backTo(depth); }}><MathText>{words}</MathText></button>;
}
