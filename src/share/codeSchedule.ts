// ηₖ = η f(k) as a function in code
/** The learning rate of a step (and the momentum, where a schedule moves it), as a few statements for Python or TypeScript. */
import type { OneCycleSpec, ScheduleSpec } from '../engine/schedules.ts';
import type { Dialect } from './codeFormula.ts';
import { inPython, inTypeScript } from './codeFormula.ts';
import { optimizerCode } from './codeRecords.ts';
import { listText, numberText, type Setting } from './codeText.ts';
import type { Program } from './program.ts';

type Statement =
  | { readonly kind: 'return'; readonly formula: string; readonly when?: string }
  | { readonly kind: 'let'; readonly name: string; readonly formula: string }
  | { readonly kind: 'change'; readonly name: string; readonly operator: '-=' | '*='; readonly formula: string }
  | { readonly kind: 'while'; readonly when: string; readonly body: readonly Statement[] };

export type ScheduleCode = {
  readonly settings: readonly Setting[];
  /** In LEARNING_RATE, the settings and `step`, the number of updates already made. */
  readonly rate: readonly Statement[];
  /** What the momentum (Adam: β₁) is, where the schedule moves it. */
  readonly momentum?: readonly Statement[];
  /** How `between` goes from one value to another, where the statements use it. */
  readonly between?: 'cosine' | 'linear';
  /** One sentence. */
  readonly doc: string;
};

const give = (formula: string): Statement => ({ kind: 'return', formula });
const giveWhen = (when: string, formula: string): Statement => ({ kind: 'return', formula, when });
const steps = (name: string, value: number, comment: string): Setting => ({ name, value: numberText(value), comment });

/** The schedule of a program; null: the rate is the same in every step. A momentum is moved only where the optimizer has one. */
export function scheduleCode({ schedule, optimizer }: Program): ScheduleCode | null {
  if (schedule.name !== 'one_cycle' || schedule.momentum === undefined || optimizerCode(optimizer).momentum !== undefined) return codeOf(schedule);
  const { momentum: _moved, ...rates } = schedule;
  return codeOf(rates);
}

function codeOf(spec: ScheduleSpec): ScheduleCode | null {
  switch (spec.name) {
    case 'constant': return null;
    case 'step': return {
      settings: [steps('STEP_SIZE', spec.stepSize, 'updates from one fall of η to the next'), steps('GAMMA', spec.gamma, 'γ: what η is multiplied by')],
      rate: [give('LEARNING_RATE * GAMMA ** floor(step / STEP_SIZE)')], doc: 'η falls by the factor γ every STEP_SIZE updates.',
    };
    case 'multi_step': return {
      settings: [
        { name: 'MILESTONES', value: listText(spec.milestones), comment: 'updates at which η falls' }, steps('GAMMA', spec.gamma, 'γ: what η is multiplied by'),
      ],
      rate: [give('LEARNING_RATE * GAMMA ** count_reached(MILESTONES, step)')], doc: 'η falls by the factor γ at every milestone.',
    };
    case 'exponential': return {
      settings: [steps('GAMMA', spec.gamma, 'γ: what η is multiplied by in every update')],
      rate: [give('LEARNING_RATE * GAMMA ** step')], doc: 'η falls by the factor γ in every update.',
    };
    case 'inverse_time': return {
      settings: [steps('DECAY', spec.decay, 'd of η / (1 + d k)')],
      rate: [give('LEARNING_RATE / (1 + DECAY * step)')], doc: 'η / (1 + d k) in update k.',
    };
    case 'cosine': return {
      settings: [steps('PERIOD', spec.period, 'updates from the highest to the lowest rate'), steps('MINIMUM_RATE', spec.minimum, 'the lowest rate')],
      rate: [give('between(LEARNING_RATE, MINIMUM_RATE, step / PERIOD)')], between: 'cosine', doc: 'η falls along half a cosine wave, and rises again after it.',
    };
    case 'cosine_restarts': return {
      settings: [
        steps('PERIOD', spec.period, 'updates of the first period'),
        ...(spec.growth <= 1 ? [] : [steps('GROWTH', spec.growth, 'how much longer each period is')]),
        steps('MINIMUM_RATE', spec.minimum, 'the lowest rate'),
      ],
      rate: spec.growth <= 1
        ? [give('between(LEARNING_RATE, MINIMUM_RATE, (step % PERIOD) / PERIOD)')]
        : [
          { kind: 'let', name: 'since', formula: 'step' }, { kind: 'let', name: 'period', formula: 'PERIOD' },
          {
            kind: 'while', when: 'since >= period',
            body: [{ kind: 'change', name: 'since', operator: '-=', formula: 'period' }, { kind: 'change', name: 'period', operator: '*=', formula: 'GROWTH' }],
          },
          give('between(LEARNING_RATE, MINIMUM_RATE, since / period)'),
        ],
      between: 'cosine', doc: 'η falls along half a cosine wave, then starts again from the top.',
    };
    case 'warmup': return {
      settings: [steps('WARMUP', spec.length, 'updates until η is reached')],
      rate: [giveWhen('step + 1 < WARMUP', 'LEARNING_RATE * (step + 1) / WARMUP'), give('LEARNING_RATE')], doc: 'η rises in a straight line, then stays.',
    };
    case 'linear': return {
      settings: [
        steps('LENGTH', spec.length, 'updates from the first rate to the last'), steps('FIRST_SHARE', spec.from, 'the first rate, in units of η'),
        steps('LAST_SHARE', spec.to, 'the last rate, in units of η'),
      ],
      rate: [
        giveWhen('step >= LENGTH', 'LEARNING_RATE * LAST_SHARE'),
        give('LEARNING_RATE * (FIRST_SHARE + (LAST_SHARE - FIRST_SHARE) * step / LENGTH)'),
      ],
      doc: 'The rate goes in a straight line from its first value to its last, then stays.',
    };
    case 'warmup_cosine': return {
      settings: [steps('WARMUP', spec.warmup, 'updates until η is reached'), steps('LENGTH', spec.length, 'updates until the rate is 0')],
      rate: [
        giveWhen('step < WARMUP', 'LEARNING_RATE * (step + 1) / WARMUP'),
        give('between(LEARNING_RATE, 0, (step - WARMUP) / (LENGTH - WARMUP))'),
      ],
      between: 'cosine', doc: 'η rises in a straight line, then falls along half a cosine wave.',
    };
    case 'polynomial': return {
      settings: [steps('LENGTH', spec.length, 'updates until the rate is 0'), steps('POWER', spec.power, 'p of (1 − k/n)ᵖ')],
      rate: [giveWhen('step >= LENGTH', 'LEARNING_RATE * 0 ** POWER'), give('LEARNING_RATE * (1 - step / LENGTH) ** POWER')],
      doc: 'η (1 − k/n)ᵖ in update k.',
    };
    case 'one_cycle': return cycleCode(spec);
  }
}

function cycleCode(spec: OneCycleSpec): ScheduleCode {
  const cycle = (first: string, peak: string, last: string): readonly Statement[] => [
    giveWhen('step < TOP', `between(${first}, ${peak}, step / TOP)`),
    giveWhen('step >= LENGTH - 1', last),
    ...(spec.threePhases === true
      ? [
        giveWhen('step < 2 * TOP', `between(${peak}, ${first}, (step - TOP) / TOP)`),
        give(first === last ? last : `between(${first}, ${last}, (step - 2 * TOP) / (LENGTH - 1 - 2 * TOP))`),
      ]
      : [give(`between(${peak}, ${last}, (step - TOP) / (LENGTH - 1 - TOP))`)]),
  ];
  const { momentum } = spec;
  return {
    settings: [
      steps('LENGTH', spec.length, 'updates of the cycle'),
      // The step with the peak; a rise of less than a step begins there.
      { name: 'TOP', value: numberText(Math.max(0, (spec.rise ?? 0.3) * spec.length - 1)), comment: 'the update with the highest rate' },
      { name: 'FIRST_RATE', value: `LEARNING_RATE / ${numberText(spec.divisor ?? 25)}`, comment: 'where the cycle begins' },
      { name: 'LAST_RATE', value: `FIRST_RATE / ${numberText(spec.finalDivisor ?? 1e4)}`, comment: 'where it ends' },
      ...(momentum === undefined ? [] : [
        steps('LOWEST_MOMENTUM', momentum.low, 'at the highest rate'), steps('HIGHEST_MOMENTUM', momentum.high, 'where the rate is low'),
      ]),
    ],
    rate: cycle('FIRST_RATE', 'LEARNING_RATE', 'LAST_RATE'),
    ...(momentum === undefined ? {} : { momentum: cycle('HIGHEST_MOMENTUM', 'LOWEST_MOMENTUM', 'HIGHEST_MOMENTUM') }),
    between: spec.form ?? 'cosine', doc: 'One cycle: η rises to its highest value, then falls far below the first.',
  };
}

const BETWEEN = { cosine: 'b + (a - b) / 2 * (1 + cos(pi * share))', linear: 'a + (b - a) * share' } as const;
const BETWEEN_WORDS = { cosine: 'From a (share 0) to b (share 1) along half a cosine wave.', linear: 'From a (share 0) to b (share 1) in a straight line.' } as const;

/** The functions learning_rate(step), momentum_at(step) and between(a, b, share), as far as they are needed. */
export function pythonSchedule({ rate, momentum, between, doc }: ScheduleCode): readonly string[] {
  const define = (name: string, words: string, statements: readonly Statement[]): string =>
    [`def ${name}(step):`, `    """${words}"""`, ...pythonLines(statements, '    ')].join('\n');
  return [
    ...(between === undefined ? [] : [`def between(a, b, share):\n    """${BETWEEN_WORDS[between]}"""\n    return ${inPython(BETWEEN[between])}`]),
    define('learning_rate', doc, rate),
    ...(momentum === undefined ? [] : [define('momentum_at', 'The momentum goes the other way than the rate.', momentum)]),
  ];
}

function pythonLines(statements: readonly Statement[], indent: string): readonly string[] {
  return statements.flatMap((statement): readonly string[] => {
    const line = lineOf(statement, inPython);
    if (statement.kind === 'return') return statement.when === undefined ? [indent + line] : [`${indent}if ${inPython(statement.when)}:`, `${indent}    ${line}`];
    if (statement.kind === 'while') return [`${indent}while ${inPython(statement.when)}:`, ...pythonLines(statement.body, `${indent}    `)];
    return [indent + line];
  });
}

/** The functions learningRate(step), momentumAt(step) and between(a, b, share), as far as they are needed. */
export function typeScriptSchedule({ rate, momentum, between, doc }: ScheduleCode): readonly string[] {
  const define = (name: string, words: string, statements: readonly Statement[]): string =>
    [`/** ${words} */`, `function ${name}(step: number): number {`, ...typeScriptLines(statements, '  '), '}'].join('\n');
  return [
    ...(between === undefined ? [] : [
      `/** ${BETWEEN_WORDS[between]} */\nfunction between(a: number, b: number, share: number): number {\n  return ${inTypeScript(BETWEEN[between])};\n}`,
    ]),
    define('learningRate', doc, rate),
    ...(momentum === undefined ? [] : [define('momentumAt', 'The momentum goes the other way than the rate.', momentum)]),
  ];
}

function typeScriptLines(statements: readonly Statement[], indent: string): readonly string[] {
  return statements.flatMap((statement): readonly string[] => {
    const line = `${lineOf(statement, inTypeScript)};`;
    if (statement.kind === 'return') return [statement.when === undefined ? indent + line : `${indent}if (${inTypeScript(statement.when)}) ${line}`];
    if (statement.kind === 'while') return [`${indent}while (${inTypeScript(statement.when)}) {`, ...typeScriptLines(statement.body, `${indent}  `), `${indent}}`];
    return [indent + (statement.kind === 'let' ? 'let ' : '') + line];
  });
}

function lineOf(statement: Statement, say: Dialect): string {
  switch (statement.kind) {
    case 'return': return `return ${say(statement.formula)}`;
    case 'let': return `${statement.name} = ${say(statement.formula)}`;
    case 'change': return `${statement.name} ${statement.operator} ${say(statement.formula)}`;
    case 'while': return '';
  }
}
