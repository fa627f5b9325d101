/** Copies the address of this moment: the settings, the weights, the view and the quantity that is open. */
import { useEffect, useState } from 'react';
import { TextButton } from '../../components/TextButton.tsx';
import { showNotice } from '../../store/actions.ts';
import { momentLink } from '../../store/links.ts';
import { say } from '../../words/say.ts';

const SHOWN_MS = 2000;

export function ExplanationLink() {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => { setCopied(false); }, SHOWN_MS);
    return () => { clearTimeout(timer); };
  }, [isCopied]);
  const copy = async (): Promise<void> => {
    try {
      const { address, note } = momentLink();
      await navigator.clipboard.writeText(address);
      setCopied(true);
      if (note !== null) showNotice({ text: note, tone: 'info' });
    } catch {
      showNotice({ text: say('This browser does not let the page copy. The link is in its address field.'), tone: 'info' });
    }
  };
  return <TextButton look="plain" className="explanation-link" onClick={() => { void copy(); }}><span aria-live="polite">{isCopied ? say('Copied') : say('Copy link')}</span></TextButton>;
}
