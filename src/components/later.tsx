/** A part of the page that is fetched when it is first shown, or ahead of that in a quiet moment; what cannot be fetched says so in its place. */
import { useEffect, useState, type ComponentType, type ReactNode } from 'react';
import { notFetched } from '../viz/notFetched.ts';
import { TextButton } from './TextButton.tsx';
import './Notice.css';
import { say } from '../words/say.ts';

export type LaterOptions = {
  /** What it is, as people call it: "The lesson". */
  readonly name: string;
  /** Stands in its place until it has come, and keeps its room. */
  readonly waiting?: ReactNode;
  /** Of Play itself, and small: fetched by `fetchSoon` before it is asked for. */
  readonly soon?: boolean;
};

const soon = new Set<() => Promise<unknown>>();

/** @param load fetches the component; called again only where that has failed */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>, options: LaterOptions): ComponentType<Props> {
  const { name, waiting = null } = options;
  let known: ComponentType<Props> | null = null;
  let loading: Promise<ComponentType<Props>> | null = null;
  const fetchPart = (): Promise<ComponentType<Props>> => {
    loading ??= load().then((part) => (known = part)).catch((reason: unknown) => {
      loading = null;
      throw reason;
    });
    return loading;
  };
  if (options.soon === true) soon.add(fetchPart);

  return function Later(props: Props): ReactNode {
    // In an object: a component is a function, which React would call.
    const [{ Part }, setPart] = useState({ Part: known });
    const [isMissing, setMissing] = useState(false);
    useEffect(() => {
      if (Part !== null || isMissing) return;
      let isWanted = true;
      fetchPart().then(
        (part) => isWanted && setPart({ Part: part }),
        () => isWanted && setMissing(true),
      );
      return () => { isWanted = false; };
    }, [Part, isMissing]);
    if (Part !== null) return <Part {...props} />;
    if (!isMissing) return waiting;
    return (
      <div className="notice notice-warning" role="alert">
        <p>{notFetched(name)}</p>
        <TextButton
          onClick={() => {
            askForStylesAgain();
            setMissing(false);
          }}
        >
          {say('Try again')}
        </TextButton>
      </div>
    );
  };
}

/** Fetches the small parts one after the other, those that come with them included; one that fails is asked for again when it is shown. */
export async function fetchSoon(): Promise<void> {
  for (const fetchPart of soon) await fetchPart().catch(() => null);
}

/** A stylesheet that could not be fetched with its part is not asked for a second time by itself. */
export function askForStylesAgain(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) if (!hasRules(link)) link.replaceWith(link.cloneNode());
}

/** One that failed has no sheet in Firefox, and in Chromium one whose rules may not be read, as if it were from elsewhere. */
function hasRules({ sheet }: HTMLLinkElement): boolean {
  try {
    return sheet !== null && sheet.cssRules.length >= 0;
  } catch {
    return false;
  }
}
