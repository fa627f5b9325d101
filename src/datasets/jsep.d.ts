/**
 * What is used of jsep 1.6, by its types: those that come with it are written for another kind of module, which TypeScript refuses
 * here (tsconfig.json leads to this file in their place).
 */
declare function jsep(text: string): jsep.Expression;

declare namespace jsep {
  type Expression =
    | Literal | Identifier | UnaryExpression | BinaryExpression | CallExpression
    | { readonly type: 'ArrayExpression' | 'Compound' | 'ConditionalExpression' | 'MemberExpression' | 'SequenceExpression' | 'ThisExpression' };
  type Literal = { readonly type: 'Literal'; readonly value: unknown };
  type Identifier = { readonly type: 'Identifier'; readonly name: string };
  type UnaryExpression = { readonly type: 'UnaryExpression'; readonly operator: string; readonly argument: Expression; readonly prefix: boolean };
  type BinaryExpression = { readonly type: 'BinaryExpression'; readonly operator: string; readonly left: Expression; readonly right: Expression };
  type CallExpression = { readonly type: 'CallExpression'; readonly callee: Expression; readonly arguments: readonly Expression[] };

  /** The parser at work, as a hook sees it. */
  type HookScope = {
    index: number;
    readonly char: string;
    gobbleSpaces(): void;
    gobbleToken(): Expression | undefined;
    throwError(message: string): never;
  };

  function addBinaryOp(sign: string, precedence: number, rightToLeft?: boolean): void;
  function removeAllBinaryOps(): void;
  function removeAllUnaryOps(): void;
  const hooks: { add(name: 'gobble-token', hook: (this: HookScope, env: { node?: Expression }) => void): void };
}

export default jsep;
