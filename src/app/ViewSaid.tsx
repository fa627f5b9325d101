/** Which view there is: in the window's title, and as a word for those who listen when another one comes. */
import { useEffect, useState } from 'react';
import { useNabla } from '../store/nabla.ts';
import { selectTab } from '../store/selectors.ts';
import { views } from './views.ts';

/** As the page came: the first view is named by it. */
const wholeTitle = document.title;

export function ViewSaid() {
  const tab = useNabla(selectTab);
  const label = views.find(({ name }) => name === tab)?.label ?? '';
  const [shown, setShown] = useState(tab);
  const [said, setSaid] = useState('');
  if (shown !== tab) {
    setShown(tab);
    setSaid(label);
  }
  const title = tab === views[0]?.name ? wholeTitle : `${label} – Nabla`;
  useEffect(() => { document.title = title; }, [title]);
  return <p className="unseen" aria-live="polite">{said}</p>;
}
