/** What the path tree is drawn of. */
import type { Study } from '../../explain/study.ts';
import type { Beat, Script } from '../../explain/script.ts';

export type PathsProps = {
  /** Lines of factors, for want of width. */
  readonly isList: boolean;
  readonly study: Study;
  readonly script: Script;
  readonly beat: Beat | null;
  readonly width: number;
  readonly height: number;
  readonly pictureWidth: number;
  /** Of the ledger, whose rows it then grows out of. */
  readonly isBeside: boolean;
};

/** What the pictures of paths have in common. */
export type PathsView = PathsProps & {
  readonly example: number;
  readonly position: number;
  /** Entry of θ whose paths are shown. */
  readonly index: number;
  /** It is on the marker in the ledger. */
  readonly isSubject: boolean;
  readonly lit: string | null;
  /** Number of the path under the pointer or the focus. */
  readonly pointed: number | null;
};
