/** Keys of writes that got no answer: the same write again carries the same key, and so is done once. */
const unanswered = new Map<string, string>();

/** Milliseconds before a write that did not reach the server is sent once more by itself. */
const patience = 1_000;

type Send<T> = (address: string, request: RequestInit) => Promise<T>;

/**
 * Sends a write with a key of its own (`idempotency-key`). One that got no answer may have been done all the same: it is sent once more by
 * itself, and where somebody presses the button again, with the same key, so that the server does it once and answers as it did.
 */
export async function sendOnce<T>(address: string, request: RequestInit, send: Send<T>): Promise<T> {
  const write = `${request.method} ${address}\n${request.body ?? ''}`;
  const key = unanswered.get(write) ?? newKey();
  const keyed = { ...request, headers: { ...request.headers, 'idempotency-key': key } };
  unanswered.set(write, key);
  try {
    const answer = await send(address, keyed).catch(async (problem: unknown) => {
      if (statusOf(problem) !== 0) throw problem;
      await new Promise((resolve) => setTimeout(resolve, patience));
      request.signal?.throwIfAborted();
      return send(address, keyed);
    });
    unanswered.delete(write);
    return answer;
  } catch (problem) {
    const status = statusOf(problem);
    // refused: it was not done, and the next is another
    if (status !== undefined && status >= 400 && status < 500) unanswered.delete(write);
    throw problem;
  }
}

const statusOf = (problem: unknown) => (problem as { status?: number } | null)?.status;

// `crypto.randomUUID` is there only where the page came by TLS
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
