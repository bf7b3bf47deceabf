import { errorSchema } from '@miaopu/contract';

/** Text that was planted where only some may read it. */
export type Mark = {
  readonly text: string;
  /** Whose it is, for the report. */
  readonly of: string;
  /** Whether it may stand in an answer to somebody. */
  mayReach(asked: Asked): boolean;
};

export type Asked = {
  /** A role, or nobody. */
  readonly who: string;
  readonly method: string;
  /** The route's pattern. */
  readonly path: string;
};

export type Answer = { readonly status: number; readonly type: string; readonly body: string };

// the way that Node writes a place in a program, a statement, and where programs stand
const inside =
  /\bat .{0,200}\.(?:ts|js|mjs):\d+|node_modules|\/src\/|\bselect .{1,200} from |syntax error at/i;

/** What is wrong with an answer; nothing where it is as it has to be. */
export function faultOf(asked: Asked, answer: Answer, marks: readonly Mark[]): string | undefined {
  const { status, type, body } = answer;
  if (status >= 500) return `answered ${status}: ${body.slice(0, 300)}`;
  const leaked = marks.find((mark) => body.includes(mark.text) && !mark.mayReach(asked));
  if (leaked !== undefined) return `a row of ${leaked.of} reached ${asked.who}`;
  if (status < 400) return undefined;
  if (!type.includes('json')) return `refused as ${type || 'nothing'}, not as JSON`;
  const refusal = readRefusal(body);
  if (refusal === undefined) return `refused in another form than the contract's: ${body.slice(0, 300)}`;
  // what was sent is said again where it helps; what is said of ourselves is in the code and the number
  const own = [refusal.error.code, refusal.error.requestId, refusal.error.message.en].join(' ');
  return inside.test(own) ? `tells of its inside: ${own.slice(0, 300)}` : undefined;
}

function readRefusal(body: string) {
  try {
    return errorSchema.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}
