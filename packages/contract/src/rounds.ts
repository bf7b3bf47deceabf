import { z } from 'zod';
import { daySchema, decimalSchema, idSchema, instantSchema, labelsSchema } from './common.ts';
import { endpoint } from './endpoint.ts';
import { targetCardSchema, unitRefSchema } from './plans.ts';
import { roundActNames, roundStates, roundWords, silences } from './rounds-fold.ts';

/** A number that a round gives to a unit for a year; a locked one stays as it is when its row is shared out anew. */
export const roundCellSchema = z.strictObject({
  target: z.string(),
  unit: z.string(),
  year: z.number().int(),
  value: decimalSchema,
  locked: z.boolean(),
});
export type RoundCell = z.infer<typeof roundCellSchema>;

const wordsOf = (most: number) => z.string().trim().min(1).max(most);
const documentSchema = z.string().trim().max(100).nullable();

/** What the office writes in a round. */
export const roundContentSchema = z.strictObject({
  cells: z.array(roundCellSchema).max(20_000),
  /** What was typed into cells and is no number: kept as it is, and to be put right before the round is issued. */
  unread: z
    .array(roundCellSchema.omit({ value: true }).extend({ text: z.string().trim().min(1).max(100) }))
    .max(20_000),
  /** Why a target's parts do not come to its whole, by target. */
  differsBecause: z.record(z.string(), z.string().max(500)),
  /** What units weigh where the office says so itself (常住人口), by unit. */
  weights: z.record(z.string(), z.number().nonnegative()),
});
export type RoundContent = z.infer<typeof roundContentSchema>;

export const roundActSchema = z.strictObject({
  act: z.enum(roundActNames),
  target: z.string().nullable(),
  unit: z.string().nullable(),
  at: instantSchema,
  by: z.string(),
  remark: z.string().nullable(),
  documentNumber: z.string().nullable(),
  /** Of issuing: the day until which units are to answer. Of signing: the first day on which the numbers are in force. */
  day: daySchema.nullable(),
});
export type RoundActLine = z.infer<typeof roundActSchema>;

/** What a unit has said of one target's numbers. */
export const unitWordSchema = z.strictObject({
  target: z.string(),
  unit: z.string(),
  word: z.enum(roundWords),
  said: roundActSchema.nullable(),
  reply: roundActSchema.nullable(),
});

/**
 * What silence means: `none`, nothing; `declared`, whoever has said nothing when the day is over will be taken to agree, as units were told
 * when they were asked; `agrees`, the day is over.
 */
const silenceSchema = z.enum(silences);

export const roundSchema = z.strictObject({
  id: idSchema,
  state: z.enum(roundStates),
  /** Counts saves: one that saw an older revision is refused. */
  revision: z.number().int(),
  savedBy: z.string(),
  savedAt: instantSchema,
  content: roundContentSchema,
  /** How often it was issued. */
  issue: z.number().int(),
  answerBy: daySchema.nullable(),
  silence: silenceSchema,
  words: z.array(unitWordSchema),
  /** What was done to the whole of it, oldest first. */
  acts: z.array(roundActSchema),
});
export type Round = z.infer<typeof roundSchema>;

/** A target as the grid needs it. */
export const splitTargetSchema = z.strictObject({
  id: z.string(),
  clause: z.string(),
  quote: z.string(),
  title: labelsSchema,
  unit: labelsSchema,
  kind: targetCardSchema.shape.kind,
  holds: z.enum(['total', 'yearly']),
  direction: z.enum(['up', 'down', 'within']),
  lead: unitRefSchema,
  /** The plan's own number: over the years, or in each of them. */
  goal: decimalSchema,
});
export type SplitTarget = z.infer<typeof splitTargetSchema>;

export const splitUnitSchema = z.strictObject({
  id: z.string(),
  name: labelsSchema,
  kind: z.enum(['district', 'department', 'town']),
  validFrom: daySchema.nullable(),
  validTo: daySchema.nullable(),
});
export type SplitUnit = z.infer<typeof splitUnitSchema>;

const inForceSchema = z.strictObject({
  target: z.string(),
  version: z.number().int(),
  documentNumber: z.string().nullable(),
  effectiveFrom: daySchema,
  rows: z.array(roundCellSchema.omit({ locked: true, target: true })),
});

export const decompositionPageSchema = z.strictObject({
  plan: z.strictObject({ id: z.string(), title: labelsSchema, start: daySchema, end: daySchema }),
  targets: z.array(splitTargetSchema),
  units: z.array(splitUnitSchema),
  /** What is in force today, by target. */
  inForce: z.array(inForceSchema),
  /** The one that is open: a plan has one at a time. */
  round: roundSchema.nullable(),
  /** Those that are over, the latest first. */
  past: z.array(
    z.strictObject({
      id: idSchema,
      state: z.enum(roundStates),
      endedAt: instantSchema,
      endedBy: z.string(),
      documentNumber: z.string().nullable(),
      reason: z.string().nullable(),
      effectiveFrom: daySchema.nullable(),
      backdatedBecause: z.string().nullable(),
      /** How many targets got a new version. */
      targets: z.number().int(),
    }),
  ),
});
export type DecompositionPage = z.infer<typeof decompositionPageSchema>;

const planParams = z.strictObject({ plan: z.string() });
const roundParams = z.strictObject({ plan: z.string(), round: idSchema });

export const getDecomposition = endpoint({
  method: 'GET',
  path: '/api/plans/:plan/decomposition',
  summary:
    'The district’s split whole: what is in force, the open round with what units said, earlier rounds',
  access: 'plan.rounds',
  params: planParams,
  response: decompositionPageSchema,
});
export const beginRound = endpoint({
  method: 'POST',
  path: '/api/plans/:plan/rounds',
  summary: 'Begins a round from what is in force; where one is open, that one is given',
  access: 'plan.decompose',
  params: planParams,
  response: z.strictObject({ id: idSchema }),
});
export const saveRound = endpoint({
  method: 'PUT',
  path: '/api/plans/:plan/rounds/:round',
  summary: 'Saves a round’s numbers; a writer who saw an older revision gets what is there instead',
  access: 'plan.decompose',
  params: roundParams,
  body: z.strictObject({ revision: z.number().int(), content: roundContentSchema }),
  response: z.discriminatedUnion('saved', [
    z.strictObject({ saved: z.literal(true), revision: z.number().int(), savedAt: instantSchema }),
    z.strictObject({
      saved: z.literal(false),
      theirs: roundSchema.pick({ revision: true, content: true, savedBy: true, savedAt: true }),
    }),
  ]),
});
export const actOnRound = endpoint({
  method: 'POST',
  path: '/api/plans/:plan/rounds/:round/acts',
  summary: 'The office issues, answers an objection, takes back to revise, signs off or withdraws',
  access: 'plan.decompose',
  params: roundParams,
  body: z.discriminatedUnion('act', [
    z.strictObject({
      act: z.literal('issue'),
      revision: z.number().int(),
      answerBy: daySchema.nullable(),
      /** Takes silence for consent when that day is over (逾期未反馈视为无异议): units are told. */
      silenceAgrees: z.boolean(),
      remark: wordsOf(500).nullable(),
    }),
    z.strictObject({ act: z.literal('answer'), target: z.string(), unit: z.string(), remark: wordsOf(1000) }),
    z.strictObject({ act: z.literal('reopen'), remark: wordsOf(500) }),
    z.strictObject({
      act: z.literal('sign'),
      /** The issue that the signer saw. */
      issue: z.number().int(),
      documentNumber: documentSchema.unwrap().min(1),
      reason: wordsOf(1000),
      effectiveFrom: daySchema,
      /** Why it holds from a day that is past, where a version that was in force is rewritten. */
      backdatedBecause: wordsOf(1000).nullable(),
    }),
    z.strictObject({ act: z.literal('withdraw'), remark: wordsOf(500) }),
  ]),
  response: z.strictObject({ state: z.enum(roundStates) }),
});

/** A unit's own numbers of one target. */
const taskSchema = z.strictObject({
  target: splitTargetSchema,
  unit: z.string(),
  /** As issued, and as they are in force today. */
  rows: z.array(z.strictObject({ year: z.number().int(), value: decimalSchema })),
  inForce: z.array(z.strictObject({ year: z.number().int(), value: decimalSchema })),
  word: z.enum(roundWords),
  said: roundActSchema.nullable(),
  reply: roundActSchema.nullable(),
});

export const unitTasksSchema = z.strictObject({
  plan: decompositionPageSchema.shape.plan,
  units: z.array(unitRefSchema),
  round: z
    .strictObject({
      id: idSchema,
      state: z.enum(roundStates),
      issue: z.number().int(),
      issuedAt: instantSchema,
      remark: z.string().nullable(),
      answerBy: daySchema.nullable(),
      silence: silenceSchema,
      documentNumber: z.string().nullable(),
      effectiveFrom: daySchema.nullable(),
    })
    .nullable(),
  tasks: z.array(taskSchema),
});
export type UnitTasks = z.infer<typeof unitTasksSchema>;

export const getUnitTasks = endpoint({
  method: 'GET',
  path: '/api/plans/:plan/tasks',
  summary: 'What the latest round asks of one’s own unit, and what it has said to it',
  access: 'plan.tasks',
  params: planParams,
  response: unitTasksSchema,
});
export const answerRound = endpoint({
  method: 'POST',
  path: '/api/plans/:plan/rounds/:round/answers',
  summary: 'A unit confirms its own numbers, or objects to them with a reason, target by target',
  access: 'plan.confirm',
  params: roundParams,
  body: z.strictObject({
    /** The issue that was read: a newer one refuses the answer. */
    issue: z.number().int(),
    unit: z.string(),
    answers: z
      .array(
        z.discriminatedUnion('act', [
          z.strictObject({ act: z.literal('confirm'), target: z.string() }),
          z.strictObject({ act: z.literal('object'), target: z.string(), remark: wordsOf(1000) }),
        ]),
      )
      .min(1)
      .max(500),
  }),
  response: z.strictObject({ answered: z.number().int() }),
});

/** What a row can be shared out by: a number for each unit, and as of when it was counted. */
export const getSplitWeights = endpoint({
  method: 'GET',
  path: '/api/plans/:plan/split-weights',
  summary:
    'What towns weigh: residents, small and micro enterprises in being, and each target’s value of the year before',
  access: 'plan.decompose',
  params: planParams,
  response: z.strictObject({
    asOf: daySchema,
    /** What there is of something in each town: enterprises in being as they are counted, and what the plan pack says of residents. */
    stocks: z.array(
      z.strictObject({
        id: z.string(),
        title: labelsSchema,
        asOf: daySchema,
        /** Where it comes from that is not counted here; null of what is. */
        source: labelsSchema.nullable(),
        /** Of a source that is not certain: to be confirmed, and said beside the figures. */
        certain: z.boolean(),
        towns: z.record(z.string(), z.number()),
      }),
    ),
    /** By target, then year, then town. */
    values: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.number()))),
  }),
});

export const exportDecomposition = endpoint({
  method: 'GET',
  path: '/api/plans/:plan/decomposition.xlsx',
  summary: 'The decomposition table (任务分解表): of the open round, or of what is in force',
  access: 'plan.rounds',
  params: planParams,
  query: z.strictObject({ of: z.enum(['round', 'in_force']).default('in_force') }),
});
export const readDecompositionFile = endpoint({
  method: 'POST',
  path: '/api/plans/:plan/decomposition-file',
  summary: 'Reads a decomposition table (multipart field `file`) back into numbers, and keeps nothing',
  access: 'plan.decompose',
  params: planParams,
  response: z.strictObject({
    cells: z.array(roundCellSchema.omit({ locked: true })),
    /** Cells that are no number, or stand for no target, unit or year: which, and why. */
    problems: z.array(z.strictObject({ place: z.string(), message: labelsSchema })),
  }),
});
